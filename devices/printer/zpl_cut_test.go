package printer

import (
	"fmt"
	"testing"

	"warehouse-node/devices/label"
	simline "warehouse-node/devices/sim"
	sim "warehouse-node/devices/sim/printer"
)

// threeLabels are small and differ.
func threeLabels() []label.Label {
	var all []label.Label
	for i := range 3 {
		all = append(all, label.Label{Width: 9 * mm, Height: 9 * mm, Lines: []label.Line{
			{Length: label.Length(i+1) * mm, Thickness: mm / 8},
		}})
	}
	return all
}

// The line is cut before every byte of a job of three labels, in both
// directions. Whatever the moment: what is reported done came out, what is
// reported not done never does, and nothing else is in doubt than what was sent.
// With the printer's count the doubt ends, and what is missing is printed once.
func TestCutAtEveryByte(t *testing.T) {
	for _, row := range []struct {
		dir   string
		ahead int
		c     sim.Config
	}{
		{">", 1, sim.Config{Counts: true}},
		{"<", 1, sim.Config{Counts: true}},
		{">", 1, sim.Config{}},
		{">", 3, sim.Config{Counts: true}},
		{"<", 3, sim.Config{}},
	} {
		t.Run(fmt.Sprintf("%s ahead %d counts %t", row.dir, row.ahead, row.c.Counts), func(t *testing.T) {
			t.Parallel()
			cuts, doubts := 0, 0
			for at := 0; ; at++ {
				doubt, cut := cutAt(t, fmt.Sprintf("%s %d cut", row.dir, at), row.ahead, row.c)
				if t.Failed() {
					return
				}
				if !cut {
					break
				}
				cuts++
				if doubt > 0 {
					doubts++
				}
			}
			if cuts < 100 || doubts == 0 || doubts == cuts {
				t.Errorf("%d cuts, %d doubts: the test did not test", cuts, doubts)
			}
			t.Logf("%d cuts, %d with a label in doubt", cuts, doubts)
		})
	}
}

// cutAt runs the job with one fault and says how many labels were in doubt, and
// whether the fault happened at all.
func cutAt(t *testing.T, script string, ahead int, c sim.Config) (doubt int, cut bool) {
	p, err := sim.Start("127.0.0.1:0", c)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	p.Arm(simline.MustParse(script)...)
	config := quick
	config.Ahead = ahead
	labels := threeLabels()
	d := open(t, p, config)
	o, err := d.Print(soon(t), labels...)
	_ = d.Close()
	cut = p.Armed() == 0
	p.Clear()
	// A cut may also come behind the last byte that matters.
	if (err == nil) != (o.State() == Done) || !cut && err != nil {
		t.Errorf("%s: %v, %v", script, o, err)
	}

	// The line is up again: wait until the printer has nothing more to do.
	again := open(t, p, config)
	defer again.Close()
	count := int64(-1)
	if c.Counts {
		if count, err = countWhenIdle(t, again); err != nil {
			t.Errorf("%s: count: %v", script, err)
		}
	} else {
		waitStatus(t, again, func(s Status) bool { return s.Queued+s.Remaining == 0 })
		// What is left of a label does not spoil the next.
		next := label.Label{Width: 9 * mm, Height: 9 * mm, Boxes: []label.Box{{Width: mm, Height: mm, Thickness: mm}}}
		if o, err := again.Print(soon(t), next); err != nil || o.State() != Done || len(p.Errors()) > 0 {
			t.Errorf("%s: the next label: %v, %v, %v", script, o, err, p.Errors())
		}
	}
	if doubt = o.Sum().Unknown; doubt > ahead {
		t.Errorf("%s: %d labels in doubt with %d ahead", script, doubt, ahead)
	}
	came := printedOf(p, labels, config)
	for i, tally := range o.Labels {
		if n := came[i]; tally.Done+tally.Unknown+tally.NotDone != 1 || n < tally.Done || n > tally.Done+tally.Unknown {
			t.Errorf("%s: label %d came out %d times, reported %+v", script, i, n, tally)
		}
	}
	if !c.Counts {
		return doubt, cut
	}

	// A job whose count is not known sent nothing.
	settled := o.Settle(count)
	for i, tally := range settled.Labels {
		if tally.Done != came[i] || tally.Unknown != 0 {
			t.Errorf("%s: label %d came out %d times, settled to %+v", script, i, came[i], tally)
		}
		if tally.NotDone == 0 {
			continue
		}
		if o, err := again.Print(soon(t), labels[i]); err != nil || o.State() != Done {
			t.Errorf("%s: repeat label %d: %v, %v", script, i, o, err)
		}
	}
	for i, n := range printedOf(p, labels, config) {
		if n != 1 {
			t.Errorf("%s: in the end label %d came out %d times", script, i, n)
		}
	}
	if len(p.Errors()) > 0 {
		t.Errorf("%s: %v", script, p.Errors())
	}
	return doubt, cut
}

// countWhenIdle asks until the printer has printed what it had.
func countWhenIdle(t *testing.T, d Counter) (int64, error) {
	for ctx := soon(t); ; {
		n, err := d.Count(ctx)
		if err != ErrBusy {
			return n, err
		}
	}
}

// printedOf counts how often each label came out.
func printedOf(p *sim.Printer, labels []label.Label, c zplConfig) []int {
	came := make([]int, len(labels))
	for i, l := range labels {
		plan, err := l.Plan(label.Resolution(c.DPI))
		if err != nil {
			panic(err)
		}
		want := string((&zpl{zplConfig: c}).compose(plan))
		for _, one := range p.Labels() {
			if string(one.ZPL) == want {
				came[i]++
			}
		}
	}
	return came
}

// A slow and broken line changes nothing in what is printed.
func TestDribble(t *testing.T) {
	p := startSim(t, sim.Config{Counts: true})
	p.Arm(simline.MustParse("> 0 dribble 20us\n< 0 dribble 20us\n< 40 delay 30ms")...)
	o, err := open(t, p, quick).Print(soon(t), threeLabels()...)
	if err != nil || o.State() != Done || len(p.Labels()) != 3 || len(p.Errors()) > 0 {
		t.Errorf("%v, %v, %d labels, %v", o, err, len(p.Labels()), p.Errors())
	}
}
