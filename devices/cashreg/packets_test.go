package cashreg

import (
	"bytes"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"warehouse-node/devices/receipt"
	simreg "warehouse-node/devices/sim/cashreg"
	"warehouse-node/devices/wire"
)

const protocol2 = `{"PollMS":50,"Protocol":"2"}`

// TestRealPackets takes packets of real registers and of the maker's driver apart and
// makes them again (logs in the issues of fr_drv_ng), and the checks that the maker
// gives as examples.
func TestRealPackets(t *testing.T) {
	for name, c := range map[string]struct {
		packet string
		number uint16
	}{
		"status":                         {"8F 07 00 08 00 11 1E 00 00 00 82 2D", 8},
		"FF01, issue 98":                 {"8F 08 00 03 00 FF 01 1E 00 00 00 14 24", 3},
		"its answer":                     {"8F 23 00 03 00 FF 01 00 03 00 00 01 00 13 05 05 0B 37 39 39 39 39 30 37 38 39 30 30 30 31 32 39 35 35 12 00 00 00 2A F7", 3},
		"a correction begins, issue 98":  {"8F 08 00 04 00 FF 35 1E 00 00 00 E4 66", 4},
		"the answer to that":             {"8F 05 00 04 00 FF 35 00 6C 34", 4},
		"tag 1177, issue 26":             {"8F 10 00 10 00 FF 0C 1E 00 00 00 99 04 04 00 61 73 64 66 10 3A", 16},
		"tag 1177, issue 98":             {"8F 0D 00 04 00 FF 0C 1E 00 00 00 99 04 01 00 8E E8 24", 4},
		"tag 1178, issue 98":             {"8F 10 00 05 00 FF 0C 1E 00 00 00 9A 04 04 00 50 AD 49 5E B0 1A", 5},
		"a part of a document, FF3B 109": {"8F 0F 00 DE 00 FF 3B 00 35 04 06 00 31 04 18 F6 3A 52 4E 6E", 222},
	} {
		b := unhex(t, c.packet)
		p, used, is := cutPacket(b)
		if is != frameWhole || used != len(b) || p.number != c.number || !bytes.Equal(encodePacket(p.number, p.data), b) {
			t.Errorf("%s: %v, %d of %d bytes, number %d, again % X", name, is, used, len(b), p.number, encodePacket(p.number, p.data))
		}
	}
	for want, of := range map[uint16][]byte{0x1D0F: {0, 0}, 0x63ED: {3, 0, 6, 0, 0xFC}} {
		if got := crc16(of); got != want {
			t.Errorf("% X: %04X, want %04X", of, got, want)
		}
	}
	if got := encodePacket(0x8F, []byte{0x9F, 0x81}); !bytes.HasPrefix(got, unhex(t, "8F 04 00 9F 81 00 9F 83 81")) {
		t.Errorf("stuffed % X", got)
	}
}

func FuzzCutPacket(f *testing.F) {
	f.Add([]byte("\xff\x8f\x05\x00\x04\x00\xff\x35\x00\x6c\x34"))
	f.Add([]byte("\x8f\x04\x00\x9f\x81\x00\x9f\x83\x81\x8f"))
	f.Add([]byte("\x8f\x00\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		p, used, is := cutPacket(b)
		switch {
		case used < 0 || used > len(b) || is == frameBad && used == 0:
			t.Fatalf("%v, used %d of %d", is, used, len(b))
		case is == framePart && used < len(b) && b[used] != packetStart:
			t.Fatalf("a part that begins with %02X", b[used])
		case is == frameWhole && len(p.data) > 0 && !bytes.HasSuffix(b[:used], encodePacket(p.number, p.data)):
			t.Fatalf("% X of % X", p.data, b)
		}
	})
}

// TestPacketsAtEveryByte: a line of protocol 2 is cut, robbed and damaged at every
// byte, each way.
func TestPacketsAtEveryByte(t *testing.T) {
	t.Parallel()
	way{
		config: protocol2,
		before: func(s *shop) { s.openShift(); s.print(sale("A-0")) },
		job:    func(s *shop) { same(s.t, s.print(sale("A-1")), s.sim) },
		check: func(t *testing.T, s *shop) {
			s.print(sale("A-2"))
			once(t, s.sim, sale("A-0"), sale("A-1"), sale("A-2"))
		},
	}.sweep(t, 1, linkFaults[:1])
	for name, w := range map[string]way{
		"sale": {
			before: func(s *shop) { s.openShift() },
			job:    func(s *shop) { same(s.t, s.print(sale("A-1")), s.sim) },
			check:  func(t *testing.T, s *shop) { once(t, s.sim, sale("A-1")) },
		},
		"close": {
			before: func(s *shop) { s.openShift() },
			job:    func(s *shop) { s.closeShift(1) },
			check: func(t *testing.T, s *shop) {
				s.openShift()
				if opened, closed := shifts(s.sim); opened != 2 || closed != 1 {
					t.Errorf("opened %d times, closed %d times", opened, closed)
				}
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			w.config = protocol2
			w.sweep(t, stride(), linkFaults[1:])
		})
	}
}

// TestPacketsAtEveryCommand: an answer that was lost is asked for by an empty packet;
// a register that lost its numbers with its power is never told twice.
func TestPacketsAtEveryCommand(t *testing.T) {
	t.Parallel()
	left := prepared(t, protocol2, func(s *shop) { s.openShift(); s.print(sale("A-0")) })
	for _, command := range commandsOfSale {
		for _, act := range append([]simreg.Act{simreg.Blink}, commandActs...) {
			inBubbleAs(t, protocol2, left, func(t *testing.T, s *shop) {
				s.sim.Break(simreg.Fault{Command: command, Act: act, Delay: 90 * time.Second})
				same(t, s.print(sale("A-1")), s.sim)
				s.sim.LoadPaper()
				s.print(sale("A-2"))
				if once(t, s.sim, sale("A-0"), sale("A-1"), sale("A-2")); t.Failed() {
					t.Fatalf("with %X %s", command, act)
				}
			})
		}
	}
}

// TestPacketsSentOnce: whatever becomes of its answer, the closing command is executed
// once, also by a register whose numbers begin anew where they were.
func TestPacketsSentOnce(t *testing.T) {
	for _, act := range []simreg.Act{simreg.Silent, simreg.Blink, simreg.Twice, simreg.BadLRC, simreg.Nak} {
		inBubbleAs(t, protocol2, nil, func(t *testing.T, s *shop) {
			s.openShift()
			s.sim.Break(simreg.Fault{Command: cmdClose, Act: act})
			if o := s.register().Print(t.Context(), sale("A-1"), s.expect); o.State != receipt.StateDone || s.sim.Executed(cmdClose) != 1 {
				t.Errorf("%s: got %v, executed %d times", act, o, s.sim.Executed(cmdClose))
			}
		})
	}
	// The first command of all is one that must not be done twice, and power goes under it.
	inBubbleAs(t, protocol2, nil, func(t *testing.T, s *shop) {
		s.sim.Break(simreg.Fault{Command: cmdOpenShift, Act: simreg.Blink})
		l := newPackets(s.dial(), shtrihConfig{ByteMS: 20, ReplyMS: 100, Retries: 3})
		defer l.port.Close()
		if answer, err := l.exchange(t.Context(), []byte{0xE0, 30, 0, 0, 0}, 1, shtrihCommands[cmdOpenShift]); err == nil {
			t.Errorf("got % X", answer)
		}
		if n := s.sim.Executed(cmdOpenShift); n != 1 {
			t.Errorf("executed %d times", n)
		}
	})
}

// TestProtocol finds out which protocol a register was set to, and says so when
// nobody is there.
func TestProtocol(t *testing.T) {
	for set := range 3 {
		synctest.Test(t, func(t *testing.T) {
			time.Sleep(time.Until(time.Date(2026, 3, 10, 12, 0, 0, 0, time.Local)))
			r := newSim(t, simreg.Options{Protocol: set})
			s := newShop(t, r)
			s.config = `{"Protocol":"auto"}`
			s.openShift()
			s.print(sale("A-1"))
			once(t, r, sale("A-1"))
			s.hangUp()
			r.PowerOff()
		})
	}
	synctest.Test(t, func(t *testing.T) {
		s := newShop(t, newSim(t, simreg.Options{Protocol: 2}))
		s.config = `{"Protocol":"1"}`
		defer s.sim.PowerOff()
		defer s.hangUp()
		if o := s.register().OpenShift(t.Context()); o.State != receipt.StateNotDone || o.Reason != receipt.LinkLost {
			t.Errorf("protocol 1 spoken to a register of protocol 2: %v", o)
		}
	})
	reg, err := Drivers.Open(t.Context(), "shtrih", &noise{}, []byte(`{"Protocol":"auto","ByteMS":1,"ReplyMS":1,"Retries":1}`))
	if err != nil {
		t.Fatal(err)
	}
	if o := reg.OpenShift(t.Context()); o.Reason != receipt.LinkLost {
		t.Errorf("nobody there: %v", o)
	}
}

// TestPacketsForgot: a register whose number is where it was, and whose last answer is
// another than the one that it gave, is not told again what must not be done twice.
func TestPacketsForgot(t *testing.T) {
	answer := func(number uint16, data string) string {
		return fmt.Sprintf("< %q\n", encodePacket(number, []byte(data)))
	}
	ping := fmt.Sprintf("> %q\n", encodePacket(0, nil))
	command := fmt.Sprintf("> %q\n", encodePacket(6, []byte{0xFC}))
	lost := ping + answer(5, "\x10\x00") + "~\n" + command + "~\n" + ping
	for name, c := range map[string]struct {
		script string
		ok     bool
	}{
		"it has not executed it":  {lost + answer(5, "\x10\x00") + "~\n" + command + answer(6, "\xfc\x00"), true},
		"it has":                  {lost + answer(6, "\xfc\x00") + "~\n", true},
		"late, and twice":         {lost + answer(6, "\xfc\x00") + answer(6, "\xfc\x00") + "~\n", true},
		"another answer":          {lost + answer(5, "\x11\x00") + "~\n", false},
		"another number":          {lost + answer(9, "\x10\x00") + "~\n", false},
		"the number, and no more": {lost + answer(5, "") + "~\n", false},
		"of another command":      {lost + answer(6, "\x10\x00") + "~\n", false},
	} {
		r, err := wire.ParseReplay(c.script)
		if err != nil {
			t.Fatal(err)
		}
		l := newPackets(r, shtrihConfig{ByteMS: 1, ReplyMS: 1, Retries: 2})
		body, err := l.exchange(t.Context(), []byte{0xFC}, 1, shtrihCommand{once: true})
		var gone *linkError
		if c.ok != (err == nil) || c.ok && string(body) != "\xfc\x00" || !c.ok && (!errors.As(err, &gone) || !gone.Sent) {
			t.Errorf("%s: got % X, %v", name, body, err)
		}
		if r.Err() != nil || r.Left() > 0 {
			t.Errorf("%s: %d steps left, %v", name, r.Left(), r.Err())
		}
	}
}
