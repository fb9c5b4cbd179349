package shop

import (
	"context"
	"slices"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/store"
)

// Gap is a number of the shop that was passed over: later ones came.
type Gap struct {
	Number uint64
	Since  time.Time // when a later one came
	Asked  bool      // the shop was asked for orders once more since, and did not give it
}

func gapRow(r *store.Row, g *Gap) {
	store.Uint(r, 1, &g.Number)
	store.Time(r, 2, &g.Since)
	store.Bool(r, 3, &g.Asked)
}

// maxMissing is how many missing numbers are remembered; a larger hole is a
// shop that began to count anew.
const maxMissing = 100

// number notes the number of an order that came, so that one which never does
// is seen.
func (s *Shop) number(n uint64, now time.Time) {
	switch {
	case n == 0:
	case s.Highest == 0 || n > s.Highest+maxMissing:
		s.Highest = n
	case n > s.Highest:
		for m := s.Highest + 1; m < n; m++ {
			s.Missing = append(s.Missing, Gap{Number: m, Since: now})
		}
		s.Missing = s.Missing[max(0, len(s.Missing)-maxMissing):]
		s.Highest = n
	default:
		s.Missing = slices.DeleteFunc(s.Missing, func(g Gap) bool { return g.Number == n })
	}
}

// numbers notes what came of one exchange of orders; whole says that the shop gave
// all that it had. A shop may number an order before it shows it, so a gap is one
// only when it stays after that.
func (s *Shop) numbers(came []uint64, whole bool, now time.Time) {
	for i := range s.Missing {
		s.Missing[i].Asked = s.Missing[i].Asked || whole
	}
	for _, n := range came {
		s.number(n, now)
	}
}

// dateGaps gives those a moment that were kept before it was.
func (s *Shop) dateGaps(now time.Time) {
	for i := range s.Missing {
		if s.Missing[i].Since.IsZero() {
			s.Missing[i].Since = now
		}
	}
}

// NeverCame are the numbers that the shop passed over and did not give either when
// it was asked once more; ascending.
func (s *Shop) NeverCame() (all []Gap) {
	for _, g := range s.Missing {
		if g.Asked {
			all = append(all, g)
		}
	}
	return all
}

// VoidRequest says that a shop has no orders under numbers that never came.
type VoidRequest struct {
	Shop    string      `json:"shop"`
	Numbers []uint64    `json:"numbers"`
	Reason  seal.Sealed `json:"reason,omitzero" personal:"message"`
}

// Voided is on the timeline when a person said that a shop has no orders under
// these numbers.
type Voided struct {
	Shop    string     `json:"shop"`
	Numbers []uint64   `json:"numbers"`
	Reason  seal.Words `json:"reason,omitzero"`
}

// voided1 is Voided when the reason stood in the open.
type voided1 struct {
	Shop    string   `json:"shop"`
	Numbers []uint64 `json:"numbers"`
	Reason  string   `json:"reason"`
}

// VoidedKind is under which it stands in the journal.
var VoidedKind = journal.Upcast(journal.Register("shop.numbers_voided/2", Voided{"sever-yug.ru", []uint64{1005, 1006}, exampleWords}),
	"shop.numbers_voided/1", voided1{"sever-yug.ru", []uint64{1005, 1006}, "test orders, deleted in the shop"},
	func(old voided1) Voided { return Voided{old.Shop, old.Numbers, seal.Words{Plain: old.Reason}} })

// VoidMissing takes numbers that never came off the list, since the shop has no
// such orders; an order that does come under one is taken like any other. Invalid
// without a reason, NotFound when none of them is missing.
var VoidMissing = command.Register("shop.missing.void", "shop.exchange",
	func(tx *store.Tx, r *VoidRequest) (warehouse.SiteID, error) { return siteOf(tx, r.Shop) },
	func(_ context.Context, tx *store.Tx, r *VoidRequest) (*Answer, error) {
		switch {
		case r.Reason.IsZero():
			return nil, fault.New(fault.Invalid, "shop.void_reason")
		case r.Reason.Size() > maxReason:
			return nil, fault.New(fault.Limit, "shop.long_reason", "limit", maxReason/4)
		}
		gone := Voided{Shop: r.Shop, Reason: seal.Typed(r.Reason)}
		if err := edit(tx, r.Shop, func(s *Shop) {
			s.Missing = slices.DeleteFunc(s.Missing, func(g Gap) bool {
				void := slices.Contains(r.Numbers, g.Number)
				if void {
					gone.Numbers = append(gone.Numbers, g.Number)
				}
				return void
			})
		}); err != nil {
			return nil, err
		}
		if len(gone.Numbers) == 0 {
			return nil, fault.New(fault.NotFound, "shop.not_missing", "shop", r.Shop)
		}
		tx.Ring()
		return &Answer{}, VoidedKind.Record(tx, gone, About(r.Shop))
	})
