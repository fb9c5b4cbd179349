package seal

import (
	"encoding/json"
	"fmt"
	"log/slog"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/store"
)

// Sealed is a text about a person that only a Keyring can read. The zero
// Sealed is the empty text.
type Sealed struct {
	Subject warehouse.SubjectID // whose key opens it
	Box     []byte              // version, nonce, ciphertext with its tag
}

// IsZero says that nothing is sealed here.
func (s Sealed) IsZero() bool { return s.Subject.IsZero() && len(s.Box) == 0 }

// shown is all that a Sealed says of itself.
func (s Sealed) shown() string {
	if s.IsZero() {
		return ""
	}
	return "sealed for " + s.Subject.String()
}

// String, GoString, Format and LogValue name the subject and never the content.
func (s Sealed) String() string       { return s.shown() }
func (s Sealed) GoString() string     { return "seal.Sealed{" + s.shown() + "}" }
func (s Sealed) LogValue() slog.Value { return slog.StringValue(s.shown()) }
func (s Sealed) Format(f fmt.State, verb rune) {
	text := s.shown()
	if verb == 'v' && f.Flag('#') {
		text = s.GoString()
	}
	_, _ = f.Write([]byte(text)) // a fmt.State that refuses is fmt's to report
}

// sealedJSON is a Sealed in an event, a command or a spool job.
type sealedJSON struct {
	Subject warehouse.SubjectID `json:"subject"`
	Box     []byte              `json:"box"`
}

// MarshalJSON writes {"subject", "box"}, or null for the zero Sealed.
func (s Sealed) MarshalJSON() ([]byte, error) {
	if s.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(sealedJSON(s))
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (s *Sealed) UnmarshalJSON(b []byte) error {
	var j sealedJSON
	if err := json.Unmarshal(b, &j); err != nil {
		return fmt.Errorf("sealed: %w", err)
	}
	*s = Sealed(j)
	return nil
}

// Field keeps a Sealed in a row.
func Field(r *store.Row, n uint64, s *Sealed) {
	store.One(r, n, s, func(r *store.Row, s *Sealed) {
		ident.Field(r, 1, &s.Subject)
		store.Bytes(r, 2, &s.Box)
	})
}
