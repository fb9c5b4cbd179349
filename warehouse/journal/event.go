package journal

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"

	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/store"
)

// Subject is what an entry is about, "order/01J…". Entries of one subject keep
// their order for every follower, also when one of them is parked.
type Subject string

// About names a subject.
func About[K any](kind string, id ident.ID[K]) Subject { return Subject(kind + "/" + id.String()) }

// Kind is a type of event, registered once by name and version.
type Kind[E any] struct {
	Name  string // "pick.picked/1"
	older map[string]func([]byte) (E, error)
}

// Described is what is known of a registered kind without its type.
type Described struct {
	Name    string
	Example any // for the golden file and the law on personal data
	Type    reflect.Type
}

var (
	kinds    = map[string]Described{}
	goodName = regexp.MustCompile(`^[a-z_]+\.[a-z_]+/[1-9][0-9]*$`)
)

// Register declares a kind of event; use it in a package-level var. example is
// the event whose JSON lies as testdata/events/NAME.VERSION.json in the package
// that declares it. Twice is a panic.
func Register[E any](name string, example E) *Kind[E] {
	if _, dup := kinds[name]; dup || !goodName.MatchString(name) {
		panic("journal: bad or second event kind " + name)
	}
	kinds[name] = Described{name, example, reflect.TypeFor[E]()}
	return &Kind[E]{Name: name, older: map[string]func([]byte) (E, error){}}
}

// Upcast lets entries of an older version of k be read as k. It returns k, to
// stand behind Register.
func Upcast[Old, E any](k *Kind[E], name string, example Old, to func(Old) E) *Kind[E] {
	Register(name, example)
	k.older[name] = func(data []byte) (E, error) {
		old, err := decode[Old](data)
		return to(old), err
	}
	return k
}

// Kinds are all registered events, by name.
func Kinds() []Described {
	all := slices.Collect(maps.Values(kinds))
	slices.SortFunc(all, func(a, b Described) int { return bytes.Compare([]byte(a.Name), []byte(b.Name)) })
	return all
}

// Record puts e on the timeline in tx. Who did it is tx.Origin, when is tx.Now.
func (k *Kind[E]) Record(tx *store.Tx, e E, about ...Subject) error {
	data, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("journal: %s: %w", k.Name, err)
	}
	return record(tx, k.Name, data, about)
}

// Is says whether an entry is of k or of an older version of it.
func (k *Kind[E]) Is(e *Entry) bool { return e.Kind == k.Name || k.older[e.Kind] != nil }

// Read is the event of an entry of k, as k's version tells it.
func (k *Kind[E]) Read(e *Entry) (E, error) {
	read := decode[E]
	if e.Kind != k.Name {
		if read = k.older[e.Kind]; read == nil {
			var none E
			return none, fmt.Errorf("journal: entry %d is %s, not %s", e.Seq, e.Kind, k.Name)
		}
	}
	ev, err := read(e.Data)
	if err != nil {
		err = fmt.Errorf("journal: entry %d, %s: %w", e.Seq, e.Kind, err)
	}
	return ev, err
}

// names are k's own and those it reads.
func (k *Kind[E]) names() []string { return append(slices.Collect(maps.Keys(k.older)), k.Name) }

func decode[E any](data []byte) (e E, err error) {
	err = json.Unmarshal(data, &e)
	return e, err
}
