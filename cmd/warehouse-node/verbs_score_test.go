package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"warehouse-node/ui/api"
)

// scored carries out a line about what people did today, if it is one: what their
// manager reads of them.
//
//	scored WHO WORK NAME:N…     their figures: scans, mistakes, noise, bin, item, parcel …
//	slipped WHO WORK KIND [N]   their newest mistake; of order N
func (d *day) scored(w []string) (known bool, err error) {
	if w[0] != "scored" && w[0] != "slipped" || len(w) < 4 {
		return false, nil
	}
	p, err := d.who(w[1])
	if err != nil {
		return true, err
	}
	var me api.Me
	if err := d.call(p, http.MethodGet, "/api/me", nil, &me); err != nil {
		return true, err
	}
	manager, err := d.who("igor")
	if err != nil {
		return true, err
	}
	if w[0] == "slipped" {
		return true, d.soon("slipped", func() error { return d.slipped(manager, me.Person.ID, w[2:]) })
	}
	return true, d.soon("scored", func() error {
		var page struct {
			Rows []map[string]json.RawMessage `json:"rows"`
		}
		if err := d.call(manager, http.MethodGet, "/api/scores", nil, &page); err != nil {
			return err
		}
		for _, row := range page.Rows {
			var who api.PersonMark
			if err := json.Unmarshal(row["person"], &who); err != nil {
				return err
			}
			if who.ID == me.Person.ID && string(row["work"]) == strconv.Quote(w[2]) {
				return figuresAre(row, w[3:])
			}
		}
		return fmt.Errorf("%s has no figures of %s", w[1], w[2])
	})
}

// figuresAre holds a row of figures, those of refused scans among them, against
// pairs of a name and a number.
func figuresAre(row map[string]json.RawMessage, want []string) error {
	wrong := map[string]json.RawMessage{}
	if err := json.Unmarshal(row["wrong"], &wrong); err != nil {
		return err
	}
	for _, pair := range want {
		name, n, _ := strings.Cut(pair, ":")
		is, known := row[name]
		if !known {
			is, known = wrong[name]
		}
		if !known || string(is) != n {
			return fmt.Errorf("%s: %s of %s, wrong %s", name, is, row, wrong)
		}
	}
	return nil
}

// slipped holds the newest mistake of a person against its work, kind and order.
func (d *day) slipped(reader *person, id string, want []string) error {
	var page api.SlipsPage
	if err := d.call(reader, http.MethodGet, "/api/scores/slips?person="+id, nil, &page); err != nil {
		return err
	}
	if len(page.Rows) == 0 {
		return fmt.Errorf("nothing went wrong")
	}
	is := page.Rows[0]
	if is.Work != want[0] || is.Kind != want[1] {
		return fmt.Errorf("%+v", is)
	}
	if len(want) < 3 {
		return nil
	}
	of, err := d.row(want[2])
	if err == nil && is.OrderID != of.ID {
		err = fmt.Errorf("it is of order %q", is.Order)
	}
	return err
}
