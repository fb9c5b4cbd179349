package pack

import (
	"slices"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// Reasons why a unit is short, in words under "short.<reason>".
const (
	ReasonEmpty   = "empty"   // it is not in the tote
	ReasonDamaged = "damaged" // it is, and nobody would want it
	ReasonOther   = "other"   // something else lies in its place
)

// Reasons are all there are, in the order in which a packer is offered them.
var Reasons = []string{ReasonEmpty, ReasonDamaged, ReasonOther}

// short asks what is not in the tote, or, told what and why, posts it: all of
// the item that was not scanned yet goes to loss, its lines wait for others, and
// where it was picked somebody counts.
func (w *work) short(args map[string]string) (station.Reply, error) {
	if args["item"] == "" {
		w.st.Step = StepShort
		return w.answer(station.CueAttention, station.Say("pack.what_short"))
	}
	id, err := parseItem(args["item"])
	reason := args["reason"]
	g := w.d.find(id)
	if err != nil || g == nil || g.picked == 0 || !slices.Contains(Reasons, reason) {
		return w.refused("pack.bad_short")
	}
	if _, err := w.lease(w.st.Order); err != nil {
		return station.Reply{}, err
	}
	if err := w.lose(g, reason); err != nil {
		return station.Reply{}, err
	}
	if err := ShortedKind.Record(w.tx, Shorted{w.st.Order, id, g.picked, reason}, job.About(w.st.Order)); err != nil {
		return station.Reply{}, err
	}
	w.st.Step, w.st.Last = StepUnits, nil
	if err := w.reload(); err != nil {
		return station.Reply{}, err
	}
	return w.afterShort(g)
}

// afterShort goes on with what is left. With nothing to scan and nothing in the
// box, the bench is empty and the pickers have the order.
func (w *work) afterShort(g *goods) (station.Reply, error) {
	if w.d.picked() > 0 {
		return w.answer(station.CueAttention, station.Say("pack.short_kept", "item", g.item.Name, "qty", g.picked))
	}
	if p := w.d.filling(); p != nil && p.units() > 0 {
		return w.answer(station.CueAttention, w.nothingLeft())
	}
	return w.aside()
}

// lose posts that what was picked of an item and not yet packed is not there.
func (w *work) lose(g *goods, reason string) error {
	for _, p := range w.d.plan(w.st.Tote, &thing{item: g.item, qty: g.picked}) {
		units, err := ledger.UnitsOf(w.tx, p.from, p.stock, p.Qty)
		if err != nil {
			return err
		}
		m := &ledger.Move{Stock: p.stock, Qty: p.Qty, From: p.from, To: place.Loss, Reason: ledger.Reason(reason), Ref: ref(w.st.Order), Units: units}
		if err := ledger.Post(w.tx, m); err != nil {
			return err
		}
		if err := promise.Lost(w.tx, p.Line, p.Qty); err != nil {
			return err
		}
		if reason == ReasonDamaged {
			continue
		}
		if err := askWherePicked(w.tx, p.from, p.stock); err != nil {
			return err
		}
	}
	return nil
}

// askWherePicked asks for a count of the bin from which goods last came into a
// tote: the likeliest place of what is not in the tote.
func askWherePicked(tx *store.Tx, tote warehouse.PlaceID, s warehouse.Stock) error {
	for m, err := range ledger.History(tx, tote, s) {
		if err != nil {
			return err
		}
		if m.To != tote {
			continue
		}
		from, err := place.Get(tx, m.From)
		if err != nil {
			return err
		}
		if from.Kind == place.KindBin {
			return ledger.AskCount(tx, from.ID, s.Item, ReasonEmpty)
		}
	}
	return nil
}

func parseItem(text string) (id warehouse.ItemID, err error) {
	if err = id.UnmarshalText([]byte(text)); err == nil && id.IsZero() {
		err = fault.New(fault.Invalid, "ident.id", "text", text)
	}
	return id, err
}

func errClosed(code string) error {
	return fault.New(fault.Conflict, "pack.closed", "parcel", code)
}

func siteName(tx *store.Tx, id warehouse.SiteID) (string, error) {
	s, err := place.GetSite(tx, id)
	if err != nil {
		return "", err
	}
	return s.Name, nil
}
