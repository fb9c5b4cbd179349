package main

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"warehouse-node/ui/api"
)

// types is a person who types an answer on the screen, "expiry=2028-06-30 …", and
// confirms it.
func (d *day) types(p *person, args []string) error { return d.touch(p, "confirm", args) }

// desk is what a person does in the office.
func (d *day) desk(p *person, w []string) error {
	switch {
	case w[0] == "cannot" && len(w) > 1:
		if err := d.desk(p, w[1:]); err == nil || !strings.Contains(err.Error(), "/api/do/") {
			return fmt.Errorf("%q was not refused: %w", w[1:], err)
		}
		return nil
	case w[0] == "prints" && len(w) == 3:
		return d.prints(p, w[1], w[2])
	case w[0] == "moves" && len(w) == 5:
		return d.moves(p, w[1:])
	case w[0] == "counts" && len(w) == 3:
		return d.counts(p, w[1], w[2])
	}
	return fmt.Errorf("what is %q?", w)
}

// prints has the office print papers of the nth order.
func (d *day) prints(p *person, kind, n string) error {
	row, err := d.row(n)
	if err != nil {
		return err
	}
	return d.call(p, http.MethodPost, "/api/do/orders.print", api.PapersPrint{Orders: api.List[string]{row.ID}, Kind: kind}, nil)
}

// moves has the office move stock by hand: "N ITEM FROM TO".
func (d *day) moves(p *person, w []string) error {
	qty, err := strconv.ParseInt(w[0], 10, 64)
	if err != nil {
		return err
	}
	return d.call(p, http.MethodPost, "/api/do/move.stock", api.StockMove{Item: w[1], From: w[2], To: w[3], Qty: qty, Reason: "полка сломана"}, nil)
}

// counts has the office ask for a count of a bin and answer it off the list of
// what is stuck.
func (d *day) counts(p *person, bin, found string) error {
	qty, err := strconv.ParseInt(found, 10, 64)
	if err != nil {
		return err
	}
	if err := d.call(p, http.MethodPost, "/api/do/count.ask", api.CountAsk{Place: bin}, nil); err != nil {
		return err
	}
	var stuck api.StuckPage
	if err := d.call(p, http.MethodGet, "/api/stuck", nil, &stuck); err != nil {
		return err
	}
	for _, row := range stuck.Rows {
		if row.Kind != "count_asked" || row.Place == nil || row.Place.Code != bin {
			continue
		}
		ask, _ := strings.CutPrefix(row.ID, "count ")
		return d.call(p, http.MethodPost, "/api/do/count.answer", api.CountAnswer{Ask: ask, Qty: qty}, nil)
	}
	return fmt.Errorf("no count of %s is asked for: %+v", bin, stuck.Rows)
}
