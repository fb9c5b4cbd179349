package till

import (
	"encoding/json"

	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/store"
)

// What became of cash that somebody put in or took out.
type (
	// CashMoved says that a register counted it.
	CashMoved struct {
		CashAsked
		Document uint32 `json:"document,omitempty"` // the register's number of it; none when a person said so
	}

	// CashRefused says that a register did not count it. Unless it was dropped, a
	// person may yet let it try again.
	CashRefused struct {
		CashAsked
		Why     spool.Why `json:"why,omitzero"`
		Dropped bool      `json:"dropped,omitempty"`
	}
)

// The same, when the reason stood in the open.
type (
	cashMoved1 struct {
		cashAsked1
		Document uint32 `json:"document,omitempty"`
	}
	cashRefused1 struct {
		cashAsked1
		Why     spool.Why `json:"why,omitzero"`
		Dropped bool      `json:"dropped,omitempty"`
	}
)

// The kinds under which they stand in the journal.
var (
	CashMovedKind = journal.Upcast(journal.Register("register.cash_moved/2", CashMoved{exampleCash, 1187}),
		"register.cash_moved/1", cashMoved1{exampleCash1, 1187}, func(old cashMoved1) CashMoved { return CashMoved{old.now(), old.Document} })
	CashRefusedKind = journal.Upcast(journal.Register("register.cash_refused/2", CashRefused{exampleCash, exampleNoCash, true}),
		"register.cash_refused/1", cashRefused1{exampleCash1, exampleNoCash, true}, func(old cashRefused1) CashRefused { return CashRefused{old.now(), old.Why, old.Dropped} })

	exampleNoCash = spool.Why{Code: "till.register", Args: fault.Args{"reason": "no-cash"}}
)

// Cash is the follower that notes what becomes of cash that is no sale. It acts on
// this node's entries only.
func Cash() *journal.Follower {
	f := journal.NewFollower("till.cash")
	f.FromNow = true // what was counted before stands in the jobs
	journal.On(f, spool.DoneKind, func(tx *store.Tx, _ *journal.Entry, e spool.DoneEvent) error {
		return ended(tx, e.Kind, e.Job, func(asked CashAsked) error {
			var result Registered
			if len(e.Result) > 0 { // none when a person said so
				if err := json.Unmarshal(e.Result, &result); err != nil {
					return err
				}
			}
			return CashMovedKind.Record(tx, CashMoved{asked, result.Number}, AboutRegister(asked.Register))
		})
	})
	journal.On(f, spool.RefusedKind, func(tx *store.Tx, _ *journal.Entry, e spool.RefusedEvent) error {
		return ended(tx, e.Kind, e.Job, func(asked CashAsked) error {
			return CashRefusedKind.Record(tx, CashRefused{asked, e.Why, false}, AboutRegister(asked.Register))
		})
	})
	journal.On(f, spool.ResolvedKind, func(tx *store.Tx, _ *journal.Entry, e spool.ResolvedEvent) error {
		if e.To != spool.Dropped {
			return nil
		}
		return ended(tx, e.Kind, e.Job, func(asked CashAsked) error {
			return CashRefusedKind.Record(tx, CashRefused{asked, spool.Why{}, true}, AboutRegister(asked.Register))
		})
	})
	return f
}

// ended reads a job of cash for who tells of its end; jobs of other kinds, and one that is forgotten, have
// nothing to tell.
func ended(tx *store.Tx, kind string, id spool.JobID, tell func(CashAsked) error) error {
	if kind != CashMoves.Name {
		return nil
	}
	j, err := spool.Get(tx, id)
	if fault.KindOf(err) == fault.NotFound && err != nil {
		return nil
	}
	if err != nil {
		return err
	}
	body, err := CashMoves.Body(j)
	if err != nil {
		return err
	}
	return tell(CashAsked{body.Register, j.Site, body.Way, body.Sum, body.why(), id})
}
