package sealtest

import (
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/seal"
)

// Boxed looks like a text that was sealed, for tests in which nobody opens it: no
// keyring made it, and to all of them it is of somebody who was forgotten. The
// empty text is the zero Sealed.
func Boxed(text string) seal.Sealed {
	if text == "" {
		return seal.Sealed{}
	}
	return seal.Sealed{Subject: warehouse.SubjectID{0xb0}, Box: append(make([]byte, 41), text...)}
}

// Unboxed is the text of what Boxed made.
func Unboxed(s seal.Sealed) string { return string(s.Box[min(len(s.Box), 41):]) }
