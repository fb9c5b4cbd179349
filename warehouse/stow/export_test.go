package stow

// The limits of a search, for the tests at their edges.
const (
	MaxHomes = maxHomes
	MaxBins  = maxBins
)
