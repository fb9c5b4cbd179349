package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"warehouse-node/ui/api"
	"warehouse-node/ui/locale"
)

// office carries out a line of somebody at a desk, if it is one.
//
//	order N has ITEM STATE:N…  where each unit of a line is: picked:1 short:2
//	orders VIEW N              so many of a view: open, today
//	edit N REASON ITEM*N…      the office changes a line, so often; a conflict is no error
//	stuck KIND N               so many of a kind wait for a person; any is all
//	resolve KIND BUTTON [K=V]… presses a button of the first of a kind
//	cannot resolve KIND BUTTON [K=V]…  presses one in vain
//	bin NAME has ITEM*N…       what lies in a place by the ledger; "nothing"
//	tape N KIND N              so many rows of the order's timeline
//	label of N waits CODE      at the dock and on the card, because of a fault of that code
func (d *day) office(w []string) (known bool, err error) {
	switch {
	case w[0] == "order" && len(w) > 4 && w[2] == "has":
		return true, d.orderHas(w[1], w[3], w[4:])
	case w[0] == "orders" && len(w) == 3:
		return true, d.ordersAre(w[1], w[2])
	case w[0] == "edit" && len(w) > 3:
		return true, d.edits(w[1], w[2], w[3:])
	case w[0] == "stuck" && len(w) == 3:
		return true, d.stuckAre(w[1], w[2])
	case w[0] == "resolve" && len(w) > 2:
		return true, d.resolve(w[1], w[2], w[3:])
	case w[0] == "cannot" && len(w) > 3 && w[1] == "resolve":
		if err := d.resolve(w[2], w[3], w[4:]); err == nil || !strings.Contains(err.Error(), "/api/do/") {
			return true, fmt.Errorf("it was not refused: %w", err)
		}
		return true, nil
	case w[0] == "bin" && len(w) > 3 && w[2] == "has":
		return true, d.binHas(d.code(w[1]), w[3:])
	case w[0] == "tape" && len(w) == 4:
		return true, d.tape(w[1], w[2], w[3])
	case w[0] == "label" && len(w) == 5 && w[1] == "of" && w[3] == "waits":
		return true, d.labelWaits(w[2], w[4])
	}
	return false, nil
}

// labelWaits looks at why the label of our nth order is not printed, as the gate
// and the order's card show it.
func (d *day) labelWaits(n, code string) error {
	why, _, _ := strings.Cut(locale.Say(locale.RU, "fault."+code, nil), "{{")
	says := func(where string, s *api.Said) error {
		if raw, err := json.Marshal(s); err != nil || !strings.Contains(string(raw), why) {
			return fmt.Errorf("%s says %s, %w", where, raw, err)
		}
		return nil
	}
	return d.soon("why", func() error {
		card, err := d.card(n)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(card.Documents, func(p api.Document) bool { return p.Kind == "label" })
		if at < 0 {
			return fmt.Errorf("no label among %+v", card.Documents)
		}
		if err := says("the card", card.Documents[at].Why); err != nil {
			return err
		}
		p, err := d.who("marina")
		if err != nil {
			return err
		}
		var page api.DispatchPage
		if err := d.call(p, http.MethodGet, "/api/dispatch", nil, &page); err != nil {
			return err
		}
		for _, c := range page.Couriers {
			for _, row := range c.Parcels {
				if row.Order == card.No {
					return says("the gate", row.Why)
				}
			}
		}
		return fmt.Errorf("no parcel of %s at the gate", card.No)
	})
}

// card is all of our nth order.
func (d *day) card(n string) (card api.OrderCard, err error) {
	row, err := d.row(n)
	if err != nil {
		return card, err
	}
	p, err := d.who("marina")
	if err != nil {
		return card, err
	}
	return card, d.call(p, http.MethodGet, "/api/orders/"+row.ID, nil, &card)
}

func (d *day) ordersAre(view, want string) error {
	p, err := d.who("marina")
	if err != nil {
		return err
	}
	return d.soon("orders", func() error {
		var page api.OrdersPage
		err := d.call(p, http.MethodGet, "/api/orders?view="+view, nil, &page)
		if err == nil && fmt.Sprint(page.Total) != want {
			err = fmt.Errorf("there are %d", page.Total)
		}
		return err
	})
}

func lineOf(card *api.OrderCard, article string) *api.OrderLine {
	i := slices.IndexFunc(card.Items, func(l api.OrderLine) bool { return l.Item.Article == article })
	if i < 0 {
		return nil
	}
	return &card.Items[i]
}

// orderHas compares the states of a line's units, whatever their order.
func (d *day) orderHas(n, article string, want []string) error {
	slices.Sort(want)
	return d.soon("order has", func() error {
		card, err := d.card(n)
		if err != nil {
			return err
		}
		l := lineOf(&card, article)
		if l == nil {
			return fmt.Errorf("it has no %s", article)
		}
		sums := map[string]int64{}
		for _, s := range l.States {
			sums[s.State] += s.Qty
		}
		var got []string
		for state, qty := range sums {
			got = append(got, fmt.Sprintf("%s:%d", state, qty))
		}
		if slices.Sort(got); !slices.Equal(got, want) {
			return fmt.Errorf("%s is %s", article, got)
		}
		return nil
	})
}

// edits changes a line again and again. Somebody else may be quicker: then the
// office is told, and nothing was done.
func (d *day) edits(n, reason string, all []string) error {
	for _, to := range all {
		if err := d.edit(n, to, reason); err != nil && !strings.Contains(err.Error(), ": 409 ") {
			return err
		}
	}
	return nil
}

func (d *day) edit(n, to, reason string) error {
	article, qty, ok := strings.Cut(to, "*")
	card, err := d.card(n)
	if err != nil {
		return err
	}
	l := lineOf(&card, article)
	if l == nil || !ok {
		return fmt.Errorf("it has no %q", to)
	}
	in := api.OrderEdit{Order: card.ID, Version: card.Version, Lines: api.List[api.OrderLineEdit]{{Line: l.ID}}, Reason: reason}
	if _, err := fmt.Sscan(qty, &in.Lines[0].Qty); err != nil {
		return err
	}
	p, err := d.who("igor")
	if err != nil {
		return err
	}
	return d.call(p, http.MethodPost, "/api/do/orders.edit", in, nil)
}

// stuckRows are the rows of a kind in the list of what is stuck.
func (d *day) stuckRows(kind string) (rows []api.StuckRow, err error) {
	p, err := d.who("marina")
	if err != nil {
		return nil, err
	}
	var page api.StuckPage
	if err := d.call(p, http.MethodGet, "/api/stuck", nil, &page); err != nil {
		return nil, err
	}
	for _, r := range page.Rows {
		if kind == "any" || r.Kind == kind {
			rows = append(rows, r)
		}
	}
	return rows, nil
}

func (d *day) stuckAre(kind, want string) error {
	return d.soon("stuck", func() error {
		rows, err := d.stuckRows(kind)
		if err == nil && fmt.Sprint(len(rows)) != want {
			err = fmt.Errorf("%d are stuck: %+v", len(rows), rows)
		}
		return err
	})
}

// resolve presses a button, with what it asks for.
func (d *day) resolve(kind, button string, pairs []string) error {
	asked, err := pairsOf(pairs)
	if err != nil {
		return err
	}
	p, err := d.who("marina")
	if err != nil {
		return err
	}
	rows, err := d.stuckRows(kind)
	if err != nil || len(rows) == 0 {
		return fmt.Errorf("none is stuck, %v", err)
	}
	i := slices.IndexFunc(rows[0].Actions, func(a api.Action) bool { return a.Name == button })
	if i < 0 {
		return fmt.Errorf("its buttons are %+v", rows[0].Actions)
	}
	body := map[string]any{}
	if err := json.Unmarshal(rows[0].Actions[i].Body, &body); err != nil {
		return err
	}
	for name, value := range asked {
		switch body[name] = value; name {
		case "qty":
			body[name] = json.Number(value)
		case "learn":
			body[name] = value == "true"
		}
	}
	return d.call(p, http.MethodPost, "/api/do/"+rows[0].Actions[i].Command, body, nil)
}

// tape counts the rows of an order's timeline that say something.
func (d *day) tape(n, code, want string) error {
	return d.soon("tape", func() error {
		card, err := d.card(n)
		if err != nil {
			return err
		}
		var all []string
		found := 0
		for _, row := range card.Tape {
			if all = append(all, row.What.Code); row.What.Code == "tape."+code {
				found++
			}
		}
		if fmt.Sprint(found) != want {
			return fmt.Errorf("%d of %q", found, all)
		}
		return nil
	})
}

// binHas compares what lies in a place, kinds of stock of an item summed up.
func (d *day) binHas(name string, want []string) error {
	p, err := d.who("marina")
	if err != nil {
		return err
	}
	if want[0] == "nothing" {
		want = nil
	}
	slices.Sort(want)
	return d.soon("bin "+name+" has", func() error {
		var page api.BinStockPage
		if err := d.call(p, http.MethodGet, "/api/stock/bins?text="+name, nil, &page); err != nil {
			return err
		}
		sums := map[string]int64{}
		for _, row := range page.Rows {
			if row.Place.Code == name {
				sums[row.Item.Article] += row.Qty.Value
			}
		}
		var got []string
		for article, qty := range sums {
			got = append(got, fmt.Sprintf("%s*%d", article, qty))
		}
		if slices.Sort(got); !slices.Equal(got, want) {
			return fmt.Errorf("it has %s", got)
		}
		return nil
	})
}
