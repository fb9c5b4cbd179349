package scan

import "time"

// Scan is one code as a scanner gave it: whole, once, and byte for byte.
type Scan struct {
	Data      string    // without prefix, suffix and AIM identifier; GS (0x1D) and letter case kept
	Symbology Symbology // "" when the scanner does not tell
	AIM       string    // "]d2", as sent; "" when the scanner does not tell
	Device    string    // the name of the scanner in the configuration
	At        time.Time // when the last byte of it was read
}
