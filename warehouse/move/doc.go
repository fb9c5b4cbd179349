// Package move carries goods from one place to another, a cancelled order's
// goods back to their bins among them.
package move
