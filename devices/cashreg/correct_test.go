package cashreg

import (
	"encoding/binary"
	"fmt"
	"slices"
	"testing"
	"time"

	"warehouse-node/devices/receipt"
	simreg "warehouse-node/devices/sim/cashreg"
)

// formats are the two ways in which a correction is made.
var formats = []string{`{"PollMS":50}`, `{"PollMS":50,"Format":"1.05"}`}

// correct is the correction of a sale that nobody registered.
func correct(job string) receipt.Receipt {
	r := sale(job)
	r.Correction = &receipt.Correction{Basis: "служебная записка", Day: "2026-03-01", Number: "17"}
	return r
}

// TestCorrection is what stands in the memory in each format, and that it is the
// same document by which it is found again.
func TestCorrection(t *testing.T) {
	for i, config := range formats {
		inBubbleAs(t, config, nil, func(t *testing.T, s *shop) {
			s.openShift()
			ordered := correct("C-1")
			ordered.Kind, ordered.Correction.Ordered = receipt.Buy, true
			ordered.Payments = receipt.Payments{Cash: 100_00, Prepaid: 200_00}
			if o := s.register().Print(t.Context(), ordered, s.expect); o.State != receipt.StateNotDone || o.Reason != receipt.NoCash {
				t.Errorf("%s: we paid out of an empty drawer: %v", config, o)
			}
			delete(s.stored, "C-1")
			ordered.Kind = receipt.Sale
			o := s.print(ordered)
			same(t, o, s.sim)
			if o.Document.Type != receipt.TypeCorrection || o.Document.QR() == "" || o.Document.At.IsZero() {
				t.Errorf("%s: got %+v", config, o.Document)
			}
			d := s.sim.Receipts()[0]
			if d.Type != 31 || d.Kind != 1 || d.Sum != 300_00 || !d.ByOrder || d.Tax != 1 || d.Payments[0] != 100_00 || d.Payments[13] != 200_00 || string(d.Tag(1192)) != "C-1" {
				t.Errorf("%s: the memory has %+v", config, d)
			}
			why := d.Tags
			if i == 0 {
				why = d.Tag(1174)
			}
			tags := simreg.Document{Tags: why}
			day := time.Unix(int64(binary.LittleEndian.Uint32(tags.Tag(1178))), 0).UTC()
			if string(tags.Tag(1179)) != "17" || day.Format(time.DateTime) != "2026-03-01 00:00:00" {
				t.Errorf("%s: it corrects %s of %s", config, tags.Tag(1179), day)
			}
			basis, taxes := tags.Tag(1177) != nil, d.Taxes[0] == 50_00
			if lines := len(d.Lines) == 1; lines != (i == 0) || basis != (i == 1) || taxes != (i == 1) {
				t.Errorf("%s: %d lines, basis %v, taxes %v", config, len(d.Lines), basis, d.Taxes)
			}
			if last, err := s.register().LastDocument(t.Context()); err != nil || last.Job != "C-1" || last.Type != receipt.TypeCorrection {
				t.Errorf("%s: the last is %+v, %v", config, last, err)
			}
			once(t, s.sim, ordered)
		})
	}
}

// What a format does not know is refused before a byte is sent.
func TestCorrectionRefused(t *testing.T) {
	back, newer := correct("C-1"), correct("C-1")
	back.Kind = receipt.Return
	newer.Lines[0].Rate = "ru-22"
	bare := correct("C-1")
	bare.Correction.Basis = ""
	for _, c := range []struct {
		r    receipt.Receipt
		want [2]receipt.Reason // by format; "" is none
	}{
		{correct("C-1"), [2]receipt.Reason{}},
		{back, [2]receipt.Reason{"", receipt.NotSupported}},
		{newer, [2]receipt.Reason{"", receipt.NoTaxCode}},
		{bare, [2]receipt.Reason{receipt.BadReceipt, receipt.BadReceipt}},
	} {
		for i, config := range formats {
			inBubbleAs(t, config, nil, func(t *testing.T, s *shop) {
				s.openShift()
				s.print(sale("A-0"))
				in, _ := s.bytes()
				o := s.register().Print(t.Context(), c.r, s.expect)
				if o.Reason != c.want[i] {
					t.Errorf("%s: got %v, want %q", config, o, c.want[i])
				}
				if now, _ := s.bytes(); c.want[i] != "" && now != in {
					t.Errorf("%s: %d bytes were sent", config, now-in)
				}
			})
		}
	}
}

// commandsOfCorrection are those that only a correction has, and its end.
var commandsOfCorrection = [2][]uint16{{cmdOpen, cmdTags, cmdClose}, {cmdCorrect, cmdTags, cmdCloseTotals}}

// TestCorrectionAtEveryCommand: whatever becomes of its commands, one document comes
// of a correction, and nothing of it stays open for the sale after it.
func TestCorrectionAtEveryCommand(t *testing.T) {
	t.Parallel()
	for i, config := range formats {
		left := prepared(t, config, func(s *shop) { s.openShift(); s.print(sale("A-0")) })
		for _, command := range commandsOfCorrection[i] {
			for _, act := range append(slices.Clone(commandActs), simreg.Blink) {
				inBubbleAs(t, config, left, func(t *testing.T, s *shop) {
					defer func() {
						if t.Failed() {
							t.Logf("%s with %X %s", config, command, act)
						}
					}()
					s.sim.Break(simreg.Fault{Command: command, Act: act, Delay: 90 * time.Second})
					same(t, s.print(correct("C-1")), s.sim)
					if s.sim.Waiting() > 0 {
						t.Error("the fault did not strike")
					}
					s.sim.LoadPaper()
					s.print(sale("A-2"))
					once(t, s.sim, sale("A-0"), correct("C-1"), sale("A-2"))
				})
			}
		}
	}
}

func TestCorrectionAtEveryByte(t *testing.T) {
	t.Parallel()
	for _, config := range formats {
		way{
			config: config,
			before: func(s *shop) { s.openShift(); s.print(sale("A-0")) },
			job:    func(s *shop) { same(s.t, s.print(correct("C-1")), s.sim) },
			check:  func(t *testing.T, s *shop) { once(t, s.sim, sale("A-0"), correct("C-1")) },
		}.sweep(t, stride(), linkFaults[:3])
	}
}

// A sale of the same sum is no correction, and a correction no sale.
func TestResolveCorrection(t *testing.T) {
	for _, config := range formats {
		for _, act := range []simreg.Act{simreg.CutAfter, simreg.CutBefore} {
			inBubbleAs(t, config, nil, func(t *testing.T, s *shop) {
				s.openShift()
				command := cmdClose
				if config != formats[0] {
					command = cmdCloseTotals
				}
				s.sim.Break(simreg.Fault{Command: command, Act: act})
				if o := s.register().Print(t.Context(), correct("C-1"), s.expect); o.State != receipt.StateUnknown {
					t.Fatalf("got %v", o)
				}
				s.hangUp()
				in := s.stored["C-1"]
				delete(s.stored, "C-1")
				s.print(sale("B-1"))
				o := s.register().Resolve(t.Context(), in)
				if want := map[simreg.Act]receipt.State{simreg.CutAfter: receipt.StateDone, simreg.CutBefore: receipt.StateNotDone}[act]; o.State != want {
					t.Errorf("%s, %s: got %v", config, act, o)
				}
			})
		}
	}
}

// A register that makes a receipt of what should be a correction is told once: what
// it says of itself is a person's to judge, then and when it is asked again.
func TestCorrectionMadeAReceipt(t *testing.T) {
	for _, tag := range []string{"true", "false"} {
		inBubbleAs(t, `{"PollMS":50,"JobTag":`+tag+`}`, nil, func(t *testing.T, s *shop) {
			s.openShift()
			s.sim.Break(simreg.Fault{Command: cmdOpen, Act: simreg.Uncorrected})
			o := s.register().Print(t.Context(), correct("C-1"), s.expect)
			again := s.register().Resolve(t.Context(), s.stored["C-1"])
			for _, o := range []receipt.Outcome{o, again} {
				if o.State != receipt.StateUnknown || o.Reason != receipt.Ambiguous || o.Seen.Document.Sum != 300_00 {
					t.Errorf("job tag %s: got %v, %+v", tag, o, o.Seen)
				}
			}
		})
	}
}

// TestKinds: goods that we buy, and what of it we give back, move the drawer the other
// way.
func TestKinds(t *testing.T) {
	inBubble(t, func(t *testing.T, s *shop) {
		s.openShift()
		drawer := int64(0)
		var all []receipt.Receipt
		for i, c := range []struct {
			kind receipt.Kind
			cash int64
		}{{receipt.Sale, 300_00}, {receipt.Return, -300_00}, {receipt.Sale, 300_00}, {receipt.Buy, -300_00}, {receipt.BuyReturn, 300_00}} {
			r := sale(fmt.Sprintf("K-%d", i))
			r.Kind, r.Payments = c.kind, receipt.Payments{Cash: 300_00}
			all = append(all, r)
			if o := s.print(r); o.Document.Kind != c.kind {
				t.Errorf("%s: got %+v", c.kind, o.Document)
			}
			if drawer += c.cash; s.sim.Drawer() != drawer {
				t.Errorf("after a %s %d in the drawer, want %d", c.kind, s.sim.Drawer(), drawer)
			}
		}
		once(t, s.sim, all...)
	})
}
