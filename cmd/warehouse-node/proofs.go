package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"warehouse-node/ui/locale"
	"warehouse-node/ui/read"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/store"
)

// proof is one thing that check proves; looked is how many rows, entries or
// balances it went through.
type proof struct {
	Name string
	Run  func(ctx context.Context, db *store.DB) (looked int64, err error)
}

// proofs are all of them, the ground first.
var proofs = []proof{
	{"store", func(ctx context.Context, db *store.DB) (int64, error) {
		report, err := store.Verify(ctx, db, nil)
		if err != nil {
			return 0, err
		}
		return int64(report.Rows), found(report)
	}},
	{"journal", func(ctx context.Context, db *store.DB) (looked int64, err error) {
		err = journal.Verify(ctx, db, func(done uint64) { looked = int64(done) })
		return looked, err
	}},
	{"ledger", func(ctx context.Context, db *store.DB) (looked int64, err error) {
		if err := db.Read(ctx, func(_ context.Context, tx *store.Tx) error { return ledger.Check(tx) }); err != nil {
			return 0, err
		}
		err = ledger.Prove(ctx, db, func(done int) { looked = int64(done) })
		return looked, err
	}},
	{"promise", func(ctx context.Context, db *store.DB) (int64, error) {
		return 0, db.Read(ctx, func(_ context.Context, tx *store.Tx) error { return promise.Check(tx) })
	}},
}

// wrongs are the codes of what can be wrong with the store.
var wrongs = map[store.Wrong]string{
	store.Unreadable: "store.unreadable", store.Astray: "store.astray", store.Unlisted: "store.unlisted", store.Malformed: "store.malformed",
	store.Orphan: "store.orphan", store.Stale: "store.stale", store.Twice: "store.twice", store.Foreign: "store.foreign",
}

// found is the first thing that is wrong with the store; nil when all is well.
func found(r *store.Report) error {
	if r.Bad == 0 {
		return nil
	}
	first := r.First[0]
	room, _, _ := strings.Cut(first.Bucket, ".")
	return fault.Found(wrongs[first.Wrong], "room", room, "table", first.Bucket, "all", r.Bad).With(r.Err())
}

// proofNames are the proofs in the order in which they are run.
func proofNames() (all []string) {
	for _, p := range proofs {
		all = append(all, p.Name)
	}
	return all
}

// prove runs the named ones of some proofs, or all when none is named, and says
// how each ended, also to who remembers it.
func prove(ctx context.Context, db *store.DB, out io.Writer, some []proof, remember *proofMemory, names ...string) error {
	var failed []error
	for _, p := range some {
		if len(names) > 0 && !slices.Contains(names, p.Name) {
			continue
		}
		remember.begins(p.Name)
		looked, err := p.Run(ctx, db)
		if ctx.Err() != nil {
			return ctx.Err() // it was stopped, and found nothing
		}
		remember.ends(ctx, p.Name, looked, err)
		verdict := "holds"
		if err != nil {
			f := read.Failed(p.Name, db.Clock(), err)
			verdict = fmt.Sprintf("%s\n         %s", read.SayFound(locale.EN, f.Found, f.Args), f.Why)
			failed = append(failed, fmt.Errorf("%s: %w", p.Name, err))
		}
		if _, err := fmt.Fprintf(out, "%-8s %s\n", p.Name, verdict); err != nil {
			return err
		}
	}
	return errors.Join(failed...)
}

// prover runs the proofs of a running node, one round at a time.
type prover struct {
	proofs []proof    // those of the program, but for a test
	mu     sync.Mutex // held through a round
	asked  chan []string
}

// maxAsked is how many rounds may wait: each is of everything or of one proof,
// and a round that is asked for once more while that many wait says nothing new.
const maxAsked = 8

func newProver() *prover { return &prover{proofs: proofs, asked: make(chan []string, maxAsked)} }

// ask wants a round of the named proofs; it never waits.
func (p *prover) ask(names ...string) {
	select {
	case p.asked <- names:
	default:
	}
}

// prove runs proofs on the running node.
func (n *Node) prove(ctx context.Context, out io.Writer, names ...string) error {
	n.prover.mu.Lock()
	defer n.prover.mu.Unlock()
	return prove(ctx, n.DB, out, n.prover.proofs, &proofMemory{n}, names...)
}

// proveAsked runs the proofs that people ask for. One that does not hold stands
// on the status page and in the log; the node goes on.
func (n *Node) proveAsked(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case names := <-n.prover.asked:
			if err := n.prove(ctx, io.Discard, names...); err != nil && ctx.Err() == nil {
				n.Log.Error("a proof does not hold", "error", err)
			}
		}
	}
}

// checkRequest asks for a proof, or for all.
type checkRequest struct {
	Name string `json:"name,omitempty"`
}

// checkAsked is on the timeline when somebody wanted the node to prove itself.
type checkAsked struct {
	Name string `json:"name,omitempty"` // absent for everything
}

var checkAskedKind = journal.Register("node.check_asked/1", checkAsked{"ledger"})

// Whoever may see how the node is may have it proved. It is long work: the
// command records the wish, and what came of it stands on the status page.
var _ = command.Register("node.check", "audit.read", command.Anywhere[checkRequest],
	func(_ context.Context, tx *store.Tx, r *checkRequest) (*nothing, error) {
		if r.Name != "" && !slices.Contains(proofNames(), r.Name) {
			return nil, fault.New(fault.NotFound, "node.no_proof", "name", r.Name)
		}
		return &nothing{}, checkAskedKind.Record(tx, checkAsked(*r))
	})
