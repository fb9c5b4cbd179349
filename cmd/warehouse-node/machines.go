package main

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"time"

	"warehouse-node/devices/cashreg"
	"warehouse-node/devices/printer"
	"warehouse-node/devices/receipt"
	"warehouse-node/orders/till"
	"warehouse-node/ui/api"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/station"
)

// statusEvery is how often a printer or register that has nothing to do is
// asked how it is: what changed is on the screens within two seconds.
const statusEvery = 800 * time.Millisecond

// silentAfter is how long a device may think about its answer before people are
// told that it is silent. Its driver goes on asking, and knows when to give up.
const silentAfter = 600 * time.Millisecond

// queue is where jobs for the devices of a bench wait; those for no bench
// in particular wait for a device of the site.
func (m *machine) queue(kind string) spool.Queue {
	at := m.bench()
	if at.IsZero() || m.Kind == "cashreg" { // a warehouse's receipts go to its register, whatever the bench
		return spool.Queue(kind + "/" + m.home().String())
	}
	return spool.Queue(kind + "/" + at.String())
}

// ownQueue is where jobs wait that this very device must do.
func (m *machine) ownQueue() spool.Queue { return till.OwnQueue(m.Name) }

// prints serves a printer: jobs of its bench, and its state in between.
func (f *floor) prints(ctx context.Context, m *machine, p printer.Printer) error {
	return f.alongside(ctx, m, "printer", func(w *spool.Worker) { f.labelHands(p, w); f.plainHands(p, w); f.carrierHands(m, p, w) },
		func(ctx context.Context) ([]station.Message, error) {
			s, err := p.Status(ctx)
			if err == nil {
				m.reports(printerLines(s))
			}
			if err == nil && !s.Has(printer.Silent) {
				m.answered()
			}
			return printerFaults(s), err
		})
}

// registers serves a cash register.
func (f *floor) registers(ctx context.Context, m *machine, r cashreg.Register) error {
	told := &telling{floor: f, machine: m, register: r}
	return f.alongside(ctx, m, "cashreg", func(w *spool.Worker) { f.receiptHands(m, r, w); f.shiftHands(told, w); reportHands(r, w) },
		func(ctx context.Context) ([]station.Message, error) {
			s, err := r.Status(ctx)
			if err == nil {
				m.tells(registerState(s), registerNotes(s))
				m.reports(registerLines(s, time.Now()))
				m.answered()
				err = told.hears(ctx, s)
			}
			return registerFaults(s), err
		})
}

// alongside runs the jobs of a device, those of its bench and its own, and asks
// it how it is, until either ends. When what hindered it is over, the jobs that
// wait for that go on at once.
func (f *floor) alongside(ctx context.Context, m *machine, kind string, hands func(*spool.Worker), status func(context.Context) ([]station.Message, error)) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	own := f.worker(m.ownQueue(), hands)
	var bench atomic.Pointer[spool.Worker]
	ended := make(chan error, 2)
	work := func(run func() error) {
		err := run()
		cancel()
		ended <- err
	}
	go work(func() error { return own.Run(ctx, f.DB) })
	go work(func() error { return f.benchJobs(ctx, m, kind, hands, &bench) })
	hindered := false
	err := poll(ctx, func(ctx context.Context) error {
		silent := time.AfterFunc(silentAfter, func() {
			if w := bench.Load(); !own.Busy() && (w == nil || !w.Busy()) {
				f.troubled(m, []station.Message{station.Say("device.silent")})
			}
		})
		faults, err := status(ctx)
		if silent.Stop(); err != nil {
			return err
		}
		f.troubled(m, faults)
		if hindered && len(faults) == 0 {
			own.Well()
			if w := bench.Load(); w != nil {
				w.Well()
			}
		}
		hindered = len(faults) > 0
		return nil
	})
	cancel()
	for range cap(ended) {
		if werr := <-ended; err == nil || errors.Is(err, context.Canceled) {
			err = werr
		}
	}
	return err
}

func (f *floor) worker(q spool.Queue, hands func(*spool.Worker)) *spool.Worker {
	w := spool.NewWorker(q)
	w.Log = f.Log
	hands(w)
	return w
}

// benchJobs does the jobs of the bench where the device is bound, and after it
// was bound to another, of that; now is its worker.
func (f *floor) benchJobs(ctx context.Context, m *machine, kind string, hands func(*spool.Worker), now *atomic.Pointer[spool.Worker]) error {
	for {
		moved := m.leaves()
		here, leave := context.WithCancel(ctx)
		stop := context.AfterFunc(moved, leave)
		w := f.worker(m.queue(kind), hands)
		now.Store(w)
		err := w.Run(here, f.DB)
		left := moved.Err() != nil
		stop()
		leave()
		if ctx.Err() != nil || !left {
			return err
		}
	}
}

// leaves ends when the device is bound to another bench.
func (m *machine) leaves() context.Context {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.here
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

// tells keeps what a device says of itself for the office.
func (m *machine) tells(says api.Said, notes []api.Said) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.says, m.notes = says, notes
}

// reports keeps what a device says of itself for the command line.
func (m *machine) reports(lines []string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.lines = lines
}

func registerState(s receipt.Status) api.Said {
	number := map[string]api.Arg{"shift": {Kind: "count", Number: int64(s.ShiftNo)}}
	switch s.Shift {
	case receipt.ShiftOpen:
		return api.Saying("device.state.shift_open", number)
	case receipt.ShiftExpired:
		return api.Saying("device.state.shift_expired", number)
	}
	return api.Said{Code: "device.state.shift_closed"}
}

func registerNotes(s receipt.Status) (all []api.Said) {
	if about := strings.TrimSpace(s.Model + " " + s.Serial); about != "" {
		all = append(all, api.Saying("device.note.model", map[string]api.Arg{"text": {Kind: "code", Text: about}}))
	}
	return all
}
