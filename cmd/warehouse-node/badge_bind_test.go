package main

import (
	"context"
	"log/slog"
	"strings"
	"testing"

	"warehouse-node/ui/api"
	"warehouse-node/ui/read"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// TestBadgeIsNothingElse: a card is bound by its own code only; who may not bind
// learns nothing of the code.
func TestBadgeIsNothingElse(t *testing.T) {
	c := defaults()
	c.Node.Data, c.Web.Listen = t.TempDir(), "127.0.0.1:0"
	n, err := Open(t.Context(), c, slog.New(slog.DiscardHandler))
	must(t, err)
	t.Cleanup(func() { must(t, n.Close()) })
	site, err := place.CreateSite.Do(t.Context(), n.Door, itself, &place.CreateSiteRequest{Name: "Poltava", Timezone: "Europe/Kyiv", Currency: measure.UAH})
	must(t, err)
	bin, err := place.CreateBins.Do(t.Context(), n.Door, itself, &place.CreateBinsRequest{
		Parent: site.IDs[0], Bins: []place.BinSpec{{Name: "A-1", Use: place.PickFace, Aliases: []string{"SHELF 7"}}},
	})
	must(t, err)
	_, err = catalog.Create.Do(t.Context(), n.Door, itself, &catalog.CreateRequest{
		Body: catalog.Body{Article: "CUP", Name: "Cup"}, Barcodes: []catalog.Barcode{{Code: "4607034171186"}},
	})
	must(t, err)
	people := map[string]warehouse.PersonID{}
	for _, role := range []string{staff.Owner, "picker"} {
		at := staff.RoleAt{Role: role}
		if role != staff.Owner {
			at.Site = site.IDs[0]
		}
		must(t, n.DB.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			p, err := staff.Add(ctx, tx, &staff.AddRequest{Name: role, Login: role, Locale: "en", Roles: []staff.RoleAt{at}})
			if err == nil {
				people[role] = p.Person
			}
			return err
		}))
	}
	a := &access{Reader: n.reader(), door: n.Door, gate: n.Gate}
	bind := func(as, code string) string {
		ctx := read.As(t.Context(), read.Actor{Person: people[as], Device: "test"})
		r, err := bindBadge(ctx, a, &api.BadgeBind{Person: people["picker"].String(), Code: code})
		if err != nil {
			return fault.Of(err).Code
		}
		if r.Person != people["picker"] || r.Hash.IsZero() {
			t.Errorf("%s: %+v", code, r)
		}
		return ""
	}
	for code, want := range map[string]string{
		ident.Label(ident.PrefixBadge, 7):     "",
		"0004712345":                          "", // a card that another house printed
		"4607034171186":                       "staff.badge_goods",
		"CUP":                                 "staff.badge_goods",
		ident.Label(ident.PrefixItem, 900):    "staff.badge_goods",
		strings.ToLower(bin.Codes[0]) + " ":   "staff.badge_place",
		"shelf 7":                             "staff.badge_place",
		"A-1":                                 "staff.badge_place",
		ident.Label(ident.PrefixTote, 900):    "staff.badge_place", // not made yet
		ident.Label(ident.PrefixParcel, 900):  "staff.badge_place",
		ident.Label(ident.PrefixStation, 900): "staff.badge_place",
		ident.Label(ident.PrefixOrder, 10023): "staff.badge_order",
		ident.CommandCode("undo"):             "staff.badge_command",
		ident.PrefixBin + "9991":              "ident.check_digit",
	} {
		if got := bind(staff.Owner, code); got != want {
			t.Errorf("%q is %q, want %q", code, got, want)
		}
		if got := bind("picker", code); got != "staff.denied" {
			t.Errorf("a picker is told %q of %q", got, code)
		}
	}
}
