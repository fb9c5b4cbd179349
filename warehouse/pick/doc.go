// Package pick takes an order's goods from their bins into its totes.
package pick
