package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"warehouse-node/orders"
	"warehouse-node/orders/shop/shopsim"
	"warehouse-node/ui/api"
	"warehouse-node/ui/locale"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/seal/sealtest"
	"warehouse-node/warehouse/store"
)

// TestParkedEntry lives with a reader of the journal that cannot digest an
// order: each entry waits on the list with its reason in a whole sentence of
// every language, a vain retry counts, one after the mending ends it, and so does
// a skip with a reason. Nothing of the buyer is kept with it.
func TestParkedEntry(t *testing.T) {
	t.Parallel()
	script, err := txtar.ParseFile("testdata/day/one-order.txtar")
	if err != nil {
		t.Fatal(err)
	}
	over := newDisk(false)
	c := &canaryDay{newDay(t, script, func(d *day) { d.disk = over })}
	t.Cleanup(over.release)
	var mended atomic.Bool
	c.reader(func(o *orders.Order) error {
		if mended.Load() {
			return nil
		}
		return fault.New(fault.Conflict, "orders.closed", "number", o.Number, "status", o.Status)
	})
	c.plays("import items goods.csv", "import balances stock.csv", `sells TEST-CUP "Кружка проверочная" 50000`)
	c.order(shopsim.Line{Item: "site-TEST-CUP", Qty: 1})
	c.order(shopsim.Line{Item: "site-TEST-CUP", Qty: 1})
	c.plays("stuck entry_parked 2")
	c.saysWhy()
	c.saysAll()
	found, err := sealtest.Search(c.data(), canaryWords...)
	c.must(err)
	for _, f := range found {
		t.Errorf("in the open: %s", f)
	}

	c.plays("resolve entry_parked retry")
	c.eventually("tried again, in vain", func() error {
		rows, err := c.stuckRows("entry_parked")
		if err == nil && (len(rows) != 2 || rows[0].Tries != 2) {
			err = fmt.Errorf("%+v", rows)
		}
		return err
	})
	c.saysWhy() // the same reason still
	mended.Store(true)
	c.plays(
		"resolve entry_parked retry", "stuck entry_parked 1",
		`resolve entry_parked skip "reason=сделано руками"`, "stuck entry_parked 0", "check",
	)
}

// plays carries out lines of a script.
func (d *day) plays(lines ...string) {
	d.t.Helper()
	d.script.Comment = []byte(strings.Join(lines, "\n"))
	d.play(nil)
}

// reader is one more of the node's journal: of orders that are accepted.
func (d *day) reader(fn func(*orders.Order) error) {
	d.t.Helper()
	f := journal.NewFollower("proof")
	f.FromNow = true
	journal.On(f, orders.AcceptedKind, func(tx *store.Tx, _ *journal.Entry, e orders.Accepted) error {
		o, err := orders.Get(tx, e.Order)
		if err != nil {
			return err
		}
		return fn(o)
	})
	db := d.within.DB
	d.must(f.Begin(d.t.Context(), db))
	ended := make(chan error, 1)
	go func() { ended <- f.Run(d.t.Context(), db) }()
	d.t.Cleanup(func() { // the context of a test has ended by now
		<-ended
	})
}

// saysWhy finds the reason of each parked entry said in every language.
func (c *canaryDay) saysWhy() {
	c.t.Helper()
	for _, lang := range locale.Langs {
		c.speaks(lang)
		rows, err := c.stuckRows("entry_parked")
		c.must(err)
		for _, r := range rows {
			want := map[locale.Lang]string{
				locale.RU: "Заказ " + r.Order, locale.UK: "Замовлення " + r.Order, locale.EN: "Order " + r.Order,
			}[lang]
			if got := r.What.Args["why"].Text; !strings.HasPrefix(got, want) || strings.Contains(got, "promised") && lang != locale.EN {
				c.t.Errorf("in %s: %q, want %q", lang, got, want)
			}
		}
	}
}

// speaks gives the owner a language.
func (c *canaryDay) speaks(lang locale.Lang) {
	c.t.Helper()
	p, err := c.who("marina")
	c.must(err)
	c.must(c.call(p, http.MethodPost, "/api/do/staff.locale", map[string]string{"locale": string(lang)}, nil))
}

// saysAll asks everything that the API can be asked and has each sentence among
// the answers said, in every language: no placeholder is left in any.
func (c *canaryDay) saysAll() {
	c.t.Helper()
	p, err := c.who("marina")
	c.must(err)
	asked := c.asked(p)
	said := 0
	for _, lang := range locale.Langs {
		c.speaks(lang)
		for _, name := range slices.Sorted(maps.Keys(asked)) {
			var view any
			if body := c.get(p, asked[name]); json.Unmarshal(body, &view) != nil {
				continue // a file
			}
			for _, text := range sentences(lang, view) {
				if said++; strings.Contains(text, "{{") {
					c.t.Errorf("%s in %s: %q", name, lang, text)
				}
			}
		}
	}
	if said < 30 {
		c.t.Errorf("%d sentences in all that the API says", said)
	}
}

// sentences are what a screen says for every sentence in an answer.
func sentences(lang locale.Lang, view any) (all []string) {
	switch view := view.(type) {
	case []any:
		for _, one := range view {
			all = append(all, sentences(lang, one)...)
		}
	case map[string]any:
		if text, is := sentence(lang, view); is {
			all = append(all, text)
		}
		for _, one := range view {
			all = append(all, sentences(lang, one)...)
		}
	}
	return all
}

// sentence is what is said for an api.Said; false for what is none.
func sentence(lang locale.Lang, v map[string]any) (text string, is bool) {
	raw, err := json.Marshal(v)
	if err != nil {
		return "", false
	}
	var s api.Said
	if json.Unmarshal(raw, &s) != nil || !locale.Has(s.Code) {
		return "", false
	}
	args := locale.Args{}
	for name, a := range s.Args {
		if args[name] = a.Text; a.Text == "" {
			args[name] = strconv.FormatInt(a.Number, 10)
		}
	}
	return locale.Say(lang, s.Code, args), true
}
