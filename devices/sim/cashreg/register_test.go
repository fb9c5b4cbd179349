package cashreg

import (
	"bytes"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"warehouse-node/devices/wire"
)

// host speaks raw bytes to a register, as the text of the protocol has them.
type host struct {
	t    testing.TB
	port wire.Port
}

func open(t testing.TB, o Options) (*Register, *host) {
	t.Helper()
	r, err := Open(o)
	if err != nil {
		t.Fatal(err)
	}
	return r, connect(t, r)
}

func connect(t testing.TB, r *Register) *host {
	p := r.Connect()
	t.Cleanup(func() { p.Close() })
	return &host{t, p}
}

func (h *host) send(text string) {
	h.t.Helper()
	b, err := hex.DecodeString(strings.ReplaceAll(text, " ", ""))
	if err == nil {
		_, err = h.port.Write(b)
	}
	if err != nil {
		h.t.Fatal(err)
	}
}

// hear wants exactly these bytes next.
func (h *host) hear(text string) {
	h.t.Helper()
	want, err := hex.DecodeString(strings.ReplaceAll(text, " ", ""))
	if err != nil {
		h.t.Fatal(err)
	}
	h.port.SetReadDeadline(time.Now().Add(5 * time.Second))
	got := make([]byte, len(want))
	if n, err := io.ReadFull(h.port, got); err != nil || !bytes.Equal(got, want) {
		h.t.Fatalf("heard % X, %v; want % X", got[:n], err, want)
	}
}

// do sends a command and gives the body of its answer.
func (h *host) do(text string) []byte {
	h.t.Helper()
	h.send("05")
	h.hear("15")
	body, err := hex.DecodeString(strings.ReplaceAll(text, " ", ""))
	if err != nil {
		h.t.Fatal(err)
	}
	if _, err := h.port.Write(encode(body)); err != nil {
		h.t.Fatal(err)
	}
	h.hear("06 02")
	n := make([]byte, 1)
	if _, err := io.ReadFull(h.port, n); err != nil {
		h.t.Fatal(err)
	}
	rest := make([]byte, int(n[0])+1)
	if _, err := io.ReadFull(h.port, rest); err != nil {
		h.t.Fatal(err)
	}
	if frame := encode(rest[:n[0]]); frame[len(frame)-1] != rest[n[0]] {
		h.t.Fatalf("LRC of % X", rest)
	}
	h.send("06")
	return rest[:n[0]]
}

const password = " 1E 00 00 00 "

// TestAnswersAreKept is the promise that recovery is built on (page 8).
func TestAnswersAreKept(t *testing.T) {
	r, h := open(t, Options{})
	h.send("05")
	h.hear("15")
	h.send("02 05 E0 1E 00 00 00 FB")
	h.hear("06 02 03 E0 00 1E FD")
	h.send("05") // not acknowledged: it comes again
	h.hear("06 02 03 E0 00 1E FD")
	h.send("15") // and a NAK alone does not call for it
	h.send("05")
	h.hear("06 02 03 E0 00 1E FD")
	h = connect(t, r) // over another connection too
	h.send("05")
	h.hear("06 02 03 E0 00 1E FD")
	h.send("06 05")
	h.hear("15")
	if n := r.Executed(0xE0); n != 1 {
		t.Errorf("executed %d times", n)
	}

	h = connect(t, r)
	h.send("05")
	h.hear("15")
	h.send("02 05 10 1E 00 00 00 0B")
	h.hear("06 02 10 10 00 1E")
	r.PowerOff() // takes the answer with it
	h = connect(t, r)
	h.send("05")
	h.hear("15")
}

func TestDamagedFrames(t *testing.T) {
	r, h := open(t, Options{})
	h.send("05")
	h.hear("15")
	h.send("02 05 E0 1E 00 00 00 FA") // LRC
	h.hear("15")
	h.send("02 00 00") // no body
	h.hear("15")
	h.send("41") // neither ENQ nor STX
	h.hear("15")
	h.send("02 05 E0 1E") // cut short: silence, and the next ENQ is answered
	h.port.SetReadDeadline(time.Now().Add(3 * byteTimeout))
	if n, err := h.port.Read(make([]byte, 1)); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("heard %d bytes, %v", n, err)
	}
	h.send("05")
	h.hear("15")
	if r.Executed(0xE0) != 0 {
		t.Error("a damaged command was executed")
	}
	h.send("02 05 E0 1E 00 00 00 FB")
	h.hear("06 02 03 E0 00 1E FD")
}

// A frame without an ENQ before it is nothing.
func TestFrameWithoutENQ(t *testing.T) {
	r, h := open(t, Options{})
	h.send("02 06 E0 1E 00 00 00 00 F8")
	h.send("05")
	h.hear("15")
	if r.Executed(0xE0) != 0 {
		t.Error("it was executed")
	}
}

func TestErrors(t *testing.T) {
	line := func(kind, sum string) string {
		return "FF 46" + password + kind + " 40 42 0F 00 00 00 64 00 00 00 00 " + sum + " FF FF FF FF FF 01 01 04 01 41"
	}
	pay := func(cash, card string) string {
		return "FF 45" + password + cash + card + strings.Repeat(" 00", 14*5+1+6*5) + " 01"
	}
	const rouble, nothing = " 64 00 00 00 00 ", " 00 00 00 00 00 "
	for _, c := range []struct {
		name, before, command string
		want                  byte
	}{
		{"no such command", "", "99" + password, errNoCommand},
		{"another password", "", "10 01 00 00 00", errPassword},
		{"too short", "", "10 1E 00", errLength},
		{"too short a close", "E0", "FF 45" + password, errLength},
		{"a sale without a shift", "", line("01", rouble), errShiftShut},
		{"a second shift", "E0", "E0" + password, errShiftOpen},
		{"no shift to close", "", "41" + password, errShiftShut},
		{"no receipt to close", "E0", pay(rouble, nothing), errNoReceipt},
		{"no receipt to cancel", "E0", "88" + password, errNoReceipt},
		{"a line that does not add up", "E0", line("01", " 66 00 00 00 00 "), errParams},
		{"a line a kopeck off", "E0", line("01", " 65 00 00 00 00 "), 0},
		{"a return in a sale", "E0 " + line("01", rouble), line("02", rouble), errOtherKind},
		{"paid too little", "E0 " + line("01", rouble), pay(" 63 00 00 00 00 ", nothing), errUnderpaid},
		{"card over the total", "E0 " + line("01", rouble), pay(nothing, " 65 00 00 00 00 "), errNonCash},
		{"cash over the total", "E0 " + line("01", rouble), pay(" 65 00 00 00 00 ", nothing), 0},
		{"cash back from an empty drawer", "E0 " + line("02", rouble), pay(rouble, nothing), errNoCash},
		{"a report in a receipt", "E0 " + line("01", rouble), "40" + password, errReceipt},
		{"no such document", "", "FF 0A" + password + "05 00 00 00", errNoData},
		{"no document chosen", "", "FF 3B" + password, errNoData},
		{"tags without a receipt", "E0", "FF 0C" + password + "A8 04 01 00 41", errState},
		{"tags that are none", "E0 " + line("01", rouble), "FF 0C" + password + "A8 04 05 00 41", errParams},
	} {
		_, h := open(t, Options{})
		if rest, ok := strings.CutPrefix(c.before, "E0"); ok {
			h.do("E0" + password)
			if rest != "" {
				h.do(rest)
			}
		}
		answer := h.do(c.command)
		code := answer[1]
		if answer[0] == 0xFF {
			code = answer[2]
		}
		if code != c.want {
			t.Errorf("%s: error %02X, want %02X", c.name, code, c.want)
		}
	}
}

// What is in the file is there after a restart, and numbers go on.
func TestRestart(t *testing.T) {
	file := t.TempDir() + "/memory.json"
	r, h := open(t, Options{File: file})
	h.do("E0" + password)
	h.do("50" + password + "E8 03 00 00 00")
	before := r.Documents()
	again, h := open(t, Options{File: file})
	h.do("41" + password)
	after := again.Documents()
	if len(before) != 2 || len(after) != 3 || after[1].Sign != before[1].Sign || after[2].Number != 3 || after[2].Type != typeShiftClose {
		t.Errorf("before %+v, after %+v", before, after)
	}
	if got := again.Drawer(); got != 10_00 {
		t.Errorf("%d in the drawer", got)
	}
	if err := os.WriteFile(file, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(Options{File: file}); err == nil || !strings.Contains(err.Error(), file) {
		t.Errorf("a damaged file: %v", err)
	}
}

// A new connection takes the line over.
func TestTakeover(t *testing.T) {
	r, first := open(t, Options{})
	first.send("05")
	first.hear("15")
	second := connect(t, r)
	second.send("05")
	second.hear("15")
	if _, err := first.port.Read(make([]byte, 1)); err == nil {
		t.Error("the first connection still speaks")
	}
}

func TestPaper(t *testing.T) {
	r, h := open(t, Options{Prints: 2})
	submode := func() byte { return h.do("10" + password)[6] }
	h.do("E0" + password)
	r.TakePaper()
	if got := submode(); got != 2 {
		t.Errorf("submode %d while paper is out", got)
	}
	r.LoadPaper()
	if got := submode(); got != 3 {
		t.Errorf("submode %d with paper again", got)
	}
	if got := h.do("41" + password)[1]; got != errContinue {
		t.Errorf("a report in between: %02X", got)
	}
	h.do("B0" + password)
	for _, want := range []byte{5, 5, 0} {
		if got := submode(); got != want {
			t.Errorf("submode %d, want %d", got, want)
		}
	}
}

// FuzzServe lets a host say anything: the register stands it.
func FuzzServe(f *testing.F) {
	f.Add([]byte("\x05\x02\x05\xe0\x1e\x00\x00\x00\xfb\x06\x05\x02\x06\xff\x01\x1e\x00\x00\x00\xe6"))
	f.Add([]byte("\x05\x02\x01\xfc\xfd\x06"))
	f.Add([]byte("\x05\x02\xff\xff"))
	f.Fuzz(func(t *testing.T, say []byte) {
		r, err := Open(Options{})
		if err != nil {
			t.Fatal(err)
		}
		done := make(chan error, 1)
		up, down := newBuffer(), newBuffer()
		if _, err := down.write(say); err != nil {
			t.Fatal(err)
		}
		down.close(false)
		go func() { done <- r.Serve(end{down, up}) }()
		if err := <-done; err != nil {
			t.Fatal(err)
		}
	})
}
