package read

import (
	"errors"
	"sync"
	"time"

	"warehouse-node/ui/api"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/store"
)

// Proofs remembers how each proof ended when it was last run.
type Proofs struct {
	mu     sync.Mutex
	names  []string // in the order in which they are shown
	last   map[string]api.Proof
	failed map[string]FailedProof // those that did not hold and have not held since
}

// FailedProof is a proof that does not hold: a person must look at it.
type FailedProof struct {
	Name  string
	Since time.Time  // when it first did not hold
	At    time.Time  // when it was last run
	Found string     // the code of what it found, as of a fault.Finding; "" in what was kept before there were codes
	Args  fault.Args // of its sentence
	Why   string     // the same in the program's own words, for whoever mends it
}

// Codes of a proof that did not come to its end, and of what was kept without one.
const (
	foundDamaged = "damaged"
	foundBroken  = "broken"
	foundUnsaid  = "unsaid"
)

// Failed is what the error of a proof says.
func Failed(name string, at time.Time, err error) FailedProof {
	f := FailedProof{Name: name, Since: at, At: at, Found: foundBroken, Why: err.Error()}
	if is, ok := errors.AsType[*fault.Finding](err); ok {
		f.Found, f.Args = is.Code, is.Args
	} else if errors.Is(err, store.ErrCorrupt) {
		f.Found = foundDamaged
	}
	return f
}

// NewProofs makes the memory of the proofs of these names, none of them run yet.
func NewProofs(names ...string) *Proofs {
	return &Proofs{names: names, last: map[string]api.Proof{}, failed: map[string]FailedProof{}}
}

// Begin says that a proof is being run.
func (p *Proofs) Begin(name string) { p.set(name, api.Proof{State: "running"}) }

// End says how a proof ended and how much it looked at.
func (p *Proofs) End(name string, looked int64, at time.Time, err error) {
	end := api.Proof{State: "ok", Moves: looked, At: at}
	if err != nil {
		p.Recall(Failed(name, at, err))
		return
	}
	p.mu.Lock()
	delete(p.failed, name)
	p.mu.Unlock()
	p.set(name, end)
}

// Recall says that a proof did not hold when it was last run, perhaps before this
// start. What is known of since when stands.
func (p *Proofs) Recall(f FailedProof) {
	p.mu.Lock()
	if was, known := p.failed[f.Name]; known {
		f.Since = was.Since
	}
	p.failed[f.Name] = f
	p.mu.Unlock()
	p.set(f.Name, api.Proof{State: "failed", At: f.At})
}

// Failed are the proofs that do not hold, in the order in which they are shown;
// also one that is being run again.
func (p *Proofs) Failed() (all []FailedProof) {
	if p == nil {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, name := range p.names {
		if f, is := p.failed[name]; is {
			all = append(all, f)
		}
	}
	return all
}

// failure is what a proof found, if it does not hold.
func (p *Proofs) failure(name string) (f FailedProof, failed bool) {
	if p == nil {
		return f, false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	f, failed = p.failed[name]
	return f, failed
}

func (p *Proofs) set(name string, to api.Proof) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if was := p.last[name]; to.State == "running" {
		to.Moves, to.At = was.Moves, was.At
	}
	p.last[name] = to
}

// Last is how a proof ended, without what it found; "never" for one that was not
// run.
func (p *Proofs) Last(name string) api.Proof {
	if p == nil {
		return api.Proof{State: "never"}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if last, run := p.last[name]; run {
		return last
	}
	return api.Proof{State: "never"}
}
