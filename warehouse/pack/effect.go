package pack

import (
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// Effects says what an order's packing sets going beyond the floor: a receipt,
// and for one that was cancelled the buyer's money. It is asked inside the
// transaction, and also while an order is stopped.
type Effects interface {
	Of(tx *store.Tx, order warehouse.OrderID) ([]Effect, error)
}

var asked []Effects

// AddEffects has e asked about every order on a bench; use it before the node
// serves. Whoever stands above registers itself, this package calls nobody up.
func AddEffects(e Effects) struct{} {
	asked = append(asked, e)
	return struct{}{}
}

// beyond is what others say of an order.
func beyond(tx *store.Tx, order warehouse.OrderID) (all []Effect, err error) {
	for _, e := range asked {
		more, err := e.Of(tx, order)
		if err != nil {
			return nil, err
		}
		all = append(all, more...)
	}
	return all, nil
}

// effects are what the close of a parcel set going, in the order in which they
// are drawn.
func effects(tx *store.Tx, d *desk, p *parcel) ([]Effect, error) {
	units := int64(p.units())
	all := []Effect{
		{Kind: EffectParcel, State: "done", Number: p.Code, Grams: p.Grams, Units: units, At: p.Closed},
		{Kind: EffectStock, State: "done", Units: units, At: p.Closed},
	}
	label, _, err := labelEffect(tx, p.Place)
	if err != nil {
		return nil, err
	}
	more, err := beyond(tx, d.job.Order)
	if err != nil {
		return nil, err
	}
	all = append(append(all, label), more...)
	e, err := dockEffect(tx, p)
	if err != nil || e == nil {
		return all, err
	}
	return append(all, *e), nil
}

// dockEffect says whether a parcel stands where its courier takes it; nil when
// nobody said where that is.
func dockEffect(tx *store.Tx, p *parcel) (*Effect, error) {
	c, err := job.CourierOf(tx, p.Site, p.Courier)
	if err != nil || c.Dock.IsZero() {
		return nil, err
	}
	at, err := place.Get(tx, c.Dock)
	if err != nil {
		return nil, err
	}
	stands, err := ledger.Where(tx, p.Place)
	e := &Effect{Kind: EffectDock, State: "waiting", Number: at.Name}
	if stands == c.Dock {
		e.State = "done"
	}
	return e, err
}

// labelEffect is how far a parcel's label has come, and the path of its picture.
func labelEffect(tx *store.Tx, parcel warehouse.PlaceID) (e Effect, picture string, err error) {
	e = Effect{Kind: EffectLabel, State: "none"}
	j, copied, err := labelOf(tx, parcel)
	if err != nil {
		return e, "", err
	}
	if e.Copy = copied; j == nil {
		if copied > 0 {
			e.State = "done" // so long ago that its job was forgotten
		}
		return e, "", nil
	}
	picture = labelPicture(parcel, copied)
	switch j.State {
	case spool.Done:
		e.State, e.At = "done", j.Ended
	case spool.Dropped:
		e.Why = &station.Message{Code: "pack.label_dropped"}
	case spool.Asking:
		e.State = "unknown"
	case spool.Unknown:
		e.State, e.Why = "unknown", &station.Message{Code: "pack.label_ask"}
	default:
		e.State = "waiting"
		why, err := spool.WhyNot(tx, j) // it may wait behind another that the printer stopped at
		if err != nil {
			return e, "", err
		}
		switch {
		case why.Code != "" && j.Trying:
			e.Why = &station.Message{Code: "pack.label_trying"}
		case why.Code != "":
			e.Why = &station.Message{Code: why.Code, Args: why.Args}
		}
	}
	return e, picture, nil
}
