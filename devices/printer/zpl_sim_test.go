package printer

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/datamatrix"
	"github.com/makiuchi-d/gozxing/oned"
	"github.com/makiuchi-d/gozxing/qrcode"

	"warehouse-node/devices/label"
	sim "warehouse-node/devices/sim/printer"
	"warehouse-node/devices/wire"
)

// pictures is for the front end's test, which shows the simulator's pictures to
// barcode libraries that are not ours.
var pictures = flag.String("pictures", "", "a folder to write the simulator's pictures of the golden files to")

// patience is how long a test waits for what must happen.
const patience = time.Minute

func soon(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	t.Cleanup(cancel)
	return ctx
}

func startSim(t *testing.T, c sim.Config) *sim.Printer {
	t.Helper()
	p, err := sim.Start("127.0.0.1:0", c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Close() })
	return p
}

// quick is a config for tests: the simulator answers at once.
var quick = zplConfig{DPI: 203, Text: "auto", Font: "0", Media: "printer", Mode: "printer", Answers: true, Count: true, Ahead: 1, ReplyMS: 2000, PollMS: 1}

func open(t *testing.T, p *sim.Printer, c zplConfig) *zpl {
	t.Helper()
	port, err := wire.Open(soon(t), "tcp://"+p.Addr())
	if err != nil {
		t.Fatal(err)
	}
	config, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	d, err := Drivers.Open(soon(t), "zpl", port, config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	return d.(*zpl)
}

// The printer prints, dot for dot, what the screen shows. The two share no code
// but the libraries of fonts and barcodes.
func TestPrintsThePreview(t *testing.T) {
	for name, s := range samples {
		for _, dpi := range []label.Resolution{label.DPI203, label.DPI300, label.DPI600} {
			if dpi != s.dpi && name != "codes" && name != "evil" {
				continue
			}
			p := startSim(t, sim.Config{DPI: int(dpi)})
			c := quick
			c.DPI, c.Text, c.LeftUM, c.TopUM = int(dpi), "picture", 2000, 1000
			l := s.label
			l.Copies = 0
			if o, err := open(t, p, c).Print(soon(t), l); err != nil || o.State() != Done {
				t.Fatalf("%s: %v, %v, %v", name, o, err, p.Errors())
			}
			want, err := label.Draw(l, dpi)
			if err != nil {
				t.Fatal(err)
			}
			got := p.Labels()[0].Image
			shift := image.Pt(dpi.Dots(2000), dpi.Dots(1000))
			if d := differing(want, got, shift); d > 0 {
				t.Errorf("%s at %d dpi: %d dots differ", name, dpi, d)
			}
		}
	}
}

// differing counts the dots in which got, moved by shift, is not want.
func differing(want, got *image.Paletted, shift image.Point) (n int) {
	for y := range want.Rect.Dy() {
		for x := range want.Rect.Dx() {
			if want.ColorIndexAt(x, y) != got.ColorIndexAt(x+shift.X, y+shift.Y) {
				n++
			}
		}
	}
	return n
}

// Every golden file is printed as it stands, and every barcode in it is read from
// the picture by a library nobody here wrote.
func TestGoldenIsReadable(t *testing.T) {
	for name := range samples {
		zpl, err := os.ReadFile("testdata/zpl/" + name + ".zpl")
		if err != nil {
			t.Fatal(err)
		}
		var want expectation
		text, err := os.ReadFile("testdata/zpl/" + name + ".json")
		if err == nil {
			err = json.Unmarshal(text, &want)
		}
		if err != nil {
			t.Fatal(err)
		}
		p := startSim(t, sim.Config{DPI: want.DPI})
		port, err := wire.Open(soon(t), "tcp://"+p.Addr())
		if err == nil {
			_, err = port.Write(zpl)
		}
		if err == nil {
			err = p.Wait(soon(t), 1)
		}
		if err != nil {
			t.Fatalf("%s: %v, %v", name, err, p.Errors())
		}
		_ = port.Close()
		picture := p.Labels()[0].Image
		if size := picture.Rect.Size(); size != image.Pt(want.Width, want.Height) {
			t.Errorf("%s is %v, want %d by %d", name, size, want.Width, want.Height)
		}
		for _, c := range want.Codes {
			at := image.Rect(c.X, c.Y, c.X+c.Width, c.Y+c.Height)
			if got := read(t, c.Symbology, picture.SubImage(at.Inset(-24))); got != c.Text {
				t.Errorf("%s, %s: got %q, want %q", name, c.Symbology, got, c.Text)
			}
		}
		if *pictures != "" {
			writePicture(t, filepath.Join(*pictures, name+".png"), picture)
		}
	}
}

func writePicture(t *testing.T, file string, picture image.Image) {
	t.Helper()
	var b bytes.Buffer
	err := png.Encode(&b, picture)
	if err == nil {
		err = os.WriteFile(file, b.Bytes(), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// read gives a code without the marks that say that it is GS1.
func read(t *testing.T, s label.Symbology, picture image.Image) string {
	t.Helper()
	hints := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true}
	reader := map[label.Symbology]gozxing.Reader{
		label.Code128: oned.NewCode128Reader(), label.GS1128: oned.NewCode128Reader(), label.EAN13: oned.NewEAN13Reader(),
		label.EAN8: oned.NewEAN8Reader(), label.UPCA: oned.NewUPCAReader(), label.ITF14: oned.NewITFReader(),
		label.DataMatrix: datamatrix.NewDataMatrixReader(), label.GS1DataMatrix: datamatrix.NewDataMatrixReader(), label.QR: qrcode.NewQRCodeReader(),
	}[s]
	mark := ""
	switch s {
	case label.GS1128:
		hints[gozxing.DecodeHintType_ASSUME_GS1] = true
		mark = "]C1"
	case label.GS1DataMatrix:
		mark = "\x1d"
	case label.QR:
		hints[gozxing.DecodeHintType_CHARACTER_SET] = "UTF-8"
	}
	bitmap, err := gozxing.NewBinaryBitmapFromImage(picture)
	if err != nil {
		t.Fatal(err)
	}
	result, err := reader.Decode(bitmap, hints)
	if err != nil {
		t.Errorf("%s is not readable: %v", s, err)
		return ""
	}
	text, ok := strings.CutPrefix(result.GetText(), mark)
	if !ok {
		t.Errorf("%s %q is not GS1", s, text)
	}
	return text
}

// A name full of commands is printed as a name: one label, nothing refused,
// nothing cancelled.
func TestEvilLabel(t *testing.T) {
	p := startSim(t, sim.Config{})
	d := open(t, p, quick)
	plain := samples["bin"].label
	o, err := d.Print(soon(t), plain, samples["evil"].label, plain)
	if err != nil || o.State() != Done || len(p.Labels()) != 3 || len(p.Errors()) > 0 {
		t.Errorf("%v, %v, %d labels, %v", o, err, len(p.Labels()), p.Errors())
	}
}

func TestPaperOut(t *testing.T) {
	for name, c := range map[string]sim.Config{"told": {Counts: true}, "coy": {Coy: true}} {
		t.Run(name, func(t *testing.T) {
			p := startSim(t, c)
			p.PaperOutAfter(2)
			quick := quick
			quick.ReplyMS = 100
			d := open(t, p, quick)
			l := samples["item"].label // two copies
			type result struct {
				o   Outcome
				err error
			}
			done := make(chan result)
			go func() {
				o, err := d.Print(soon(t), l, l, l)
				done <- result{o, err}
			}()
			if err := p.Wait(soon(t), 2); err != nil {
				t.Fatal(err)
			}
			// The state is told while the job waits.
			waitStatus(t, d, func(s Status) bool { return s.Has(PaperOut) })
			if n := len(p.Labels()); n != 2 {
				t.Errorf("%d labels on a roll of 2", n)
			}
			p.LoadPaper()
			r := <-done
			if r.err != nil || r.o.State() != Done || len(p.Labels()) != 6 || len(p.Errors()) > 0 {
				t.Errorf("%v, %v, %d labels, %v", r.o, r.err, len(p.Labels()), p.Errors())
			}
		})
	}
}

func waitStatus(t *testing.T, d Printer, ok func(Status) bool) {
	t.Helper()
	for ctx := soon(t); ; {
		s, err := d.Status(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if ok(s) {
			return
		}
	}
}

func TestFaultsAreTold(t *testing.T) {
	p := startSim(t, sim.Config{})
	d := open(t, p, quick)
	for _, row := range []struct {
		set  func(on bool)
		want Fault
	}{
		{p.OpenHead, HeadOpen},
		{p.Pause, Paused},
		{func(on bool) {
			if on {
				p.PaperOutAfter(0)
			} else {
				p.LoadPaper()
			}
		}, PaperOut},
	} {
		row.set(true)
		if s, err := d.Status(soon(t)); err != nil || len(s.Faults) != 1 || !s.Has(row.want) || s.Idle() {
			t.Errorf("%s: %+v, %v", row.want, s, err)
		}
		row.set(false)
		if s, err := d.Status(soon(t)); err != nil || !s.Idle() {
			t.Errorf("after %s: %+v, %v", row.want, s, err)
		}
	}
}

// A job that is given up while paper is out says what is in the printer.
func TestStopped(t *testing.T) {
	p := startSim(t, sim.Config{Counts: true})
	d := open(t, p, quick)
	l := samples["bin"].label
	ctx, cancel := context.WithCancel(soon(t))
	p.PaperOutAfter(1)
	go func() {
		if p.Wait(ctx, 1) == nil {
			waitQueue(ctx, d)
		}
		cancel()
	}()
	o, err := d.Print(ctx, l, l, l)
	var stopped *Stopped
	if !errors.As(err, &stopped) || !stopped.Status.Has(PaperOut) || !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if s := o.Sum(); o.State() != Unknown || s != (Tally{Done: 1, Unknown: 1, NotDone: 1}) {
		t.Errorf("got %v", o)
	}

	// Before anything was sent nothing is in doubt. The line is a new one: a job
	// that is given up in the middle of a question closes its own.
	d = open2(t, p)
	ctx, cancel = context.WithTimeout(soon(t), 50*time.Millisecond)
	defer cancel()
	if o, err := d.Print(ctx, l); !errors.As(err, &stopped) || o.State() != NotDone {
		t.Errorf("got %v, %v", o, err)
	}
	if _, err := open2(t, p).Count(soon(t)); !errors.Is(err, ErrBusy) {
		t.Errorf("a count with a label in the printer: %v", err)
	}
}

// open2 opens the printer anew, as a watch does after a line was closed.
func open2(t *testing.T, p *sim.Printer) *zpl {
	p.Cut()
	return open(t, p, quick)
}

// waitQueue waits until the printer has a label that it cannot print.
func waitQueue(ctx context.Context, d Printer) {
	for {
		if s, err := d.Status(ctx); err != nil || s.Remaining > 0 && s.Has(PaperOut) {
			return
		}
	}
}

func TestBadLabelIsNotSent(t *testing.T) {
	p := startSim(t, sim.Config{})
	bad := label.Label{Width: 10 * mm, Height: 10 * mm, Texts: []label.Text{{Width: 20 * mm, Height: mm, Size: mm}}}
	o, err := open(t, p, quick).Print(soon(t), samples["bin"].label, bad)
	if label.Problems(err) == nil || o.State() != NotDone || len(o.Labels) != 2 || len(p.Labels()) > 0 {
		t.Errorf("%v, %v, %d labels", o, err, len(p.Labels()))
	}
}

// A moment in which a label is neither queued nor printing does not fool the
// count, and twice idle is asked of a printer that does not count.
func TestGap(t *testing.T) {
	p := startSim(t, sim.Config{Counts: true, Gap: 30 * time.Millisecond})
	d := open(t, p, quick)
	l := samples["bin"].label
	for n := 1; n <= 3; n++ {
		o, err := d.Print(soon(t), l)
		if err != nil || o.State() != Done {
			t.Fatal(o, err)
		}
		if got := len(p.Labels()); got != n {
			t.Fatalf("reported done with %d of %d labels out", got, n)
		}
	}
	for _, row := range []struct {
		sent    int
		s       Status
		quiet   int
		counted int64
		want    int
	}{
		{1, Status{}, 1, -1, 0},
		{1, Status{}, 2, -1, 1},
		{1, Status{}, 1, 0, 0},
		{1, Status{}, 1, 1, 1},
		{1, Status{}, 9, 0, 0},
		{3, Status{Queued: 1}, 0, -1, 1},
		{3, Status{Remaining: 1}, 0, 3, 2},
		{3, Status{Remaining: 1}, 0, -1, 1},
		{3, Status{Silent: true}, 0, 3, 0},
		{1, Status{Queued: 5}, 0, 7, 0},
	} {
		if got := confirmed(row.sent, row.s, row.quiet, row.counted); got != row.want {
			t.Errorf("%+v: got %d", row, got)
		}
	}
}

func TestOneWay(t *testing.T) {
	c := quick
	c.Answers = false
	file := filepath.Join(t.TempDir(), "labels.zpl")
	port, err := wire.Open(soon(t), "file://"+file+"?create=true")
	if err != nil {
		t.Fatal(err)
	}
	z := &zpl{zplConfig: c, job: make(chan struct{}, 1), link: newZPLLink(port, c.reply())}
	o, err := z.Print(soon(t), samples["bin"].label, samples["item"].label)
	if err != nil || o.Sum() != (Tally{Done: 3}) {
		t.Errorf("%v, %v", o, err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	written, err := os.ReadFile(file)
	if err != nil || bytes.Count(written, []byte("^XZ")) != 3 {
		t.Errorf("%v: %s", err, written)
	}
}
