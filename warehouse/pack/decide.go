package pack

import (
	"slices"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/station"
)

// thing is what a scan means, as far as packing cares. One of Item, Tote,
// Parcel and Order holds.
type thing struct {
	code string

	item *catalog.Item
	qty  measure.Qty // 0 for a carton that nobody has counted
	lot  string
	unit *ledger.Unit // the very piece, of an item kept by units

	tote   *place.Place
	units  measure.Qty // that lie in the tote
	parcel *place.Place
	order  warehouse.OrderID

	// owner is the job that a tote, parcel or order belongs to; nil for nobody's.
	owner *job.Job
	boxed bool // more lies in its parcels than is wanted there: it must come out
	// picker has the order in their hands now; without a name for nobody.
	picker station.Person
}

// doing is what a scan makes happen.
type doing uint8

const (
	refuse  doing = iota // nothing
	open                 // the thing's order comes to the bench
	take                 // from now on units come from this tote
	pack                 // units go from a tote into the parcel
	serial               // the code of the piece itself is awaited
	into                 // what comes out goes into this tote
	takeOut              // units go from the parcel into the tote
)

// deed is what a scan means: what to do, or why not.
type deed struct {
	do    doing
	say   station.Message
	cue   station.Cue
	wrong *station.Wrong
}

// no refuses a scan and shows what was needed beside what is in the hand.
func no(w *station.Wrong, code string, args ...any) deed {
	return deed{say: station.Say(code, args...), cue: station.CueWrong, wrong: w}
}

// look refuses a scan that did no harm: there is nothing left to do.
func look(code string, args ...any) deed {
	return deed{say: station.Say(code, args...), cue: station.CueAttention}
}

// decide says what a scan means on a bench: by the state of the session, the
// order that lies there (nil for none) and the thing.
func decide(st *state, d *desk, t *thing) deed {
	switch st.step() {
	case StepTote:
		return onEmpty(t)
	case StepClosed:
		return afterClose(d, t)
	case StepStop:
		return inStop(st, d, t)
	}
	switch {
	case t.tote != nil && d.has(t.tote.ID):
		return deed{do: take}
	case t.tote != nil:
		return no(otherTote(d, t.tote), "pack.other_tote", "order", d.job.Number)
	case t.parcel != nil || !t.order.IsZero():
		return no(nil, "pack.busy", "order", d.job.Number)
	case t.item != nil:
		return ofUnit(d, t)
	}
	return no(&station.Wrong{Kind: "unknown", Held: station.WrongSide{Code: t.code}}, "pack.unknown")
}

// onEmpty judges a scan while nothing lies on the bench.
func onEmpty(t *thing) deed {
	switch {
	case t.item != nil:
		return no(&station.Wrong{Kind: "item", Held: held(t)}, "pack.tote_first")
	case t.owner == nil && t.tote != nil && t.units == 0:
		return no(&station.Wrong{Kind: "tote", Held: held(t)}, "pack.tote_empty", "tote", t.tote.Name)
	case t.owner == nil && t.tote != nil:
		return no(&station.Wrong{Kind: "tote", Held: held(t)}, "pack.tote_nobodys", "tote", t.tote.Name)
	case t.owner == nil && t.parcel != nil:
		return no(&station.Wrong{Kind: "parcel", Held: held(t)}, "pack.parcel_void", "parcel", t.parcel.Name)
	case t.owner == nil:
		return no(&station.Wrong{Kind: "unknown", Held: station.WrongSide{Code: t.code}}, "pack.unknown")
	}
	return ofOwner(t)
}

// ofOwner judges a tote, parcel or order by how far its order has come.
func ofOwner(t *thing) deed {
	wrong := &station.Wrong{Kind: "tote", Held: held(t)}
	number := t.owner.Number
	if t.boxed {
		return deed{do: open}
	}
	switch t.owner.State {
	case job.Picked, job.Packing, job.Stopped: // of a cancelled one it says where its goods go
		return deed{do: open}
	case job.Packed:
		if t.tote == nil {
			return deed{do: open}
		}
		return no(nil, "pack.tote_back", "order", number)
	case job.Gone, job.Ended:
		return no(wrong, "pack.order_gone", "order", number)
	case job.Offered: // its totes may stand here since a short walk
		if t.owner.Short {
			return no(wrong, "pack.tote_waits", "order", number)
		}
		return no(wrong, "pack.tote_wave", "order", number)
	}
	if t.picker.Name != "" {
		return no(wrong, "pack.tote_picking", "order", number, "person", t.picker.Name)
	}
	return no(wrong, "pack.tote_early", "order", number)
}

// afterClose judges a scan on the screen of a closed parcel: a unit is one
// scan too many and does nothing, all else begins the next order.
func afterClose(d *desk, t *thing) deed {
	if t.item != nil {
		return look("pack.already_closed", "order", d.job.Number)
	}
	if t.tote != nil && t.owner == nil && t.units == 0 {
		return look("pack.tote_free", "tote", t.tote.Name)
	}
	return onEmpty(t)
}

// ofUnit judges goods scanned for the order on the bench.
func ofUnit(d *desk, t *thing) deed {
	g := d.find(t.item.ID)
	if g == nil {
		return notOfOrder(d, t)
	}
	wrong := &station.Wrong{Kind: "item", Held: held(t)} // it is of the order: no other is asked for instead
	switch {
	case g.picked == 0 && g.packed > 0 && g.missing == 0:
		return no(wrong, "pack.extra", "packed", g.packed)
	case g.picked == 0:
		return no(wrong, "pack.not_picked")
	case t.qty == 0:
		return no(wrong, "pack.carton", "code", t.code)
	case t.qty > g.picked:
		return no(wrong, "pack.above", "qty", t.qty, "left", g.picked)
	case g.item.Tracking.Units && t.unit == nil:
		return deed{do: serial, cue: station.CueAttention, say: station.Say("pack.serial")}
	case t.unit != nil && !d.has(t.unit.Place):
		return no(wrong, "pack.unit_elsewhere", "code", t.unit.Code)
	case t.lot != "" && !d.hasLot(t.item.ID, t.lot):
		return no(&station.Wrong{Kind: "lot", Needed: station.WrongSide{Text: d.lotOf(t.item.ID)}, Held: station.WrongSide{Text: t.lot}}, "pack.wrong_lot")
	}
	if planned(d.plan(warehouse.PlaceID{}, t)) < t.qty {
		return no(wrong, "pack.not_in_tote")
	}
	return deed{do: pack}
}

// notOfOrder refuses goods that the order on the bench does not have, and shows
// what it needs in their stead.
func notOfOrder(d *desk, t *thing) deed {
	wrong, code := &station.Wrong{Kind: "item", Held: held(t)}, "pack.wrong_item"
	g := d.first()
	if kin := d.variantOf(t.item); kin != nil {
		wrong.Kind, code, g = "size", "pack.wrong_size", kin
	}
	if g != nil {
		item := station.ShowItem(g.item)
		wrong.Needed.Item = &item
	}
	return no(wrong, code)
}

// inStop judges a scan while units must come out of the box.
func inStop(st *state, d *desk, t *thing) deed {
	switch {
	case d.out() == 0 && t.item == nil:
		return onEmpty(t) // the box is empty: go on with the next order
	case t.tote != nil && d.has(t.tote.ID), t.tote != nil && t.owner == nil && t.units == 0:
		return deed{do: into}
	case t.tote != nil:
		return no(otherTote(d, t.tote), "pack.into_taken", "tote", t.tote.Name)
	case t.item == nil, d.out() == 0:
		return no(nil, "pack.stopped", "order", d.job.Number)
	case !d.has(st.Into):
		return no(&station.Wrong{Kind: "item", Held: held(t)}, "pack.into_first")
	}
	wrong := &station.Wrong{Kind: "item", Held: held(t)}
	g := d.find(t.item.ID)
	switch {
	case g == nil || g.inParcels == 0:
		return no(wrong, "pack.not_in_box")
	case g.out() <= 0:
		return no(wrong, "pack.stays_in", "order", d.job.Number)
	case t.qty == 0:
		return no(wrong, "pack.carton", "code", t.code)
	case t.qty > g.out():
		return no(wrong, "pack.above", "qty", t.qty, "left", g.out())
	case g.item.Tracking.Units && t.unit == nil:
		return deed{do: serial, cue: station.CueAttention, say: station.Say("pack.serial")}
	case t.unit != nil && d.parcelAt(t.unit.Place) == nil:
		return no(wrong, "pack.not_in_box")
	}
	return deed{do: takeOut}
}

// variantOf is what waits to be scanned and differs from an item by its size or
// colour only.
func (d *desk) variantOf(i *catalog.Item) *goods {
	for _, g := range d.goods {
		if g.picked > 0 && !i.Parent.IsZero() && g.item.Parent == i.Parent {
			return g
		}
	}
	return nil
}

func (d *desk) hasLot(item warehouse.ItemID, lot string) bool {
	return slices.ContainsFunc(d.totes, func(b box) bool {
		return slices.ContainsFunc(b.rows, func(r row) bool { return r.stock.Item == item && r.lot == lot })
	})
}

// lotOf is a lot of the item that was picked for the order.
func (d *desk) lotOf(item warehouse.ItemID) string {
	for _, b := range d.totes {
		for _, r := range b.rows {
			if r.stock.Item == item && r.lot != "" {
				return r.lot
			}
		}
	}
	return ""
}

// held is what is in the hand.
func held(t *thing) station.WrongSide {
	side := station.WrongSide{Code: t.code}
	switch {
	case t.item != nil:
		item := station.ShowItem(t.item)
		side.Item = &item
	case t.tote != nil:
		tote := station.ShowTote(t.tote, t.units)
		side.Tote = &tote
	case t.parcel != nil:
		side.Text = t.parcel.Name
	}
	return side
}

// otherTote shows the order's own tote beside the one in the hand.
func otherTote(d *desk, p *place.Place) *station.Wrong {
	in := station.ShowTote(p, 0)
	w := &station.Wrong{Kind: "tote", Held: station.WrongSide{Tote: &in}}
	if len(d.totes) > 0 {
		own := station.ShowTote(d.totes[0].place, d.totes[0].units())
		w.Needed.Tote = &own
	}
	return w
}

// plan says which rows of which totes a scan of qty units takes from, and for
// which lines, the tote scanned last first. It plans less only when the totes
// hold less than the lines say.
func (d *desk) plan(first warehouse.PlaceID, t *thing) (parts []part) {
	totes := slices.Clone(d.totes)
	slices.SortStableFunc(totes, func(a, b box) int { return rank(b.place.ID == first) - rank(a.place.ID == first) })
	left := t.qty
	room := make(map[warehouse.LineID]measure.Qty)
	for _, l := range d.lines {
		room[l.ID] = l.Picked
	}
	for _, b := range totes {
		for _, r := range b.rows {
			if r.stock.Item != t.item.ID || t.lot != "" && r.lot != t.lot || t.unit != nil && (t.unit.Place != b.place.ID || t.unit.Stock != r.stock) {
				continue
			}
			for _, l := range d.lines {
				n := min(left, r.qty, room[l.ID])
				if l.Item != t.item.ID || n == 0 {
					continue
				}
				p := part{Line: l.ID, Qty: n, from: b.place.ID, stock: r.stock}
				if t.unit != nil {
					p.units = []warehouse.UnitID{t.unit.ID}
				}
				parts = append(parts, p)
				left -= n
				r.qty -= n
				room[l.ID] -= n
			}
		}
	}
	return parts
}

// planned is how many base units a plan moves.
func planned(parts []part) (n measure.Qty) {
	for _, p := range parts {
		n += p.Qty
	}
	return n
}

func rank(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
