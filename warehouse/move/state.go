package move

import (
	"slices"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/station"
)

// state is what a session remembers of putting back. What is left to put back is
// read anew at every scan.
type state struct {
	Step    Step                `json:"step"`
	Under   Step                `json:"under,omitempty"` // where a refusal lies over it
	From    warehouse.PlaceID   `json:"from,omitzero"`   // the tote or parcel in work
	Order   warehouse.OrderID   `json:"order,omitzero"`  // whose it is
	Of      int                 `json:"of,omitempty"`    // lines in it at the beginning
	Asked   warehouse.ItemID    `json:"asked,omitzero"`  // goods of which the lot or the number is asked,
	AskedN  measure.Qty         `json:"n,omitempty"`     // and how many their scan counts
	Hand    armful              `json:"hand,omitzero"`
	Damaged bool                `json:"damaged,omitempty"` // what is taken next, or in hand, is not for sale
	Bin     warehouse.PlaceID   `json:"bin,omitzero"`      // suggested
	Not     []warehouse.PlaceID `json:"not,omitempty"`     // suggested before, and full
	Puts    []laid              `json:"puts,omitempty"`    // what was put back of this tote, newest last
	Wrong   *station.Refusal    `json:"wrong,omitempty"`
}

// armful is what was taken out of the tote. Nothing of it is posted before it
// lies in its bin.
type armful struct {
	Stock warehouse.Stock `json:"stock,omitzero"`
	station.Taken
}

func (a *armful) empty() bool { return len(a.Counts) == 0 }

// laid is one scan of a bin: what went there, by which moves, and whose it was.
type laid struct {
	Moves   []ledger.MoveID   `json:"moves"`
	Hand    armful            `json:"hand"`
	Damaged bool              `json:"damaged,omitempty"`
	To      warehouse.PlaceID `json:"to"`
	Shares  []share           `json:"shares,omitempty"`
}

// share is the part of a put that was owed by one line.
type share struct {
	Line warehouse.LineID `json:"line"`
	Qty  measure.Qty      `json:"qty"`
}

// MaxUndo is how many puts of a tote can be taken back.
const MaxUndo = 30

func (st *state) base() Step {
	if st.Under != "" {
		return st.Under
	}
	return st.Step
}

func (st state) to(s Step) state {
	st.Step, st.Under, st.Wrong = s, "", nil
	return st
}

// idle is a person without a tote.
func (st state) idle() state { return state{Step: StepTotes} }

// free is a person before the tote with nothing in the hand.
func (st state) free() state {
	st.Asked, st.AskedN, st.Hand, st.Damaged, st.Bin, st.Not = warehouse.ItemID{}, 0, armful{}, false, warehouse.PlaceID{}, nil
	return st.to(StepItem)
}

// stock is what is in the hand, as it will lie in its bin.
func (st *state) stock() warehouse.Stock {
	s := st.Hand.Stock
	if st.Damaged {
		s.Condition = warehouse.Damaged
	}
	return s
}

// source is a tote or parcel with what is to be put back of it.
type source struct {
	place *place.Place
	job   *job.Job
	lines []*promise.Line // of the order
	goods []goods
}

// goods is one item in a source.
type goods struct {
	item   *catalog.Item
	stocks []lying
	back   measure.Qty // base units of it that are to be put back
}

// lying is one kind of stock in a source.
type lying struct {
	stock warehouse.Stock
	qty   measure.Qty
	lot   *ledger.Lot // nil where the item is not kept by lots
}

// find is the goods of an item, nil when nothing of it is to be put back.
func (s *source) find(item warehouse.ItemID) *goods {
	if i := slices.IndexFunc(s.goods, func(g goods) bool { return g.item.ID == item }); i >= 0 {
		return &s.goods[i]
	}
	return nil
}

// shares says by which lines qty of an item was owed; what no line owes is
// nobody's.
func (s *source) shares(item warehouse.ItemID, qty measure.Qty) (all []share) {
	for _, l := range s.lines {
		n := min(qty, l.Back)
		if l.Item != item || n == 0 {
			continue
		}
		all = append(all, share{l.ID, n})
		qty -= n
	}
	return all
}

// of is what lies of one kind of stock.
func (g *goods) of(s warehouse.Stock) measure.Qty {
	for _, l := range g.stocks {
		if l.stock == s {
			return l.qty
		}
	}
	return 0
}
