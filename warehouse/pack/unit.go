package pack

import (
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/station"
)

// Reasons of the moves that packing makes.
const (
	reasonPack   ledger.Reason = "pack"   // tote -> parcel
	reasonRepack ledger.Reason = "repack" // parcel -> parcel
	reasonUnpack ledger.Reason = "unpack" // parcel -> tote: no longer wanted
)

// ref is what the moves of an order were for.
func ref(order warehouse.OrderID) string { return string(job.About(order)) }

// pack moves what was scanned from its tote into the open parcel; the last unit
// of the order closes it.
func (w *work) pack(t *thing) (station.Reply, error) {
	if _, err := w.lease(w.st.Order); err != nil {
		return station.Reply{}, err
	}
	p, err := w.fill()
	if err != nil {
		return station.Reply{}, err
	}
	parts := w.d.plan(w.st.Tote, t)
	for i := range parts {
		if err := w.post(&parts[i], p.Place); err != nil {
			return station.Reply{}, err
		}
	}
	if err := w.weighIn(p, t.item.ID, t.qty); err != nil {
		return station.Reply{}, err
	}
	ev := UnitPacked{w.st.Order, p.Place, t.item.ID, t.qty}
	if err := UnitPackedKind.Record(w.tx, ev, about(w.st.Order, p.Place)...); err != nil {
		return station.Reply{}, err
	}
	w.st.Scans++
	w.st.Undo = station.Remember(w.st.Undo, taken{t.item.ID, p.Place, parts}, MaxUndo)
	w.st.Step, w.st.Weigh = StepUnits, false
	if err := w.reload(); err != nil {
		return station.Reply{}, err
	}
	w.st.Last = w.lastUnit(t, p.Place)
	return w.afterUnit(p.Place)
}

// afterUnit closes the parcel when the scan was the last, and a second one that
// a change had opened; or it says what is left.
func (w *work) afterUnit(in warehouse.PlaceID) (station.Reply, error) {
	switch {
	case w.d.complete() && w.unweighed(w.d.filling()):
		return w.askWeight()
	case w.d.complete():
		for p := w.d.filling(); p != nil && p.units() > 0; p = w.d.filling() {
			if err := w.closeParcel(p.Place); err != nil {
				return station.Reply{}, err
			}
		}
		return w.finish(in)
	case w.d.picked() == 0:
		return w.answer(station.CueAttention, w.nothingLeft())
	}
	return w.answer(station.CueOK, station.Say("pack.packed"))
}

// nothingLeft is the sentence when all that was picked is in the box and the
// order is not at its end all the same.
func (w *work) nothingLeft() station.Message {
	p := w.d.filling()
	switch n := w.d.missing(); {
	case w.st.Weigh:
		return w.weightAsked()
	case n > 0 && (p == nil || p.units() == 0):
		return station.Say("pack.rest_only", "count", n)
	case n > 0:
		return station.Say("pack.rest_missing", "count", n)
	}
	return station.Say("pack.close_by_key")
}

// post makes one part of a scan true.
func (w *work) post(p *part, to warehouse.PlaceID) error {
	m := &ledger.Move{Stock: p.stock, Qty: p.Qty, From: p.from, To: to, Reason: reasonPack, Ref: ref(w.st.Order), Units: p.units}
	if err := ledger.Post(w.tx, m); err != nil {
		return err
	}
	p.Move = m.ID
	return promise.Packed(w.tx, p.Line, p.Qty)
}

// fill is the open parcel; the first unit begins one, which stands on the bench.
func (w *work) fill() (*job.Parcel, error) {
	if p := w.d.filling(); p != nil {
		return p.Parcel, nil
	}
	return w.newParcel(len(w.d.parcels) + 1)
}

func (w *work) newParcel(index int) (*job.Parcel, error) {
	at, err := place.NewParcel(w.tx, w.d.job.Site)
	if err != nil {
		return nil, err
	}
	if err := ledger.Stand(w.tx, at.ID, w.s.Station, time.Time{}); err != nil {
		return nil, err
	}
	p := &job.Parcel{
		Place: at.ID, Order: w.st.Order, Site: w.d.job.Site, Courier: w.d.job.Courier,
		Index: index, Code: at.Code, Opened: w.tx.Now(), Packer: w.s.Person,
	}
	return p, job.PutParcel(w.tx, p)
}

// weighIn adds what goes into a parcel, or takes off what comes out, when a
// person has corrected its weight: the correction is of what was in it then. Where
// parcels are weighed it is none any more: the parcel is weighed again.
func (w *work) weighIn(p *job.Parcel, item warehouse.ItemID, qty measure.Qty) error {
	switch {
	case !p.Corrected:
		return nil
	case w.rule.Weigh:
		p.Grams, p.Corrected = 0, false
	default:
		p.Grams = max(p.Grams+grams(w.d.find(item).item)*int64(qty), 0)
	}
	return job.PutParcel(w.tx, p)
}

// lastUnit is the band on top after a scan that was right.
func (w *work) lastUnit(t *thing, in warehouse.PlaceID) *Last {
	g := w.d.find(t.item.ID)
	item := station.ShowItem(g.item)
	last := &Last{Item: &item, Code: t.code, Packed: int64(g.packed), Need: int64(g.packed + g.picked)}
	if p := w.d.parcelAt(in); p != nil {
		last.Parcel = p.Index
		last.Packed = int64(p.of(t.item.ID))
	}
	return last
}

// of is how much of an item lies in the box.
func (b *box) of(item warehouse.ItemID) (n measure.Qty) {
	for _, r := range b.rows {
		if r.stock.Item == item {
			n += r.qty
		}
	}
	return n
}

// undo reverses the last scan: the units go back where they came from. What the
// order no longer wants, or somebody has moved since, cannot be reversed.
func (w *work) undo() (station.Reply, error) {
	last := w.st.Undo[len(w.st.Undo)-1]
	if !w.reversible(last) {
		w.st.Undo = nil
		return w.refused("pack.cannot_undo")
	}
	if _, err := w.lease(w.st.Order); err != nil {
		return station.Reply{}, err
	}
	p := w.d.parcelAt(last.Parcel)
	var qty measure.Qty
	for _, part := range last.Parts {
		if _, err := ledger.Undo(w.tx, part.Move, time.Time{}); err != nil {
			return station.Reply{}, err
		}
		if err := promise.Unpacked(w.tx, part.Line, part.Qty); err != nil {
			return station.Reply{}, err
		}
		qty += part.Qty
	}
	if err := w.weighIn(p.Parcel, last.Item, -qty); err != nil {
		return station.Reply{}, err
	}
	ev := UnitUnpacked{Order: w.st.Order, Parcel: last.Parcel, Item: last.Item, Qty: qty}
	if err := UnitUnpackedKind.Record(w.tx, ev, about(w.st.Order, last.Parcel)...); err != nil {
		return station.Reply{}, err
	}
	w.st.Undo = w.st.Undo[:len(w.st.Undo)-1]
	w.st.Scans--
	w.st.Last, w.st.Weigh = nil, false
	if err := w.reload(); err != nil {
		return station.Reply{}, err
	}
	return w.answer(station.CueOK, station.Say("pack.undone", "item", w.d.find(last.Item).item.Name, "qty", qty))
}

// reversible says whether all units of a scan are still where it put them, and
// wanted.
func (w *work) reversible(t taken) bool {
	p := w.d.parcelAt(t.Parcel)
	if p == nil || !p.open() {
		return false
	}
	for _, part := range t.Parts {
		for _, l := range w.d.lines {
			if l.ID == part.Line && l.Packed < part.Qty {
				return false
			}
		}
	}
	return true
}
