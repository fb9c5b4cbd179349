package main

import (
	"context"
	"time"

	"warehouse-node/devices/cashreg"
	"warehouse-node/devices/printer"
	"warehouse-node/devices/receipt"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/station"
)

// statusEvery is how often a printer or register that has nothing to do is
// asked how it is: what changed is on the screens within two seconds.
const statusEvery = time.Second

// queue is where jobs for the devices of a bench wait; those for no bench
// in particular wait for a device of the site.
func (m *machine) queue(kind string) spool.Queue {
	if m.station.IsZero() || m.Kind == "cashreg" { // a warehouse's receipts go to its register, whatever the bench
		return spool.Queue(kind + "/" + m.site.String())
	}
	return spool.Queue(kind + "/" + m.station.String())
}

// prints serves a printer: jobs of its bench, and its state in between.
func (f *floor) prints(ctx context.Context, m *machine, p printer.Printer) error {
	return f.alongside(ctx, m, "printer", func(w *spool.Worker) { f.labelHands(p, w); f.plainHands(p, w) },
		func(ctx context.Context) ([]station.Message, error) {
			s, err := p.Status(ctx)
			return printerFaults(s), err
		})
}

// registers serves a cash register.
func (f *floor) registers(ctx context.Context, m *machine, r cashreg.Register) error {
	return f.alongside(ctx, m, "cashreg", func(w *spool.Worker) { f.receiptHands(r, w) },
		func(ctx context.Context) ([]station.Message, error) {
			s, err := r.Status(ctx)
			return registerFaults(s), err
		})
}

// alongside runs the jobs of a device and asks it how it is, until either ends.
// When what hindered it is over, the jobs that wait for that go on at once.
func (f *floor) alongside(ctx context.Context, m *machine, kind string, hands func(*spool.Worker), status func(context.Context) ([]station.Message, error)) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	w := spool.NewWorker(m.queue(kind))
	w.Log = f.Log
	hands(w)
	done := make(chan error, 1)
	go func() { done <- w.Run(ctx, f.DB) }()
	hindered := false
	err := poll(ctx, func(ctx context.Context) error {
		faults, err := status(ctx)
		if err != nil {
			return err
		}
		f.troubled(m, faults)
		if hindered && len(faults) == 0 {
			w.Well()
		}
		hindered = len(faults) > 0
		return nil
	})
	cancel()
	if werr := <-done; err == nil {
		err = werr
	}
	return err
}

// poll asks until asking fails or ctx ends.
func poll(ctx context.Context, status func(context.Context) error) error {
	tick := time.NewTicker(statusEvery)
	defer tick.Stop()
	for {
		if err := status(ctx); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
}

func printerFaults(s printer.Status) (all []station.Message) {
	for _, f := range s.Faults {
		all = append(all, station.Say("device.printer."+string(f)))
	}
	return all
}

// registerFaults are what a person must see to. A shift is none of it: the node
// opens one before the first receipt, and closes one that is over its day.
func registerFaults(s receipt.Status) (all []station.Message) {
	for _, r := range s.Blocks() {
		if r == receipt.ShiftNotOpen || r == receipt.ShiftTooLong {
			continue
		}
		all = append(all, station.Say("device.register."+string(r)))
	}
	return all
}
