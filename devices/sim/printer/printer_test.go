package printer

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func soon(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	t.Cleanup(cancel)
	return ctx
}

func start(t *testing.T, c Config) *Printer {
	t.Helper()
	p, err := Start("127.0.0.1:0", c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Close() })
	return p
}

// say opens a connection, says something and gives as many bytes of the answer.
func say(t *testing.T, p *Printer, text string, answer int) string {
	t.Helper()
	c, err := net.Dial("tcp", p.Addr())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, err := io.WriteString(c, text); err != nil {
		t.Fatal(err)
	}
	_ = c.SetReadDeadline(time.Now().Add(20 * time.Second))
	got := make([]byte, answer)
	n, err := io.ReadFull(c, got)
	if err != nil {
		t.Errorf("%q: %v", text, err)
	}
	return string(got[:n])
}

const (
	head  = "^XA^CI28^PON^PMN^LRN^PW400^LL200^LH0,0"
	frame = head + "^FO0,0^GB400,200,4^FS^XZ"
	idle  = "\x02030,0,0,0000,000,0,0,0,000,0,0,0\x03\r\n\x02001,0,0,0,1,2,6,0,00000000,1,000\x03\r\n\x021234,0\x03\r\n"
)

func TestAnswers(t *testing.T) {
	p := start(t, Config{Counts: true})
	if got := say(t, p, "~HS", len(idle)); got != idle {
		t.Errorf("idle: %q", got)
	}
	p.PaperOutAfter(1)
	p.OpenHead(true)
	if got := say(t, p, "~HQES", 62); !strings.Contains(got, "ERRORS:         1 00000000 00000004") {
		t.Errorf("open head: %q", got)
	}
	p.OpenHead(false)
	say(t, p, frame+frame+frame, 0)
	if err := p.Wait(soon(t), 1); err != nil {
		t.Fatal(err)
	}
	busy := "\x02030,1,0,0200,001,0,0,0,000,0,0,0\x03\r\n\x02001,0,0,0,1,2,6,0,00000001,1,000\x03\r\n\x021234,0\x03\r\n"
	for say(t, p, "~HS", len(busy)) != busy {
		if soon(t).Err() != nil {
			t.Fatal("one label under the head and one queued is never told")
		}
	}
	if got := say(t, p, "! U1 getvar \"odometer.total_label_count\"\r\n! U1 getvar \"media.type\"\r\n", 6); got != `"1""?"` {
		t.Errorf("variables: %q", got)
	}
	say(t, p, "~JA~HS", len(idle)) // the answer shows that it was obeyed
	p.LoadPaper()
	again := strings.Replace(idle, "0000,", "0200,", 1)
	for say(t, p, "~HS", len(again)) != again {
		if soon(t).Err() != nil {
			t.Fatal("never idle again")
		}
	}
	if n := len(p.Labels()); n != 1 || len(p.Errors()) > 0 {
		t.Errorf("%d labels after ~JA, %v", n, p.Errors())
	}
}

// The beginning of a label outlives its connection, until it is cancelled.
func TestPartial(t *testing.T) {
	p := start(t, Config{})
	say(t, p, frame[:40], 0)
	partial := strings.Replace(idle, "000,0,0,0,000", "000,0,0,1,000", 1)
	for say(t, p, "~HS", len(partial)) != partial {
		if soon(t).Err() != nil {
			t.Fatal("the partial format is never told")
		}
	}
	if got := say(t, p, "~JX~HS", len(idle)); got != idle {
		t.Errorf("after ~JX: %q", got)
	}
	say(t, p, frame, 0)
	if err := p.Wait(soon(t), 1); err != nil || len(p.Errors()) > 0 {
		t.Error(err, p.Errors())
	}
}

func TestRefuses(t *testing.T) {
	for _, bad := range []string{
		"^XA^XZ",
		head + "^FO0,0^GB10,10,1^XZ",
		head + "^FO0,0^GE10,10,1^FS^XZ",
		head + "^FO399,0^GB10,10,1^FS^XZ",
		head + "^GB10,10,1^FS^XZ",
		head + "^FO0,0^FDtext^FS^XZ",
		head + "^FO0,0^A0N,30^FDtwo\\&lines^FS^XZ",
		head + "^FO0,0^A0N,30^FB20,1,0,C^FDlonger than its block^FS^XZ",
		head + "^FO0,0^BY2,3,50^BEN,50,N,N^FD4607^FS^XZ",
		head + "^FO0,0^BY2,3,50^BEN,50,Y,N^FD460700177156^FS^XZ",
		head + "^FO0,0^BY2,3,50^BCN,50,N,N,N,N^FD>;123^FS^XZ",
		head + "^FO0,0^BY2,3,50^BCN,50,N,N,N,N^FD>:a>;^FS^XZ",
		head + "^FO0,0^BXN,4,200,10,10,6,#^FDmuch more than ten by ten^FS^XZ",
		head + "^FO0,0^BXN,4,200,10,10,6,#^FD#x^FS^XZ",
		head + "^FO0,0^BQN,2,4^FDXA,data^FS^XZ",
		head + "^FO0,0^FH_^A0N,30^FD_4^FS^XZ",
		head + "^FO0,0^FH_^A0N,30^FD_FF^FS^XZ",
		head + "^FO0,0^GFA,2,2,1,80^FS^XZ",
		head + "^FO0,0^GFA,2,2,1,8080!^FS^XZ",
		"^XA^PW400^LL200^FO0,0^FH_^A0N,30^FD_D0_AF^FS^XZ",
		"stray",
		"~ZZ",
		"~SD99",
		"^FO0,0",
	} {
		p := start(t, Config{})
		// What comes after the bad is printed.
		say(t, p, bad+frame, 0)
		if err := p.Wait(soon(t), 1); err != nil {
			t.Errorf("%s: %v", bad, err)
		}
		if len(p.Labels()) != 1 || len(p.Errors()) == 0 {
			t.Errorf("%s: %d labels, errors %q", bad, len(p.Labels()), p.Errors())
		}
	}
}

// What the driver does not write, but a printer has.
func TestUnderstands(t *testing.T) {
	for _, good := range []string{
		"^FT20,150^GB10,10,1^FS",
		"^FO20,20^BY2,3,50^B8N,50,N,N^FD4607001^FS",
		"^FO20,20^BY2,3,50^BUN,50,N,N,Y^FD03600029145^FS",
		"^FO20,20^BY2,3,50^BCN,50,N,N,N,N^FD>933>6a>533^FS",
		"^FO20,20^BY2,3,50^BCN,50,N,N,N,N^FD>:a><>0>=>1^FS",
		"^FO20,20^BXN,4,200,10,10,6,#^FDa##^FS",
		"^MNY^MMT^PQ1\r\n^FO0,0^GB9,9,9^FS",
	} {
		p := start(t, Config{})
		say(t, p, "~SD15"+head+good+"^XZ", 0)
		if err := p.Wait(soon(t), 1); err != nil || len(p.Errors()) > 0 {
			t.Errorf("%s: %v, %v", good, err, p.Errors())
		}
	}
}

// A printer without paper takes in what its buffer holds, and then nothing.
func TestBackPressure(t *testing.T) {
	p := start(t, Config{})
	p.PaperOutAfter(0)
	c, err := net.Dial("tcp", p.Addr())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	const labels = 40
	wrote := make(chan error)
	go func() {
		_, err := io.WriteString(c, strings.Repeat(frame+strings.Repeat(" ", 300_000), labels))
		wrote <- err
	}()
	full := func() bool { return len(p.queue) == bufferLabels }
	if err := p.until(full); err != nil {
		t.Fatal(err)
	}
	p.LoadPaper()
	if err := <-wrote; err != nil {
		t.Fatal(err)
	}
	if err := p.Wait(soon(t), labels); err != nil {
		t.Error(err)
	}
}

func TestFolderAndCopies(t *testing.T) {
	dir := t.TempDir()
	p := start(t, Config{Folder: dir, Cyrillic: true})
	say(t, p, head+"^PQ3^FO0,0^A0N,30^FH_^FD_D0_AF^FS^XZ", 0)
	if err := p.Wait(soon(t), 3); err != nil {
		t.Fatal(err)
	}
	for i := range 3 {
		b, err := os.ReadFile(filepath.Join(dir, fmt.Sprintf("label-%04d.png", i+1)))
		if err != nil || !bytes.HasPrefix(b, []byte("\x89PNG")) {
			t.Error(i, err)
		}
	}
}

// FuzzDraw: no format makes the printer panic.
func FuzzDraw(f *testing.F) {
	files, _ := filepath.Glob("../../printer/testdata/zpl/*.zpl")
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(bytes.TrimSuffix(bytes.TrimPrefix(b, []byte("^XA")), []byte("^XZ")))
	}
	if len(files) == 0 {
		f.Fatal("no seeds")
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		_, _ = draw(append(append([]byte("^XA"), body...), "^XZ"...), Config{})
	})
}
