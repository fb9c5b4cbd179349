package receive

import (
	"slices"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/station"
)

// away is what a session remembers of putting away.
type away struct {
	Step  Step                `json:"step"`
	Under Step                `json:"under,omitempty"` // where a refusal lies over it
	From  warehouse.PlaceID   `json:"from,omitzero"`   // the place at the dock that was scanned last; zero for any
	Want  want                `json:"want,omitzero"`   // goods scanned, of which something is asked first
	Hand  armful              `json:"hand,omitzero"`
	Crate warehouse.PlaceID   `json:"crate,omitzero"` // a container that is carried whole
	Bin   warehouse.PlaceID   `json:"bin,omitzero"`   // suggested
	Not   []warehouse.PlaceID `json:"not,omitempty"`  // suggested before, and full
	Near  int64               `json:"near,omitempty"` // the number of the walk of the last bin
	Puts  []laid              `json:"puts,omitempty"` // what was put away, newest last
	Wrong *station.Refusal    `json:"wrong,omitempty"`
}

// want is goods that were scanned at the dock and are not found there yet: which
// lot, which piece?
type want struct {
	Item warehouse.ItemID `json:"item,omitzero"`
	Says told             `json:"says,omitzero"`
}

// armful is what was taken from one place at the dock. Nothing of it is posted
// before it lies in its bin.
type armful struct {
	Place warehouse.PlaceID `json:"place,omitzero"`
	Stock warehouse.Stock   `json:"stock,omitzero"`
	station.Taken
}

// laid is one scan of a bin: what went there, and how.
type laid struct {
	Moves []ledger.MoveID   `json:"moves,omitempty"`
	Hand  armful            `json:"hand,omitzero"`
	Crate warehouse.PlaceID `json:"crate,omitzero"`
	From  warehouse.PlaceID `json:"from,omitzero"` // where the container stood
	To    warehouse.PlaceID `json:"to"`
}

// lying is goods at the dock that may be taken away.
type lying struct {
	Place warehouse.PlaceID
	Stock warehouse.Stock
	Qty   measure.Qty // not held for anybody
	Lot   *ledger.Lot // nil where the item is not kept by lots
}

func (st *away) base() Step {
	if st.Under != "" {
		return st.Under
	}
	return st.Step
}

func (st away) to(s Step) away {
	st.Step, st.Under, st.Wrong = s, "", nil
	return st
}

// free is a person with empty hands at the dock.
func (st away) free() away {
	st.Want, st.Hand, st.Crate, st.Bin, st.Not = want{}, armful{}, warehouse.PlaceID{}, warehouse.PlaceID{}, nil
	return st.to(StepTake)
}

// busy says whether something is in the hands.
func (st *away) busy() bool { return !st.Hand.Place.IsZero() || !st.Crate.IsZero() }

// agrees says whether a scan tells nothing else of lot and day than is known of
// the goods wanted.
func (w *want) agrees(says told) bool {
	return (says.Lot == "" || w.Says.Lot == "" || says.Lot == w.Says.Lot) &&
		(says.Expiry == 0 || w.Says.Expiry == 0 || says.Expiry == w.Says.Expiry)
}

// and is what is wanted with one more scan of the same goods, while something is
// asked of them: it counts up, and is 0 when nobody can say without counting. A
// piece with a number is the one whose number is asked.
func (w *want) and(says told, i *catalog.Item) told {
	if i.Tracking.Units {
		return says
	}
	sum := w.Says
	sum.Qty += says.Qty
	if says.Qty == 0 || w.Says.Qty == 0 {
		sum.Qty = 0
	}
	return sum
}

// hears takes the answer to what a step asked, and nothing else that it says.
func (w *want) hears(step Step, says told) {
	switch step {
	case StepLot:
		w.Says.Lot = says.Lot
	case StepExpiry:
		w.Says.Expiry = says.Expiry
	case StepSerial:
		w.Says.Serial = says.Serial
	}
}

// fits narrows what lies at the dock to what was scanned.
func (w *want) fits(all []lying, from warehouse.PlaceID) []lying {
	told := slices.DeleteFunc(slices.Clone(all), func(l lying) bool {
		return w.Says.Lot != "" && (l.Lot == nil || l.Lot.Code != w.Says.Lot) ||
			w.Says.Expiry != 0 && (l.Lot == nil || l.Lot.Expiry != w.Says.Expiry)
	})
	for _, narrow := range []func(lying) bool{
		func(l lying) bool { return l.Place == from },
		func(l lying) bool { return l.Stock.Condition == warehouse.Good },
	} {
		if some := slices.DeleteFunc(slices.Clone(told), func(l lying) bool { return !narrow(l) }); len(some) > 0 {
			told = some
		}
	}
	return told
}

// unclear is the step that tells apart the lots among which goods may be; "" when
// there is one.
func unclear(all []lying) Step {
	for _, l := range all[1:] {
		if l.Stock.Lot == all[0].Stock.Lot {
			continue
		}
		if l.Lot == nil || all[0].Lot == nil || l.Lot.Code != all[0].Lot.Code {
			return StepLot
		}
		return StepExpiry
	}
	return ""
}

// otherwise is goods of the same item and lot at the same place in another
// condition than those in the hands.
func (a *armful) otherwise(all []lying) (lying, bool) {
	i := slices.IndexFunc(all, func(l lying) bool {
		s := a.Stock
		s.Condition = l.Stock.Condition
		return l.Place == a.Place && l.Stock == s && l.Stock != a.Stock
	})
	if i < 0 {
		return lying{}, false
	}
	return all[i], true
}

// most is how much of what is in the hands lies where it was taken.
func (a *armful) most(all []lying) measure.Qty {
	for _, l := range all {
		if l.Place == a.Place && l.Stock == a.Stock {
			return l.Qty
		}
	}
	return 0
}
