package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"warehouse-node/orders"
	"warehouse-node/orders/shop/shopsim"
	"warehouse-node/ui/api"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/seal/sealtest"
)

// What people type about the canary as a reason. The first is of orders, and goes
// with the buyer; the second is of what no buyer is known of: it is read on screens,
// and in no file.
const (
	canaryReason = "звонила Щурёнковська-Канарейко, +79162731845, передумала"
	strayReason  = "сдача для Снегирищевой-Чечёткиной"
)

// TestCanaryReasons names the canary as the reason in every command that asks for
// one and may be about a buyer. Neither before nor after they are forgotten is it
// found in the data folder, the log or a backup; screens show it before, and never
// after.
func TestCanaryReasons(t *testing.T) {
	t.Parallel()
	script, err := txtar.ParseFile("testdata/day/taxation.txtar")
	if err != nil {
		t.Fatal(err)
	}
	over := newDisk(false)
	c := &canaryDay{newDay(t, script, func(d *day) { d.disk = over })}
	t.Cleanup(over.release)
	c.reader(func(o *orders.Order) error {
		return fault.New(fault.Conflict, "orders.closed", "number", o.Number, "status", o.Status)
	})
	c.plays("import items goods.csv", "import balances stock.csv", `sells CUP "Кружка" 50000`)

	// A receipt of theirs is given up, and a reader of the journal made to go on.
	c.order(shopsim.Line{Item: "site-CUP", Qty: 1})
	c.plays("order 1 is promised", "stuck entry_parked 1", fmt.Sprintf("resolve entry_parked skip %q", "reason="+canaryReason), "taxed UA ua_single_no_vat",
		"igor releases 1", "oksana does pick", "oksana scans T-001 A-05-01-1 4600000000015 T-001", "order 1 is packing",
		"scanner 1 reads W0045", "darya finds scanner ok", "darya sees menu/menu", "darya does pack", "darya finds register ok",
		"darya scans T-001 4600000000015", "darya sees pack/closed", "stuck receipt_unknown 1",
		fmt.Sprintf("resolve receipt_unknown drop %q", "reason="+canaryReason),
		"labels 1", `label 1 says P\d+`, "darya does dispatch", "darya scans $parcel", "close СДЭК", "order 1 is gone")

	// Another is let go unpaid, edited and cancelled, and one is put aside.
	c.orders = append(c.orders, c.shop.Place(shopsim.Order{
		Buyer: canary, Comment: canaryComment, Delivery: "СДЭК", Payment: "Банковская карта", Lines: []shopsim.Line{{Item: "site-CUP", Qty: 2}},
	}))
	c.plays("order 2 is promised")
	c.asks("orders.unpaid.let", func(o api.OrderRow) any {
		return api.OrderLetUnpaid{Order: o.ID, Version: o.Version, Reason: canaryReason}
	})
	c.plays(fmt.Sprintf("edit 2 %q CUP*1", canaryReason))
	c.asks("orders.cancel", func(o api.OrderRow) any {
		return api.OrderCancel{Order: o.ID, Version: o.Version, Reason: canaryReason}
	})
	c.order(shopsim.Line{Item: "site-CUP", Qty: -1})
	c.plays("stuck order_kept 1", fmt.Sprintf("resolve order_kept shelve %q", "reason="+canaryReason), fmt.Sprintf("shelf has 1 %q", canaryReason))

	// And of what no buyer is known.
	c.plays("taxed RU osn", "shift opens", "shift is open 1", fmt.Sprintf("cash in 10000 %q", strayReason),
		"lost CUP*1", "buyer CUP*1", "stuck orders_missing 1", fmt.Sprintf("resolve orders_missing none_such %q", "reason="+strayReason))

	c.eventually("reasons on the order's card", func() error { return c.tells("1", 1) })
	c.eventually("reasons on the other's card", func() error { return c.tells("2", 3) })
	c.refuseWords("typed")
	c.forgetBoth()
	c.eventually("no screen shows who was forgotten", func() error {
		if hits := c.shown(); len(hits) > 0 {
			return fmt.Errorf("%s", hits)
		}
		return nil
	})
	c.shows("Снегирищевой") // nobody was forgotten with it
	c.refuseWords("forgotten")
}

// asks gives a command about the canary's second order as the owner, twice under
// one key: sealed anew, the same words are the same command.
func (c *canaryDay) asks(name string, of func(api.OrderRow) any) {
	c.t.Helper()
	row, err := c.row("2")
	c.must(err)
	p, err := c.who("marina")
	c.must(err)
	body, err := json.Marshal(of(row))
	c.must(err)
	for n := range 2 { // anew it would be refused: the order is no longer the version that was seen
		status, text, err := c.sendOnce(p, http.MethodPost, "/api/do/"+name, "application/json", "canary-"+name, body)
		c.must(err)
		if status != http.StatusOK {
			c.t.Errorf("%s is answered %d %s the %d. time", name, status, text, n+1)
		}
	}
}

// forgetBoth forgets the canary with both orders.
func (c *canaryDay) forgetBoth() {
	c.t.Helper()
	p, err := c.who("marina")
	c.must(err)
	var ids api.List[string]
	for _, n := range []string{"1", "2"} {
		row, err := c.row(n)
		c.must(err)
		ids = append(ids, row.ID)
	}
	c.must(c.call(p, http.MethodPost, "/api/do/orders.forget", api.OrderForget{Order: ids[0], Orders: ids}, nil))
}

// refuseWords is refuse, of the reasons without a buyer too.
func (c *canaryDay) refuseWords(when string) {
	c.t.Helper()
	c.refuse(when)
	found, err := sealtest.Search(c.data(), "Снегирищевой", "Чечёткиной")
	c.must(err)
	for _, f := range found {
		c.t.Errorf("%s: in the open: %s", when, f)
	}
}

// shows sees a word in the history of the register's drawer.
func (c *canaryDay) shows(word string) {
	c.t.Helper()
	p, err := c.who("marina")
	c.must(err)
	if body := string(c.get(p, "/api/devices")); !strings.Contains(body, word) {
		c.t.Errorf("%s is not shown: %s", word, body)
	}
}

// tells says how often an order's card gives the canary's reason.
func (c *canaryDay) tells(n string, want int) error {
	row, err := c.row(n)
	if err != nil {
		return err
	}
	p, err := c.who("marina")
	if err != nil {
		return err
	}
	body := string(c.get(p, "/api/orders/"+row.ID))
	if got := strings.Count(body, canaryReason); got != want {
		return fmt.Errorf("order %s tells it %d times, want %d: %s", n, got, want, body)
	}
	return nil
}
