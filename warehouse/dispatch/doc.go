// Package dispatch hands closed parcels to their courier, each by its own scan.
package dispatch
