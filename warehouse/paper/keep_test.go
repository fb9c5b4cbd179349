package paper_test

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/paper"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/seal/sealtest"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/bolt"
)

// TestNothingPlain: what a model says about a person is sealed.
func TestNothingPlain(t *testing.T) {
	var types []reflect.Type
	for _, name := range slices.Sorted(maps.Keys(paper.Models())) {
		types = append(types, paper.Models()[name])
	}
	if len(types) < 10 {
		t.Fatalf("only %d models", len(types))
	}
	sealtest.NoPlain(t, types...)
}

// TestKept: a paper is kept as its model, found by its number and subject, and
// drawn from it; the buyer stands in no file, and on no paper once forgotten.
func TestKept(t *testing.T) {
	const canary = "Канарейкина Пелагея"
	ctx := context.Background()
	dir := t.TempDir()
	engine, err := bolt.Open(filepath.Join(dir, "node.db"), nil)
	if err != nil {
		t.Fatal(err)
	}
	db, ring := store.Open(engine), sealtest.Ring(t)
	m := packingSlip()
	m.Buyer = sealtest.Seal(t, ring, canary)
	m.Address, m.Phone, m.Comment = seal.Sealed{}, seal.Sealed{}, seal.Sealed{}
	var id paper.ID
	if err := db.Write(ctx, func(_ context.Context, tx *store.Tx) error {
		as := paper.Kept{Look: paper.Look{Lang: paper.UK, Zone: "Europe/Kyiv"}, Number: "10482/1", Subject: "order/1"}
		id, err = paper.PackingSlips.Keep(tx, as, m)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	var kept *paper.Paper
	if err := db.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		for p, err := range paper.PackingSlips.Numbered(tx, "10482/1") {
			if err != nil || p.ID != id {
				t.Errorf("by number: %v %v", p, err)
			}
		}
		for p, err := range paper.About(tx, journal.Subject("order/1")) {
			if err != nil || p.ID != id {
				t.Errorf("by subject: %v %v", p, err)
			}
		}
		if _, err := paper.Get(tx, paper.ID{1}); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a paper that is none: %v", err)
		}
		kept, err = paper.Get(tx, id)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	shows := func(line string) bool {
		t.Helper()
		doc, err := kept.Draw(ctx, ring)
		if err != nil {
			t.Fatal(err)
		}
		return pagesOf(t, pdfOf(t, doc))[0].has(line)
	}
	if !shows(canary) || !shows("Замовлення 10482") || !shows("21.11.2026 14:05") {
		t.Error("the paper does not say what it was kept with")
	}
	if err := ring.Forget(ctx, m.Buyer.Subject); err != nil {
		t.Fatal(err)
	}
	if shows(canary) || !shows("(дані видалено)") {
		t.Error("the paper still tells who was forgotten")
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	sealtest.Refuse(t, dir, canary, "Пелагея")
	if err := os.WriteFile(filepath.Join(dir, "slip.pdf"), pdfOf(t, documents(t, look)["packing_slip"]), 0o600); err != nil {
		t.Fatal(err)
	}
	found, err := sealtest.Search(dir, "Ґонти")
	if err != nil || len(found) == 0 {
		t.Errorf("the search would not find a buyer in a PDF of ours: %v %v", found, err)
	}
}

// TestUnknown: a paper or label of another program's making is refused, and a
// keyring that fails is no blank.
func TestUnknown(t *testing.T) {
	ctx := context.Background()
	good := prints(t)["parcel"]
	for name, spoil := range map[string]func(*paper.Print){
		"kind":    func(p *paper.Print) { p.Kind = "hologram" },
		"version": func(p *paper.Print) { p.Version = 99 },
		"none":    func(p *paper.Print) { p.Version = 0 },
		"model":   func(p *paper.Print) { p.Model = []byte(`{"order": 7}`) },
	} {
		p := good
		spoil(&p)
		if _, err := p.Label(ctx, nil, drawer{}); err == nil {
			t.Errorf("another %s: no error", name)
		}
	}
	if _, err := (&paper.Paper{Kind: "hologram", Version: 1}).Draw(ctx, drawer{}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a paper of another kind: %v", err)
	}
	broken := errors.New("the disk is gone")
	if _, err := good.Label(ctx, nil, drawer{broken: broken}); !errors.Is(err, broken) {
		t.Errorf("a keyring that fails: %v", err)
	}
	if _, err := paper.PackingSlips.Draw(ctx, look, drawer{broken: broken}, packingSlip()); !errors.Is(err, broken) {
		t.Errorf("a keyring that fails: %v", err)
	}
}

// TestSpooled: a label that waits in the spool names nobody in the open.
func TestSpooled(t *testing.T) {
	ring := sealtest.Ring(t)
	m := &paper.ParcelLabel{Order: "10482", Parcel: "P0017452", Index: 1, Of: 1, Buyer: sealtest.Seal(t, ring, "Ремизова Анна")}
	p := cut(t, paper.ParcelLabels, m)
	if bytes.Contains(p.Model, []byte("Ремизова")) {
		t.Errorf("the model says %s", p.Model)
	}
	texts := func() (all string) {
		l, err := p.Label(context.Background(), nil, ring)
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range l.Texts {
			all += text.Text + "\n"
		}
		return all
	}
	if !strings.Contains(texts(), "Ремизова Анна") {
		t.Error("the label does not name the buyer")
	}
	if err := ring.Forget(context.Background(), m.Buyer.Subject); err != nil {
		t.Fatal(err)
	}
	if got := texts(); strings.Contains(got, "Ремизова") || !strings.Contains(got, "данные удалены") {
		t.Errorf("after forgetting the label says %q", got)
	}
}
