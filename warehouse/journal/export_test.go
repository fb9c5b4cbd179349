package journal

// ShortEras makes eras of so many entries until the function that it returns is
// called.
func ShortEras(n uint64) func() {
	had := eraLength
	eraLength = n
	return func() { eraLength = had }
}
