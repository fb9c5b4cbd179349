package station

import (
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// Gone takes the bench and the scanners from a person who works here no more, so
// that nothing there works in their name once they are back; nothing for whoever
// works here.
func Gone(tx *store.Tx, person warehouse.PersonID) error {
	p, err := staff.Get(tx, person)
	if err != nil || p.Active {
		return err
	}
	held, err := Scanners(tx, person)
	if err != nil {
		return err
	}
	for _, device := range held {
		if err := hand(tx, device, warehouse.PersonID{}); err != nil {
			return err
		}
	}
	s, err := sessions.Find(tx, person)
	if err != nil || s == nil || s.Station.IsZero() {
		return err
	}
	s.Station = warehouse.StationID{}
	return sessions.Put(tx, s)
}

// Scanners are those that are a person's now.
func Scanners(tx *store.Tx, person warehouse.PersonID) (held []string, err error) {
	for b, err := range bindings.All(tx) {
		if err != nil {
			return nil, err
		}
		if b.Person == person {
			held = append(held, b.Device)
		}
	}
	return held, nil
}
