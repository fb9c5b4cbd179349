package wire

import (
	"errors"
	"io"
	"net"
	"os"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const conversation = `# source: a test
# more words
config {"Suffix":"CR"}
> "\x05"
~
> "\x05"
< "\x06"
< "answer"
!
> "again"
< "\x00\xff\"\n"
= first
= second
`

func must(t *testing.T, text string) *Replay {
	t.Helper()
	r, err := ParseReplay(text)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// play speaks as a driver: "r" reads up to 4 bytes, "o" reopens, "c" closes,
// anything else is sent. It says what came of it.
func play(p Port, reopen func(), script ...string) []string {
	var got []string
	for _, s := range script {
		var n int
		var err error
		buf := make([]byte, 4)
		switch s {
		case "r":
			n, err = p.Read(buf)
			s += " " + string(buf[:n])
		case "o":
			reopen()
		case "c":
			err = p.Close()
		default:
			_, err = io.WriteString(p, s)
		}
		for word, target := range map[string]error{"silence": os.ErrDeadlineExceeded, "gone": io.EOF, "broken": syscall.EPIPE, "closed": net.ErrClosed} {
			if errors.Is(err, target) {
				s, err = strings.TrimSpace(s)+": "+word, nil
			}
		}
		if err != nil {
			s = strings.TrimSpace(s) + ": " + err.Error()
		}
		got = append(got, s)
	}
	return got
}

func TestReplay(t *testing.T) {
	r := must(t, conversation)
	if d := cmp.Diff([]string{"a test", `{"Suffix":"CR"}`, "first second"}, []string{r.Source, r.Config, strings.Join(r.Want, " ")}); d != "" {
		t.Error(d)
	}
	got := play(r, r.Reopen, "\x05", "r", "\x05", "r", "r", "r", "r", "r", "x", "o", "ag", "ain", "r", "r", "r", "c", "r", "y")
	want := []string{"\x05", "r: silence", "\x05", "r \x06", "r answ", "r er", "r: gone", "r: gone", "x: broken", "o", "ag", "ain",
		"r \x00\xff\"\n", "r: gone", "r: gone", "c", "r: closed", "y: closed"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if r.Left() != 0 || r.Err() != nil {
		t.Errorf("%d left, %v", r.Left(), r.Err())
	}
}

func TestReplayRefuses(t *testing.T) {
	for _, row := range []struct {
		text   string
		script []string
		want   string
	}{
		{"> \"abc\"", []string{"abd"}, `line 1: the driver sends "abd", the recording has > "abc"`},
		{"\n> \"abc\"", []string{"r"}, `line 2: the driver reads, but should send "abc"`},
		{"< \"abc\"", []string{"x"}, `line 1: the driver sends "x", the recording has < "abc"`},
		{"> \"a\"", []string{"ab"}, `after the end: the driver sends "b"`},
		{"~", []string{"a"}, `line 1: the driver sends "a"`},
	} {
		r := must(t, row.text)
		play(r, r.Reopen, row.script...)
		if r.Err() == nil || !strings.Contains(r.Err().Error(), row.want) {
			t.Errorf("%q: got %v, want %s", row.text, r.Err(), row.want)
		}
		if _, err := r.Read(make([]byte, 1)); err != r.Err() {
			t.Errorf("%q: after the first error: %v", row.text, err)
		}
	}
	// One write may be several steps, and a cut meets it in the middle.
	r := must(t, "> \"ab\"\n> \"c\"\n!\n> \"e\"")
	if n, err := r.Write([]byte("abcd")); n != 3 || !errors.Is(err, syscall.EPIPE) {
		t.Errorf("got %d, %v", n, err)
	}
}

func TestParseReplayRefuses(t *testing.T) {
	for _, text := range []string{"< abc", "x", "\n\n< \"", "~ now", "! \"x\"", "config {}\nconfig {}", "<\"x\""} {
		if _, err := ParseReplay(text); err == nil || !strings.Contains(err.Error(), "line ") {
			t.Errorf("%q: got %v, want an error with its line", text, err)
		}
	}
}

// TestRecord: what Record wrote is played back by Replay, to the same effect.
func TestRecord(t *testing.T) {
	var text, tapped strings.Builder
	live := must(t, conversation)
	p := Record(Tap(live, func(dir byte, b []byte) { tapped.WriteString(string(dir) + string(b)) }), &text)
	script := []string{"\x05", "r", "\x05", "r", "r", "r", "r", "o", "again", "r"}
	want := play(p, live.Reopen, script...)
	again := must(t, text.String())
	if d := cmp.Diff(want, play(again, again.Reopen, script...)); d != "" {
		t.Errorf("%s\n%s", text.String(), d)
	}
	if again.Left() != 0 || again.Err() != nil {
		t.Errorf("%d left, %v", again.Left(), again.Err())
	}
	if w := ">\x05>\x05<\x06<answ<er>again<\x00\xff\"\n"; tapped.String() != w {
		t.Errorf("tapped %q, want %q", tapped.String(), w)
	}
}

type full struct{ left int }

func (f *full) Write(b []byte) (int, error) {
	if f.left--; f.left < 0 {
		return 0, syscall.ENOSPC
	}
	return len(b), nil
}

// A disk that is full ends the recording and not the device.
func TestRecordFull(t *testing.T) {
	p := Record(must(t, "< \"a\"\n< \"b\"\n< \"c\""), &full{1})
	if got, err := io.ReadAll(p); string(got) != "abc" || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
	if err := p.Close(); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("Close says %v", err)
	}
}

func FuzzParseReplay(f *testing.F) {
	f.Add(conversation)
	f.Add("< \"\\x1d\"\n~\n!")
	f.Fuzz(func(t *testing.T, text string) {
		r, err := ParseReplay(text)
		if err != nil {
			return
		}
		for range 100 {
			if n, err := r.Read(make([]byte, 7)); n == 0 && err == nil {
				t.Fatal("a read gave nothing and no error")
			}
			r.Reopen()
		}
	})
}
