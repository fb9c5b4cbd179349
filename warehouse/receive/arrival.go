package receive

import (
	"context"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/letter"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// ArrivalID names an arrival.
type ArrivalID = ident.ID[Document]

// Document is an arrival: goods that came from one sender, as they are taken in.
type Document struct {
	ID     ArrivalID
	Site   warehouse.SiteID
	Short  uint64 // what people call it until it is closed
	Number string // of the document, given when it is closed
	From   string // the sender, as somebody typed it; may be nobody
	Paper  string // the number on the sender's own paper
	Opened time.Time
	Person warehouse.PersonID // who opened it
	Closed time.Time          // zero while goods are taken in
	Lines  int
	Units  measure.Qty // base units of all lines, added up
}

// Open says whether goods are still taken in.
func (d *Document) Open() bool { return d.Closed.IsZero() }

// Name is how people call the arrival.
func (d *Document) Name() string {
	switch {
	case d.Number != "":
		return d.Number
	case d.Paper != "":
		return d.Paper
	}
	return strconv.FormatUint(d.Short, 10)
}

func documentRow(r *store.Row, d *Document) {
	ident.Field(r, 1, &d.ID)
	ident.Field(r, 2, &d.Site)
	store.Uint(r, 3, &d.Short)
	store.Text(r, 4, &d.Number)
	store.Text(r, 5, &d.From)
	store.Text(r, 6, &d.Paper)
	store.Time(r, 7, &d.Opened)
	ident.Field(r, 8, &d.Person)
	store.Time(r, 9, &d.Closed)
	store.Int(r, 10, &d.Lines)
	store.Int(r, 11, &d.Units)
}

// Line is how much of one kind of stock an arrival brought.
type Line struct {
	Arrival ArrivalID
	Stock   warehouse.Stock
	Qty     measure.Qty
	At      time.Time // of the last scan
}

func lineRow(r *store.Row, l *Line) {
	ident.Field(r, 1, &l.Arrival)
	ident.Field(r, 2, &l.Stock.Item)
	ident.Field(r, 3, &l.Stock.Lot)
	ident.Field(r, 4, &l.Stock.Owner)
	store.Uint(r, 5, &l.Stock.Condition)
	store.Int(r, 6, &l.Qty)
	store.Time(r, 7, &l.At)
}

type (
	stockKey = store.Quad[warehouse.ItemID, warehouse.LotID, warehouse.EntityID, store.U64]
	lineKey  = store.Pair[ArrivalID, stockKey]
)

func keyOf(a ArrivalID, s warehouse.Stock) lineKey {
	return lineKey{A: a, B: store.Keys4(s.Item, s.Lot, s.Owner, store.U64(s.Condition))}
}

var (
	documents = store.NewTable("receive.arrivals", func(d *Document) ArrivalID { return d.ID }, documentRow)
	open      = store.NewIndex(documents, "open", func(d *Document) []warehouse.SiteID {
		if !d.Open() {
			return nil
		}
		return []warehouse.SiteID{d.Site}
	})
	lines  = store.NewTable("receive.lines", func(l *Line) lineKey { return keyOf(l.Arrival, l.Stock) }, lineRow)
	recent = store.NewIndex(lines, "recent", func(l *Line) []store.Pair[ArrivalID, store.I64] {
		return []store.Pair[ArrivalID, store.I64]{store.Keys2(l.Arrival, store.When(l.At))}
	})
)

// Get is an arrival; NotFound when there is none.
func Get(tx *store.Tx, id ArrivalID) (*Document, error) {
	d, err := documents.Find(tx, id)
	if err == nil && d == nil {
		err = fault.New(fault.NotFound, "receive.none", "arrival", id)
	}
	return d, err
}

// LinesOf are the lines of an arrival, the last scanned first; most limits them.
func LinesOf(tx *store.Tx, id ArrivalID, most int) (all []*Line, err error) {
	for l, err := range recent.EachBack(tx, id) {
		if err != nil || len(all) == most {
			return all, err
		}
		all = append(all, l)
	}
	return all, nil
}

// MaxOpen is how many arrivals a site takes in at once: more than it has gates.
const MaxOpen = 50

// Opened are the arrivals of a site in which goods are taken in, oldest first.
func Opened(tx *store.Tx, site warehouse.SiteID) (all []*Document, err error) {
	for d, err := range open.Each(tx, site) {
		if err != nil {
			return nil, err
		}
		all = append(all, d)
	}
	return all, nil
}

// OpenRequest begins an arrival.
type OpenRequest struct {
	Site  warehouse.SiteID `json:"site"`
	From  string           `json:"from,omitempty"`  // who sent it
	Paper string           `json:"paper,omitempty"` // the number on their paper
}

// OpenAnswer names the arrival.
type OpenAnswer struct {
	Arrival ArrivalID `json:"arrival"`
}

// CloseRequest ends an arrival.
type CloseRequest struct {
	Arrival ArrivalID `json:"arrival"`
}

// CloseAnswer is the number of the document; "" when nothing had come and the
// arrival is gone.
type CloseAnswer struct {
	Number string `json:"number,omitempty"`
}

// The commands of an arrival. Goods are taken in by scans alone.
var (
	Open = command.Register("receive.open", RightWork,
		func(_ *store.Tx, r *OpenRequest) (warehouse.SiteID, error) { return r.Site, nil }, openArrival)
	Close = command.Register("receive.close", RightWork,
		func(tx *store.Tx, r *CloseRequest) (warehouse.SiteID, error) {
			d, err := Get(tx, r.Arrival)
			if err != nil {
				return warehouse.SiteID{}, err
			}
			return d.Site, nil
		}, closeArrival)
)

// MaxText is how many letters the sender and the number of a paper may have.
const MaxText = 60

func openArrival(_ context.Context, tx *store.Tx, r *OpenRequest) (*OpenAnswer, error) {
	d := &Document{ID: ArrivalID(tx.Mint()), Site: r.Site, From: strings.TrimSpace(r.From), Paper: strings.TrimSpace(r.Paper), Opened: tx.Now(), Person: tx.Origin().Person}
	for _, text := range []string{d.From, d.Paper} {
		if utf8.RuneCountInString(text) > MaxText {
			return nil, fault.New(fault.Invalid, "receive.text", "limit", MaxText)
		}
		if err := letter.Line(text); err != nil { // as a flow opens it too
			return nil, err
		}
	}
	if _, err := place.GetSite(tx, r.Site); err != nil {
		return nil, err
	}
	others, err := Opened(tx, r.Site)
	if err != nil {
		return nil, err
	}
	if len(others) >= MaxOpen {
		return nil, fault.New(fault.Limit, "receive.limit", "limit", MaxOpen)
	}
	if d.Short, err = ident.Next(tx, "receive.arrival"); err != nil {
		return nil, err
	}
	if err := documents.Insert(tx, d); err != nil {
		return nil, err
	}
	return &OpenAnswer{d.ID}, OpenedKind.Record(tx, ArrivalOpened{d.ID, d.Site, d.From, d.Paper}, aboutArrival(d.ID))
}

func closeArrival(_ context.Context, tx *store.Tx, r *CloseRequest) (*CloseAnswer, error) {
	d, err := Get(tx, r.Arrival)
	if err != nil {
		return nil, err
	}
	if !d.Open() {
		return nil, fault.New(fault.Conflict, "receive.closed", "number", d.Name())
	}
	if d.Lines == 0 {
		if err := documents.Delete(tx, d.ID); err != nil {
			return nil, err
		}
		return &CloseAnswer{}, DroppedKind.Record(tx, ArrivalDropped{d.ID, d.Site}, aboutArrival(d.ID))
	}
	number, err := numberOf(tx, d)
	if err != nil {
		return nil, err
	}
	d.Number, d.Closed = number.String(), tx.Now()
	if err := documents.Put(tx, d); err != nil {
		return nil, err
	}
	e := ArrivalClosed{Arrival: d.ID, Site: d.Site, Number: d.Number, From: d.From, Paper: d.Paper}
	for l, err := range lines.Each(tx, d.ID) {
		if err != nil {
			return nil, err
		}
		e.Lines = append(e.Lines, ClosedLine{ledger.Kind(l.Stock), l.Qty})
	}
	return &CloseAnswer{d.Number}, ClosedKind.Record(tx, e, aboutArrival(d.ID))
}

// numberOf takes the next number of the owner's arrivals of this year; a site
// whose stock is nobody's yet numbers its own.
func numberOf(tx *store.Tx, d *Document) (n ident.DocumentNumber, err error) {
	site, err := place.GetSite(tx, d.Site)
	if err != nil {
		return n, err
	}
	entity, err := site.NumbersAs(tx)
	if err != nil {
		return n, err
	}
	year, _, _ := site.Day(tx.Now()).Date()
	return ident.Document(tx, ident.Series{Entity: entity, Kind: "arrival", Year: year, Node: d.ID.Node()})
}

// count adds qty, which may be below zero, to a line of an arrival; a line of
// nothing is none.
func count(tx *store.Tx, id ArrivalID, s warehouse.Stock, qty measure.Qty) error {
	d, err := Get(tx, id)
	if err != nil {
		return err
	}
	if !d.Open() {
		return fault.New(fault.Conflict, "receive.closed", "number", d.Name())
	}
	l, err := lines.Find(tx, keyOf(id, s))
	if err != nil {
		return err
	}
	if l == nil {
		l = &Line{Arrival: id, Stock: s}
		d.Lines++
	}
	l.Qty, l.At = l.Qty+qty, tx.Now()
	if l.Qty == 0 {
		d.Lines--
		err = lines.Delete(tx, keyOf(id, s))
	} else {
		err = lines.Put(tx, l)
	}
	if err != nil {
		return err
	}
	if d.Units, err = d.Units.Add(qty); err != nil {
		return err
	}
	return documents.Put(tx, d)
}

func aboutArrival(id ArrivalID) journal.Subject { return journal.About("arrival", id) }
