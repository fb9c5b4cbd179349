package stationtest

import (
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// Told is what the timeline tells of the last answer to a person.
func Told(tx *store.Tx, person warehouse.PersonID) (last station.Replied, err error) {
	s, err := station.Of(tx, person)
	if err != nil {
		return last, err
	}
	for e, err := range journal.Back(tx, journal.About("session", s.ID)) {
		if err != nil || station.RepliedKind.Is(e) {
			if err == nil {
				last, err = station.RepliedKind.Read(e)
			}
			return last, err
		}
	}
	return last, nil
}
