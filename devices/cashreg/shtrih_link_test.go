package cashreg

import (
	"context"
	"errors"
	"os"
	"testing"
	"time"

	"warehouse-node/devices/receipt"
	"warehouse-node/devices/wire"
)

// TestLink is the dialogue of one command, byte by byte. The command is FC, its
// frame "\x02\x01\xfc\xfd", its answer "\x02\x02\xfc\x00\xfe".
func TestLink(t *testing.T) {
	const (
		command = "> \"\\x02\\x01\\xfc\\xfd\"\n"
		answer  = "\"\\x02\\x02\\xfc\\x00\\xfe\"\n"
		stale   = "\"\\x02\\x02\\x10\\x00\\x12\"\n" // an answer to 10
		enq     = "> \"\\x05\"\n"
		ack     = "> \"\\x06\"\n"
		nak     = "> \"\\x15\"\n"
		ready   = "< \"\\x15\"\n"
		taken   = "< \"\\x06\"\n"
		silence = "~\n"
	)
	type end struct {
		ok   bool // an answer came
		sent bool // else: the command may have been executed
	}
	yes, no, doubt := end{ok: true}, end{}, end{sent: true}
	for _, c := range []struct {
		name         string
		script       string
		often, once_ end // of a command that may be repeated, and of one that may not
		onceScript   string
	}{
		{name: "as it should be", script: enq + ready + command + taken + "< " + answer + ack, often: yes, once_: yes},
		{name: "fillers", script: enq + "< \"\\xff\\xff\\x15\"\n" + command + "< \"\\xff\\x06\\xff\"\n< " + answer + ack, often: yes, once_: yes},
		{name: "byte by byte", script: enq + ready + command + taken + "< \"\\x02\"\n< \"\\x02\"\n< \"\\xfc\"\n< \"\\x00\"\n< \"\\xfe\"\n" + ack, often: yes, once_: yes},
		{name: "nobody there", script: enq + silence + silence + enq + silence + silence + enq + silence, often: no, once_: no},
		{name: "late to ENQ", script: enq + silence + silence + enq + ready + command + taken + "< " + answer + ack, often: yes, once_: yes},
		{name: "an old answer waits", script: enq + taken + "< " + stale + ack + silence + enq + ready + command + taken + "< " + answer + ack, often: yes, once_: yes},
		{name: "an old answer of the same command waits", script: enq + taken + "< " + answer + ack + silence + enq + ready + command + taken + "< " + answer + ack, often: yes, once_: yes},
		{name: "an old answer comes by itself", script: enq + "< " + stale + ack + ready + command + taken + "< " + answer + ack, often: yes, once_: yes},
		{name: "ACK lost", script: enq + ready + command + "< " + answer + ack, often: yes, once_: yes},
		{name: "answer lost, and given again", script: enq + ready + command + taken + silence + silence + enq + taken + "< " + answer + ack, often: yes, once_: yes},
		{name: "answer damaged, and given again", script: enq + ready + command + taken + "< \"\\x02\\x02\\xfc\\x00\\xff\"\n" + nak + silence + enq + taken + "< " + answer + ack, often: yes, once_: yes},
		{name: "answer cut short, and given again", script: enq + ready + command + taken + "< \"\\x02\\x02\\xfc\"\n" + silence + nak + silence + enq + taken + "< " + answer + ack, often: yes, once_: yes},
		{name: "a byte too many, and the check passes", script: enq + ready + command + taken + "< \"\\x02\\x02\\xfc\\x00\\xfe\\xfe\"\n" + nak + silence + enq + taken + "< " + answer + ack, often: yes, once_: yes},
		{name: "frame refused", script: enq + ready + command + ready + silence + enq + ready + command + taken + "< " + answer + ack, often: yes,
			// On a line that was never seen in step a NAK proves nothing.
			once_: doubt, onceScript: enq + ready + command + ready + silence + enq + ready},
		{name: "answer lost for good", script: enq + ready + command + taken + silence + silence + enq + ready + command + taken + "< " + answer + ack, often: yes,
			once_: doubt, onceScript: enq + ready + command + taken + silence + silence + enq + ready},
		{name: "two NAKs to one ENQ", script: enq + "< \"\\x15\\x15\"\n" + silence + enq + ready + command + taken + "< " + answer + ack, often: yes, once_: yes},
		{name: "cut before", script: enq + "!\n", often: no, once_: no},
		{name: "cut after", script: enq + ready + command + "!\n", often: doubt, once_: doubt},
		{name: "rubbish for ever", script: enq + "< \"rubbish\"\n" + silence + silence + enq + "< \"rubbish\"\n" + silence + silence + enq + "< \"rubbish\"\n" + silence, often: no, once_: no},
	} {
		for _, once := range []bool{false, true} {
			script, want := c.script, c.often
			if once {
				want = c.once_
				if c.onceScript != "" {
					script = c.onceScript
				}
			}
			r, err := wire.ParseReplay(script)
			if err != nil {
				t.Fatal(err)
			}
			l := newLink(r, shtrihConfig{ByteMS: 1, ReplyMS: 1, Retries: 2})
			body, err := l.exchange(t.Context(), []byte{0xFC}, 1, shtrihCommand{once: once})
			var lost *linkError
			got := end{ok: err == nil, sent: errors.As(err, &lost) && lost.Sent}
			if got != want || want.ok && string(body) != "\xfc\x00" {
				t.Errorf("%s (once %v): got %+v, % X, %v", c.name, once, got, body, err)
			}
			if r.Err() != nil || r.Left() > 0 {
				t.Errorf("%s (once %v): %d steps left, %v", c.name, once, r.Left(), r.Err())
			}
		}
	}
}

// lapse is a replayed register whose silences are as long as they are waited for,
// on paper only.
type lapse struct {
	*wire.Replay
	longest time.Duration
	until   time.Time
}

func (p *lapse) SetReadDeadline(t time.Time) error {
	p.until = t
	return p.Replay.SetReadDeadline(t)
}

func (p *lapse) Read(b []byte) (int, error) {
	n, err := p.Replay.Read(b)
	if errors.Is(err, os.ErrDeadlineExceeded) {
		p.longest = max(p.longest, time.Until(p.until))
	}
	return n, err
}

// TestAskAgain: a look whose answer was lost is asked for again within a second,
// so that a register which was silent is soon seen to be well. What may not be
// done twice, or takes its time, is waited for.
func TestAskAgain(t *testing.T) {
	const lost = "> \"\\x05\"\n< \"\\x15\"\n> \"\\x02\\x01\\xfc\\xfd\"\n< \"\\x06\"\n~\n~\n" + // taken, and then silence
		"> \"\\x05\"\n< \"\\x06\"\n< \"\\x02\\x02\\xfc\\x00\\xfe\"\n> \"\\x06\"\n"
	for _, c := range []struct {
		command uint16
		soon    bool
	}{
		{cmdShortStatus, true}, {cmdFullStatus, true}, {cmdMemory, true}, {cmdExpires, true}, {cmdShift, true}, {cmdExchange, true}, {cmdDevice, true},
		{cmdReadPart, false}, {cmdSubtotal, false}, {cmdClose, false}, {cmdZReport, false},
	} {
		r, err := wire.ParseReplay(lost)
		if err != nil {
			t.Fatal(err)
		}
		p := &lapse{Replay: r}
		l := newLink(p, shtrihConfig{ByteMS: 1, ReplyMS: 1, Retries: 2})
		if _, err := l.exchange(t.Context(), []byte{0xFC}, 1, shtrihCommands[c.command]); err != nil || r.Err() != nil || r.Left() > 0 {
			t.Errorf("%X: %v, %v, %d steps left", c.command, err, r.Err(), r.Left())
		}
		if c.soon && p.longest > time.Second || !c.soon && p.longest < 2*time.Second {
			t.Errorf("%X: asked again after %s", c.command, p.longest)
		}
	}
}

// noise is a device that says what it likes and then is silent.
type noise struct{ say []byte }

func (n *noise) Read(p []byte) (int, error) {
	if len(n.say) == 0 {
		return 0, os.ErrDeadlineExceeded
	}
	k := copy(p, n.say[:min(len(n.say), 7)])
	n.say = n.say[k:]
	return k, nil
}
func (n *noise) Write(p []byte) (int, error)     { return len(p), nil }
func (n *noise) SetReadDeadline(time.Time) error { return nil }
func (n *noise) Close() error                    { return nil }

// FuzzDialogue lets a device say anything at all to a status, a sale and a
// question: nothing panics, everything ends, and no sale is done without an
// intent.
func FuzzDialogue(f *testing.F) {
	f.Add([]byte("\xff\x15\xff\x06\x02\x03\xffF\x00\xba"))
	f.Add([]byte("\x15\x06\x02\x10\x10\x00\x1e\x92\x02\x02\x00\x00\x9d\xd7\x00\x00\x00\x00\x00\x00\xc6"))
	f.Add([]byte("\x06\x02\xff\x02\x00"))
	f.Fuzz(func(t *testing.T, say []byte) {
		reg, err := Drivers.Open(t.Context(), "shtrih", &noise{say}, []byte(`{"PollMS":1,"ByteMS":1,"ReplyMS":1,"Retries":1,"PrintSeconds":1}`))
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		told := false
		o := reg.Print(ctx, sale("A-1"), func(context.Context, receipt.Intent) error { told = true; return nil })
		if o.State == "" || o.State == "done" && !told {
			t.Fatalf("got %v", o)
		}
		if _, err := reg.Status(ctx); err == nil && len(say) < 200 {
			t.Fatal("a status out of nothing")
		}
	})
}
