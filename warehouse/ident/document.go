package ident

import (
	"fmt"

	"warehouse-node/warehouse/store"
)

// Series is what documents are numbered by: a legal entity's documents of one
// kind in one year on one node.
type Series struct {
	Entity string // short name of the legal entity, as on the document
	Kind   string // "act", "arrival", …
	Year   int
	Node   uint16
}

// DocumentNumber is a place in a series; String is what is printed.
type DocumentNumber struct {
	Series
	N uint64
}

func (d DocumentNumber) String() string {
	if d.Node <= 1 {
		return fmt.Sprintf("%d-%04d", d.Year, d.N)
	}
	return fmt.Sprintf("%d-%d-%04d", d.Node, d.Year, d.N)
}

type seriesKey = store.Pair[store.Str, store.Pair[store.Str, store.Pair[store.U64, store.U64]]]

func (s Series) key() seriesKey {
	return seriesKey{A: store.Str(s.Entity), B: store.Pair[store.Str, store.Pair[store.U64, store.U64]]{
		A: store.Str(s.Kind), B: store.Pair[store.U64, store.U64]{A: store.U64(s.Year), B: store.U64(s.Node)}}}
}

func documentRow(r *store.Row, d *DocumentNumber) {
	store.Text(r, 1, &d.Entity)
	store.Text(r, 2, &d.Kind)
	store.Int(r, 3, &d.Year)
	store.Uint(r, 4, &d.Node)
	store.Uint(r, 5, &d.N)
}

var documents = store.NewTable("ident.documents", func(d *DocumentNumber) seriesKey { return d.key() }, documentRow)

// Document takes the next number of a series. It must be called in the
// transaction that posts the document: when that fails, the number goes back.
func Document(tx *store.Tx, s Series) (DocumentNumber, error) {
	var given DocumentNumber
	err := documents.Edit(tx, s.key(), func(d *DocumentNumber) (*DocumentNumber, error) {
		if d == nil {
			d = &DocumentNumber{Series: s}
		}
		d.N++
		given = *d
		return d, nil
	})
	return given, err
}

// Rename has a legal entity that is called otherwise from now on go on with its
// numbers: whatever it is called, its documents are numbered once.
func Rename(tx *store.Tx, from, to string) error {
	var moved []*DocumentNumber
	for d, err := range documents.Each(tx, store.Str(from)) {
		if err != nil {
			return err
		}
		moved = append(moved, d)
	}
	for _, d := range moved {
		if err := documents.Delete(tx, d.key()); err != nil {
			return err
		}
		d.Entity = to
		there, err := documents.Find(tx, d.key())
		if err != nil {
			return err
		}
		if there != nil {
			d.N = max(d.N, there.N)
		}
		if err := documents.Put(tx, d); err != nil {
			return err
		}
	}
	return nil
}
