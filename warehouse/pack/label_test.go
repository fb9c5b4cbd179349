package pack_test

import (
	"context"
	"testing"
	"time"

	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/pack"
	"warehouse-node/warehouse/spool"
)

// TestLabelOnTheScreen: what became of the label is shown to the packer who
// still looks at the parcel, and to nobody who works on something else by now.
func TestLabelOnTheScreen(t *testing.T) {
	h := newHouse(t)
	order := h.order(0, want{article: "LAMP", qty: 1, found: 1})
	h.begin(h.olga)
	h.scan(h.olga, code(h.totes[0]))
	h.scan(h.olga, "LAMP")
	var outcome error = spool.InDoubt(fault.New(fault.Unknown, "label.unknown"))
	h.print(t, func() error { return outcome })
	r := h.look(h.olga)
	mustBe(t, "in doubt", r.Effects[2].State, "unknown")

	outcome = nil
	h.pass(time.Minute)
	h.print(t, func() error { return outcome })
	r = h.look(h.olga)
	mustBe(t, "printed", r.Effects[2].State, "done")
	mustBe(t, "said", r.Message.Code, "pack.label_printed")

	h.touch(h.olga, pack.ActLabel)
	h.order(1, want{article: "LAMP", qty: 1, found: 1})
	seen := h.scan(h.olga, code(h.totes[1])).version
	h.print(t, func() error { return nil })
	mustBe(t, "her next order is left alone", h.look(h.olga).version, seen)
	mustBe(t, "packed", h.job(order).State, job.Packed)
}

// print lets a printer do and answer what is asked of it until nothing is left,
// and the follower catch up.
func (h *house) print(t *testing.T, says func() error) {
	t.Helper()
	ctx, end := context.WithCancel(t.Context())
	w := spool.NewWorker(pack.PrinterQueue(h.at))
	var tried bool
	hand := func() (struct{}, error) {
		tried = true
		return struct{}{}, says()
	}
	pack.Labels.On(w,
		func(context.Context, *spool.Try, pack.Label) (struct{}, error) { defer end(); return hand() },
		func(context.Context, *spool.Job, pack.Label) (struct{}, error) { defer end(); return hand() })
	if err := w.Run(ctx, h.door.DB); ctx.Err() == nil {
		t.Fatal(err)
	}
	if !tried {
		t.Fatal("nothing was printed")
	}
	f := pack.Follow()
	f.FromNow = false
	for {
		n, err := f.Step(t.Context(), h.door.DB)
		if err != nil {
			t.Fatal(err)
		}
		if n == 0 {
			return
		}
	}
}
