package zebra

import "fmt"

// Kind is what is wrong with a label.
type Kind string

// The kinds of problem.
const (
	Forbidden    Kind = "forbidden"    // a command that is not on the list
	Unterminated Kind = "unterminated" // a label without ^XZ, a field without ^FS, a command that ends within
	Nested       Kind = "nested"       // a label within a label, a field within a field
	Outside      Kind = "outside"      // something stands beside ^XA and ^XZ, or is no command
	Hidden       Kind = "hidden"       // a sign of ^FH that makes what begins a command
	Control      Kind = "control"      // a byte that printers take for a command
	Graphic      Kind = "graphic"      // a picture whose counts or checksum do not fit its data
	Quantity     Kind = "quantity"     // ^PQ wants more than one
	Parameter    Kind = "parameter"    // what stands behind a command is not what belongs there
	Empty        Kind = "empty"        // nothing to print
	TooLarge     Kind = "too_large"    // more than the limits allow
)

// Kinds are all of them.
var Kinds = []Kind{Forbidden, Unterminated, Nested, Outside, Hidden, Control, Graphic, Quantity, Parameter, Empty, TooLarge}

// Problem is why a label is not passed on. It repeats nothing of what stands in
// the label but the name of a command, since that may be about a person.
type Problem struct {
	Kind    Kind
	Command string // "^CC"; "" where it is of none
	Offset  int    // of the command in the input, in bytes
	Detail  string
}

func (p *Problem) Error() string {
	s := fmt.Sprintf("zebra: byte %d: ", p.Offset)
	if p.Command != "" {
		s += p.Command + ": "
	}
	s += string(p.Kind)
	if p.Detail != "" {
		s += ": " + p.Detail
	}
	return s
}
