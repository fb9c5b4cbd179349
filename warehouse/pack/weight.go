package pack

import (
	"slices"
	"strconv"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// unweighed says that a parcel is to be weighed before it is closed, and has no weight
// yet that can be right.
func (w *work) unweighed(p *parcel) bool {
	return w.rule.Weigh && !w.st.Weigh && p != nil && p.units() > 0 && (!p.Corrected || w.off(p) != 0)
}

// askWeight leaves the parcel open until it is weighed, or its packer says that it is
// closed without (ActParcel).
func (w *work) askWeight() (station.Reply, error) {
	w.st.Weigh = true
	return w.answer(station.CueAttention, w.weightAsked())
}

// awaitWeight has the weight awaited of an order that comes to the bench, or stays there,
// with nothing left to scan.
func (w *work) awaitWeight() {
	if w.d.complete() && w.unweighed(w.d.filling()) {
		w.st.Weigh = true
	}
}

// weightAsked is the sentence while the weight is awaited: the first, or after one
// that is not what was expected.
func (w *work) weightAsked() station.Message {
	p := w.d.filling()
	if off := w.off(p); off != 0 {
		return station.Say("pack.weight_closes", "grams", off)
	}
	return station.Say("pack.weigh")
}

// off is how far the weight that a parcel was given lies from the expected one; 0
// within the tolerance, and where either is not known.
func (w *work) off(p *parcel) int64 {
	if p == nil || !p.Corrected {
		return 0
	}
	expected := w.d.expected(&p.box, w.rule.BoxGrams)
	off := p.Grams - expected
	if expected == 0 || max(off, -off) <= w.rule.ToleranceGrams {
		return 0
	}
	return off
}

// weigh corrects the weight of the open parcel, as its packer typed it or the scale
// of the bench showed it; nothing takes the correction back. A parcel that waits for
// its weight is closed by one that can be right.
func (w *work) weigh(typed string) (station.Reply, error) {
	p := w.d.filling()
	g, err := strconv.ParseInt(typed, 10, 64)
	switch {
	case typed == "":
		p.Grams, p.Corrected = 0, false
	case err != nil || g <= 0 || g > MaxGrams:
		return w.refused("pack.bad_weight", "max", MaxGrams/1000)
	default:
		p.Grams, p.Corrected = g, true
	}
	if err := job.PutParcel(w.tx, p.Parcel); err != nil {
		return station.Reply{}, err
	}
	switch off := w.off(p); {
	case w.st.Weigh && p.Corrected && off == 0:
		return w.next()
	case w.st.Weigh:
		return w.answer(station.CueAttention, w.weightAsked())
	case off != 0:
		return w.answer(station.CueAttention, station.Say("pack.weight_off", "grams", off))
	}
	return w.answer(station.CueOK, station.Say("pack.weighed"))
}

// Awaited is a parcel whose weight a packer waits for.
type Awaited struct {
	Person warehouse.PersonID
	Action station.TouchRequest // that gives it the weight; its argument grams is left to fill in
	Grams  int64                // it was given already, and is not what was expected; 0 for none
	Parcel warehouse.PlaceID
	lapsed bool // its packer was away for longer than the order is theirs
}

// Awaits are the parcels at a bench that wait for what its scale shows; mostly none,
// and one more for each colleague at the same bench. Who left theirs there, and has the
// order for themselves no more, stands in nobody's way.
func Awaits(tx *store.Tx, bench warehouse.StationID) (all []Awaited, err error) {
	here, err := station.At(tx, bench)
	if err != nil {
		return nil, err
	}
	for _, s := range here {
		if s.Flow != Flow {
			continue
		}
		st, err := station.Load[state](s)
		if err != nil {
			return nil, err
		}
		if !st.Weigh || st.step() != StepUnits {
			continue
		}
		d, err := load(tx, st.Order)
		if err != nil {
			return nil, err
		}
		if p := d.filling(); p != nil && p.units() > 0 {
			a := Awaited{Person: s.Person, Action: station.TouchRequest{Version: s.Version, Action: ActWeight}, Parcel: p.Place, lapsed: !d.job.Leased(tx.Now())}
			if p.Corrected {
				a.Grams = p.Grams
			}
			all = append(all, a)
		}
	}
	if len(all) > 1 {
		all = slices.DeleteFunc(all, func(a Awaited) bool { return a.lapsed })
	}
	return all, nil
}
