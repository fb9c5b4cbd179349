package main

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"warehouse-node/devices/sim"
	"warehouse-node/devices/sim/cashreg"
	"warehouse-node/devices/sim/printer"
)

// harm is a button: what it is called in an address, what it says, and what goes
// wrong with the device, or is well again, when it is pressed.
type harm[D any] struct {
	Name  string
	Words string
	do    func(D) error
}

// simple is a harm that cannot fail.
func simple[D any](do func(D)) func(D) error {
	return func(d D) error {
		do(d)
		return nil
	}
}

var printerHarms = []harm[*printer.Printer]{
	{"paper-out", "Take the paper out", simple(func(p *printer.Printer) { p.PaperOutAfter(0) })},
	{"paper-ends", "Paper ends under the next label", simple((*printer.Printer).PaperEndsNext)},
	{"paper-in", "Load paper", simple((*printer.Printer).LoadPaper)},
	{"head-open", "Open the head", simple(func(p *printer.Printer) { p.OpenHead(true) })},
	{"head-close", "Close the head", simple(func(p *printer.Printer) { p.OpenHead(false) })},
	{"pause", "Pause", simple(func(p *printer.Printer) { p.Pause(true) })},
	{"go-on", "Go on", simple(func(p *printer.Printer) { p.Pause(false) })},
	{"silent", "Answer nothing", simple(func(p *printer.Printer) { p.Arm(mute) })},
	{"speak", "Answer again", simple(func(p *printer.Printer) { p.Clear() })},
	{"cut", "Cut the connection", simple((*printer.Printer).Cut)},
	{"replace", "Put another printer in its place", simple((*printer.Printer).Replace)},
}

// closeReceipt is the command that makes a receipt a document.
const closeReceipt = 0xFF45

// mute drops what a device says, until its faults are taken away.
var mute = sim.Fault{Dir: sim.FromDevice, Act: sim.Drop}

// endsSoon is within the days in which a fiscal memory warns that it ends.
const endsSoon = 20 * 24 * time.Hour

// broken is a button that sets a fault of the register.
func broken(f cashreg.Fault) func(*benches) error {
	return simple(func(b *benches) { b.fiscal.Break(f) })
}

var registerHarms = []harm[*benches]{
	{"off", "Switch off", (*benches).switchOff},
	{"on", "Switch on", (*benches).switchOn},
	{"silent", "Answer nothing", simple(func(b *benches) { b.fiscal.Link.Arm(mute) })},
	{"lose-answer", "Lose the answer to the next receipt", broken(cashreg.Fault{Command: closeReceipt, Act: cashreg.CutAfter})},
	{"lose-receipt", "Cut the line before the next receipt", broken(cashreg.Fault{Command: closeReceipt, Act: cashreg.CutBefore})},
	{"paper-ends", "Paper ends under the next receipt", broken(cashreg.Fault{Command: closeReceipt, Act: cashreg.PaperEnds})},
	{"mend", "Take these faults back", simple(func(b *benches) { b.fiscal.Mend() })},
	{"paper-out", "Take the paper out", simple(func(b *benches) { b.fiscal.TakePaper() })},
	{"paper-in", "Load paper", simple(func(b *benches) { b.fiscal.LoadPaper() })},
	{"hold", "Hold documents from the operator", simple(func(b *benches) { b.fiscal.Hold() })},
	{"send", "Send documents to the operator", simple(func(b *benches) { b.fiscal.Send() })},
	{"day-later", "A day passes", simple(func(b *benches) { b.fiscal.Later(25 * time.Hour) })},
	{"memory-full", "The fiscal memory is nearly full", simple(func(b *benches) { b.fiscal.NearFull() })},
	{"memory-ends", "The fiscal memory ends in 20 days", simple(func(b *benches) { b.fiscal.Expire(time.Now().Add(endsSoon)) })},
	{"memory-new", "Put a new fiscal memory in", simple(func(b *benches) { b.fiscal.SwapMemory(nextMemory(b.fiscal.MemoryNumber())) })},
}

// nextMemory is the number of a fiscal memory that comes after another: 16 digits.
func nextMemory(number string) string {
	digits := []byte(number)
	for i := len(digits) - 1; i >= 0; i-- {
		if digits[i]++; digits[i] <= '9' {
			break
		}
		digits[i] = '0'
	}
	return string(digits)
}

// switchOff takes the power: the port is shut and what was not acknowledged is lost.
func (b *benches) switchOff() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.off = true
	b.fiscal.PowerOff()
	return b.register.Close()
}

// switchOn puts the register back where it was.
func (b *benches) switchOn() (err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.off {
		return nil
	}
	server, err := b.fiscal.Listen(strings.TrimPrefix(b.register.Address(), "tcp://"))
	if err == nil {
		b.register, b.off = server, false
	}
	return err
}

// troubles are what is wrong with the register.
func (b *benches) troubles() []string {
	b.mu.Lock()
	off := b.off
	b.mu.Unlock()
	all := b.fiscal.Troubles()
	if off {
		all = append([]string{"switched off"}, all...)
	}
	return all
}

// press does what the button named in the address does.
func press[D any](w http.ResponseWriter, r *http.Request, d D, all []harm[D]) {
	i := slices.IndexFunc(all, func(h harm[D]) bool { return h.Name == r.PathValue("do") })
	if i < 0 {
		http.NotFound(w, r)
		return
	}
	done(w, r, all[i].do(d))
}

func (b *benches) harmPrinter(w http.ResponseWriter, r *http.Request) {
	if p, ok := numbered(w, r, b.printers); ok {
		press(w, r, p, printerHarms)
	}
}

func (b *benches) harmRegister(w http.ResponseWriter, r *http.Request) {
	press(w, r, b, registerHarms)
}
