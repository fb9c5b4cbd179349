package main

import (
	"context"

	"warehouse-node/ui/api"
	"warehouse-node/ui/read"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// bearerOf is whose badge a code is; nil for nobody's.
func (b *bench) bearerOf(ctx context.Context, code string) (p *staff.Person, err error) {
	err = b.DB.Read(ctx, func(_ context.Context, tx *store.Tx) (err error) {
		p, err = b.gate.ByBadge(tx, printed(code))
		return err
	})
	return p, err
}

// badged judges a badge that was scanned at a screen where somebody is at work:
// one's own tells who that is, another's takes the screen over, unless who works
// there keeps it. The code itself is kept and shown nowhere.
func (b *bench) badged(ctx context.Context, who read.Actor, in api.FloorScan, bearer *staff.Person) (api.FloorOpened, error) {
	if _, err := b.State(ctx); err != nil {
		return api.FloorOpened{}, err
	}
	at, said, err := b.mayTakeOver(ctx, who, in, bearer)
	if err != nil {
		return api.FloorOpened{}, err
	}
	if said != nil {
		c := command.Command{ID: in.ID + "/badge", Person: who.Person, Device: "floor"}
		if _, err := station.Refuse.Do(ctx, b.door, c, said); err != nil {
			return api.FloorOpened{}, err
		}
		state, err := b.of(ctx, who.Person)
		return api.FloorOpened{State: state}, err
	}
	proof, err := b.gate.Badge(ctx, printed(announced(in).Data), "", addressOf(ctx))
	if err != nil {
		return api.FloorOpened{}, err // one of them asks for the PIN
	}
	return b.takeOver(ctx, who, in, proof, at)
}

// mayTakeOver says at which bench the screen is, zero for none, or what is to be
// said instead of a change of hands.
func (b *bench) mayTakeOver(ctx context.Context, who read.Actor, in api.FloorScan, bearer *staff.Person) (at warehouse.StationID, said *station.RefuseRequest, err error) {
	err = b.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		s, err := station.Of(tx, who.Person)
		if err != nil {
			return err
		}
		at = s.Station
		if bearer == nil || who.Session.IsZero() {
			said = &station.RefuseRequest{Code: "station.unknown_badge"}
			return nil
		}
		named := map[string]string{"name": bearer.Name}
		if bearer.ID == who.Person {
			said = &station.RefuseRequest{Code: "station.own_badge", Args: named, Cue: station.CueOK}
			return nil
		}
		switch err := staff.May(tx, bearer.ID, station.RightWork, s.Site); {
		case fault.KindOf(err) == fault.Denied:
			said = &station.RefuseRequest{Code: "station.unknown_badge"}
			return nil
		case err != nil:
			return err
		}
		keeps, err := s.Keeps(tx)
		switch {
		case err != nil:
			return err
		case in.Kept:
			said = &station.RefuseRequest{Code: "station.old_badge", Args: named, Cue: station.CueAttention}
		case keeps:
			said = &station.RefuseRequest{Code: "station.busy_hands", Args: named}
		}
		return nil
	})
	return at, said, err
}

// takeOver opens the bearer's session on the screen, at the bench where it is with
// the scanners there, and ends the one of whom it was.
func (b *bench) takeOver(ctx context.Context, who read.Actor, in api.FloorScan, proof *staff.Proof, at warehouse.StationID) (api.FloorOpened, error) {
	opened, err := b.open(ctx, proof)
	if err != nil {
		return api.FloorOpened{}, err
	}
	if _, err := logOut.Do(ctx, b.door, command.Command{Person: who.Person, Device: "floor"}, &staff.SessionRequest{ID: who.Session}); err != nil {
		return api.FloorOpened{}, err
	}
	r := &station.RelieveRequest{From: who.Person, Bench: at, Scanners: b.devices().scannersAt(at)}
	c := command.Command{Person: proof.Person.ID, Device: screenNamed(in.Device)}
	if _, err := station.Relieve.Do(ctx, b.door, c, r); err != nil {
		return api.FloorOpened{}, err
	}
	state, err := b.of(ctx, proof.Person.ID)
	return api.FloorOpened{Token: opened.Token, Until: opened.Until, State: state}, err
}
