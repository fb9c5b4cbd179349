package read_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"warehouse-node/orders"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/dispatch"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/pack"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// boxed is an order that lies packed in one parcel, whose label is spooled.
func (h *house) boxed(buyer string, grams int64) (warehouse.OrderID, *job.Parcel) {
	h.t.Helper()
	order := h.order(buyer, fmt.Sprintf("+7 915 000-11-%02d", h.ordered+10), func(o *orders.Incoming) {
		o.Courier, o.Cutoff = "cdek", h.now.Add(3*time.Hour)
	}, line{"HAT", 1, 10000})
	var p *job.Parcel
	h.by("packer", func(_ context.Context, tx *store.Tx) error {
		at, err := place.NewParcel(tx, h.kazan)
		if err != nil {
			return err
		}
		p = &job.Parcel{Place: at.ID, Order: order, Site: h.kazan, Courier: "cdek", Index: 1, Code: at.Code, Grams: grams, Opened: tx.Now(), Closed: tx.Now(), Packer: h.people["packer"]}
		if err := job.PutParcel(tx, p); err != nil {
			return err
		}
		for _, s := range []job.State{job.Released, job.Picked, job.Packing, job.Packed} {
			if _, err := job.To(tx, order, s); err != nil {
				return err
			}
		}
		return nil
	})
	h.follow()
	return order, p
}

// scans does what a person at the dock does.
func (h *house) scans(role string, codes ...string) {
	h.t.Helper()
	for _, code := range codes {
		_, err := station.Scan.Do(context.Background(), h.door, command.Command{Person: h.people[role], Device: "dock"}, &station.ScanRequest{Data: code})
		must(h.t, err)
	}
}

func TestDispatch(t *testing.T) {
	h := newHouse(t)
	h.receive("HAT", "A-1", 10)
	h.by("manager", func(ctx context.Context, tx *store.Tx) error {
		_, err := dispatch.Enter.In(ctx, tx, &dispatch.CourierRequest{Site: h.kazan, Code: "cdek", Name: "СДЭК"})
		if err == nil {
			_, err = dispatch.Enter.In(ctx, tx, &dispatch.CourierRequest{Site: h.kazan, Code: "post", Name: "Почта"})
		}
		return err
	})
	_, out := h.boxed("Анна", 500)
	stopped, off := h.boxed("Борис", 700)
	_, left := h.boxed("Вера", 900)
	_, err := station.Open.Do(context.Background(), h.door, command.Command{Person: h.people["packer"], Device: "dock"}, &station.OpenRequest{})
	must(t, err)
	h.scans("packer", ident.CommandCode(dispatch.Flow), ident.CommandCode(dispatch.CourierAction("cdek")), out.Code, off.Code)
	h.write(func(ctx context.Context, tx *store.Tx) error {
		_, err := job.Stop(ctx, tx, stopped, true, job.Halt{Code: "job.cancelled", Said: seal.Coded("передумал")})
		return err
	})
	states := func() (names []string, all map[string]string) {
		page, err := h.Dispatch(h.as("manager"), h.kazan.String())
		must(t, err)
		all = map[string]string{}
		for _, c := range page.Couriers {
			names = append(names, c.Name)
			for _, p := range c.Parcels {
				all[p.Parcel.Code] = p.State
			}
		}
		return names, all
	}
	names, got := states()
	if want := []string{"СДЭК", "Почта"}; !slices.Equal(names, want) {
		t.Errorf("couriers %v, want %v: who leaves first is on top", names, want)
	}
	if diff := cmp.Diff(map[string]string{out.Code: "out", off.Code: "stopped", left.Code: "waiting"}, got); diff != "" {
		t.Errorf("parcels:\n%s", diff)
	}
	page, err := h.Dispatch(h.as("packer"), "")
	must(t, err)
	c := page.Couriers[0]
	if c.ID != "cdek" || c.Waiting != 1 || c.Out != 2 || c.Grams != 2100 || c.Open == "" || c.Leaves == nil || len(c.Papers) != 0 {
		t.Errorf("the courier is %+v", c)
	}
	if p := c.Parcels[0]; p.City != "" || p.Person == nil || p.Order == "" || p.Label != "waiting" {
		t.Errorf("to a packer, who may not read buyers, a parcel is %+v", p)
	}
	if page, err = h.Dispatch(h.as("manager"), ""); err != nil || page.Couriers[0].Parcels[0].City != "Город Анна" {
		t.Errorf("to a manager it is %+v, %v", page.Couriers[0].Parcels[0], err)
	}

	h.now = h.now.Add(time.Minute)
	_, err = dispatch.Close.Do(context.Background(), h.door, command.Command{Person: h.people["packer"], Device: "desk"}, &dispatch.CloseRequest{ListRequest: dispatch.ListRequest{Courier: "cdek", Site: h.kazan}, Leave: true})
	must(t, err)
	if _, got = states(); got[left.Code] != "missing" || got[out.Code] != "" {
		t.Errorf("after the list was closed: %v", got)
	}
	_, late := h.boxed("Глеб", 100)
	if _, got = states(); got[late.Code] != "waiting" {
		t.Errorf("what was packed afterwards is missing: %v", got)
	}
	page, err = h.Dispatch(h.as("manager"), "")
	must(t, err)
	if papers := page.Couriers[0].Papers; len(papers) != 1 || papers[0].Number == "" || papers[0].Open != "/files/paper/"+papers[0].ID {
		t.Errorf("papers %+v", papers)
	}
}

func TestLabelOfAParcel(t *testing.T) {
	h := newHouse(t)
	h.receive("HAT", "A-1", 10)
	_, p := h.boxed("Анна", 500)
	label := func() string {
		page, err := h.Dispatch(h.as("manager"), "")
		must(t, err)
		return page.Couriers[0].Parcels[0].Label
	}
	if got := label(); got != "waiting" {
		t.Errorf("a label that was not asked for is %s", got)
	}
	h.see(func(tx *store.Tx) error {
		j, known, err := pack.LabelOf(tx, p.Place)
		if j != nil || known {
			t.Errorf("%v is known as its label", j)
		}
		return err
	})
}

func TestRightsOfDispatch(t *testing.T) {
	h := newHouse(t)
	h.matrix(t, "dispatch", "dispatch.read", func(ctx context.Context, site warehouse.SiteID) error {
		_, err := h.Dispatch(ctx, site.String())
		return err
	})
}
