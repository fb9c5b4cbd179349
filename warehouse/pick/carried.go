package pick

import (
	"context"

	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// A tote that is carried on a walk and holds nothing yet stands nowhere but in its
// picker's session: it is not taken off the floor under their hands.
var _ = place.Watch(func(_ context.Context, tx *store.Tx, was, is *place.Place) error {
	if was.Archived || !is.Archived || is.Kind != place.KindTote {
		return nil
	}
	all, err := station.All(tx)
	if err != nil {
		return err
	}
	for _, s := range all {
		number, err := carries(tx, s, is)
		if err != nil {
			return err
		}
		if number != "" {
			return fault.New(fault.Conflict, "pick.tote_carried", "name", is.Name, "number", number)
		}
	}
	return nil
})

// carries is the number of the order for which a person carries a tote now, also
// while they look something up; "" for none.
func carries(tx *store.Tx, s *station.Session, tote *place.Place) (number string, err error) {
	raw := s.State
	switch Flow {
	case s.Flow:
	case s.Waits():
		raw = s.Aside.State
	default:
		return "", nil
	}
	st, err := station.Load[state](&station.Session{State: raw})
	if err != nil || !st.walking() || st.Into != tote.ID {
		return "", err
	}
	j, err := job.Get(tx, st.Order)
	if err != nil || j.Holder != s.Person || !j.Leased(tx.Now()) {
		return "", err
	}
	return j.Number, nil
}
