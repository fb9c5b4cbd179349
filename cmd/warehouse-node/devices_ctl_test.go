package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"warehouse-node/devices/scan"
	"warehouse-node/devices/wire"
)

// terminal is what a command of the command line writes, while it runs.
type terminal struct {
	mu   sync.Mutex // guards text
	text bytes.Buffer
}

func (s *terminal) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(p)
}

func (s *terminal) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// says waits until all of these were written.
func (s *terminal) says(d *day, words ...string) {
	d.t.Helper()
	d.eventually(fmt.Sprint("it says ", words), func() error {
		for _, w := range words {
			if !strings.Contains(s.String(), w) {
				return fmt.Errorf("no %q in\n%s", w, s)
			}
		}
		return nil
	})
}

// runs is a command of the command line.
type runs interface {
	Run(ctx context.Context, out io.Writer) error
}

// until runs a command, does what the test does beside it, and ends it as Ctrl-C
// does.
func (d *day) until(c runs, beside func(*terminal)) (*terminal, error) {
	d.t.Helper()
	out := &terminal{}
	ctx, stop := context.WithCancel(d.t.Context())
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- c.Run(ctx, out) }()
	beside(out)
	stop()
	return out, <-ended
}

// once runs a command to its end.
func (d *day) once(c runs) (string, error) {
	out := &terminal{}
	err := c.Run(d.t.Context(), out)
	return out.String(), err
}

const itemCode = "4607034170424"

var itemMark = "01" + "0" + itemCode + "21k3LInNbH_oG0Q" + scan.GS + "91EE06" + scan.GS + "92YXiyKfiHjE4YE8b+YVMC1O5r8VtpplA3AwcCqrcG9Dk="

// recordedMark is read while it is recorded and at no other time, so that its bytes
// tell that the recording has them.
var recordedMark = strings.Replace(itemMark, "k3LInNbH_oG0Q", "recordedCode1", 1)

// TestDevicesOfTheCommandLine lists, tries, records and replays each kind of
// device, first beside a running node, which keeps its ports, and then without
// one, over a pseudo terminal and TCP.
func TestDevicesOfTheCommandLine(t *testing.T) {
	d := newDay(t, &txtar.Archive{})
	at := where{File: filepath.Join(d.dir, "node.toml")}

	for _, way := range []string{"beside the node", "alone"} {
		if way == "alone" {
			d.ofAStranger()
			d.kill()
		}
		list, err := d.once(&devicesList{at})
		d.must(err)
		for _, want := range map[string][]string{
			"beside the node": {"scanner 1", "Listening", "printer 1", "Ready", "Shift closed", "PLUGGED IN"},
			"alone":           {"scanner 1", "can be opened", "printer 1", "ready", "shift 0 closed", "PLUGGED IN"},
		}[way] {
			if !strings.Contains(list, want) {
				t.Errorf("%s: no %q in\n%s", way, want, list)
			}
		}
		if way == "beside the node" {
			d.watches(at, "printer 1") // while it has no jobs
		}
		if _, err := d.once(&devicesTest{where: at, Name: "no such"}); err == nil || !strings.Contains(err.Error(), "devices list") {
			t.Errorf("%s: a device that is none: %v", way, err)
		}
		d.triesScanner(way, &devicesTest{where: at, Name: "scanner 1"})
		d.triesPrinter(way, &devicesTest{where: at, Name: "printer 1"})
		d.triesRegister(way, &devicesTest{where: at, Name: "register 1"})

		file := filepath.Join(d.dir, "line-"+way[:5]+".wire")
		_, err = d.until(&devicesRecord{where: at, Name: "scanner 1", Path: file}, func(out *terminal) {
			out.says(d, "Recording scanner 1")
			d.recorded(way, out)
			d.must(d.scanners[0].Scan(itemCode))
			d.must(d.scanners[0].ScanAs("]C0", demoBadge(9)))
			d.must(d.scanners[0].ScanAs("]d2", recordedMark))
			d.read(out, way)
		})
		d.must(err)
		if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: the recording is %v, %v", way, info.Mode(), err)
		}
		if text, err := os.ReadFile(file); err != nil || bytes.Contains(text, []byte(demoBadge(9))) || !bytes.Contains(text, []byte(secretText)) {
			t.Errorf("%s: a badge in the recording, %v\n%s", way, err, text)
		}
		same, err := d.once(&devicesReplay{Path: file})
		if err != nil || !strings.Contains(same, "ean13 "+itemCode) || !strings.Contains(same, "no difference") {
			t.Errorf("%s: %v\n%s", way, err, same)
		}
		if _, err := d.once(&devicesRecord{where: at, Name: "scanner 1", Path: file}); !errors.Is(err, os.ErrExist) {
			t.Errorf("%s: a file that is there already: %v", way, err)
		}
	}
	for _, name := range []string{"printer 1", "register 1"} {
		file := filepath.Join(d.dir, strings.Fields(name)[0]+".wire")
		_, err := d.once(&devicesRecord{where: at, Name: name, Path: file})
		d.must(err)
		same, err := d.once(&devicesReplay{Path: file})
		if err != nil || !strings.Contains(same, "no difference") {
			t.Errorf("%s: %v\n%s", name, err, same)
		}
	}
}

// watches records how a running node asks a device how it is, and replays that.
func (d *day) watches(at where, name string) {
	d.t.Helper()
	file := filepath.Join(d.dir, "watch "+name+".wire")
	_, err := d.once(&devicesRecord{where: at, Name: name, Path: file, For: 3 * statusEvery})
	d.must(err)
	text, err := os.ReadFile(file)
	d.must(err)
	same, err := d.once(&devicesReplay{Path: file})
	if err != nil || !bytes.Contains(text, []byte("\n> ")) {
		d.t.Errorf("%s: %v\n%s\n%s", name, err, same, text)
	}
}

// recorded waits until a recording has begun: the node says so on its own page.
func (d *day) recorded(way string, out *terminal) {
	d.t.Helper()
	if way == "alone" {
		out.says(d, "Scan something")
		return
	}
	d.eventually("it is recorded", func() error {
		if f, err := d.framesOf("scanner 1"); err != nil || !f.Record {
			return fmt.Errorf("recorded %v, %w", f.Record, err)
		}
		return nil
	})
}

// read waits until the scanner's codes came in.
func (d *day) read(out *terminal, way string) {
	d.t.Helper()
	if way == "alone" {
		out.says(d, itemCode, "(21) recordedCode1")
		return
	}
	d.eventually("the mark came in", func() error {
		f, err := d.framesOf("scanner 1")
		if err != nil {
			return err
		}
		var all []byte // of one read or of several
		for _, frame := range f.Frames {
			all = append(all, frame.Bytes...)
		}
		if !bytes.Contains(all, []byte(recordedMark)) {
			return errors.New("it did not")
		}
		return nil
	})
}

func (d *day) triesScanner(way string, c runs) {
	d.t.Helper()
	lost := strings.ReplaceAll(itemMark, scan.GS, "")
	out, err := d.until(c, func(out *terminal) {
		out.says(d, "Scan something")
		d.must(d.scanners[0].Scan(itemCode))
		d.must(d.scanners[0].ScanAs("]d2", itemMark))
		d.must(d.scanners[0].ScanAs("]d2", lost))
		d.must(d.scanners[0].ScanAs("]C0", demoBadge(9)))
		out.says(d, "]E0  ean13", "GTIN 0"+itemCode, "]d2  gs1-datamatrix", "(21) k3LInNbH_oG0Q  SERIAL", "marking code, full", "FLAW", "separator was lost", "a badge, not shown")
	})
	d.must(err)
	if strings.Contains(out.String(), demoBadge(9)) {
		d.t.Errorf("%s: a badge is shown:\n%s", way, out)
	}
}

func (d *day) triesPrinter(way string, c runs) {
	d.t.Helper()
	before := len(d.printer.Labels())
	out, err := d.once(c)
	d.must(err)
	d.labels(before + 1)
	if text, err := readCode128(d.printer.Labels()[before].Image); err != nil || text != "TEST" || !strings.HasPrefix(out, "ready\n") {
		d.t.Errorf("%s: the label says %q, %v; the terminal\n%s", way, text, err, out)
	}
	d.printer.Pause(true)
	defer d.printer.Pause(false)
	if _, err := d.until(c, func(out *terminal) { out.says(d, "paused") }); way == "beside the node" {
		d.must(err) // the label waits in the node's queue, and comes out later
		d.printer.Pause(false)
		d.labels(before + 2)
	}
}

func (d *day) triesRegister(way string, c runs) {
	d.t.Helper()
	reports := d.fiscal.Executed(0x40)
	out, err := d.once(c)
	d.must(err)
	if !strings.Contains(out, "shift 0 closed") || !strings.Contains(out, "fiscal memory") {
		d.t.Errorf("%s: it tells\n%s", way, out)
	}
	if n := d.fiscal.Executed(0x40) - reports; n != 0 {
		d.t.Errorf("%s: %d reports were printed", way, n)
	}
}

// ofAStranger tries a scanner by a configuration of another data folder: the
// running node has its port, and that is said.
func (d *day) ofAStranger() {
	d.t.Helper()
	_, err := d.once(&devicesTest{where: where{File: filepath.Join(d.dir, "node.toml"), Data: d.t.TempDir()}, Name: "scanner 1"})
	if !errors.Is(err, wire.ErrBusy) || !strings.Contains(err.Error(), fmt.Sprintf("(process %d)", d.node.Process.Pid)) {
		d.t.Errorf("the port of process %d: %v", d.node.Process.Pid, err)
	}
}

// TestReplaySaysTheDifference: a conversation that a driver does not follow is
// told by its line, whatever the difference.
func TestReplaySaysTheDifference(t *testing.T) {
	for _, row := range []struct{ name, text, want string }{
		{"line-more.wire", "# source: made by hand\n< \"4006381333931\\r\"\n= ean13 4006381333931\n", `tells "4006381333931", the recording wants "ean13 4006381333931"`},
		{"line-fewer.wire", "# source: made by hand\n< \"1234\\r\"\n= 1234\n= 5678\n", `does not tell "5678"`},
		{"line-sends.wire", "# source: made by hand\n> \"beep\"\n< \"1234\\r\"\n", "line 2"},
		{"zpl-other.wire", "# source: made by hand\n# call: status\n> \"~HQ\"\n", "line 3"},
		{"zpl-word.wire", "# source: made by hand\n# call: dance\n", `no call "dance"`},
		{"zpl-rest.wire", "# source: made by hand\nconfig {\"Answers\":false}\n# call: status\n< \"more\"\n", "line 4"},
		{"what.wire", "# source: made by hand\n", "--kind"},
		{"line-broken.wire", "# source: made by hand\n< half\n", "line 2"},
	} {
		file := filepath.Join(t.TempDir(), row.name)
		if err := os.WriteFile(file, []byte(row.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := (&devicesReplay{Path: file}).Run(t.Context(), io.Discard); err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%s: %v, want %q", row.name, err, row.want)
		}
	}
	own, err := filepath.Glob("../../devices/*/testdata/*.wire")
	if err != nil || len(own) < 20 {
		t.Fatalf("%d recordings, %v", len(own), err)
	}
	for _, file := range own {
		if err := (&devicesReplay{Path: file}).Run(t.Context(), io.Discard); err != nil {
			t.Error(err)
		}
	}
}
