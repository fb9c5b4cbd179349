package main

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/encoding/charmap"

	simreg "warehouse-node/devices/sim/cashreg"
	"warehouse-node/ui/api"
)

// till carries out a line about receipts, if it is one.
//
//	policy OWNER.FIELD VALUE   the owner of the company changes a setting
//	taxed COUNTRY SYSTEM       and how the legal entity is taxed
//	receipt N goes to CONTACT  where it is sent, or "nowhere"
//	receipt N is sale|return SUM [prepaid SUM] NAME*N…   what stands on it, in kopecks
func (d *day) till(w []string) (known bool, err error) {
	switch {
	case w[0] == "policy" && len(w) == 3:
		return true, d.policy(w[1], w[2])
	case w[0] == "taxed" && len(w) == 3:
		return true, d.taxed(w[1], w[2])
	case w[0] == "receipt" && len(w) == 5 && w[2] == "goes":
		return true, d.receiptGoes(w[1], w[4])
	case w[0] == "receipt" && len(w) > 5 && w[2] == "is":
		return true, d.receiptIs(w[1], w[3:])
	}
	return false, nil
}

// policy sets one field of what the company has decided.
func (d *day) policy(field, value string) error {
	p, err := d.who("marina")
	if err != nil {
		return err
	}
	var page api.SettingsPage
	if err := d.call(p, http.MethodGet, "/api/settings", nil, &page); err != nil {
		return err
	}
	owner, name, _ := strings.Cut(field, ".")
	i := slices.IndexFunc(page.Groups, func(g api.SettingsGroup) bool { return g.Owner == owner })
	if i < 0 {
		return fmt.Errorf("nobody has a policy %q", owner)
	}
	edit := api.SettingsEdit{Owner: owner, Version: page.Groups[i].Version, Values: map[string]string{name: value}}
	return d.call(p, http.MethodPost, "/api/do/settings.edit", edit, nil)
}

// taxed changes the one legal entity there is.
func (d *day) taxed(country, system string) error {
	p, err := d.who("marina")
	if err != nil {
		return err
	}
	var page api.EntitiesPage
	if err := d.call(p, http.MethodGet, "/api/entities", nil, &page); err != nil {
		return err
	}
	if len(page.Rows) != 1 {
		return fmt.Errorf("there are %d legal entities", len(page.Rows))
	}
	e := page.Rows[0]
	return d.call(p, http.MethodPost, "/api/do/place.save_entity", map[string]any{"id": e.ID, "version": e.Version, "name": e.Name,
		"full": e.Full, "country": country, "tax": system}, nil)
}

// receiptGoes looks at where the register was told to send a receipt (tag 1008).
func (d *day) receiptGoes(n, to string) error {
	is, err := d.nthReceipt(n)
	if err != nil {
		return err
	}
	head := []byte{1008 & 0xff, 1008 >> 8}
	if to != "nowhere" {
		head = append(append(head, byte(len(to)), 0), to...)
	}
	if bytes.Contains(is.Tags, head) == (to == "nowhere") {
		return fmt.Errorf("it was told %q", is.Tags)
	}
	return nil
}

// nthReceipt is one of the fiscal memory, the first is 1.
func (d *day) nthReceipt(n string) (simreg.Document, error) {
	all := d.fiscal.Receipts()
	i, err := strconv.Atoi(n)
	if err != nil || i < 1 || i > len(all) {
		return simreg.Document{}, fmt.Errorf("there are %d receipts", len(all))
	}
	return all[i-1], nil
}

// Where a register keeps the payments that are looked at (FF45).
const (
	paidByCard    = 1
	paidInAdvance = 13
)

// receiptIs looks at a receipt in the fiscal memory: which way, how much, by what
// money, and its lines. Money that is not said to be a prepayment is by card.
func (d *day) receiptIs(n string, w []string) error {
	is, err := d.nthReceipt(n)
	if err != nil {
		return err
	}
	kind := map[string]byte{"sale": 1, "return": 2}[w[0]]
	sum, err := strconv.ParseInt(w[1], 10, 64)
	if err != nil {
		return err
	}
	lines, prepaid := w[2:], int64(0)
	if lines[0] == "prepaid" && len(lines) > 1 {
		if prepaid, err = strconv.ParseInt(lines[1], 10, 64); err != nil {
			return err
		}
		lines = lines[2:]
	}
	var has []string
	for _, l := range is.Lines {
		name, err := charmap.CodePage866.NewDecoder().String(l.Name) // as it came over the wire
		if err != nil {
			return err
		}
		has = append(has, fmt.Sprintf("%s*%d", name, l.Quantity/1_000_000))
	}
	if is.Kind != kind || is.Sum != sum || is.Payments[paidInAdvance] != prepaid || is.Payments[paidByCard] != sum-prepaid || !slices.Equal(has, lines) {
		return fmt.Errorf("it is %+v", is)
	}
	return nil
}
