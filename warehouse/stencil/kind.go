package stencil

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"warehouse-node/devices/label"
	"warehouse-node/warehouse/fault"
)

// Field is one that the stencils of a kind may name.
type Field struct {
	Name   string
	Sample string // stands for it where there is no data, as long as it commonly is
}

// Kind is a kind of label: its closed list of fields, and what the program
// brings along. A stencil that was released is never changed: a better one is
// added behind it.
type Kind struct {
	Name    string
	Fields  []Field
	builtIn []*Stencil // the oldest first
}

// Fields that every kind has: which of how many when several are printed; both
// are empty for one.
var everywhere = []Field{{"copy.index", "1"}, {"copy.of", "3"}}

var kinds = map[string]*Kind{}

// Declare makes a kind known, with what the program brings along as JSON, the
// oldest first; use it in a package-level var. A built-in stencil that does not
// pass its own check panics.
func Declare(name string, fields []Field, builtIn ...[]byte) *Kind {
	k := &Kind{Name: name, Fields: append(slices.Clip(fields), everywhere...)}
	if kinds[name] != nil || len(builtIn) == 0 {
		panic("stencil: bad or second kind " + name)
	}
	for i, raw := range builtIn {
		s := &Stencil{}
		if err := json.Unmarshal(raw, s); err != nil {
			panic(fmt.Sprintf("stencil: %s %d: %v", name, i+1, err))
		}
		if wrong := k.wrong(s); wrong != nil {
			panic(fmt.Sprintf("stencil: %s %d: %v", name, i+1, wrong[0]))
		}
		k.builtIn = append(k.builtIn, s)
	}
	kinds[name] = k
	return k
}

// Kinds are all of them, by name.
func Kinds() []*Kind {
	return slices.SortedFunc(maps.Values(kinds), func(a, b *Kind) int { return cmp.Compare(a.Name, b.Name) })
}

// KindOf is a kind by its name; NotFound when there is none.
func KindOf(name string) (*Kind, error) {
	if k := kinds[name]; k != nil {
		return k, nil
	}
	return nil, fault.New(fault.NotFound, "stencil.none", "kind", name)
}

func (k *Kind) has(field string) bool {
	return slices.ContainsFunc(k.Fields, func(f Field) bool { return f.Name == field })
}

// Samples are the samples of all fields.
func (k *Kind) Samples() Values {
	v := Values{}
	for _, f := range k.Fields {
		v[f.Name] = f.Sample
	}
	return v
}

// BuiltIns is how many stencils the program ever brought along for the kind.
func (k *Kind) BuiltIns() int { return len(k.builtIn) }

// BuiltIn is the n-th that the program brought along, from 1; NotFound when this
// program does not know it.
func (k *Kind) BuiltIn(n int) (*Stencil, error) {
	if n < 1 || n > len(k.builtIn) {
		return nil, fault.New(fault.NotFound, "paper.version", "kind", k.Name, "version", n)
	}
	return k.builtIn[n-1], nil
}

// coarsest is the head at which a stencil must hold its samples to be saved.
const coarsest = label.DPI203
