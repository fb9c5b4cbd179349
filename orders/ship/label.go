package ship

import (
	"iter"
	"time"

	"warehouse-node/orders"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/store"
)

// LabelID names a carrier's label.
type LabelID = ident.ID[labelKind]

type labelKind struct{}

// Format is what kind of file a label is.
type Format string

// The formats.
const (
	ZPL Format = "zpl"
	PNG Format = "png"
	PDF Format = "pdf"
)

// Limits of labels.
const (
	MaxFile  = 720 << 10 // bytes of a file: with its seal it fits a command
	MaxPages = 20        // labels in one file
	MaxOf    = 20        // files of one order
)

// Label is a label that a carrier or a marketplace made for an order.
type Label struct {
	ID     LabelID
	Order  warehouse.OrderID
	Format Format
	Pages  int
	Bytes  int
	At     time.Time
	Person warehouse.PersonID // who brought it
}

func labelRow(r *store.Row, l *Label) {
	ident.Field(r, 1, &l.ID)
	ident.Field(r, 2, &l.Order)
	store.Text(r, 3, &l.Format)
	store.Int(r, 4, &l.Pages)
	store.Int(r, 5, &l.Bytes)
	store.Time(r, 6, &l.At)
	ident.Field(r, 7, &l.Person)
}

// file is what a label was brought as. It lies apart, so that lists of labels need
// not read it.
type file struct {
	Label LabelID
	Text  seal.Sealed
}

func fileRow(r *store.Row, f *file) {
	ident.Field(r, 1, &f.Label)
	seal.Field(r, 2, &f.Text)
}

var (
	labels  = store.NewTable("ship.labels", func(l *Label) LabelID { return l.ID }, labelRow)
	ofOrder = store.NewIndex(labels, "order", func(l *Label) []warehouse.OrderID { return []warehouse.OrderID{l.Order} })
	files   = store.NewTable("ship.files", func(f *file) LabelID { return f.Label }, fileRow)
)

// Of are the labels of an order, in the order in which they were brought.
func Of(tx *store.Tx, order warehouse.OrderID) iter.Seq2[*Label, error] {
	return ofOrder.Each(tx, order)
}

// Get is a label; NotFound when there is none.
func Get(tx *store.Tx, id LabelID) (*Label, error) {
	l, err := labels.Find(tx, id)
	if err == nil && l == nil {
		err = fault.New(fault.NotFound, "ship.none")
	}
	return l, err
}

// File is what a label was brought as, sealed, with its order.
func File(tx *store.Tx, id LabelID) (*Label, *orders.Order, seal.Sealed, error) {
	l, err := Get(tx, id)
	if err != nil {
		return nil, nil, seal.Sealed{}, err
	}
	o, err := orders.Get(tx, l.Order)
	if err != nil {
		return nil, nil, seal.Sealed{}, err
	}
	f, err := files.Find(tx, id)
	if err == nil && f == nil {
		err = fault.New(fault.NotFound, "ship.none")
	}
	if err != nil {
		return nil, nil, seal.Sealed{}, err
	}
	return l, o, f.Text, nil
}
