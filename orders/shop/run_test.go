package shop

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"warehouse-node/orders/shop/shopsim"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/seal/sealtest"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/bolt"
)

// eventually waits for a condition, which the store's bell and the shop bring
// about.
func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !is(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("it never came to pass: " + what)
		}
	}
}

// running runs a house's runner and followers until the test ends.
func running(t *testing.T, h *house) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, len(h.all)+1)
	for _, f := range h.all {
		go func() { ended <- f.Run(ctx, h.DB) }()
	}
	go func() { ended <- h.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		for range len(h.all) + 1 {
			if err := <-ended; !errors.Is(err, context.Canceled) {
				t.Error(err)
			}
		}
	})
}

// TestRun: orders are asked for as often as was said, what changes is told by
// itself, within the five seconds that are allowed, and a wish is served.
func TestRun(t *testing.T) {
	h := newHouse(t, shopsim.Options{})
	h.c.Every, h.c.Gap = 20*time.Millisecond, 20*time.Millisecond
	running(t, h)
	number := h.sim.Place(mugs(2))
	eventually(t, "the order came and its status went", func() bool { return h.sim.Order(number).Status == "Ожидает поступления" })

	began := time.Now()
	h.receive(t, "MUG", 5)
	eventually(t, "the rest and the status went", func() bool {
		return h.sim.Item("m-1").Stock == 3 && h.sim.Order(number).Status == "Принят"
	})
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("it took %s", took)
	}
	h.sim.Break(shopsim.Fault{Type: "catalog", What: shopsim.Status, Always: true})
	h.receive(t, "MUG", 1)
	eventually(t, "the failure was seen", func() bool { st := h.standing(t); return st.Fare(Rests).Fails > 2 && st.Waiting > 0 })
	h.read(t, func(tx *store.Tx) error {
		n := 0
		for e, err := range Exchanges(tx, channel) {
			if err != nil {
				return err
			}
			if e.State == Failed {
				n++
			}
		}
		if n != 1 {
			t.Errorf("equal failures stand in %d rows", n)
		}
		return nil
	})
	h.sim.Repair()
	eventually(t, "it was made good", func() bool { st := h.standing(t); return h.sim.Item("m-1").Stock == 4 && st.Fare(Rests).Fails == 0 })
}

// TestRestsInFiveSeconds: by the settings that a shop has when nobody set any, and
// with the next orders an hour away, what the ledger says goes to the shop, also
// when lines follow each other closely; what is gathered before it goes leaves the
// exchange two of the five seconds that are promised. How long a loaded machine
// takes for it is no test's business.
func TestRestsInFiveSeconds(t *testing.T) {
	h := newHouse(t, shopsim.Options{})
	h.c.Gap = 0
	c, err := h.c.filled()
	must(t, err)
	h.c.Gap = c.Gap
	running(t, h)
	eventually(t, "the first exchange", func() bool { return !h.standing(t).Fare(Orders).Last.IsZero() })
	if c.Gap > 3*time.Second {
		t.Errorf("changes of stock are gathered for %s, which leaves the exchange less than 2 s of five", c.Gap)
	}
	for n := int64(1); n <= 2; n++ {
		h.receive(t, "MUG", 1)
		eventually(t, "the rest went", func() bool { return h.sim.Item("m-1").Stock == n })
	}
}

// TestWishes: a button's command is durable, and the runner does it.
func TestWishes(t *testing.T) {
	h := newHouse(t, shopsim.Options{})
	running(t, h)
	eventually(t, "the first exchange", func() bool { return !h.standing(t).Fare(Orders).Last.IsZero() })
	bad := h.sim.Place(mugs(-1))
	good := h.sim.Place(mugs(1))
	by := command.Command{Itself: true}
	_, err := ExchangeNow.Do(t.Context(), h.Door, by, &ExchangeRequest{Shop: channel})
	must(t, err)
	eventually(t, "the order came", func() bool {
		return h.sim.Waiting() == 0 && h.sim.Order(good).Our != "" && len(h.orders(t)) == 1 && len(h.kept(t)) == 1
	})
	at := h.kept(t)[0].At
	_, err = ReplayKept.Do(t.Context(), h.Door, by, &ReplayRequest{Shop: channel, Exchange: h.kept(t)[0].Exchange})
	must(t, err)
	eventually(t, "it was tried again", func() bool { return h.kept(t)[0].At.After(at) && h.kept(t)[0].Number == bad })
	if _, err := ExchangeNow.Do(t.Context(), h.Door, by, &ExchangeRequest{Shop: "elsewhere"}); err == nil {
		t.Error("a shop that is none was asked")
	}
}

// TestOneAtATime: while somebody else exchanges without a pause, "exchange now" is
// pressed again and again and the runner does it: the shop never has two sessions
// at once. That it would notice is seen at the end, with two that are.
func TestOneAtATime(t *testing.T) {
	h := newHouse(t, shopsim.Options{})
	h.c.Every = time.Millisecond
	h.receive(t, "MUG", 9)
	running(t, h)
	var all sync.WaitGroup
	var enough atomic.Bool
	defer all.Wait()
	defer enough.Store(true)
	for range 2 {
		all.Go(func() {
			for !enough.Load() {
				if err := h.Exchange(t.Context()); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for range 3 {
		h.sim.Place(mugs(1))
		_, err := ExchangeNow.Do(t.Context(), h.Door, command.Command{Itself: true}, &ExchangeRequest{Shop: channel})
		must(t, err)
		eventually(t, "the wish is served", func() bool { st := h.standing(t); return h.sim.Waiting() == 0 && st.Served == st.Wish })
	}
	enough.Store(true)
	all.Wait()
	if got := h.sim.AtOnce(); got != 1 {
		t.Errorf("%d sessions at once", got)
	}

	h.busy.Lock() // the runner keeps out of it
	defer h.busy.Unlock()
	one, err := dial(t.Context(), h.Client, &h.c, typeSale)
	must(t, err)
	_, err = dial(t.Context(), h.Client, &h.c, typeCatalog)
	must(t, err)
	must(t, one.success(t.Context()))
	if got := h.sim.AtOnce(); got != 2 {
		t.Errorf("of two sessions at once %d are seen", got)
	}
}

// TestCanary: what a shop says of a buyer lies nowhere in the open, on its whole
// way and whatever goes wrong.
func TestCanary(t *testing.T) {
	dir := t.TempDir()
	engine, err := bolt.Open(filepath.Join(dir, "node.db"), nil)
	must(t, err)
	db := store.Open(engine)
	ring, err := seal.Open(t.Context(), filepath.Join(dir, "keys.db"), func(path string) (*store.DB, error) {
		e, err := bolt.Open(path, nil)
		if err != nil {
			return nil, err
		}
		return store.Open(e), nil
	})
	must(t, err)
	h := houseOn(t, shopsim.Options{Charset: "windows-1251", Zip: true, Schema: "2.10"}, db, ring)
	var log bytes.Buffer
	h.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	h.Door.Log = h.Log
	h.receive(t, "MUG", 5)
	canary := shopsim.Buyer{Name: "Канарейкина Клавдия", Phone: "+7 916 765-43-21", Email: "klavdia@canary.example", City: "Хвалынск", Address: "Тополиная, 17"}
	needles := []string{"Канарейкина", "Клавдия", "9167654321", "765-43-21", "klavdia", "Хвалынск", "Тополиная", "щебечущий"}
	o := mugs(1)
	o.Buyer, o.Comment = canary, "щебечущий звонок"
	number := h.sim.Place(o)
	o.Lines = []shopsim.Line{{Item: "m-1", Qty: -1}} // is set aside
	h.sim.Place(o)
	h.exchange(t)
	h.sim.Edit(number, func(o *shopsim.Order) { o.Lines[0].Qty = 2 })
	h.sim.Break(
		shopsim.Fault{Mode: "success", What: shopsim.LoseAnswer},
		shopsim.Fault{Type: "sale", Mode: "file", What: shopsim.Fail, Text: "ERROR: 2032 Канарейкина Клавдия"},
		shopsim.Fault{Type: "catalog", Mode: "init", What: shopsim.Instead, Text: "<html>Здравствуйте, Клавдия</html>"},
	)
	_ = h.Exchange(t.Context())
	_, _ = h.Replay(t.Context(), h.kept(t)[0].Exchange)
	h.exchange(t)
	is := h.only(t)
	h.floor(t, is.ID, job.Released, job.Picking, job.Picked, job.Packing, job.Packed, job.Gone)
	h.exchange(t)
	if h.open(t, is.Buyer.Name) != canary.Name || is.Lines[0].Qty != 2 || len(h.kept(t)) != 1 {
		t.Fatalf("the canary is not there at all: %+v", is)
	}
	must(t, os.WriteFile(filepath.Join(dir, "log.txt"), log.Bytes(), 0o600))
	if !strings.Contains(log.String(), "exchange") {
		t.Error("nothing was logged")
	}
	must(t, errors.Join(db.Close(), ring.Close()))
	sealtest.Refuse(t, dir, needles...)
}
