// Package pack turns totes into closed parcels, unit by unit, exactly once.
package pack
