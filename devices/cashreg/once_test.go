package cashreg

import (
	"context"
	"errors"
	"fmt"
	"os"
	"testing"
	"testing/synctest"
	"time"

	"warehouse-node/devices/receipt"
	"warehouse-node/devices/sim"
	simreg "warehouse-node/devices/sim/cashreg"
	"warehouse-node/devices/wire"
)

// shop is the caller that the driver is made for: it keeps intents, asks before
// it repeats, plugs the cable in again and puts paper in.
type shop struct {
	t      testing.TB
	sim    *simreg.Register
	dial   func() wire.Port
	config string

	reg      Register // nil when it must be opened
	stored   map[string]receipt.Intent
	attempts int
}

func newShop(t testing.TB, r *simreg.Register) *shop {
	return &shop{t: t, sim: r, dial: r.Connect, config: `{"PollMS":50}`, stored: map[string]receipt.Intent{}}
}

func (s *shop) register() Register {
	if s.reg == nil {
		r, err := Drivers.Open(s.t.Context(), "shtrih", s.dial(), []byte(s.config))
		if err != nil {
			s.t.Fatal(err)
		}
		s.reg = r
	}
	return s.reg
}

func (s *shop) hangUp() {
	if s.reg != nil {
		s.reg.Close()
		s.reg = nil
	}
}

func (s *shop) expect(_ context.Context, in receipt.Intent) error {
	if _, twice := s.stored[in.Job]; twice {
		s.t.Errorf("job %s is told twice without having been resolved", in.Job)
	}
	s.stored[in.Job] = in
	return nil
}

// maxAttempts is more than any number of faults that a test sets.
const maxAttempts = 25

// do brings a job to its end as the spool does: never again while unknown.
func (s *shop) do(job string, act func(Register) receipt.Outcome) receipt.Outcome {
	s.t.Helper()
	var o receipt.Outcome
	for s.attempts = 1; s.attempts <= maxAttempts; s.attempts++ {
		reg := s.register()
		if in, told := s.stored[job]; told {
			o = reg.Resolve(s.t.Context(), in)
		} else {
			o = act(reg)
		}
		switch o.State {
		case receipt.StateDone:
			delete(s.stored, job)
			return o
		case receipt.StateNotDone:
			delete(s.stored, job)
		case receipt.StateUnknown:
		default:
			s.t.Fatalf("%s: outcome %v", job, o)
		}
		if o.Reason == receipt.NoPaper {
			s.sim.LoadPaper()
		}
		s.hangUp()
		s.sim.Link.Clear() // the cable is plugged in again
	}
	s.t.Fatalf("%s: not done after %d attempts: %v", job, maxAttempts, o)
	return o
}

func (s *shop) print(r receipt.Receipt) receipt.Outcome {
	s.t.Helper()
	return s.do(r.Job, func(reg Register) receipt.Outcome { return reg.Print(s.t.Context(), r, s.expect) })
}

// bytes counts what went each way, once nothing is on its way any more: the
// last acknowledgement is sent after the answer was taken.
func (s *shop) bytes() (toDevice, fromDevice int) {
	synctest.Wait()
	return s.sim.Bytes()
}

func (s *shop) openShift() receipt.Outcome {
	s.t.Helper()
	return s.do("shift", func(reg Register) receipt.Outcome { return reg.OpenShift(s.t.Context()) })
}

func (s *shop) closeShift(n int) receipt.Outcome {
	s.t.Helper()
	return s.do("shift", func(reg Register) receipt.Outcome { return reg.CloseShift(s.t.Context(), n) })
}

// sale is a receipt of one line over the same sum every time, so that only the
// job tells them apart.
func sale(job string) receipt.Receipt {
	return receipt.Receipt{
		Job: job, Kind: receipt.Sale, TaxSystem: receipt.General,
		Lines:    []receipt.Line{{Name: "Чай чёрный", Price: 150_00, Quantity: receipt.Pieces(2), Sum: 300_00, Rate: "ru-20", Subject: receipt.Goods, Method: receipt.FullPayment}},
		Payments: receipt.Payments{Card: 300_00},
		Cashier:  receipt.Cashier{Name: "Иванова"},
		Buyer:    receipt.Buyer{Contact: "+79161234567"},
	}
}

func giveBack(job string) receipt.Receipt {
	r := sale(job)
	r.Kind = receipt.Return
	return r
}

// once says that the jobs, and nothing else, are in the memory, each once and in
// order.
func once(t testing.TB, r *simreg.Register, jobs ...receipt.Receipt) {
	t.Helper()
	docs := r.Receipts()
	for i, d := range docs {
		if i >= len(jobs) {
			t.Errorf("document %d of job %s is one too many", d.Number, d.Tag(1192))
			continue
		}
		want := jobs[i]
		if string(d.Tag(1192)) != want.Job || d.Kind != want.Kind.FFD() || d.Sum != want.Total() || d.Type == 3 && len(d.Lines) != len(want.Lines) || (d.Type == 31) != (want.Correction != nil) {
			t.Errorf("document %d is job %s, kind %d, %d in %d lines; want %s, %s, %d in %d", d.Number, d.Tag(1192), d.Kind, d.Sum, len(d.Lines), want.Job, want.Kind, want.Total(), len(want.Lines))
		}
	}
	if len(docs) < len(jobs) {
		t.Errorf("%d documents of %d jobs", len(docs), len(jobs))
	}
}

// same compares an outcome with the last document in the memory.
func same(t testing.TB, o receipt.Outcome, r *simreg.Register) {
	t.Helper()
	docs := r.Documents()
	last := docs[len(docs)-1]
	if o.Document.Number != last.Number || o.Document.Sign != last.Sign {
		t.Errorf("the outcome names document %d with sign %d, the memory has %d with %d", o.Document.Number, o.Document.Sign, last.Number, last.Sign)
	}
}

// inBubble runs a test in its own time: waiting costs nothing, and the register
// has the clock of the bubble.
func inBubble(t *testing.T, test func(t *testing.T, s *shop)) { inBubbleAs(t, "", nil, test) }

// inBubbleAs is inBubble with a config, "" for the usual one, and with a register
// that is as another one was left; nil is a new one.
func inBubbleAs(t *testing.T, config string, left *simreg.Register, test func(t *testing.T, s *shop)) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Date(2026, 3, 10, 12, 0, 0, 0, time.Local)
		if left != nil {
			began = began.Add(time.Hour)
		}
		time.Sleep(time.Until(began)) // a bubble begins in 2000
		var r *simreg.Register
		if left == nil {
			r = newSim(t, simreg.Options{Filler: true, Prints: 1})
		} else {
			r = left.Twin()
		}
		s := newShop(t, r)
		if config != "" {
			s.config = config
		}
		defer s.sim.PowerOff()
		defer s.hangUp()
		test(t, s)
	})
}

// prepared is a register as before leaves it. Sweeps begin there: what came before
// is not what they are about.
func prepared(t *testing.T, config string, before func(s *shop)) (left *simreg.Register) {
	inBubbleAs(t, config, nil, func(_ *testing.T, s *shop) {
		before(s)
		left = s.sim
	})
	return left
}

func newSim(t testing.TB, o simreg.Options) *simreg.Register {
	t.Helper()
	if o.Clock == nil {
		o.Clock = func() time.Time { return time.Now().In(time.Local) }
	}
	r, err := simreg.Open(o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// errNotStored is what a caller without a disk says.
var errNotStored = errors.New("disk full")

func TestSale(t *testing.T) {
	inBubble(t, func(t *testing.T, s *shop) {
		if o := s.openShift(); o.Document.Type != receipt.TypeShiftOpen || o.Document.Shift != 1 {
			t.Errorf("shift: %v, %+v", o, o.Document)
		}
		o := s.print(sale("A-1"))
		same(t, o, s.sim)
		if d := o.Document; d.Sum != 300_00 || d.Kind != receipt.Sale || d.Job != "A-1" || d.At.IsZero() || d.QR() == "" || o.Unprinted || s.attempts != 1 {
			t.Errorf("got %v after %d attempts, %+v", o, s.attempts, d)
		}
		same(t, s.print(giveBack("A-2")), s.sim)
		once(t, s.sim, sale("A-1"), giveBack("A-2"))
		if o := s.closeShift(1); o.Document.Type != receipt.TypeShiftClose || o.Document.Shift != 1 {
			t.Errorf("close: %v, %+v", o, o.Document)
		}
	})
}

// stride is the step of the longer sweeps: a third of the bytes unless
// CASHREG_ALL is set. A sale is always cut, robbed and damaged at every byte.
func stride() int {
	if os.Getenv("CASHREG_ALL") != "" {
		return 1
	}
	return 3
}

// way is a job that is harmed at its bytes.
type way struct {
	config string // of the driver; "" is the usual one
	before func(s *shop)
	job    func(s *shop)
	check  func(t *testing.T, s *shop) // looks at the memory after it
}

// sweep runs the job once for every step-th byte of its conversation, each way,
// with each fault at that byte.
func (w way) sweep(t *testing.T, step int, faults []sim.Fault) {
	left := prepared(t, w.config, w.before)
	var bytes [2]int // to and from the device in a run without faults
	inBubbleAs(t, w.config, left, func(t *testing.T, s *shop) {
		w.job(s)
		bytes[0], bytes[1] = s.bytes()
	})
	if bytes[0] < 20 || bytes[1] < 20 {
		t.Fatalf("a conversation of %v bytes", bytes)
	}
	for i, dir := range []sim.Dir{sim.ToDevice, sim.FromDevice} {
		for _, f := range faults {
			struck, hard := 0, 0
			for at := 0; at < bytes[i]; at += step {
				f.Dir, f.At = dir, at
				inBubbleAs(t, w.config, left, func(t *testing.T, s *shop) {
					defer func() {
						if t.Failed() {
							t.Logf("with the fault %q", f)
						}
					}()
					s.sim.Link.Arm(f)
					w.job(s)
					if s.sim.Link.Armed() == 0 {
						struck++
					}
					if s.attempts > 1 {
						hard++
					}
					w.check(t, s)
				})
			}
			t.Logf("%s: %d places, %d struck, %d took more than one attempt", fmt.Sprintf("%c %s %d", dir, f.Act, f.Count), bytes[i], struck, hard)
			if struck == 0 {
				t.Errorf("%c %s never struck", dir, f.Act)
			}
		}
	}
}

// linkFaults are what a link does to bytes. A drop without a count is a pulled
// cable: silence until it is plugged in again. The delays are longer than we wait
// for a control byte, and longer than for an answer: what was given up for lost
// comes all the same.
var linkFaults = []sim.Fault{
	{Act: sim.Cut}, {Act: sim.Drop, Count: 1}, {Act: sim.Corrupt, Count: 1}, {Act: sim.Duplicate, Count: 1}, {Act: sim.Drop},
	{Act: sim.Delay, Wait: 1300 * time.Millisecond}, {Act: sim.Delay, Wait: 25 * time.Second},
}

func TestSaleAtEveryByte(t *testing.T) {
	t.Parallel()
	w := way{
		before: func(s *shop) { s.openShift(); s.print(sale("A-0")) },
		job:    func(s *shop) { same(s.t, s.print(sale("A-1")), s.sim) },
		check: func(t *testing.T, s *shop) {
			s.print(sale("A-2")) // what was left on the line must not harm the next
			once(t, s.sim, sale("A-0"), sale("A-1"), sale("A-2"))
		},
	}
	w.sweep(t, 1, linkFaults[:3])
	w.sweep(t, stride(), linkFaults[3:])
}
