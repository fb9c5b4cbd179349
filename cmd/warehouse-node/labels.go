package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"warehouse-node/devices/label"
	"warehouse-node/devices/printer"
	"warehouse-node/orders"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/dispatch"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/pack"
	"warehouse-node/warehouse/paper"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/store"
)

// before is what a label job remembers before the printer is told: its count of
// labels, by which the doubt can be ended later.
type before struct {
	Count int64 `json:"count"` // -1 when the printer does not count
}

// labelHands print the parcel labels of a bench.
func (f *floor) labelHands(p printer.Printer, w *spool.Worker) {
	pack.Labels.On(w, func(ctx context.Context, t *spool.Try, l pack.Label) (struct{}, error) {
		drawn, err := f.parcelLabel(ctx, l)
		if err != nil {
			return struct{}{}, spool.NotDone(err)
		}
		return struct{}{}, printOne(ctx, t, p, *drawn)
	}, func(ctx context.Context, j *spool.Job, _ pack.Label) (struct{}, error) {
		return struct{}{}, askPrinter(ctx, p, j.Intent)
	})
}

// printOne prints one label. What is needed to end a doubt later, the printer's
// count before, is stored first.
func printOne(ctx context.Context, t *spool.Try, p printer.Printer, l label.Label) error {
	return printBy(ctx, t, p, func(ctx context.Context) (printer.Outcome, error) { return p.Print(ctx, l) })
}

// printBy is printOne of a label that the printer is given in its own way.
func printBy(ctx context.Context, t *spool.Try, p printer.Printer, give func(context.Context) (printer.Outcome, error)) error {
	count, err := countBefore(ctx, p)
	if err != nil {
		return spool.Away(errAway(err))
	}
	note, err := json.Marshal(before{count})
	if err != nil {
		return spool.NotDone(err)
	}
	if err := t.Intend(ctx, note); err != nil {
		return spool.NotDone(err)
	}
	watch, stop := context.WithCancel(ctx)
	var watching sync.WaitGroup
	watching.Go(func() { tellWaits(watch, t, p) })
	out, err := give(ctx)
	stop()
	watching.Wait()
	return verdict(out, err)
}

// countBefore is the printer's count of labels, once it has printed what it had;
// an error when a person must see to it first.
func countBefore(ctx context.Context, p printer.Printer) (int64, error) {
	tick := time.NewTicker(busyPause)
	defer tick.Stop()
	for {
		n, err := labelCount(ctx, p)
		if !errors.Is(err, printer.ErrBusy) {
			return n, err
		}
		s, err := p.Status(ctx)
		if err != nil {
			return 0, err
		}
		if len(s.Faults) > 0 {
			return 0, errStopped(s)
		}
		select {
		case <-ctx.Done():
			return 0, ctx.Err()
		case <-tick.C:
		}
	}
}

// busyPause is how often a printer that is at something else is looked at.
const busyPause = 200 * time.Millisecond

// stoppedBy is what people are told of a printer's fault.
var stoppedBy = map[printer.Fault]string{
	printer.PaperOut: "label.stopped.paper-out", printer.RibbonOut: "label.stopped.ribbon-out", printer.HeadOpen: "label.stopped.head-open",
	printer.Paused: "label.stopped.paused", printer.TooHot: "label.stopped.too-hot", printer.TooCold: "label.stopped.too-cold",
	printer.CutterStuck: "label.stopped.cutter-stuck", printer.LabelWaiting: "label.stopped.label-waiting", printer.BufferFull: "label.stopped.buffer-full",
	printer.MemoryLost: "label.stopped.memory-lost", printer.Broken: "label.stopped.broken", printer.Silent: "label.stopped.silent",
}

// errStopped is why nothing comes out of a printer that was asked: the first of its
// faults, which is to be mended first.
func errStopped(s printer.Status) error {
	return fault.New(fault.Unavailable, stoppedBy[s.Faults[0]]).With(fmt.Errorf("the printer says %v", s.Faults))
}

// errAway is why a printer cannot be asked: what it says hinders it, or that nobody
// hears it.
func errAway(err error) error {
	var said *fault.Error
	if stopped, is := errors.AsType[*printer.Stopped](err); is && len(stopped.Status.Faults) > 0 {
		return errStopped(stopped.Status)
	} else if is {
		return fault.New(fault.Unavailable, "label.not_printed").With(err)
	}
	if errors.As(err, &said) {
		return err
	}
	return fault.New(fault.Unavailable, "label.away").With(err)
}

// tellWaits tells people for how long a label that the printer has, or is about
// to get, waits for it: paper ended under it.
func tellWaits(ctx context.Context, t *spool.Try, p printer.Printer) {
	tick := time.NewTicker(statusEvery)
	defer tick.Stop()
	for told := printer.Fault(""); ; {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		s, err := p.Status(ctx)
		if err != nil {
			return // who prints finds out as well
		}
		first, why := printer.Fault(""), error(nil)
		if len(s.Faults) > 0 {
			first, why = s.Faults[0], errStopped(s)
		}
		if first == told {
			continue
		}
		if t.Waits(ctx, why) != nil {
			return // the job is no longer ours, and its worker says so
		}
		told = first
	}
}

// labelCount is the printer's count of labels, -1 when it does not count.
func labelCount(ctx context.Context, p printer.Printer) (int64, error) {
	c, ok := p.(printer.Counter)
	if !ok {
		return -1, nil
	}
	n, err := c.Count(ctx)
	if errors.Is(err, printer.ErrNoCount) {
		return -1, nil
	}
	return n, err
}

// verdict is what an outcome of one label means for its job.
func verdict(out printer.Outcome, err error) error {
	switch out.State() {
	case printer.Done:
		return nil
	case printer.NotDone:
		var wrong *label.Problem
		if errors.As(err, &wrong) {
			return spool.Refuse(fault.New(fault.Invalid, "label.wrong").With(err))
		}
		return spool.Away(errAway(err))
	}
	return spool.InDoubt(fault.New(fault.Unknown, "label.unknown").With(err))
}

// askPrinter ends the doubt about a label by the printer's count: one more than
// before and it came out.
func askPrinter(ctx context.Context, p printer.Printer, intent []byte) error {
	var was before
	if err := json.Unmarshal(intent, &was); err != nil {
		return spool.InDoubt(err)
	}
	now, err := labelCount(ctx, p)
	switch {
	case err != nil:
		return errAway(err)
	case was.Count < 0 || now < was.Count:
		return spool.InDoubt(fault.New(fault.Unknown, "label.unknown"))
	case now > was.Count:
		return nil
	}
	return spool.NotDone(fault.New(fault.Unavailable, "label.not_printed"))
}

// A courier's list names the city of each parcel as its order has it: sealed, and
// opened when the list is drawn.
var _ = dispatch.CityFrom(func(tx *store.Tx, order warehouse.OrderID) (seal.Sealed, error) {
	o, err := orders.Get(tx, order)
	if err != nil {
		return seal.Sealed{}, err
	}
	return o.Buyer.City, nil
})

// parcelLabel draws our own label of a parcel. The buyer's name and city are
// opened now and stand in no job.
func (n *Node) parcelLabel(ctx context.Context, l pack.Label) (*label.Label, error) {
	m := &paper.ParcelLabel{
		Order: l.Order, Parcel: l.Code, Index: l.Index, Of: l.Of, Courier: l.Courier, Grams: l.Grams,
		Sender: l.Site, Copy: l.Copy,
	}
	look := paper.Look{Lang: paper.RU}
	var body paper.Print
	if err := n.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		p, err := job.GetParcel(tx, l.Parcel)
		if err != nil {
			return err
		}
		o, err := orders.Get(tx, p.Order)
		if err != nil {
			return err
		}
		m.Buyer, m.City = o.Buyer.Name, o.Buyer.City
		site, err := place.GetSite(tx, p.Site)
		if err != nil {
			return err
		}
		look.Zone = site.Timezone
		body, err = paper.ParcelLabels.Print(tx, look, m)
		return err
	}); err != nil {
		return nil, err
	}
	return body.Label(ctx, n.DB, n.Ring)
}
