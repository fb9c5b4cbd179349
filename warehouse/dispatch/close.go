package dispatch

import (
	"context"
	"slices"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// CloseRequest closes the open list of a courier.
type CloseRequest struct {
	ListRequest
	Leave bool `json:"leave,omitempty"` // what is ready and was not scanned stays: whoever closes was told
}

// ListRequest names a courier's list at a site: the open one of Close, the
// newest closed one of Print. Without a site it is the only one there is.
type ListRequest struct {
	Courier string           `json:"courier"` // its code, or "none" for orders without one
	Site    warehouse.SiteID `json:"site,omitzero"`
}

// ListAnswer is the list after it.
type ListAnswer struct {
	List    ListID `json:"list"`
	Number  string `json:"number"`
	Parcels int    `json:"parcels"`
	Missing int    `json:"missing,omitempty"`
}

// CourierRequest says how a courier is called at a site and where its parcels
// wait.
type CourierRequest struct {
	Site warehouse.SiteID  `json:"site"`
	Code string            `json:"code"`
	Name string            `json:"name"`
	Dock warehouse.PlaceID `json:"dock,omitzero"`
}

// RetireRequest names a courier that takes nothing from a site any more.
type RetireRequest struct {
	Site warehouse.SiteID `json:"site"`
	Code string           `json:"code"`
}

// CourierAnswer is empty.
type CourierAnswer struct{}

// The commands of handing over. Close is where goods leave the house: what was
// scanned and may go, goes; what was stopped meanwhile comes off the list, and
// what is missing stays, when Leave says so, else it is a Conflict.
var (
	Close = command.Register("dispatch.close", RightWork,
		func(tx *store.Tx, r *CloseRequest) (warehouse.SiteID, error) { return siteOf(tx, &r.ListRequest) }, closeList)
	Print = command.Register("dispatch.print", RightWork, siteOf, printNewest)
	Enter = command.Register("dispatch.courier", "dispatch.edit",
		func(_ *store.Tx, r *CourierRequest) (warehouse.SiteID, error) { return r.Site, nil }, enter)
	Retire = command.Register("dispatch.courier.retire", "dispatch.edit",
		func(_ *store.Tx, r *RetireRequest) (warehouse.SiteID, error) { return r.Site, nil }, retire)
)

// siteOf is the site that is named, where the person works, or the only one.
func siteOf(tx *store.Tx, r *ListRequest) (warehouse.SiteID, error) {
	if !r.Site.IsZero() {
		return r.Site, nil
	}
	if person := warehouse.PersonID(tx.Origin().Person); !person.IsZero() {
		p, err := staff.Get(tx, person)
		if err != nil || !p.Site.IsZero() {
			return p.Site, err
		}
	}
	all, err := place.Sites(tx)
	if err == nil && len(all) != 1 {
		err = fault.New(fault.Invalid, "dispatch.which_site")
	}
	if err != nil {
		return warehouse.SiteID{}, err
	}
	return all[0].ID, nil
}

func closeList(_ context.Context, tx *store.Tx, r *CloseRequest) (*ListAnswer, error) {
	site, err := siteOf(tx, &r.ListRequest)
	if err != nil {
		return nil, err
	}
	l, err := OpenList(tx, site, ownCode(r.Courier))
	if err == nil && l == nil {
		err = fault.New(fault.NotFound, "dispatch.no_list", "courier", r.Courier)
	}
	if err != nil {
		return nil, err
	}
	going, err := sift(tx, l)
	if err != nil {
		return nil, err
	}
	if len(going) == 0 {
		return nil, fault.New(fault.Conflict, "dispatch.empty", "courier", r.Courier)
	}
	missing, err := missing(tx, site, l.Courier)
	if err != nil {
		return nil, err
	}
	if len(missing) > 0 && !r.Leave {
		return nil, fault.New(fault.Conflict, "dispatch.missing", "count", len(missing))
	}
	if l.Number, err = number(tx, site); err != nil {
		return nil, err
	}
	for _, p := range going {
		if err := leave(tx, l, p); err != nil {
			return nil, err
		}
	}
	if err := goneOrders(tx, going); err != nil {
		return nil, err
	}
	l.Closed, l.Person, l.Missing = tx.Now(), warehouse.PersonID(tx.Origin().Person), len(missing)
	if err := lists.Put(tx, l); err != nil {
		return nil, err
	}
	if err := ClosedKind.Record(tx, Closed{l.ID, l.Number, site, l.Courier, l.Parcels, l.Grams, l.Missing}, AboutList(l.ID)); err != nil {
		return nil, err
	}
	return l.answer(), keepPaper(tx, l)
}

func (l *List) answer() *ListAnswer { return &ListAnswer{l.ID, l.Number, l.Parcels, l.Missing} }

// sift takes off a list what may not go any more and returns what may.
func sift(tx *store.Tx, l *List) (going []*job.Parcel, err error) {
	on, err := l.all(tx)
	if err != nil {
		return nil, err
	}
	for _, o := range on {
		p, fit, err := o.fit(tx)
		if err != nil {
			return nil, err
		}
		if fit {
			going = append(going, p)
			continue
		}
		if err := outs.Delete(tx, o.Parcel); err != nil {
			return nil, err
		}
		if err := TakenOffKind.Record(tx, TakenOff{o.Order, o.Parcel, o.List, true}, about(o.Order, o.Parcel)...); err != nil {
			return nil, err
		}
	}
	return going, nil
}

// fit says whether a parcel on an open list may still go.
func (o *Out) fit(tx *store.Tx) (*job.Parcel, bool, error) {
	p, err := job.GetParcel(tx, o.Parcel)
	if err != nil {
		return nil, false, err
	}
	j, err := job.Get(tx, o.Order)
	if err != nil {
		return nil, false, err
	}
	return p, !o.Stopped && !p.Void && p.Gone.IsZero() && j.State == job.Packed, nil
}

// number takes the next number of the site's couriers' lists.
func number(tx *store.Tx, site warehouse.SiteID) (string, error) {
	s, err := place.GetSite(tx, site)
	if err != nil {
		return "", err
	}
	series := ident.Series{Kind: "courier_list", Node: tx.Node()}
	series.Year, _, _ = s.Day(tx.Now()).Date()
	if !s.Owner.IsZero() {
		e, err := place.GetEntity(tx, s.Owner)
		if err != nil {
			return "", err
		}
		series.Entity = e.Name
	}
	n, err := ident.Document(tx, series)
	return n.String(), err
}

// reasonLeft is why goods went to the customer.
const reasonLeft ledger.Reason = "dispatch"

// leave hands one parcel over: its goods leave the house.
func leave(tx *store.Tx, l *List, p *job.Parcel) error {
	moves, err := ledger.Empty(tx, p.Place, place.Customer, reasonLeft, string(job.About(p.Order)))
	if err != nil {
		return err
	}
	if err := left(tx, p.Order, moves); err != nil {
		return err
	}
	p.Gone, p.Manifest = tx.Now(), l.Number
	if err := job.PutParcel(tx, p); err != nil {
		return err
	}
	if err := stand(tx, p.Place, warehouse.PlaceID{}); err != nil {
		return err
	}
	l.Parcels++
	l.Grams += p.Grams
	return LeftKind.Record(tx, Left{p.Order, p.Place, l.ID, l.Number, p.Courier}, about(p.Order, p.Place)...)
}

// left makes the units of a parcel gone in the promise, line by line.
func left(tx *store.Tx, order warehouse.OrderID, moves []*ledger.Move) error {
	qty := map[warehouse.ItemID]measure.Qty{}
	for _, m := range moves {
		qty[m.Stock.Item] += m.Qty
	}
	var all []*promise.Line
	for l, err := range promise.Of(tx, order) {
		if err != nil {
			return err
		}
		all = append(all, l)
	}
	for _, l := range all {
		n := min(l.Packed, qty[l.Item])
		if n == 0 {
			continue
		}
		if err := promise.Left(tx, l.ID, n); err != nil {
			return err
		}
		qty[l.Item] -= n
	}
	for item, n := range qty {
		if n > 0 {
			return fault.New(fault.Conflict, "dispatch.too_much", "order", order, "item", item, "qty", n)
		}
	}
	return nil
}

// goneOrders makes the jobs gone of which no parcel is left in the house.
func goneOrders(tx *store.Tx, going []*job.Parcel) error {
	var done []warehouse.OrderID
	for _, p := range going {
		if slices.Contains(done, p.Order) {
			continue
		}
		done = append(done, p.Order)
		whole, err := allGone(tx, p.Order)
		if err != nil {
			return err
		}
		if !whole {
			continue
		}
		if _, err := job.To(tx, p.Order, job.Gone); err != nil {
			return err
		}
	}
	return nil
}

func allGone(tx *store.Tx, order warehouse.OrderID) (bool, error) {
	for p, err := range job.ParcelsOf(tx, order) {
		if err != nil {
			return false, err
		}
		if !p.Void && p.Gone.IsZero() && !p.Closed.IsZero() {
			return false, nil
		}
	}
	return true, nil
}

// missing are the parcels that are ready for a courier and on no list.
func missing(tx *store.Tx, site warehouse.SiteID, courier string) (all []*job.Parcel, err error) {
	jobs := map[warehouse.OrderID]bool{} // packed as a whole
	for p, err := range job.WaitingFor(tx, site, courier) {
		if err != nil {
			return nil, err
		}
		if p.Courier != courier {
			continue
		}
		packed, known := jobs[p.Order]
		if !known {
			j, err := job.Get(tx, p.Order)
			if err != nil {
				return nil, err
			}
			packed = j.State == job.Packed
			jobs[p.Order] = packed
		}
		if !packed {
			continue
		}
		if out, err := OutOf(tx, p.Place); err != nil {
			return nil, err
		} else if out == nil {
			all = append(all, p)
		}
	}
	return all, nil
}

// stand carries a parcel; zero is nowhere.
func stand(tx *store.Tx, parcel, to warehouse.PlaceID) error {
	return ledger.Stand(tx, parcel, to, time.Time{})
}

// close closes the list, unless parcels are missing, which are named first, or
// one on it must come off.
func (w *work) close() (station.Reply, error) {
	if off, err := w.alarm(); err != nil || off {
		if err != nil {
			return station.Reply{}, err
		}
		w.st.Step = StepScan
		return w.answer(station.CueWrong, station.Say("dispatch.take_off"))
	}
	absent, err := missing(w.tx, w.s.Site, w.st.Courier)
	if err != nil {
		return station.Reply{}, err
	}
	if len(absent) > 0 {
		w.st.Step, w.st.Last = StepMissing, nil
		return w.answer(station.CueAttention, station.Say("dispatch.missing", "count", len(absent)))
	}
	return w.leave()
}

// leave closes the list without what is missing.
func (w *work) leave() (station.Reply, error) {
	if off, err := w.alarm(); err != nil || off {
		if err != nil {
			return station.Reply{}, err
		}
		w.st.Step = StepScan
		return w.answer(station.CueWrong, station.Say("dispatch.take_off"))
	}
	l, err := OpenList(w.tx, w.s.Site, w.st.Courier)
	if err != nil {
		return station.Reply{}, err
	}
	if on, err := l.all(w.tx); err != nil || len(on) == 0 {
		if err != nil {
			return station.Reply{}, err
		}
		w.st.Step = StepScan
		return w.answer(station.CueWrong, station.Say("dispatch.nothing"))
	}
	a, err := Close.In(w.ctx, w.tx, &CloseRequest{ListRequest{shownCode(w.st.Courier), w.s.Site}, true})
	if err != nil {
		return station.Reply{}, err
	}
	w.st = state{Step: StepDone, Courier: w.st.Courier, Closed: &a.List}
	return w.answer(station.CueDone, station.Say("dispatch.closed", "number", a.Number, "count", a.Parcels))
}
