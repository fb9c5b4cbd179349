package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"warehouse-node/devices/cashreg"
	"warehouse-node/devices/label"
	"warehouse-node/devices/printer"
	"warehouse-node/devices/receipt"
	"warehouse-node/devices/scale"
	"warehouse-node/devices/wire"
	_ "warehouse-node/devices/wire/serial"
)

// hands are a person at the page, who presses buttons and looks what the driver of
// the node then finds.
type hands struct {
	*testing.T
	*benches
	pressed map[string]bool
}

func atThePage(t *testing.T) *hands {
	t.Helper()
	b, err := openBenches(t.TempDir(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	return &hands{t, b, map[string]bool{}}
}

// press presses a button; its address is "printer/1/pause", with what else the form
// sends behind a question mark.
func (h *hands) press(button string) {
	h.Helper()
	answer, err := http.Post(h.page()+button, "", nil)
	if err != nil {
		h.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		h.Fatalf("%s: %s, %v", button, answer.Status, err)
	}
	form, _, _ := strings.Cut(button, "?")
	if !strings.Contains(string(body), `action="/`+form+`"`) {
		h.Errorf("%s has no button", button)
	}
	h.pressed[button] = true
}

func (h *hands) dial(address string) wire.Port {
	h.Helper()
	port, err := wire.Open(h.Context(), address)
	if err != nil {
		h.Fatal(err)
	}
	return port
}

// soon waits until a condition holds.
func (h *hands) soon(what string, ok func() bool) {
	h.Helper()
	for end := time.Now().Add(20 * time.Second); !ok(); {
		if time.Now().After(end) {
			h.Fatalf("it never came: %s", what)
		}
		time.Sleep(time.Millisecond)
	}
}

func (h *hands) printer() printer.Printer {
	h.Helper()
	p, err := printer.Drivers.Open(h.Context(), "zpl", h.dial("tcp://"+h.printers[0].Addr()), nil)
	if err != nil {
		h.Fatal(err)
	}
	return p
}

// TestPrinterButtons: what each button does to a printer the driver finds, and the
// page says.
func TestPrinterButtons(t *testing.T) {
	h := atThePage(t)
	p := h.printer()
	has := func(want ...printer.Fault) {
		t.Helper()
		s, err := p.Status(t.Context())
		if err != nil || !slices.Equal(s.Faults, want) || (len(h.view().Printers[0].Troubles) == 0) != (len(want) == 0) {
			t.Errorf("the driver finds %v, %v; want %v; the page says %v", s.Faults, err, want, h.view().Printers[0].Troubles)
		}
	}
	has()
	for _, row := range []struct {
		bad, well string
		is        printer.Fault
	}{{"paper-out", "paper-in", printer.PaperOut}, {"head-open", "head-close", printer.HeadOpen}, {"pause", "go-on", printer.Paused}} {
		h.press("printer/1/" + row.bad)
		has(row.is)
		h.press("printer/1/" + row.well)
		has()
	}

	h.press("printer/1/silent")
	if s, err := p.Status(t.Context()); err == nil && !s.Silent {
		t.Errorf("it answers though it is silent: %+v", s)
	}
	h.press("printer/1/speak")
	_ = p.Close() // the driver may have given the line up
	p = h.printer()
	has()

	h.press("printer/1/paper-ends")
	printed := make(chan error, 1)
	go func() {
		_, err := p.Print(context.WithoutCancel(t.Context()), sample())
		printed <- err
	}()
	h.soon("the label waits for paper", func() bool { return slices.Contains(h.printers[0].Troubles(), "no paper") })
	if n := len(h.printers[0].Labels()); n != 0 {
		t.Errorf("%d labels without paper", n)
	}
	h.press("printer/1/paper-in")
	if err := <-printed; err != nil || len(h.printers[0].Labels()) != 1 {
		t.Errorf("%d labels, %v", len(h.printers[0].Labels()), err)
	}

	h.press("printer/1/cut")
	if _, err := p.Status(t.Context()); err == nil {
		t.Error("the line was not cut")
	}
	p = h.printer()
	has()
	count := func() int64 {
		t.Helper()
		n, err := p.(printer.Counter).Count(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if n := count(); n != 1 {
		t.Errorf("it counts %d labels", n)
	}
	h.press("printer/1/pause")
	h.press("printer/1/replace")
	p = h.printer()
	has()
	if n := count(); n != 0 {
		t.Errorf("another printer counts %d labels", n)
	}
	for _, one := range printerHarms {
		if !h.pressed["printer/1/"+one.Name] {
			t.Errorf("nobody pressed %s", one.Name)
		}
	}
	h.isNone("printer/1/nothing", "printer/7/pause", "register/nothing")
}

// isNone are buttons that there are not.
func (h *hands) isNone(buttons ...string) {
	h.Helper()
	for _, button := range buttons {
		answer, err := http.Post(h.page()+button, "", nil)
		if err != nil {
			h.Fatal(err)
		}
		if _ = answer.Body.Close(); answer.StatusCode != http.StatusNotFound {
			h.Errorf("%s: %s", button, answer.Status)
		}
	}
}

func sample() label.Label {
	mm := label.Millimetre
	return label.Label{Width: 58 * mm, Height: 40 * mm, Texts: []label.Text{{At: label.Point{X: 4 * mm, Y: 4 * mm}, Width: 50 * mm, Height: 10 * mm, Text: "A-1", Size: 6 * mm}}}
}

func (h *hands) fiscalDriver() cashreg.Register {
	h.Helper()
	r, err := cashreg.Drivers.Open(h.Context(), "shtrih", h.dial(h.register.Address()), []byte(`{"PollMS":20,"ReplyMS":200,"Retries":1}`))
	if err != nil {
		h.Fatal(err)
	}
	h.Cleanup(func() { _ = r.Close() })
	return r
}

func (h *hands) status(r cashreg.Register) receipt.Status {
	h.Helper()
	s, err := r.Status(h.Context())
	if err != nil {
		h.Fatal(err)
	}
	return s
}

// TestScaleButtons: a load that was put on is what the driver weighs, and a cable that
// was pulled ends its line until it is in again.
func TestScaleButtons(t *testing.T) {
	h := atThePage(t)
	opens := func() scale.Scale {
		t.Helper()
		s, err := scale.Drivers.Open(t.Context(), "sics", h.dial("serial://"+h.scale.Path()), nil)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		return s
	}
	weighs := func(s scale.Scale, grams int64) {
		t.Helper()
		h.soon(fmt.Sprint(grams, " g"), func() bool {
			r, err := s.Next(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			return r.Grams == grams
		})
	}
	s := opens()
	h.press("scale?grams=1250")
	weighs(s, 1250)
	h.press("scale")
	weighs(s, 0)
	h.press("scale/plug")
	if _, err := s.Next(t.Context()); err == nil {
		t.Error("it answers though its cable is out")
	}
	h.press("scale/plug?in=1")
	h.press("scale?grams=80&moves=1")
	weighs(opens(), 80)
}

// says wants the page to say these troubles of the register.
func (h *hands) says(want ...string) {
	h.Helper()
	if got := h.view().Register.Troubles; !slices.Equal(got, want) {
		h.Errorf("the page says %v, want %v", got, want)
	}
}

// TestRegisterButtons: what each button does to the register the driver finds.
func TestRegisterButtons(t *testing.T) {
	h := atThePage(t)
	r := h.fiscalDriver()
	h.says()

	h.press("register/off")
	h.says("switched off")
	if _, err := r.Status(t.Context()); err == nil {
		t.Error("it answers though it is off")
	}
	h.press("register/off") // twice harms nobody
	h.press("register/on")
	h.press("register/on")
	h.says()
	r = h.fiscalDriver()

	h.press("register/silent")
	h.says("a fault waits or goes on")
	if _, err := r.Status(t.Context()); err == nil {
		t.Error("it answers though it is silent")
	}
	h.press("register/mend")
	h.says()
	r = h.fiscalDriver()

	h.press("register/paper-out")
	h.says("no paper")
	if s := h.status(r); s.Paper != receipt.PaperOut {
		t.Errorf("paper is %s", s.Paper)
	}
	h.press("register/paper-in")
	if s := h.status(r); s.Paper != receipt.PaperReady {
		t.Errorf("paper is %s", s.Paper)
	}
	h.sells(r)
	h.operator(r)
	for _, one := range registerHarms {
		if !h.pressed["register/"+one.Name] {
			t.Errorf("nobody pressed %s", one.Name)
		}
	}
}

// sells prints receipts against the faults of one.
func (h *hands) sells(r cashreg.Register) {
	h.Helper()
	if o := r.OpenShift(h.Context()); o.State != receipt.StateDone {
		h.Fatal(o)
	}
	var intent receipt.Intent
	sell := func(job string) receipt.Outcome {
		h.Helper()
		return r.Print(h.Context(), receipt.Receipt{
			Job: job, Kind: receipt.Sale, TaxSystem: receipt.General, Payments: receipt.Payments{Card: 300_00}, Cashier: receipt.Cashier{Name: "Иванова"},
			Lines: []receipt.Line{{Name: "Чай", Price: 150_00, Quantity: receipt.Pieces(2), Sum: 300_00, Rate: "ru-20", Subject: receipt.Goods, Method: receipt.FullPayment}},
		}, func(_ context.Context, in receipt.Intent) error {
			intent = in
			return nil
		})
	}
	for i, row := range []struct {
		button   string
		receipts int
		state    receipt.State // as a new connection finds it
	}{{"lose-answer", 1, receipt.StateDone}, {"lose-receipt", 1, receipt.StateNotDone}, {"paper-ends", 2, receipt.StateDone}} {
		h.press("register/" + row.button)
		h.says("a fault waits or goes on")
		first := sell(fmt.Sprint("J", i))
		if row.button != "paper-ends" && first.State == receipt.StateDone {
			h.Errorf("%s: nothing was lost: %v", row.button, first)
		}
		if row.button == "paper-ends" {
			h.says("no paper")
			h.press("register/paper-in")
		}
		_ = r.Close() // it may have been cut
		r = h.fiscalDriver()
		if o := r.Resolve(h.Context(), intent); o.State != row.state {
			h.Errorf("%s: %v, want %v", row.button, o, row.state)
		}
		if n := len(h.fiscal.Receipts()); n != row.receipts {
			h.Errorf("%s: %d receipts, want %d", row.button, n, row.receipts)
		}
		h.says()
	}
}

// operator holds documents, lets days pass and works on the fiscal memory.
func (h *hands) operator(r cashreg.Register) {
	h.Helper()
	_ = r.Close() // the last sale has opened it anew
	r = h.fiscalDriver()
	h.press("register/hold")
	h.says("documents are held")
	shift := h.status(r).ShiftNo
	h.press("register/day-later")
	if s := h.status(r); s.Shift != receipt.ShiftExpired {
		h.Errorf("the shift is %s", s.Shift)
	}
	if o := r.CloseShift(h.Context(), shift); o.State != receipt.StateDone {
		h.Fatal(o)
	}
	h.says("documents are held", "the operator lacks documents")
	if s := h.status(r); s.Unsent.Documents != 1 {
		h.Errorf("%d documents wait", s.Unsent.Documents)
	}
	h.press("register/send")
	if s := h.status(r); s.Unsent.Documents != 0 {
		h.Errorf("%d documents wait", s.Unsent.Documents)
	}
	h.says()
	before := h.status(r).Memory
	h.press("register/memory-full")
	h.press("register/memory-ends")
	if m := h.status(r).Memory; before.NearFull || before.Ending || !m.NearFull || !m.Ending || m.Urgent {
		h.Errorf("%+v after %+v", m, before)
	}
	h.says("fiscal memory nearly full", "fiscal memory ends soon")
	h.press("register/memory-new")
	if m := h.status(r).Memory; m.NearFull || m.Ending || m.Number == before.Number || len(m.Number) != 16 {
		h.Errorf("the new one is %+v", m)
	}
	h.says()
}

// TestPage: every trouble stands on the page beside its device.
func TestPage(t *testing.T) {
	h := atThePage(t)
	h.press("printer/2/head-open")
	h.press("register/paper-out")
	answer, err := http.Get(h.page())
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	var marks []string
	for lines := bufio.NewScanner(answer.Body); lines.Scan(); {
		if _, text, ok := strings.Cut(lines.Text(), "<mark>"); ok {
			text, _, _ = strings.Cut(text, "</mark>")
			marks = append(marks, text)
		}
	}
	if !slices.Equal(marks, []string{"head open", "no paper"}) {
		t.Errorf("the page says %v", marks)
	}
}

// TestNextMemory: the number of a new fiscal memory is another one of as many digits.
func TestNextMemory(t *testing.T) {
	for from, want := range map[string]string{"9999078900012345": "9999078900012346", "0000000000000999": "0000000000001000", "9999999999999999": "0000000000000000"} {
		if got := nextMemory(from); got != want {
			t.Errorf("%s after %s", got, from)
		}
	}
}
