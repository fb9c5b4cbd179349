package cashreg

import (
	"testing"

	"github.com/creack/pty"

	"warehouse-node/devices/receipt"
	simreg "warehouse-node/devices/sim/cashreg"
	"warehouse-node/devices/wire"
	_ "warehouse-node/devices/wire/serial"
)

// TestSerial sells over a serial line, the way most of these registers hang.
func TestSerial(t *testing.T) {
	master, tty, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer tty.Close()
	r := newSim(t, simreg.Options{Prints: 1})
	go func() { _ = r.Serve(master) }() // ends when tty closes
	s := newShop(t, r)
	s.config = `{"PollMS":1}`
	s.dial = func() wire.Port {
		p, err := wire.Open(t.Context(), "serial://"+tty.Name()+"?baud=115200")
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	s.openShift()
	s.print(sale("A-1"))
	s.sim.Break(simreg.Fault{Command: cmdOperation, Act: simreg.BadLRC}, simreg.Fault{Command: cmdClose, Act: simreg.Nak})
	s.print(sale("A-2"))
	s.hangUp() // and plugged in again
	if o := s.closeShift(1); o.Document.Type != receipt.TypeShiftClose {
		t.Errorf("got %v", o)
	}
	once(t, r, sale("A-1"), sale("A-2"))
	s.hangUp()
}
