package stencil

import (
	"encoding/json"
	"fmt"
	"iter"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/store"
)

// Version is a stencil of a kind as somebody saved it. Version 0 is what the
// program brings along, and is kept nowhere.
type Version struct {
	Kind   string
	Number uint64 // from 1, without gaps
	At     time.Time
	Person warehouse.PersonID
	Back   bool   // goes back to From
	From   uint64 // the version gone back to; 0 is what the program brings along
	Body   []byte // JSON of the stencil; empty for what the program brings along
}

type versionKey = store.Pair[store.Str, store.U64]

func versionRow(r *store.Row, v *Version) {
	store.Text(r, 1, &v.Kind)
	store.Uint(r, 2, &v.Number)
	store.Time(r, 3, &v.At)
	ident.Field(r, 4, &v.Person)
	store.Bool(r, 5, &v.Back)
	store.Uint(r, 6, &v.From)
	store.Bytes(r, 7, &v.Body)
}

var versions = store.NewTable("stencil.versions", func(v *Version) versionKey {
	return store.Keys2(store.Str(v.Kind), store.U64(v.Number))
}, versionRow).AppendOnly()

// Saved is on the timeline for every version.
type Saved struct {
	Kind   string `json:"kind"`
	Number uint64 `json:"version"`
	Back   bool   `json:"back,omitempty"`
	From   uint64 `json:"from,omitempty"`
}

// SavedKind is recorded for every version.
var SavedKind = journal.Register("stencil.saved/1", Saved{Kind: "bin_label", Number: 3, Back: true, From: 1})

// About is the subject of a kind of label.
func (k *Kind) About() journal.Subject { return journal.Subject("stencil/" + k.Name) }

// Current is the version that labels of the kind are printed by now; 0 for what
// the program brings along.
func (k *Kind) Current(tx *store.Tx) (uint64, error) {
	v, err := versions.Last(tx, store.Str(k.Name))
	if err != nil || v == nil {
		return 0, err
	}
	return v.Number, nil
}

// At is the stencil of a version, where version 0 is the newest that the program
// brings along. NotFound when there is none.
func (k *Kind) At(tx *store.Tx, number uint64) (*Stencil, error) {
	return k.AtOf(tx, number, k.BuiltIns())
}

// AtOf is At for who was promised the n-th built-in stencil.
func (k *Kind) AtOf(tx *store.Tx, number uint64, builtIn int) (*Stencil, error) {
	if number == 0 {
		return k.BuiltIn(builtIn)
	}
	v, err := k.Version(tx, number)
	if err != nil {
		return nil, err
	}
	if len(v.Body) == 0 {
		return k.BuiltIn(builtIn)
	}
	s := &Stencil{}
	if err := json.Unmarshal(v.Body, s); err != nil {
		return nil, fmt.Errorf("stencil: version %d of %s: %w", number, k.Name, err)
	}
	return s, nil
}

// Version is what is kept of a version; NotFound when there is none.
func (k *Kind) Version(tx *store.Tx, number uint64) (*Version, error) {
	v, err := versions.Find(tx, store.Keys2(store.Str(k.Name), store.U64(number)))
	if err == nil && v == nil {
		err = fault.New(fault.NotFound, "stencil.no_version", "version", number)
	}
	return v, err
}

// History walks the versions, the newest first.
func (k *Kind) History(tx *store.Tx) iter.Seq2[*Version, error] {
	return versions.EachBack(tx, store.Str(k.Name))
}

// keep adds a version behind the one that the caller saw: Conflict when another
// is the newest by now.
func (k *Kind) keep(tx *store.Tx, seen uint64, v Version) (*SaveAnswer, error) {
	newest, err := k.Current(tx)
	if err != nil {
		return nil, err
	}
	if newest != seen {
		return nil, fault.New(fault.Conflict, "stencil.version", "version", newest)
	}
	v.Kind, v.Number, v.At, v.Person = k.Name, newest+1, tx.Now(), tx.Origin().Person
	if err := versions.Insert(tx, &v); err != nil {
		return nil, err
	}
	err = SavedKind.Record(tx, Saved{v.Kind, v.Number, v.Back, v.From}, k.About())
	return &SaveAnswer{Version: v.Number}, err
}
