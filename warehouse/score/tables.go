package score

import (
	"iter"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/store"
)

// Work is a kind of work, as its flow is called: "pick", "pack".
type Work string

// Figures are what one person did at one kind of work on one day at a warehouse.
type Figures struct {
	Site   warehouse.SiteID
	Day    measure.Day
	Person warehouse.PersonID
	Work   Work

	Scans   int // codes that were read, refused ones too
	Wrong   Wrong
	Noise   int // refused, and no mistake
	Lines   int // picks: a scan into a tote each
	Units   measure.Qty
	Parcels int // closed
	Short   int // less in a bin than was needed
	Undone  int // taken back by themselves
	Missing int // units that a packer did not find in the tote
	Other   int // units in whose place a packer found something else
}

// Wrong are refused scans that are mistakes, by what was wrong.
type Wrong struct{ Item, Size, Bin, Tote, Lot, Parcel int }

// Sum is all of them.
func (w Wrong) Sum() int { return w.Item + w.Size + w.Bin + w.Tote + w.Lot + w.Parcel }

// of is the count of a kind of mistake; nil for what is none.
func (w *Wrong) of(kind string) *int {
	switch kind {
	case "item":
		return &w.Item
	case "size":
		return &w.Size
	case "bin":
		return &w.Bin
	case "tote":
		return &w.Tote
	case "lot":
		return &w.Lot
	case "parcel":
		return &w.Parcel
	}
	return nil
}

// Found are the units that somebody else found wrong later.
func (f *Figures) Found() int { return f.Missing + f.Other }

// Mistakes are refused scans that are mistakes, and what was found later.
func (f *Figures) Mistakes() int { return f.Wrong.Sum() + f.Found() }

// Add sums figures of one person; where and when stay those of f.
func (f *Figures) Add(more *Figures) {
	f.Scans += more.Scans
	f.Wrong.Item += more.Wrong.Item
	f.Wrong.Size += more.Wrong.Size
	f.Wrong.Bin += more.Wrong.Bin
	f.Wrong.Tote += more.Wrong.Tote
	f.Wrong.Lot += more.Wrong.Lot
	f.Wrong.Parcel += more.Wrong.Parcel
	f.Noise += more.Noise
	f.Lines += more.Lines
	f.Units += more.Units
	f.Parcels += more.Parcels
	f.Short += more.Short
	f.Undone += more.Undone
	f.Missing += more.Missing
	f.Other += more.Other
}

func wrongRow(r *store.Row, w *Wrong) {
	store.Int(r, 1, &w.Item)
	store.Int(r, 2, &w.Size)
	store.Int(r, 3, &w.Bin)
	store.Int(r, 4, &w.Tote)
	store.Int(r, 5, &w.Lot)
	store.Int(r, 6, &w.Parcel)
}

func figuresRow(r *store.Row, f *Figures) {
	ident.Field(r, 1, &f.Site)
	store.Int(r, 2, &f.Day)
	ident.Field(r, 3, &f.Person)
	store.Text(r, 4, &f.Work)
	store.Int(r, 5, &f.Scans)
	store.One(r, 6, &f.Wrong, wrongRow)
	store.Int(r, 7, &f.Noise)
	store.Int(r, 8, &f.Lines)
	store.Int(r, 9, &f.Units)
	store.Int(r, 10, &f.Parcels)
	store.Int(r, 11, &f.Short)
	store.Int(r, 12, &f.Undone)
	store.Int(r, 13, &f.Missing)
	store.Int(r, 14, &f.Other)
}

type (
	dayKey     = store.Pair[warehouse.SiteID, store.I64]
	figuresKey = store.Pair[dayKey, store.Pair[warehouse.PersonID, store.Str]]
)

func (f *Figures) key() figuresKey {
	return store.Keys2(store.Keys2(f.Site, store.I64(f.Day)), store.Keys2(f.Person, store.Str(f.Work)))
}

var days = store.NewTable("score.days", (*Figures).key, figuresRow)

// Slip is one thing that went wrong, or that no figure of a rate counts but a
// person asks about.
type Slip struct {
	Person warehouse.PersonID
	Seq    uint64 // of the entry in the journal that tells it
	At     time.Time
	Site   warehouse.SiteID
	Day    measure.Day
	Work   Work
	Kind   string // of a refused scan, or "missing" and "other" of what was found later
	Order  warehouse.OrderID
	Number string // of the order, where only that is known
	Item   warehouse.ItemID
	Bin    string // that was scanned, by its code
	Tote   string
	Units  measure.Qty // of what was found later
	By     warehouse.PersonID
}

func slipRow(r *store.Row, s *Slip) {
	ident.Field(r, 1, &s.Person)
	store.Uint(r, 2, &s.Seq)
	store.Time(r, 3, &s.At)
	ident.Field(r, 4, &s.Site)
	store.Int(r, 5, &s.Day)
	store.Text(r, 6, &s.Work)
	store.Text(r, 7, &s.Kind)
	ident.Field(r, 8, &s.Order)
	store.Text(r, 9, &s.Number)
	ident.Field(r, 10, &s.Item)
	store.Text(r, 11, &s.Bin)
	store.Text(r, 12, &s.Tote)
	store.Int(r, 13, &s.Units)
	ident.Field(r, 14, &s.By)
}

type slipKey = store.Pair[warehouse.PersonID, store.U64]

func (s *Slip) key() slipKey { return store.Keys2(s.Person, store.U64(s.Seq)) }

var slips = store.NewTable("score.slips", (*Slip).key, slipRow)

// pickedBy is who picked how many of an item for an order.
type pickedBy struct {
	Order  warehouse.OrderID
	Item   warehouse.ItemID
	Seq    uint64
	Person warehouse.PersonID
	Site   warehouse.SiteID
	Day    measure.Day
	Tote   warehouse.PlaceID
	Qty    measure.Qty
}

func pickRow(r *store.Row, p *pickedBy) {
	ident.Field(r, 1, &p.Order)
	ident.Field(r, 2, &p.Item)
	store.Uint(r, 3, &p.Seq)
	ident.Field(r, 4, &p.Person)
	ident.Field(r, 5, &p.Site)
	store.Int(r, 6, &p.Day)
	ident.Field(r, 7, &p.Tote)
	store.Int(r, 8, &p.Qty)
}

type pickKey = store.Triple[warehouse.OrderID, warehouse.ItemID, store.U64]

func (p *pickedBy) key() pickKey { return store.Keys3(p.Order, p.Item, store.U64(p.Seq)) }

var picks = store.NewTable("score.picks", (*pickedBy).key, pickRow)

// closedBy is who closed a parcel.
type closedBy struct {
	Order  warehouse.OrderID
	Parcel warehouse.PlaceID
	Person warehouse.PersonID
	Site   warehouse.SiteID
	Day    measure.Day
}

func boxRow(r *store.Row, b *closedBy) {
	ident.Field(r, 1, &b.Order)
	ident.Field(r, 2, &b.Parcel)
	ident.Field(r, 3, &b.Person)
	ident.Field(r, 4, &b.Site)
	store.Int(r, 5, &b.Day)
}

type boxKey = store.Pair[warehouse.OrderID, warehouse.PlaceID]

func (b *closedBy) key() boxKey { return store.Keys2(b.Order, b.Parcel) }

var boxes = store.NewTable("score.boxes", (*closedBy).key, boxRow)

// Days walks the figures of a warehouse from one day to another, both included, by
// day and person.
func Days(tx *store.Tx, site warehouse.SiteID, from, to measure.Day) iter.Seq2[*Figures, error] {
	return func(yield func(*Figures, error) bool) {
		for f, err := range days.From(tx, (&Figures{Site: site, Day: from}).key()) {
			if err == nil && (f.Site != site || f.Day > to) || !yield(f, err) || err != nil {
				return
			}
		}
	}
}

// Slips walks what went wrong for a person, the newest first.
func Slips(tx *store.Tx, person warehouse.PersonID) iter.Seq2[*Slip, error] {
	return slips.EachBack(tx, person)
}
