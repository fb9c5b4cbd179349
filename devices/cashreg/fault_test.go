package cashreg

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"warehouse-node/devices/receipt"
	"warehouse-node/devices/sim"
	simreg "warehouse-node/devices/sim/cashreg"
	"warehouse-node/devices/wire"
)

func TestReturnAtEveryByte(t *testing.T) {
	t.Parallel()
	way{
		before: func(s *shop) { s.openShift(); s.print(sale("A-0")) },
		job:    func(s *shop) { same(s.t, s.print(giveBack("A-1")), s.sim) },
		check:  func(t *testing.T, s *shop) { once(t, s.sim, sale("A-0"), giveBack("A-1")) },
	}.sweep(t, stride(), linkFaults[:3])
}

// shifts counts the documents of shifts in the memory.
func shifts(r *simreg.Register) (opened, closed int) {
	for _, d := range r.Documents() {
		switch d.Type {
		case 2:
			opened++
		case 5:
			closed++
		}
	}
	return opened, closed
}

func TestOpenShiftAtEveryByte(t *testing.T) {
	t.Parallel()
	way{before: func(*shop) {}, job: func(s *shop) { s.openShift() }, check: func(t *testing.T, s *shop) {
		if opened, closed := shifts(s.sim); opened != 1 || closed != 0 {
			t.Errorf("opened %d times, closed %d times", opened, closed)
		}
	}}.sweep(t, stride(), linkFaults)
}

func TestCloseShiftAtEveryByte(t *testing.T) {
	before := func(s *shop) {
		s.openShift()
		s.closeShift(1)
		s.openShift()
	}
	t.Parallel()
	way{before: before, job: func(s *shop) { s.closeShift(2) }, check: func(t *testing.T, s *shop) {
		same(t, s.closeShift(2), s.sim) // asked again, it is done and names the document
		if opened, closed := shifts(s.sim); opened != 2 || closed != 2 {
			t.Errorf("opened %d times, closed %d times", opened, closed)
		}
	}}.sweep(t, stride(), linkFaults)
}

func TestCashInAtEveryByte(t *testing.T) {
	cashIn := func(s *shop) {
		s.do("C-1", func(reg Register) receipt.Outcome {
			return reg.(Drawer).CashIn(s.t.Context(), "C-1", 500_00, s.expect)
		})
	}
	t.Parallel()
	way{before: func(s *shop) { s.openShift() }, job: cashIn, check: func(t *testing.T, s *shop) {
		if got := s.sim.Drawer(); got != 500_00 {
			t.Errorf("%d in the drawer", got)
		}
	}}.sweep(t, stride(), linkFaults)
}

// commandsOfSale are those in which a sale can be hit.
var commandsOfSale = []uint16{cmdShortStatus, cmdFullStatus, cmdMemory, cmdOperation, cmdLineTags, cmdTags, cmdSubtotal, cmdClose, cmdFind}

var commandActs = []simreg.Act{
	simreg.CutBefore, simreg.CutAfter, simreg.PowerBefore, simreg.PowerAfter, simreg.Silent,
	simreg.Late, simreg.BadLRC, simreg.Twice, simreg.Nak, simreg.FalseNak, simreg.PaperEnds,
}

// TestSaleAtEveryCommand tries what only the register can do to us, once and in
// pairs: two faults in a row are where a retry goes wrong.
func TestSaleAtEveryCommand(t *testing.T) {
	t.Parallel()
	left := prepared(t, "", func(s *shop) { s.openShift(); s.print(sale("A-0")) })
	for _, command := range commandsOfSale {
		for _, first := range commandActs {
			for _, second := range append(commandActs, "") {
				faults := []simreg.Fault{{Command: command, Act: first, Delay: 90 * time.Second}}
				if second != "" {
					faults = append(faults, simreg.Fault{Command: command, Act: second, Delay: 3 * time.Second})
				}
				inBubbleAs(t, "", left, func(t *testing.T, s *shop) {
					defer func() {
						if t.Failed() {
							t.Logf("with %X %s, then %q", command, first, second)
						}
					}()
					s.sim.Break(faults...)
					o := s.print(sale("A-1"))
					s.sim.Mend()
					s.sim.LoadPaper()
					s.print(sale("A-2"))
					once(t, s.sim, sale("A-0"), sale("A-1"), sale("A-2"))
					if o.Document.Number != s.sim.Receipts()[1].Number {
						t.Errorf("the outcome names document %d", o.Document.Number)
					}
				})
			}
		}
	}
}

// TestDays lets many jobs meet many faults, several at once, and compares the
// memory with the jobs at the end of each day.
func TestDays(t *testing.T) {
	t.Parallel()
	days := 150
	if text := os.Getenv("CASHREG_DAYS"); text != "" {
		days, _ = strconv.Atoi(text)
	}
	faults, retried := 0, 0
	for day := range days {
		rnd := rand.New(rand.NewPCG(uint64(day), 1))
		inBubble(t, func(t *testing.T, s *shop) {
			defer func() {
				if t.Failed() {
					t.Logf("on day %d", day)
				}
			}()
			s.openShift()
			var jobs []receipt.Receipt
			for n := range 10 {
				for range rnd.IntN(3) {
					harm(rnd, s.sim)
					faults++
				}
				r := sale(fmt.Sprintf("D%d-%d", day, n))
				if rnd.IntN(4) == 0 {
					r = giveBack(r.Job)
				}
				jobs = append(jobs, r)
				o := s.print(r)
				if last := s.sim.Receipts()[len(jobs)-1]; o.Document.Number != last.Number {
					t.Errorf("job %s: the outcome names %d, the memory %d", r.Job, o.Document.Number, last.Number)
				}
				if s.attempts > 1 {
					retried++
				}
			}
			s.sim.Mend()
			s.sim.LoadPaper()
			s.closeShift(1)
			once(t, s.sim, jobs...)
		})
		if t.Failed() {
			return
		}
	}
	t.Logf("%d receipts, %d faults, %d receipts took more than one attempt", days*10, faults, retried)
	if retried < days {
		t.Errorf("only %d receipts were hard: the faults do not strike", retried)
	}
}

// harm sets one fault at random.
func harm(rnd *rand.Rand, r *simreg.Register) {
	if rnd.IntN(2) == 0 {
		f := linkFaults[rnd.IntN(len(linkFaults))]
		f.Dir = [...]sim.Dir{sim.ToDevice, sim.FromDevice}[rnd.IntN(2)]
		f.At = rnd.IntN(400)
		r.Link.Arm(f)
		return
	}
	r.Break(simreg.Fault{
		Command: commandsOfSale[rnd.IntN(len(commandsOfSale))],
		Act:     commandActs[rnd.IntN(len(commandActs))],
		Delay:   time.Duration(rnd.IntN(60_000)) * time.Millisecond,
		Times:   1 + rnd.IntN(2),
	})
}

// TestTCP does the same over real sockets, a sample of it.
func TestTCP(t *testing.T) {
	file := t.TempDir() + "/memory.json"
	r := newSim(t, simreg.Options{Filler: true, Prints: 1, File: file})
	server, err := r.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	s := newShop(t, r)
	s.config = `{"PollMS":1,"ByteMS":20,"ReplyMS":50,"Retries":2}`
	s.dial = func() wire.Port {
		p, err := wire.Open(t.Context(), server.Address())
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	defer s.hangUp()
	s.openShift()
	var jobs []receipt.Receipt
	for at := 0; at < 310; at += 23 {
		for _, dir := range []sim.Dir{sim.ToDevice, sim.FromDevice} {
			s.sim.Link.Arm(sim.Fault{Dir: dir, At: at, Act: sim.Cut})
			job := sale(fmt.Sprintf("T%c%d", dir, at))
			s.print(job)
			jobs = append(jobs, job)
			s.sim.Mend()
		}
	}
	once(t, r, jobs...)

	// What it knows is in the file: a register that is switched on again has it.
	again, err := simreg.Open(simreg.Options{File: file})
	if err != nil {
		t.Fatal(err)
	}
	once(t, again, jobs...)
}

func TestIntentComesFirst(t *testing.T) {
	inBubble(t, func(t *testing.T, s *shop) {
		s.openShift()
		before := len(s.sim.Documents())
		var told []receipt.Intent
		o := s.register().Print(t.Context(), sale("A-1"), func(_ context.Context, in receipt.Intent) error {
			told = append(told, in)
			if n := len(s.sim.Documents()); n != before {
				t.Errorf("%d documents when the intent is told, %d before", n, before)
			}
			return nil
		})
		want := receipt.Intent{Job: "A-1", Action: receipt.ActReceipt, Kind: receipt.Sale, Sum: 300_00, Memory: "9999078900012345", Number: o.Document.Number}
		if len(told) != 1 {
			t.Fatalf("told %d times", len(told))
		}
		if want.At = told[0].At; told[0] != want || time.Since(want.At).Abs() > time.Minute {
			t.Errorf("got %+v, want %+v", told[0], want)
		}
		o = s.register().Print(t.Context(), sale("A-2"), func(context.Context, receipt.Intent) error { return errNotStored })
		if o.State != receipt.StateNotDone || o.Reason != receipt.NotStored {
			t.Errorf("got %v", o)
		}
		s.print(sale("A-3"))
		once(t, s.sim, sale("A-1"), sale("A-3"))
	})
}

// TestGiveUp ends the caller's patience at every stage: the outcome is honest
// and comes at once.
func TestGiveUp(t *testing.T) {
	for _, c := range []struct {
		command uint16
		want    receipt.State
	}{{cmdMemory, receipt.StateNotDone}, {cmdOperation, receipt.StateNotDone}, {cmdClose, receipt.StateUnknown}} {
		inBubble(t, func(t *testing.T, s *shop) {
			s.openShift()
			s.sim.Break(simreg.Fault{Command: c.command, Act: simreg.Silent})
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			defer cancel()
			start := time.Now()
			o := s.register().Print(ctx, sale("A-1"), s.expect)
			if o.State != c.want || o.Reason != receipt.Interrupted {
				t.Errorf("%X: got %v", c.command, o)
			}
			if took := time.Since(start); took > 1100*time.Millisecond {
				t.Errorf("%X: it took %v", c.command, took)
			}
			if o.State == receipt.StateNotDone {
				delete(s.stored, "A-1")
			}
			s.print(sale("A-1"))
			once(t, s.sim, sale("A-1"))
		})
	}
	synctest.Test(t, func(t *testing.T) {
		s := newShop(t, newSim(t, simreg.Options{}))
		defer s.hangUp()
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := s.register().Status(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		if in, _ := s.bytes(); in != 0 {
			t.Errorf("%d bytes were sent", in)
		}
	})
}
