package look_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/look"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/station/stationtest"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
	"warehouse-node/warehouse/store/tee"
)

// TestWhatIsHere: what lies in a place, what of it is set aside and for whom, what
// stands in it, and what came and went last, also of goods that are gone.
func TestWhatIsHere(t *testing.T) {
	h := newHouse(t)
	h.stock(t, "A-1", shampoo, 5, "L-1", 30)
	h.stock(t, "A-1", mug, 12, "", 0)
	h.held(t, "10001", "A-1", 5, 2, "T1")
	stationtest.Must(t, h.Write(func(_ context.Context, tx *store.Tx) error {
		tx.SetOrigin(store.Origin{Person: h.Me.Person})
		lot := warehouse.Stock{Item: h.Item[shampoo]}
		for b, err := range ledger.Contents(tx, h.At["A-1"]) {
			if err != nil {
				return err
			}
			if b.Stock.Item == lot.Item {
				lot = b.Stock
			}
		}
		if err := ledger.Post(tx, &ledger.Move{Stock: lot, Qty: 5, From: h.At["A-1"], To: h.At["A-2"], Reason: "move"}); err != nil {
			return err
		}
		return ledger.Stand(tx, h.At["T1"], h.At["A-1"], tx.Now())
	}))
	h.sees(t, "look", "ok scan look.scan")
	v := h.sees(t, "A-1", "ok place look.shown")
	if diff := cmp.Diff([]string{"10 Горнятко held 3 10001×3"}, told(v)); diff != "" {
		t.Error(diff)
	}
	if v.Place.Name != "A-1" || v.Place.Use != "pick" || v.Place.Kinds != 1 || len(v.Place.Inside) != 1 || v.Place.Inside[0].Units != 2 {
		t.Errorf("%+v", v.Place)
	}
	var moves []string
	for _, m := range v.Moves {
		moves = append(moves, fmt.Sprint(m.Qty, " ", m.Name, " ", m.Came, " ", m.Other, m.World, " ", m.Who.Name))
	}
	want := []string{"5 Шампунь false A-2 Леся", "2 Горнятко false " + v.Place.Inside[0].Code + " ", "12 Горнятко true supplier Леся", "5 Шампунь true supplier Леся"}
	if diff := cmp.Diff(want, moves); diff != "" {
		t.Error(diff)
	}
	v = h.sees(t, "T1", "ok place look.shown")
	if diff := cmp.Diff([]string{"2 Горнятко taken"}, told(v)); diff != "" || v.Place.Order != "10001" || v.Place.In != "A-1" {
		t.Errorf("%s %+v", diff, v.Place)
	}
	v = h.sees(t, "T2", "ok place look.shown")
	if len(v.Lines) != 0 || v.Place.Order != "" || v.Place.In != "" {
		t.Errorf("%+v", v)
	}
}

// TestWhereIsIt: every place of this warehouse where an item lies; first the bin
// that an order would be picked from, which is not the nearest nor the fullest but
// what expires first.
func TestWhereIsIt(t *testing.T) {
	h := newHouse(t)
	h.stock(t, "A-1", shampoo, 50, "L-2", 60)
	h.stock(t, "A-3", shampoo, 4, "L-1", 30)
	h.stock(t, "A-2", shampoo, 9, "L-1", 30)
	h.stock(t, "D-1", shampoo, 7, "L-1", 30)
	h.stock(t, "A-1", shampoo, 3, "L-0", -1)
	h.stock(t, "Z-9", shampoo, 100, "L-1", 30)
	h.stock(t, "HOSP", shampoo, 1, "L-2", 60)
	h.sees(t, "look", "ok scan look.scan")
	v := h.sees(t, shampoo, "ok item look.shown")
	want := []string{"A-3 4 L-1 best", "A-2 9 L-1", "A-1 50 L-2", "A-1 3 L-0 expired", "D-1 7 L-1 dock", "HOSP 1 L-2 aside"}
	if diff := cmp.Diff(want, told(v)); diff != "" {
		t.Error(diff)
	}
	if v.Item.On != 74 || v.Item.Can != 63 {
		t.Errorf("%d here, %d can be sold; want 74 and 63", v.Item.On, v.Item.Can)
	}
	v = h.sees(t, "SHA", "ok item look.shown") // its article
	if len(v.Lines) != len(want) {
		t.Error(told(v))
	}
	for _, code := range []string{"L-2", "l-2", "0104607034175405" + "10L-2"} { // as printed, typed, and in a GS1 element string
		v = h.sees(t, code, "ok item look.shown")
		if diff := cmp.Diff([]string{"A-1 50 L-2 best", "HOSP 1 L-2 aside"}, told(v)); diff != "" || v.Item.Lot != "L-2" || v.Item.On != 51 {
			t.Errorf("%s: %s %+v", code, diff, v.Item)
		}
	}
}

// TestHeldAndTaken: goods that are set aside are not the best, and what lies in a
// tote of an order is named with its order; a carton means its item.
func TestHeldAndTaken(t *testing.T) {
	h := newHouse(t)
	h.stock(t, "A-1", mug, 3, "", 0)
	h.stock(t, "A-2", mug, 12, "", 0)
	h.held(t, "10001", "A-1", 3, 1, "T1")
	h.sees(t, "look", "ok scan look.scan")
	v := h.sees(t, mugBox, "ok item look.shown")
	tote := v.Lines[len(v.Lines)-1].At.Name
	if diff := cmp.Diff([]string{"A-2 12 best", "A-1 2 held 2 10001×2", tote + " 1 taken 10001×1"}, told(v)); diff != "" {
		t.Error(diff)
	}
	if v.Item.On != 15 || v.Item.Can != 12 {
		t.Errorf("%+v", v.Item)
	}
}

// TestPiece: of a piece with a serial number it is said where that very piece is.
func TestPiece(t *testing.T) {
	h := newHouse(t)
	h.stock(t, "A-1", phone, 1, "", 0, "SN-1")
	h.stock(t, "A-2", phone, 1, "", 0, "SN-2")
	h.sees(t, "look", "ok scan look.scan")
	v := h.sees(t, "010460703417302921SN-2", "ok item look.shown")
	if v.Item.Piece != "SN-2" || v.Item.At != "A-2" || len(v.Lines) != 2 {
		t.Errorf("%+v %v", v.Item, told(v))
	}
}

// TestOrderAndParcel: an order tells how far it is and where its goods are, and a
// parcel whose it is and what is in it.
func TestOrderAndParcel(t *testing.T) {
	h := newHouse(t)
	h.stock(t, "A-1", mug, 12, "", 0)
	h.held(t, "10001", "A-1", 5, 2, "T1")
	code := parcel(t, h)
	h.stock(t, "P1", phone, 1, "", 0, "SN-1")
	h.sees(t, "look", "ok scan look.scan")
	v := h.sees(t, "N10001", "ok order look.shown")
	lines := told(v)
	slices.Sort(lines)
	if len(lines) != 3 || lines[0] != "A-1 3 Горнятко held 3" || v.Order.Number != "10001" || v.Order.State != "offered" || len(v.Order.Parcels) != 1 {
		t.Errorf("%+v %q", v.Order, lines)
	}
	v = h.sees(t, code, "ok place look.shown")
	if v.Place.Kind != "parcel" || v.Place.Order != "10001" || v.Place.State != "closed" || !slices.Equal(told(v), []string{"1 Навушники taken"}) {
		t.Errorf("%+v %q", v.Place, told(v))
	}
}

// TestAsks: a code of several things asks which, by a touch or another scan;
// unknown codes and those of another warehouse say so and leave the picture.
func TestAsks(t *testing.T) {
	h := newHouse(t)
	h.stock(t, "A-1", mug, 12, "", 0)
	h.sees(t, "look", "ok scan look.scan")
	h.sees(t, "A-1", "ok place look.shown")
	for _, code := range []string{"nothing", "Z-9"} {
		if v := h.sees(t, code, "wrong place look.unknown"); v.Place.Name != "A-1" {
			t.Errorf("%s: %+v", code, v.Place)
		}
	}
	v := h.sees(t, shared, "attention choose look.ambiguous")
	if len(v.Choices) != 2 || v.Choices[0].Kind != "item" || v.Choices[0].Name == v.Choices[1].Name {
		t.Errorf("%+v", v.Choices)
	}
	stationtest.Must(t, h.Do(t, "touch choose thing=1"))
	chosen := stationtest.View[look.View](t, h.Floor)
	if h.Said() != "ok item look.shown" || chosen.Item == nil || chosen.Item.Item.Name != v.Choices[1].Name {
		t.Errorf("%s %+v", h.Said(), chosen.Item)
	}
	stationtest.Must(t, h.Do(t, "touch choose thing=1"))
	if h.Said() != "wrong item look.no_action" {
		t.Error(h.Said())
	}
	h.sees(t, ident.CommandCode("2"), "wrong item look.no_action") // nobody asks
	h.sees(t, shared, "attention choose look.ambiguous")
	for _, digit := range []string{"0", "3"} {
		h.sees(t, ident.CommandCode(digit), "wrong choose look.no_action")
	}
	if v := h.sees(t, ident.CommandCode("2"), "ok item look.shown"); v.Item == nil || v.Item.Item.Name != chosen.Item.Item.Name {
		t.Errorf("by its digit: %+v", v.Item)
	}
}

// TestManyKinds: of a bin with more kinds of stock than a screen shows the
// beginning is shown, and how many more there are.
func TestManyKinds(t *testing.T) {
	h := newHouse(t)
	stock500(t, h)
	h.sees(t, "look", "ok scan look.scan")
	v := h.sees(t, "A-1", "ok place look.shown")
	if len(v.Lines) != look.MaxLines || v.More != 500-look.MaxLines || v.Place.Kinds != 500 || len(v.Moves) != look.MaxMoves {
		t.Errorf("%d lines, %d more, %d kinds, %d moves", len(v.Lines), v.More, v.Place.Kinds, len(v.Moves))
	}
}

func stock500(t testing.TB, h *house) {
	t.Helper()
	stationtest.Must(t, h.Write(func(ctx context.Context, tx *store.Tx) error {
		for i := range 500 {
			a, err := catalog.Create.In(ctx, tx, &catalog.CreateRequest{Body: catalog.Body{Article: fmt.Sprint("X", i), Name: fmt.Sprint("Річ ", i)}})
			if err != nil {
				return err
			}
			if err := ledger.Post(tx, &ledger.Move{Stock: warehouse.Stock{Item: a.ID}, Qty: 1, From: place.Supplier, To: h.At["A-1"], Reason: "test"}); err != nil {
				return err
			}
		}
		return nil
	}))
}

// BenchmarkBinOf500 is one scan of a bin with 500 kinds of stock.
func BenchmarkBinOf500(b *testing.B) {
	h := newHouse(b)
	stock500(b, h)
	look := func(code string) {
		_, err := station.Scan.Do(context.Background(), h.Door, h.Me, &station.ScanRequest{Data: h.Code(b, code)})
		stationtest.Must(b, err)
	}
	look("look")
	for b.Loop() {
		look("A-1")
	}
}

// TestNothingIsBooked: whatever is scanned and touched while looking, nothing is
// written but the session, its answer on the timeline and what the door notes of
// each command.
func TestNothingIsBooked(t *testing.T) {
	var mu sync.Mutex
	wrote := map[string]bool{}
	h := over(t, tee.New(memory.New(), func(f tee.Frame) {
		mu.Lock()
		defer mu.Unlock()
		for _, w := range f.Writes {
			wrote[w.Bucket] = true
		}
	}))
	h.stock(t, "A-1", mug, 12, "", 0)
	h.stock(t, "A-2", shampoo, 5, "L-1", 30)
	h.stock(t, "A-3", phone, 1, "", 0, "SN-1")
	h.held(t, "10001", "A-1", 5, 2, "T1")
	code := parcel(t, h)
	h.sees(t, "look", "ok scan look.scan")
	mu.Lock()
	if !wrote["ledger.moves"] {
		t.Fatal("the engine is not watched")
	}
	clear(wrote)
	mu.Unlock()
	codes := []string{"A-1", "A-2", "A-3", "D-1", "T1", "T2", mug, mugBox, shampoo, phone, shared, "L-1", "N10001", code, "nothing", "Z-9", "010460703417302921SN-1"}
	for range 100 {
		step := "scan " + codes[rand.IntN(len(codes))]
		if rand.IntN(8) == 0 {
			step = "touch " + []string{"choose thing=0", "choose thing=9", "undo", "confirm qty=3"}[rand.IntN(4)]
		}
		stationtest.Must(t, h.Do(t, step))
		if r := h.Last.Reply; r.Flow != look.Flow {
			t.Fatalf("%s led to %s", step, r.Flow)
		}
	}
	mu.Lock()
	defer mu.Unlock()
	for bucket := range wrote {
		table, _, _ := strings.Cut(bucket, ".")
		if bucket != "station.sessions" && !strings.HasPrefix(bucket, "station.sessions.") && table != "journal" && table != "command" {
			t.Errorf("looking wrote %s", bucket)
		}
	}
	h.Read(t, onlyAnswers)
}
