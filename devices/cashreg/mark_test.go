package cashreg

import (
	"reflect"
	"strings"
	"testing"

	"warehouse-node/devices/receipt"
	simreg "warehouse-node/devices/sim/cashreg"
)

const (
	milk = "0104607001771562215w9EJp\x1d93abc1"
	shoe = "010460700177156221G+mgsHw<DiLN_\x1d91EE05\x1d92A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8S9t0U1v="
)

// marked is a sale of goods with marking codes, after one line without.
func marked(job string, codes ...string) receipt.Receipt {
	r := sale(job)
	for _, code := range codes {
		r.Lines = append(r.Lines, receipt.Line{Name: "С кодом", Price: 100_00, Quantity: receipt.One, Sum: 100_00, Rate: "ru-20", Subject: receipt.MarkedGoods, Method: receipt.FullPayment, Mark: code})
		r.Payments.Card += 100_00
	}
	return r
}

// TestMarks is what becomes of marking codes by what the state's server says.
func TestMarks(t *testing.T) {
	back := marked("M-1", milk, shoe)
	back.Kind = receipt.Return
	weighed := marked("M-1", milk)
	weighed.Lines[1].Unit, weighed.Lines[1].Quantity, weighed.Lines[1].Sum = receipt.Kilogram, receipt.Thousandths(250), 25_00
	weighed.Payments.Card -= 75_00
	corrected := marked("M-1", milk, shoe)
	corrected.Correction = correct("").Correction
	buy := marked("M-1", milk)
	buy.Kind = receipt.Buy
	for name, c := range map[string]struct {
		state   simreg.State
		receipt receipt.Receipt
		want    receipt.Reason // "" is done
		checked []byte         // tag 2106 of each marked line
		unknown []int
	}{
		"good":             {receipt: marked("M-1", milk, shoe), checked: []byte{15, 15}},
		"returned":         {receipt: back, checked: []byte{15, 15}},
		"by weight":        {receipt: weighed, checked: []byte{15}},
		"in a correction":  {receipt: corrected, checked: []byte{15, 15}},
		"no reply":         {state: simreg.State{Down: true}, receipt: marked("M-1", milk, shoe), checked: []byte{0, 3}, unknown: []int{2, 3}},
		"alone":            {state: simreg.State{Alone: true}, receipt: marked("M-1", milk, shoe), checked: []byte{16, 19}, unknown: []int{2, 3}},
		"forged":           {state: simreg.State{Forged: []string{shoe}}, receipt: marked("M-1", milk, shoe), want: receipt.BadMark},
		"forged, no reply": {state: simreg.State{Forged: []string{shoe}, Down: true}, receipt: marked("M-1", milk, shoe), want: receipt.BadMark},
		"sold before":      {state: simreg.State{Sold: []string{milk}}, receipt: marked("M-1", milk, shoe), want: receipt.BadMark},
		"separator lost":   {receipt: marked("M-1", strings.ReplaceAll(milk, "\x1d", "")), want: receipt.BadReceipt},
		"bought":           {receipt: buy, want: receipt.NotSupported},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T, s *shop) {
				s.openShift()
				s.sim.Marks(c.state)
				o := s.register().Print(t.Context(), c.receipt, s.expect)
				if o.Reason != c.want || !reflect.DeepEqual(o.Unchecked, c.unknown) {
					t.Fatalf("got %v, unchecked %v", o, o.Unchecked)
				}
				if n := s.sim.Rejected(); c.want == receipt.BadMark && (n != 1 || !strings.Contains(o.Detail, "line ")) {
					t.Errorf("%d codes were rejected: %s", n, o.Detail)
				}
				if c.want != "" {
					once(t, s.sim)
					s.print(sale("A-2")) // nothing of it is left in the register
					return
				}
				once(t, s.sim, c.receipt)
				for i, l := range s.sim.Receipts()[0].Lines[1:] {
					if l.Mark != c.receipt.Lines[i+1].Mark || l.Checked != c.checked[i] || l.Subject != 33 {
						t.Errorf("line %d has %q, checked %d, subject %d", i+2, l.Mark, l.Checked, l.Subject)
					}
				}
			})
		})
	}
}

// Before FFD 1.2 nobody checks a code: the register makes tag 1162 of it.
func TestMarksBefore12(t *testing.T) {
	inBubbleAs(t, `{"PollMS":50,"Format":"1.05"}`, nil, func(t *testing.T, s *shop) {
		s.openShift()
		o := s.print(marked("M-1", milk))
		l := s.sim.Receipts()[0].Lines[1]
		if o.Unchecked != nil || l.Mark != milk || l.Subject != 1 || s.sim.Executed(cmdCheckMark) != 0 {
			t.Errorf("got %v, %+v", o.Unchecked, l)
		}
	})
}

// TestMarkedSaleAtEveryByte: also a check that was cut off between question and
// decision does not stop the next attempt.
func TestMarkedSaleAtEveryByte(t *testing.T) {
	t.Parallel()
	way{
		before: func(s *shop) { s.openShift(); s.print(sale("A-0")) },
		job:    func(s *shop) { same(s.t, s.print(marked("M-1", milk)), s.sim) },
		check: func(t *testing.T, s *shop) {
			once(t, s.sim, sale("A-0"), marked("M-1", milk))
			if l := s.sim.Receipts()[1].Lines[1]; l.Mark != milk || l.Checked != 15 {
				t.Errorf("the code is %q, checked %d", l.Mark, l.Checked)
			}
		},
	}.sweep(t, stride(), linkFaults[:3])
}

// TestMarkedSaleAtEveryCommand has the register break at each command that only
// marked goods have.
func TestMarkedSaleAtEveryCommand(t *testing.T) {
	left := prepared(t, "", func(s *shop) { s.openShift() })
	for _, command := range []uint16{cmdOpen, cmdCheckMark, cmdAcceptMark, cmdBindMark} {
		for _, act := range append([]simreg.Act{simreg.Blink}, commandActs...) {
			inBubbleAs(t, "", left, func(t *testing.T, s *shop) {
				s.sim.Break(simreg.Fault{Command: command, Act: act, Delay: 1})
				s.print(marked("M-1", milk, shoe))
				if once(t, s.sim, marked("M-1", milk, shoe)); s.sim.Waiting() > 0 || t.Failed() {
					t.Errorf("with %X %s", command, act)
				}
			})
		}
	}
}

// The frame in the log of fr_drv_ng issue 236 and its answer: a register that works
// alone.
func TestMarkIsTheMakers(t *testing.T) {
	const code = "01046006531059902152CUnq\x1d93Gk30"
	want := "02 29 FF 61 1E 00 00 00 01 00 1F 00 30 31 30 34 36 30 30 36 35 33 31 30 35 39 39 30 32 31 35 32 43 55 6E 71 1D 39 33 47 6B 33 30 85"
	line := &oneAnswer{answer: encodeFrame(unhex(t, "FF 61 00 00 01 05 00"))}
	reg, err := openShtrih(t.Context(), line, shtrihConfig{Password: 30, Taxes: shtrihTaxes, Format: "1.2", ByteMS: 1, ReplyMS: 1, Retries: 1, PollMS: 1, PrintSeconds: 1})
	if err != nil {
		t.Fatal(err)
	}
	m, err := reg.(*shtrih).checkMark(t.Context(), planned(receipt.Sale, receipt.Line{}), receipt.Line{Mark: code})
	if err != nil || m.asked || m.bad() || !m.unknown() || m.reason != 1 {
		t.Errorf("got %+v, %v", m, err)
	}
	if got := line.frame; string(got) != string(unhex(t, want)) {
		t.Errorf("got  % X\nwant %s", got, want)
	}
}

// oneAnswer is a register that gives one answer to whatever frame it gets.
type oneAnswer struct {
	noise
	answer, frame []byte
}

func (o *oneAnswer) Write(b []byte) (int, error) {
	switch {
	case b[0] == enq:
		o.say = append(o.say, nak)
	case b[0] == stx:
		o.frame = append(o.frame, b...)
		o.say = append(append(o.say, ack), o.answer...)
	}
	return len(b), nil
}
