package seal

import "warehouse-node/warehouse/fault"

// Words are what a person typed who may have named another in it, as the reason
// of a cancellation: sealed. Plain holds what nobody typed, a code for which
// screens have their own words, and what an earlier release kept in the open;
// nothing that is typed is put there.
type Words struct {
	Sealed Sealed `json:"sealed,omitzero"`
	Plain  string `json:"plain,omitempty"`
}

// Typed are the words that somebody typed.
func Typed(s Sealed) Words { return Words{Sealed: s} }

// Coded are no person's words but a code of ours.
func Coded(code string) Words { return Words{Plain: code} }

// IsZero says that nothing was said.
func (w Words) IsZero() bool { return w.Sealed.IsZero() && w.Plain == "" }

// Open reads words, on their way to a screen, with what opens a Sealed; what was
// forgotten is empty.
func (w Words) Open(open func(Sealed) (string, error)) (string, error) {
	if w.Sealed.IsZero() {
		return w.Plain, nil
	}
	text, err := open(w.Sealed)
	if err != nil && fault.KindOf(err) == fault.NotFound {
		return "", nil
	}
	return text, err
}

// boxed is how much longer a box is than its text: version, nonce and tag.
const boxed = 1 + 24 + 16

// Size is how many bytes of text are sealed here.
func (s Sealed) Size() int { return max(0, len(s.Box)-boxed) }
