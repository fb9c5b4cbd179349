package stationtest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

// T is what of a test is needed; a simulation's is one too.
type T interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
}

// Must ends the test on an error.
func Must(t T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// Floor is a site with its places, goods and people.
type Floor struct {
	Door *command.Door
	Site warehouse.SiteID
	At   map[string]warehouse.PlaceID // by the name that steps use
	Item map[string]warehouse.ItemID  // by its first barcode
	// Me is who scans and touches, and with what.
	Me   command.Command
	Last *station.StateAnswer
	// Proof is what must hold after a step beside the ledger's and the promise's
	// own proof; nil for nothing.
	Proof func(*store.Tx) error
}

// New is a floor with nothing on it but the site; owner is whose goods lie there,
// nil for nobody's.
func New(t T, owner *place.SaveEntityRequest, site *place.CreateSiteRequest) *Floor {
	t.Helper()
	return Over(t, memory.New(), owner, site)
}

// Over is New over an engine, which may be watched.
func Over(t T, engine store.Engine, owner *place.SaveEntityRequest, site *place.CreateSiteRequest) *Floor {
	t.Helper()
	f := &Floor{Door: &command.Door{DB: store.Open(engine)}, At: map[string]warehouse.PlaceID{}, Item: map[string]warehouse.ItemID{}}
	if owner != nil {
		e, err := place.SaveEntity.Do(context.Background(), f.Door, Itself, owner)
		Must(t, err)
		site.Owner = e.ID
	}
	a, err := place.CreateSite.Do(context.Background(), f.Door, Itself, site)
	Must(t, err)
	f.Site = a.IDs[0]
	return f
}

// Itself is a command of the node itself.
var Itself = command.Command{Itself: true}

// Bins makes bins, called by their names.
func (f *Floor) Bins(t T, bins ...place.BinSpec) {
	t.Helper()
	a, err := place.CreateBins.Do(context.Background(), f.Door, Itself, &place.CreateBinsRequest{Parent: f.Site, Bins: bins})
	Must(t, err)
	for i, spec := range bins {
		f.At[spec.Name] = a.IDs[i]
	}
}

// Block closes bins.
func (f *Floor) Block(t T, names ...string) {
	t.Helper()
	for _, name := range names {
		_, err := place.Block.Do(context.Background(), f.Door, Itself, &place.BlockRequest{ID: f.At[name], Reason: "spill"})
		Must(t, err)
	}
}

// Carriers makes containers of a kind, one for each name.
func (f *Floor) Carriers(t T, kind place.Kind, names ...string) {
	t.Helper()
	a, err := place.CreateCarriers.Do(context.Background(), f.Door, Itself, &place.CreateCarriersRequest{Site: f.Site, Kind: kind, Count: len(names)})
	Must(t, err)
	for i, name := range names {
		f.At[name] = a.IDs[i]
	}
}

// Goods makes an item, called by its first barcode.
func (f *Floor) Goods(t T, r *catalog.CreateRequest) {
	t.Helper()
	a, err := catalog.Create.Do(context.Background(), f.Door, Itself, r)
	Must(t, err)
	f.Item[r.Barcodes[0].Code] = a.ID
}

// Share gives items, by their first barcodes, one more that is shared by all of them.
func (f *Floor) Share(t T, code string, items ...string) {
	t.Helper()
	for _, i := range items {
		_, err := catalog.AddBarcode.Do(context.Background(), f.Door, Itself, &catalog.BarcodeRequest{ID: f.Item[i], Barcode: catalog.Barcode{Code: code, Shared: true}})
		Must(t, err)
	}
}

// Hire takes somebody on for a role at the site and opens their session at a
// device.
func (f *Floor) Hire(t T, r *staff.AddRequest, role, device string) command.Command {
	t.Helper()
	as := command.Command{Device: device}
	r.Roles = []staff.RoleAt{{Role: role, Site: f.Site}}
	Must(t, f.Write(func(ctx context.Context, tx *store.Tx) error {
		p, err := staff.Add(ctx, tx, r)
		if err == nil {
			as.Person = p.Person
		}
		return err
	}))
	_, err := station.Open.Do(context.Background(), f.Door, as, &station.OpenRequest{})
	Must(t, err)
	return as
}

// Write is one transaction.
func (f *Floor) Write(fn func(context.Context, *store.Tx) error) error {
	return f.Door.DB.Write(context.Background(), fn)
}

// Read looks into the store.
func (f *Floor) Read(t T, fn func(*store.Tx) error) {
	t.Helper()
	Must(t, f.Door.DB.Read(context.Background(), func(_ context.Context, tx *store.Tx) error { return fn(tx) }))
}

// Do is one step of a person: "scan CODE", "touch ACTION name=value …", "answer NAME";
// a code may be the name of a place or of a flow, and what is answered is the digit of
// one thing that is asked about. Everything is proved after it.
func (f *Floor) Do(t T, step string) error {
	t.Helper()
	verb, rest, _ := strings.Cut(step, " ")
	var err error
	var a *station.StateAnswer
	switch verb {
	case "scan":
		a, err = station.Scan.Do(context.Background(), f.Door, f.Me, &station.ScanRequest{Data: f.Code(t, rest)})
	case "touch":
		words := strings.Fields(rest)
		r := &station.TouchRequest{Version: f.version(t), Action: words[0], Args: map[string]string{}}
		for _, w := range words[1:] {
			name, value, _ := strings.Cut(w, "=")
			r.Args[name] = value
		}
		a, err = station.Touch.Do(context.Background(), f.Door, f.Me, r)
	case "answer":
		a, err = station.Scan.Do(context.Background(), f.Door, f.Me, &station.ScanRequest{Data: f.digit(t, rest)})
	default:
		t.Fatalf("no such step: %s", step)
	}
	if err == nil {
		f.Last = a
	}
	f.Proved(t)
	return err
}

// digit is what is scanned for one of the things that the last reply asks about.
func (f *Floor) digit(t T, name string) string {
	t.Helper()
	if q := f.Last.Reply.Question; q != nil {
		if i := slices.IndexFunc(q.Choices, func(c station.Choice) bool { return c.Name == name }); i >= 0 {
			return ident.CommandCode(station.Digits[i+1])
		}
	}
	t.Fatalf("%s is not asked about, but %q", name, Offered(f.Last.Reply.Question))
	return ""
}

// Proved ends the test when the books are not right.
func (f *Floor) Proved(t T) {
	t.Helper()
	f.Read(t, func(tx *store.Tx) error {
		err := errors.Join(ledger.Check(tx), promise.Check(tx))
		if f.Proof != nil {
			err = errors.Join(err, f.Proof(tx))
		}
		return err
	})
}

// version is that of the screen a person looks at.
func (f *Floor) version(t T) (v uint64) {
	t.Helper()
	f.Read(t, func(tx *store.Tx) error {
		s, err := station.Of(tx, f.Me.Person)
		if err == nil {
			v = s.Version
		}
		return err
	})
	return v
}

// Code is what is scanned for a word of a step: the label of a place, the command
// of a flow, or the word Itself.
func (f *Floor) Code(t T, word string) (code string) {
	t.Helper()
	if slices.Contains(station.Flows(), word) || word == station.MenuFlow {
		return ident.CommandCode(word)
	}
	code = word
	if id, ok := f.At[word]; ok {
		f.Read(t, func(tx *store.Tx) error {
			p, err := place.Get(tx, id)
			if err == nil {
				code = p.Code
			}
			return err
		})
	}
	return code
}

// Said is the last reply in a few words: "ok item receive.dock".
func (f *Floor) Said() string {
	r := f.Last.Reply
	return fmt.Sprintf("%s %s %s", r.Cue, r.Screen, r.Message.Code)
}

// Offered is what a question offers in a few words, each with how much of it is still
// wanted where that is known: "MUG 2, LAMP"; "" where nothing is asked.
func Offered(q *station.Question) string {
	if q == nil {
		return ""
	}
	all := make([]string, len(q.Choices))
	for i, c := range q.Choices {
		if all[i] = c.Name; c.Left != 0 {
			all[i] += fmt.Sprint(" ", c.Left)
		}
	}
	return strings.Join(all, ", ")
}

// View reads the view of the last reply.
func View[V any](t T, f *Floor) (v V) {
	t.Helper()
	Must(t, json.Unmarshal(f.Last.Reply.View, &v))
	return v
}

// Lies tells what lies in a place, "12 MUG, 1 SHA L-1 damaged", its lots as lot
// names them.
func (f *Floor) Lies(t T, name string, lot func(*ledger.Lot) string) string {
	t.Helper()
	var all []string
	f.Read(t, func(tx *store.Tx) error {
		for b, err := range ledger.Contents(tx, f.At[name]) {
			if err != nil {
				return err
			}
			i, err := catalog.Get(tx, b.Stock.Item)
			if err != nil {
				return err
			}
			line := fmt.Sprint(b.OnHand(), " ", i.Article)
			if !b.Stock.Lot.IsZero() {
				l, err := ledger.GetLot(tx, b.Stock.Lot)
				if err != nil {
					return err
				}
				line += " " + lot(l)
			}
			if b.Stock.Condition != warehouse.Good {
				line += " " + b.Stock.Condition.String()
			}
			all = append(all, line)
		}
		return nil
	})
	slices.Sort(all)
	return strings.Join(all, ", ")
}
