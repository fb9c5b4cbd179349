package cashreg

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"warehouse-node/devices/receipt"
	simreg "warehouse-node/devices/sim/cashreg"
)

// TestBlocked is why no sale begins: nothing is entered, no intent told, nothing
// registered, and the reason is named by Print and, where a shop can see it
// coming, by Status.
func TestBlocked(t *testing.T) {
	for name, c := range map[string]struct {
		options simreg.Options
		config  string
		block   func(s *shop)
		print   receipt.Reason
		status  receipt.Reason
	}{
		"shift closed":    {block: func(s *shop) { s.closeShift(1) }, print: receipt.ShiftNotOpen, status: receipt.ShiftNotOpen},
		"shift of 25 h":   {block: func(*shop) { time.Sleep(25 * time.Hour) }, print: receipt.ShiftTooLong, status: receipt.ShiftTooLong},
		"no paper":        {block: func(s *shop) { s.sim.TakePaper() }, print: receipt.NoPaper, status: receipt.NoPaper},
		"wrong password":  {config: `{"Password":1}`, block: func(*shop) {}, print: receipt.WrongPassword},
		"rate not listed": {config: `{"Taxes":"ru-10=02"}`, block: func(*shop) {}, print: receipt.NoTaxCode},
		"memory fails":    {block: func(s *shop) { s.sim.Break(simreg.Fault{Command: cmdMemory, Act: simreg.Refuse, Code: 0x03}) }, print: receipt.MemoryFailed},
		"prints for ever": {options: simreg.Options{Prints: 1 << 30}, block: func(s *shop) { s.register().(Reporter).XReport(s.t.Context()) }, print: receipt.Busy},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				time.Sleep(time.Until(time.Date(2026, 3, 10, 12, 0, 0, 0, time.Local)))
				s := newShop(t, newSim(t, c.options))
				defer s.sim.PowerOff()
				defer s.hangUp()
				s.openShift()
				c.block(s)
				s.hangUp()
				if c.config != "" {
					s.config = c.config
				}
				if c.status != "" {
					st, err := s.register().Status(t.Context())
					if err != nil || len(st.Blocks()) == 0 || st.Blocks()[0] != c.status {
						t.Errorf("status: %v, %v", st.Blocks(), err)
					}
				}
				o := s.register().Print(t.Context(), sale("A-1"), func(context.Context, receipt.Intent) error {
					t.Error("the intent was told")
					return nil
				})
				if o.State != receipt.StateNotDone || o.Reason != c.print {
					t.Errorf("got %v, want %s", o, c.print)
				}
				if n := s.sim.Executed(cmdOperation); n != 0 {
					t.Errorf("%d lines were entered", n)
				}
				once(t, s.sim)
			})
		})
	}
}

// TestRefusedClose is what only the closing command finds out: nothing is
// registered, and the next sale goes through once the cause is gone.
func TestRefusedClose(t *testing.T) {
	for name, c := range map[string]struct {
		options simreg.Options
		receipt receipt.Receipt
		before  func(s *shop)
		want    receipt.Reason
	}{
		"memory full":  {options: simreg.Options{Capacity: 2}, receipt: sale("A-1"), want: receipt.MemoryFull},
		"no cash":      {receipt: cashBack("A-1"), want: receipt.NoCash},
		"31 days":      {options: simreg.Options{KeepUnsent: true}, receipt: sale("A-1"), before: thirtyOneDays, want: receipt.UnsentTooLong},
		"paper ended":  {receipt: sale("A-1"), before: func(s *shop) { s.sim.Break(simreg.Fault{Command: cmdClose, Act: simreg.Refuse, Code: 0x6B}) }, want: receipt.NoPaper},
		"memory hangs": {receipt: sale("A-1"), before: func(s *shop) { s.sim.Break(simreg.Fault{Command: cmdClose, Act: simreg.Refuse, Code: 0x2F}) }, want: receipt.MemoryFailed},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				time.Sleep(time.Until(time.Date(2026, 3, 10, 12, 0, 0, 0, time.Local)))
				s := newShop(t, newSim(t, c.options))
				defer s.sim.PowerOff()
				defer s.hangUp()
				s.openShift()
				if c.before != nil {
					c.before(s)
				}
				told := 0
				o := s.register().Print(t.Context(), c.receipt, func(context.Context, receipt.Intent) error { told++; return nil })
				if o.State != receipt.StateNotDone || o.Reason != c.want || told != 1 {
					t.Errorf("got %v, told %d times", o, told)
				}
				st, err := s.register().Status(t.Context())
				if err != nil || st.DocumentOpen {
					t.Errorf("a receipt was left open, %v", err)
				}
				once(t, s.sim)
			})
		})
	}
}

func cashBack(job string) receipt.Receipt {
	r := giveBack(job)
	r.Payments = receipt.Payments{Cash: 300_00}
	return r
}

// thirtyOneDays leaves a document with the operator unsent, in a shift of its own.
func thirtyOneDays(s *shop) {
	s.closeShift(1)
	time.Sleep(30*24*time.Hour - time.Hour)
	s.openShift()
	time.Sleep(2 * time.Hour)
	st, err := s.register().Status(s.t.Context())
	if err != nil || st.Unsent.Documents != 4 || st.Unsent.First != 1 || len(st.Blocks()) != 1 || st.Blocks()[0] != receipt.UnsentTooLong {
		s.t.Errorf("status says %+v, %v, %v", st.Unsent, st.Blocks(), err)
	}
}

func TestPaperEnds(t *testing.T) {
	inBubble(t, func(t *testing.T, s *shop) {
		s.openShift()
		s.sim.Break(simreg.Fault{Command: cmdClose, Act: simreg.PaperEnds})
		o := s.register().Print(t.Context(), sale("A-1"), s.expect)
		if o.State != receipt.StateDone || !o.Unprinted {
			t.Fatalf("got %v", o)
		}
		err := s.register().(Finisher).Finish(t.Context())
		var e *Error
		if !errors.As(err, &e) || e.Reason != receipt.NoPaper {
			t.Errorf("finish without paper: %v", err)
		}
		s.sim.LoadPaper()
		if st, err := s.register().Status(t.Context()); err != nil || st.Paper != receipt.PaperWaiting || len(st.Blocks()) != 0 {
			t.Errorf("status: %s, %v, %v", st.Paper, st.Blocks(), err)
		}
		if err := s.register().(Finisher).Finish(t.Context()); err != nil {
			t.Error(err)
		}
		if st, _ := s.register().Status(t.Context()); st.Paper != receipt.PaperReady {
			t.Errorf("then: %s", st.Paper)
		}
		once(t, s.sim, sale("A-1"))
	})
}

// A receipt that another program, or an attempt that died, left open is
// cancelled, and what a table does not list is refused.
func TestPrintRefuses(t *testing.T) {
	inBubble(t, func(t *testing.T, s *shop) {
		s.openShift()
		bad := sale("A-1")
		bad.Payments.Card++
		for _, c := range []struct {
			r    receipt.Receipt
			want receipt.Reason
		}{{bad, receipt.BadReceipt}} {
			in, _ := s.bytes()
			if o := s.register().Print(t.Context(), c.r, s.expect); o.State != receipt.StateNotDone || o.Reason != c.want {
				t.Errorf("got %v, want %s", o, c.want)
			}
			if now, _ := s.bytes(); now != in {
				t.Errorf("%s: %d bytes were sent", c.want, now-in)
			}
		}
		if o := s.register().CloseShift(t.Context(), 7); o.Reason != receipt.WrongShift {
			t.Errorf("got %v", o)
		}
	})
}
