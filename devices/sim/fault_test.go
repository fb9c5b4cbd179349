package sim

import (
	"errors"
	"io"
	"net"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestHarm says what the other end gets of "0123456789", however it is split.
func TestHarm(t *testing.T) {
	for _, row := range []struct{ script, want string }{
		{"", "0123456789"},
		{"< 4 cut", "0123!"},
		{"< 0 cut", "!"},
		{"< 10 cut", "0123456789"},
		{"< 2 corrupt 2", "01\xcd\xcc456789"},
		{"< 2 duplicate", "0122345" + "6789"},
		{"< 7 drop", "0123456"},
		{"< 7 drop 2", "01234569"},
		{"< 3 drop\n< 5 cut", "012!"},
		{"> 3 cut", "0123456789"},
		{"< 3 delay 1h", "012(1h0m0s)3456789"},
		{"< 3 dribble 1s 2", "012(1s)3(1s)456789"},
		{"< 8 dribble 1s\n< 9 cut", "01234567(1s)8!"},
		{"< 1 corrupt\n< 3 corrupt", "0\xce2\xcc456789"},
	} {
		for split := 1; split <= 10; split++ {
			var f Faults
			f.Arm(MustParse(row.script)...)
			var got strings.Builder
			for rest := "0123456789"; rest != "" && !strings.HasSuffix(got.String(), "!"); {
				n := min(split, len(rest))
				for _, p := range f.harm(FromDevice, []byte(rest[:n])) {
					if p.wait > 0 {
						got.WriteString("(" + p.wait.String() + ")")
					}
					got.Write(p.data)
					if p.cut {
						got.WriteByte('!')
					}
				}
				rest = rest[n:]
			}
			if got.String() != row.want {
				t.Errorf("%q in pieces of %d: got %q, want %q", row.script, split, got.String(), row.want)
			}
		}
	}
}

// A duplicate of several bytes repeats them as a block, which only shows when
// they pass in one piece.
func TestDuplicateBlock(t *testing.T) {
	var f Faults
	f.Arm(MustParse("< 3 duplicate 4")...)
	var got []byte
	for _, p := range f.harm(FromDevice, []byte("0123456789")) {
		got = append(got, p.data...)
	}
	if want := "01234563456789"; string(got) != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if f.Armed() != 0 {
		t.Error("a fault that happened is still armed")
	}
}

func TestParse(t *testing.T) {
	script := "# a comment\n\n< 12 cut\n> 0 delay 300ms\n< 5 corrupt 2\n< 3 duplicate 1\n< 0 dribble 30ms\n> 7 drop 3\n"
	got, err := Parse(script)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, f := range got {
		lines = append(lines, f.String())
	}
	want := []string{"< 12 cut", "> 0 delay 300ms", "< 5 corrupt 2", "< 3 duplicate 1", "< 0 dribble 30ms", "> 7 drop 3"}
	if d := cmp.Diff(want, lines); d != "" {
		t.Error(d)
	}
	for _, bad := range []string{"<", "< 3", "= 3 cut", "< -1 cut", "< x cut", "< 1 burn", "< 1 delay", "< 1 delay soon", "< 1 cut 5", "< 1 drop 0", "< 1 delay 1s 4"} {
		if _, err := Parse("\n" + bad); err == nil || !strings.Contains(err.Error(), "line 2") {
			t.Errorf("%q: got %v, want an error at line 2", bad, err)
		}
	}
}

func TestConn(t *testing.T) {
	host, device := net.Pipe()
	var f Faults
	f.Arm(MustParse("> 2 drop 1\n< 4 cut")...)
	dev := f.Conn(device)
	go host.Write([]byte("abcd"))
	buf := make([]byte, 3)
	if _, err := io.ReadFull(dev, buf); err != nil || string(buf) != "abd" {
		t.Errorf("device heard %q, %v; want abd", buf, err)
	}
	said := make(chan error)
	go func() { _, err := dev.Write([]byte("answer")); said <- err }()
	got, _ := io.ReadAll(host)
	if string(got) != "answ" {
		t.Errorf("host got %q, want answ", got)
	}
	if err := <-said; !errors.Is(err, syscall.EPIPE) {
		t.Errorf("device saw %v, want a broken pipe", err)
	}
}

// Close ends a delay: a simulator with an hour to wait can be stopped.
func TestCloseEndsDelay(t *testing.T) {
	_, device := net.Pipe()
	var f Faults
	f.Arm(Fault{Dir: FromDevice, Act: Delay, Wait: time.Hour})
	dev := f.Line(device)
	said := make(chan error)
	go func() { _, err := dev.Write([]byte("x")); said <- err }()
	dev.Close()
	if err := <-said; err == nil {
		t.Error("a write on a closed line went well")
	}
}
