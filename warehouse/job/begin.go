package job

import (
	"bytes"
	"cmp"
	"iter"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/store"
)

// Gate says why the floor may not begin jobs of a site that owe in a way yet, as a
// key of ui/locale; "" when it may. owes is as that of Job. It is asked whenever a
// wave is made, so that what it decides by may change at any moment.
type Gate func(tx *store.Tx, site warehouse.SiteID, owes string) (why string, err error)

var gates []Gate

// Guard registers a gate; use it in a package-level var. What is decided of orders
// stands above the floor, which therefore asks and does not call.
func Guard(g Gate) struct{} {
	gates = append(gates, g)
	return struct{}{}
}

// Shut is why a job may not begin, of the first gate that says so; "" when it may.
func Shut(tx *store.Tx, j *Job) (why string, err error) { return shut(tx, j.Site, j.Owes) }

func shut(tx *store.Tx, site warehouse.SiteID, owes string) (why string, err error) {
	for _, g := range gates {
		if why, err = g(tx, site, owes); err != nil || why != "" {
			return why, err
		}
	}
	return "", nil
}

// owesKey orders the jobs that wait for a wave by how they owe, and then as
// stateKey does.
type owesKey = store.Triple[warehouse.SiteID, store.Str, store.Pair[store.I64, store.I64]]

// byOwes finds what waits for a wave, and for no person and no goods. A gate judges by the first
// two parts of its key, so that what it shuts is passed by at once, however much it
// is.
var byOwes = store.NewIndex(jobs, "owes", func(j *Job) []owesKey {
	if j.State != Offered || j.Unclear || j.Short {
		return nil
	}
	return []owesKey{store.Keys3(j.Site, store.Str(j.Owes), j.rank())}
})

// ByOwes is the migration of a file whose jobs were not found by what they owe.
var ByOwes = store.Rebuild(jobs)

// Whether a job's goods are promised is noted as it changes, so that those that wait
// for goods cost a wave nothing, however many they are.
var _ = promise.Watch(func(tx *store.Tx, order warehouse.OrderID, short bool) error {
	j, err := jobs.Find(tx, order)
	if err != nil || j == nil || j.Short == short {
		return err
	}
	j.Short = short
	return jobs.Put(tx, j)
})

// slice is how many jobs TellShort does in one transaction.
const slice = 1000

// TellShort is the migration of a file whose jobs did not say whether they wait for
// goods.
func TellShort(tx *store.Tx, bookmark []byte) (next []byte, err error) {
	var from warehouse.OrderID
	copy(from[:], bookmark)
	n := 0
	for j, err := range jobs.From(tx, from) {
		if err != nil {
			return nil, err
		}
		if n++; n > slice {
			return j.Order[:], nil
		}
		short, err := promise.IsShort(tx, j.Order)
		if err != nil {
			return nil, err
		}
		if short == j.Short {
			continue
		}
		j.Short = short
		if err := jobs.Put(tx, j); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

// Ready walks the jobs of a site that nobody and nothing keeps from beginning, the
// earliest cut-off first: all, or those behind a job where an earlier walk was left,
// whatever became of it since. Their goods are promised; whether they lie where they
// can be picked is not asked.
func Ready(tx *store.Tx, site warehouse.SiteID, behind warehouse.OrderID) iter.Seq2[*Job, error] {
	return func(yield func(*Job, error) bool) {
		var from *Job
		if !behind.IsZero() {
			var err error
			if from, err = Get(tx, behind); err != nil {
				yield(nil, err)
				return
			}
		}
		open, err := openAt(tx, site)
		if err != nil {
			yield(nil, err)
			return
		}
		var heads []*head
		defer func() {
			for _, h := range heads {
				h.stop()
			}
		}()
		for _, owes := range open {
			heads = append(heads, headOf(owing(tx, site, store.Str(owes), from)))
		}
		for h := first(heads); h != nil; h = first(heads) {
			if !yield(h.job, h.err) || h.err != nil {
				return
			}
			h.step()
		}
	}
}

// owing walks the jobs of a site that owe in one way, those behind a job only if it
// is not nil.
func owing(tx *store.Tx, site warehouse.SiteID, owes store.Str, behind *Job) iter.Seq2[*Job, error] {
	if behind == nil {
		return byOwes.Each(tx, store.Keys2(site, owes))
	}
	return func(yield func(*Job, error) bool) {
		from := store.Keys4(site, owes, behind.rank(), behind.Order)
		for j, err := range byOwes.Range(tx, from, store.Keys2(site, next(owes))) {
			if passed := err == nil && j.Order == behind.Order; !passed && !yield(j, err) {
				return
			}
		}
	}
}

// next is the first way to owe behind one.
func next(owes store.Str) store.Str { return owes + "\x00" }

// openAt are the ways to owe of the jobs of a site, those that are shut left out.
func openAt(tx *store.Tx, site warehouse.SiteID) (open []string, err error) {
	for from := store.Prefix(site); ; {
		j, err := firstOf(byOwes.Range(tx, from, nil))
		if err != nil || j == nil || j.Site != site {
			return open, err
		}
		why, err := shut(tx, site, j.Owes)
		if err != nil {
			return nil, err
		}
		if why == "" {
			open = append(open, j.Owes)
		}
		from = store.Keys2(site, next(store.Str(j.Owes)))
	}
}

func firstOf(walk iter.Seq2[*Job, error]) (*Job, error) {
	for j, err := range walk {
		return j, err
	}
	return nil, nil
}

// head is a walk with the job that it has come to; nil behind the last.
type head struct {
	job  *Job
	err  error
	next func() (*Job, error, bool)
	stop func()
}

func headOf(walk iter.Seq2[*Job, error]) *head {
	h := &head{}
	h.next, h.stop = iter.Pull2(walk)
	h.step()
	return h
}

func (h *head) step() { h.job, h.err, _ = h.next() }

// first is the head that comes first, or one that failed; nil when all are done.
func first(heads []*head) (best *head) {
	for _, h := range heads {
		switch {
		case h.err != nil:
			return h
		case h.job != nil && (best == nil || before(h.job, best.job)):
			best = h
		}
	}
	return best
}

// before is the order of one walk for the jobs of several: by cut-off, age and id.
func before(a, b *Job) bool {
	x, y := a.rank(), b.rank()
	return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B), bytes.Compare(a.Order[:], b.Order[:])) < 0
}
