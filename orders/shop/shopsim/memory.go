package shopsim

import (
	"encoding/json"
	"errors"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
)

// memory is what a shop keeps in its file.
type memory struct {
	Next   int     `json:"next"` // the number of the next order
	Items  []Item  `json:"items"`
	Orders []entry `json:"orders"`
}

// entry is an order with what nobody outside the shop sees of it.
type entry struct {
	Order
	Version  int `json:"version"`
	Exported int `json:"exported"`
}

// Open opens a shop that keeps its goods, its orders and its next number in
// Options.File, as a site keeps them in its database: it goes on where it was
// ended, by whatever. A shop without a file forgets.
func Open(o Options) (*Shop, error) {
	s := New(o)
	if o.File == "" {
		return s, nil
	}
	text, err := os.ReadFile(o.File)
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err != nil {
		return nil, err
	}
	var m memory
	if err := json.Unmarshal(text, &m); err != nil {
		return nil, err
	}
	s.next, s.items = m.Next, m.Items
	for _, e := range m.Orders {
		o := e.Order
		o.version, o.exported = e.Version, e.Exported
		s.orders = append(s.orders, &o)
	}
	return s, nil
}

// save keeps the memory before an answer tells of it. What went wrong stays in
// s.broken: a shop that cannot keep what it is told answers nothing any more.
func (s *Shop) save() {
	if s.opt.File == "" || s.broken != nil {
		return
	}
	m := memory{Next: s.next, Items: s.items}
	for _, o := range s.orders {
		m.Orders = append(m.Orders, entry{*o, o.version, o.exported})
	}
	s.broken = replace(s.opt.File, &m)
}

// replace puts a new file in the place of the old one.
func replace(name string, m *memory) error {
	text, err := json.Marshal(m)
	if err != nil {
		return err
	}
	tmp := filepath.Join(filepath.Dir(name), "."+filepath.Base(name)+".new")
	if err := os.WriteFile(tmp, text, 0o600); err != nil {
		return err
	}
	return os.Rename(tmp, name)
}

// stands refuses a call of a shop whose memory broke.
func (s *Shop) stands(w http.ResponseWriter) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.broken != nil {
		http.Error(w, s.broken.Error(), http.StatusInternalServerError)
	}
	return s.broken == nil
}
