package read

import (
	"cmp"
	"fmt"
	"slices"
	"sync"
	"time"

	"warehouse-node/ui/api"
)

func nodeName(n uint16) string { return fmt.Sprint("node-", n) }

// Commits notes how long commits take, for the last minute.
type Commits struct {
	Clock func() time.Time // time.Now when nil

	mu   sync.Mutex
	took []commit // of the last minute, the oldest first
}

type commit struct {
	at   time.Time
	took time.Duration
}

// Limits of what is noted.
const (
	commitsFor = time.Minute
	maxCommits = 60_000 // a thousand a second
)

func (c *Commits) now() time.Time {
	if c.Clock != nil {
		return c.Clock()
	}
	return time.Now()
}

// Note is told of a commit; it is what store.Options.Committed wants.
func (c *Commits) Note(took time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.forget()
	c.took = append(c.took, commit{c.now(), took})
}

// forget drops what is older than a minute, or too much.
func (c *Commits) forget() {
	since := c.now().Add(-commitsFor)
	n := max(0, len(c.took)-maxCommits+1)
	for n < len(c.took) && c.took[n].at.Before(since) {
		n++
	}
	c.took = c.took[n:]
}

// Pace is the median commit in whole milliseconds and how many there were in a
// second, of the last minute.
func (c *Commits) Pace() (medianMS, perSecond int64) {
	c.mu.Lock()
	c.forget()
	all := slices.Clone(c.took)
	c.mu.Unlock()
	if len(all) == 0 {
		return 0, 0
	}
	slices.SortFunc(all, func(a, b commit) int { return int(a.took - b.took) })
	return all[len(all)/2].took.Milliseconds(), int64(len(all)) / int64(commitsFor/time.Second)
}

// Proofs remembers how each proof ended when it was last run.
type Proofs struct {
	mu     sync.Mutex
	names  []string // in the order in which they are shown
	last   map[string]api.Proof
	failed map[string]FailedProof // those that did not hold and have not held since
}

// proofCodes say what it means that a proof does not hold; what it found stands
// behind it, in the words of the program.
var proofCodes = map[string]string{
	"store": "proof.what.store", "journal": "proof.what.journal", "ledger": "proof.what.ledger", "promise": "proof.what.promise",
}

// FailedProof is a proof that does not hold: a person must look at it.
type FailedProof struct {
	Name  string
	Since time.Time // when it first did not hold
	At    time.Time // when it was last run
	Why   string    // what it found, in the words of whoever mends it
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
		p.Recall(FailedProof{Name: name, Since: at, At: at, Why: err.Error()})
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
	bad := api.Saying(cmp.Or(proofCodes[f.Name], "proof.why"), args{"why": textArg(f.Why)})
	p.set(f.Name, api.Proof{State: "failed", At: f.At, Bad: &bad})
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

func (p *Proofs) set(name string, to api.Proof) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if was := p.last[name]; to.State == "running" {
		to.Moves, to.At = was.Moves, was.At
	}
	p.last[name] = to
}

// Last is how a proof ended; "never" for one that was not run.
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

func (p *Proofs) all() (all api.List[api.CheckResult]) {
	if p == nil {
		return nil
	}
	for _, name := range p.names {
		all = append(all, api.CheckResult{Name: name, Proof: p.Last(name)})
	}
	return all
}
