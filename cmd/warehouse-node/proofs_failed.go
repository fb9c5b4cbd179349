package main

import (
	"context"
	"strings"
	"time"

	"warehouse-node/ui/read"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/store"
)

// proofFailed is on the timeline when a proof did not hold that had held before,
// proofHolds when it holds again. What it found stands in the log and in the row,
// there as a code with arguments and, cut short, in the program's own words: those
// may quote anything.
type (
	proofFailed struct {
		Name string `json:"name"`
	}
	proofHolds struct {
		Name string `json:"name"`
	}
)

var (
	proofFailedKind = journal.Register("node.proof_failed/1", proofFailed{"ledger"})
	proofHoldsKind  = journal.Register("node.proof_holds/1", proofHolds{"ledger"})
)

// failure is a proof that does not hold, kept so that the next start of the node
// knows it: the books are no better for it.
type failure struct {
	Name      string
	Since, At time.Time
	Why       string     // in the program's own words
	Found     string     // the code of a fault.Finding; "" in rows of before there were codes
	Args      fault.Args // of its sentence
}

func failureRow(r *store.Row, f *failure) {
	store.Text(r, 1, &f.Name)
	store.Time(r, 2, &f.Since)
	store.Time(r, 3, &f.At)
	store.Text(r, 4, &f.Why)
	store.Text(r, 5, &f.Found)
	store.Map(r, 6, (*map[string]string)(&f.Args), store.Text[string])
}

var failures = store.NewTable("node.proofs_failed", func(f *failure) store.Str { return store.Str(f.Name) }, failureRow)

// maxWhy is how many bytes of a proof's own words are kept.
const maxWhy = 1000

// proofReport says how a proof ended; Why is empty for one that holds.
type proofReport struct {
	Name  string     `json:"name"`
	Why   string     `json:"why,omitempty"`
	Found string     `json:"found,omitempty"` // code
	Args  fault.Args `json:"args,omitempty"`
}

// reportProof is the node's own command: nobody else says how a proof ended.
var reportProof = command.Register("node.proof", "audit.read", nil,
	func(_ context.Context, tx *store.Tx, r *proofReport) (*nothing, error) {
		if tx.Origin().Person != [16]byte{} {
			return nil, fault.New(fault.Denied, "staff.itself")
		}
		tx.Ring() // what is stuck is looked at again
		was, err := failures.Find(tx, store.Str(r.Name))
		switch {
		case err != nil:
			return nil, err
		case r.Why == "" && was == nil:
			return &nothing{}, nil
		case r.Why == "":
			if err := failures.Delete(tx, store.Str(r.Name)); err != nil {
				return nil, err
			}
			return &nothing{}, proofHoldsKind.Record(tx, proofHolds{r.Name})
		}
		f := failure{Name: r.Name, Since: tx.Now(), At: tx.Now(), Why: strings.ToValidUTF8(r.Why[:min(len(r.Why), maxWhy)], ""), Found: r.Found, Args: r.Args}
		if was != nil {
			f.Since = was.Since
		}
		if err := failures.Put(tx, &f); err != nil || was != nil {
			return &nothing{}, err
		}
		return &nothing{}, proofFailedKind.Record(tx, proofFailed{r.Name})
	})

// proofMemory is where a running node keeps how its proofs ended; that of a stopped
// node is nil and keeps nothing.
type proofMemory struct{ *Node }

func (m *proofMemory) begins(name string) {
	if m != nil {
		m.proofs.Begin(name)
	}
}

// ends keeps how a proof ended. A store that does not take it is no reason not to
// show it.
func (m *proofMemory) ends(ctx context.Context, name string, looked int64, err error) {
	if m == nil {
		return
	}
	m.proofs.End(name, looked, m.DB.Clock(), err)
	r := proofReport{Name: name}
	if err != nil {
		f := read.Failed(name, m.DB.Clock(), err)
		r.Why, r.Found, r.Args = f.Why, f.Found, f.Args
	}
	if _, err := reportProof.Do(ctx, m.Door, command.Command{Itself: true}, &r); err != nil {
		m.Log.Error("how a proof ended was not kept", "proof", name, "error", err)
	}
}

// recallProofs reads which proofs did not hold before this start.
func (n *Node) recallProofs(ctx context.Context) error {
	return n.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		for f, err := range failures.All(tx) {
			if err != nil {
				return err
			}
			n.proofs.Recall(read.FailedProof{Name: f.Name, Since: f.Since, At: f.At, Found: f.Found, Args: f.Args, Why: f.Why})
		}
		return nil
	})
}
