package cashreg

import (
	"context"
	"fmt"
	"testing"
	"time"

	"warehouse-node/devices/receipt"
	simreg "warehouse-node/devices/sim/cashreg"
)

// lost prints a receipt whose answer is lost, with or without the document.
func lost(s *shop, r receipt.Receipt, act simreg.Act) receipt.Intent {
	s.t.Helper()
	s.sim.Break(simreg.Fault{Command: cmdClose, Act: act})
	if o := s.register().Print(s.t.Context(), r, s.expect); o.State != receipt.StateUnknown {
		s.t.Fatalf("%s: %v", act, o)
	}
	s.hangUp()
	in := s.stored[r.Job]
	delete(s.stored, r.Job)
	return in
}

func TestResolve(t *testing.T) {
	const (
		registered = simreg.CutAfter
		not        = simreg.CutBefore
	)
	for name, c := range map[string]struct {
		act  simreg.Act
		then func(s *shop, in *receipt.Intent)
		want receipt.State
		why  receipt.Reason
	}{
		"registered":                              {registered, func(*shop, *receipt.Intent) {}, receipt.StateDone, ""},
		"not registered":                          {not, func(*shop, *receipt.Intent) {}, receipt.StateNotDone, receipt.LinkLost},
		"and power went":                          {registered, func(s *shop, _ *receipt.Intent) { s.sim.PowerOff() }, receipt.StateDone, ""},
		"and the shift was closed":                {registered, func(s *shop, _ *receipt.Intent) { s.closeShift(1); s.openShift() }, receipt.StateDone, ""},
		"others of the same sum follow":           {registered, func(s *shop, _ *receipt.Intent) { s.print(sale("B-1")); s.print(sale("B-2")) }, receipt.StateDone, ""},
		"another of the same sum took its number": {not, func(s *shop, _ *receipt.Intent) { s.print(sale("B-1")) }, receipt.StateNotDone, receipt.LinkLost},
		"a return took its number":                {not, func(s *shop, _ *receipt.Intent) { s.print(giveBack("B-1")) }, receipt.StateNotDone, receipt.LinkLost},
		"another memory":                          {registered, func(s *shop, _ *receipt.Intent) { s.sim.SwapMemory("9999078900099999") }, receipt.StateUnknown, receipt.OtherMemory},
		"a memory that ends before":               {not, func(_ *shop, in *receipt.Intent) { in.Number += 5 }, receipt.StateUnknown, receipt.Ambiguous},
		"an unknown action":                       {not, func(_ *shop, in *receipt.Intent) { in.Action = "gift" }, receipt.StateUnknown, receipt.NotSupported},
		"an open receipt and no paper":            {not, func(s *shop, _ *receipt.Intent) { s.sim.TakePaper() }, receipt.StateUnknown, receipt.NoPaper},
		"registered, and no paper":                {registered, func(s *shop, _ *receipt.Intent) { s.sim.TakePaper() }, receipt.StateDone, ""},
		"tags that cannot be read": {registered, func(s *shop, _ *receipt.Intent) {
			s.sim.Break(simreg.Fault{Command: cmdReadDocument, Act: simreg.Refuse, Code: 0x37, Times: 3})
		}, receipt.StateUnknown, receipt.Ambiguous},
		"a memory that does not answer": {registered, func(s *shop, _ *receipt.Intent) {
			s.sim.Break(simreg.Fault{Command: cmdMemory, Act: simreg.Refuse, Code: 0x30})
		}, receipt.StateUnknown, receipt.MemoryFailed},
		"a hundred documents since": {registered, func(s *shop, _ *receipt.Intent) {
			for n := range maxSearch {
				s.print(sale(fmt.Sprintf("B-%d", n)))
			}
		}, receipt.StateUnknown, receipt.Ambiguous},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T, s *shop) {
				s.openShift()
				in := lost(s, sale("A-1"), c.act)
				c.then(s, &in)
				o := s.register().Resolve(t.Context(), in)
				if o.State != c.want || o.Reason != c.why {
					t.Errorf("got %v", o)
				}
				if o.State == receipt.StateDone && (o.Document.Number != in.Number || o.Document.Job != "A-1" || o.Document.Sum != 300_00) {
					t.Errorf("got %+v", o.Document)
				}
				if o.State == receipt.StateUnknown && o.Reason != receipt.NotSupported && o.Reason != receipt.MemoryFailed && (!o.Seen.Asked || o.Seen.Memory == "") {
					t.Errorf("nothing to judge by: %+v", o.Seen)
				}
				if again := s.register().Resolve(t.Context(), in); again.State != c.want && name != "tags that cannot be read" && name != "a memory that does not answer" {
					t.Errorf("asked again: %v", again)
				}
			})
		})
	}
}

// What was told not to be there must not come later: a closing command that
// lingered somewhere on the line finds no receipt to close.
func TestNotDoneIsFinal(t *testing.T) {
	inBubble(t, func(t *testing.T, s *shop) {
		s.openShift()
		in := lost(s, sale("A-1"), simreg.CutBefore)
		if o := s.register().Resolve(t.Context(), in); o.State != receipt.StateNotDone {
			t.Fatalf("got %v", o)
		}
		late := s.register().(*shtrih)
		_, err := late.ask(t.Context(), cmdClose, closing(sale("A-1")))
		if except(err, noReceipt) != nil || err == nil {
			t.Errorf("the late closing command got %v", err)
		}
		once(t, s.sim)
	})
}

// Without the job in it a document is known by number, sum and time.
func TestResolveWithoutJob(t *testing.T) {
	for _, c := range []struct {
		act  simreg.Act
		then func(s *shop, in *receipt.Intent)
		want receipt.State
	}{
		{simreg.CutAfter, func(*shop, *receipt.Intent) {}, receipt.StateDone},
		{simreg.CutBefore, func(*shop, *receipt.Intent) {}, receipt.StateNotDone},
		{simreg.CutAfter, func(_ *shop, in *receipt.Intent) { in.At = in.At.Add(-time.Hour) }, receipt.StateUnknown},
		{simreg.CutAfter, func(_ *shop, in *receipt.Intent) { in.At = in.At.Add(time.Hour) }, receipt.StateUnknown},
		{simreg.CutAfter, func(_ *shop, in *receipt.Intent) { in.Number-- }, receipt.StateUnknown},
		{simreg.CutAfter, func(_ *shop, in *receipt.Intent) { in.Sum++ }, receipt.StateNotDone},
	} {
		inBubble(t, func(t *testing.T, s *shop) {
			s.config = `{"JobTag":false}`
			s.openShift()
			in := lost(s, sale("A-1"), c.act)
			c.then(s, &in)
			if o := s.register().Resolve(t.Context(), in); o.State != c.want {
				t.Errorf("%s: got %v, want %s", c.act, o, c.want)
			}
		})
	}
}

// A command that does harm twice is sent once, whatever became of its answer.
func TestSentOnce(t *testing.T) {
	for _, command := range []uint16{cmdOperation, cmdLineTags, cmdTags, cmdClose} {
		for _, act := range []simreg.Act{simreg.Silent, simreg.Blink, simreg.FalseNak, simreg.Twice, simreg.BadLRC} {
			inBubble(t, func(t *testing.T, s *shop) {
				s.openShift()
				s.sim.Break(simreg.Fault{Command: command, Act: act})
				o := s.register().Print(t.Context(), sale("A-1"), s.expect)
				if n := s.sim.Executed(command); n != 1 {
					t.Errorf("%X, %s: executed %d times", command, act, n)
				}
				// Only a register that lost its answer with its power leaves the lines
				// in doubt; what became of the closing it can always be asked.
				want := receipt.StateDone
				if act == simreg.Blink && command != cmdClose {
					want = receipt.StateNotDone
				}
				if o.State != want {
					t.Errorf("%X, %s: got %v", command, act, o)
				}
			})
		}
	}
}

// A line that the register entered twice shows in the total, before the intent.
func TestWrongTotal(t *testing.T) {
	inBubble(t, func(t *testing.T, s *shop) {
		s.openShift()
		s.sim.Break(simreg.Fault{Command: cmdOperation, Act: simreg.Again})
		o := s.register().Print(t.Context(), sale("A-1"), func(context.Context, receipt.Intent) error {
			t.Error("the intent was told")
			return nil
		})
		if o.State != receipt.StateNotDone || o.Reason != receipt.WrongSum {
			t.Errorf("got %v", o)
		}
		s.print(sale("A-1"))
		once(t, s.sim, sale("A-1"))
	})
}

// A cash move that was counted twice is nobody's success.
func TestCashTwice(t *testing.T) {
	inBubble(t, func(t *testing.T, s *shop) {
		s.openShift()
		s.sim.Break(simreg.Fault{Command: cmdCashIn, Act: simreg.Again})
		o := s.register().(Drawer).CashIn(t.Context(), "C-1", 100_00, s.expect)
		if o.State != receipt.StateUnknown || o.Reason != receipt.Ambiguous {
			t.Errorf("got %v", o)
		}
	})
}

func TestCash(t *testing.T) {
	inBubble(t, func(t *testing.T, s *shop) {
		s.openShift()
		drawer := s.register().(Drawer)
		if o := drawer.CashIn(t.Context(), "C-1", 100_00, s.expect); o.State != receipt.StateDone {
			t.Errorf("in: %v", o)
		}
		if o := drawer.CashOut(t.Context(), "C-2", 200_00, s.expect); o.State != receipt.StateNotDone || o.Reason != receipt.NoCash {
			t.Errorf("more than there is: %v", o)
		}
		if o := drawer.CashOut(t.Context(), "C-3", 30_00, s.expect); o.State != receipt.StateDone {
			t.Errorf("out: %v", o)
		}
		if o := drawer.CashOut(t.Context(), "C-4", -30_00, s.expect); o.State != receipt.StateNotDone || o.Reason != receipt.BadReceipt {
			t.Errorf("less than nothing: %v", o)
		}
		if got := s.sim.Drawer(); got != 70_00 {
			t.Errorf("%d in the drawer", got)
		}
		if err := s.register().(Reporter).XReport(t.Context()); err != nil {
			t.Errorf("X report: %v", err)
		}
		s.sim.TakePaper()
		if err := s.register().(Reporter).XReport(t.Context()); err == nil {
			t.Error("an X report without paper")
		}
	})
}

// An answer that names another document than ours is not believed.
func TestMisnamed(t *testing.T) {
	inBubble(t, func(t *testing.T, s *shop) {
		s.openShift()
		s.sim.Break(simreg.Fault{Command: cmdClose, Act: simreg.Misnamed})
		o := s.register().Print(t.Context(), sale("A-1"), s.expect)
		if o.State != receipt.StateDone {
			t.Fatalf("got %v", o)
		}
		same(t, o, s.sim)
	})
}
