package main

import (
	"context"
	"encoding/json"

	"warehouse-node/devices/scan"
	"warehouse-node/ui/api"
	"warehouse-node/ui/read"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/pack"
	"warehouse-node/warehouse/pick"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// bench is people at work: what screens of the floor ask and send.
type bench struct {
	*access
	floor func() *floor // the devices of this host; nil, or of nil, before they are opened
}

// devices are the devices of this host; nil before they are opened.
func (b *bench) devices() *floor {
	if b.floor == nil {
		return nil
	}
	return b.floor()
}

// State is the session of the actor, begun if there is none yet.
func (b *bench) State(ctx context.Context) (api.FloorState, error) {
	who, err := read.Who(ctx)
	if err != nil {
		return api.FloorState{}, err
	}
	state, err := b.of(ctx, who.Person)
	if fault.KindOf(err) != fault.NotFound || err == nil {
		return state, err
	}
	if _, err := station.Open.Do(ctx, b.door, command.Command{Person: who.Person, Device: who.Device}, &station.OpenRequest{}); err != nil {
		return api.FloorState{}, err
	}
	return b.of(ctx, who.Person)
}

// Session is State of a session by its id, which is one's own.
func (b *bench) Session(ctx context.Context, id string) (state api.FloorState, err error) {
	who, err := read.Who(ctx)
	if err != nil {
		return state, err
	}
	var sid station.SessionID
	if err := sid.UnmarshalText([]byte(id)); err != nil {
		return state, err
	}
	err = b.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		s, err := station.ByID(tx, sid)
		if err != nil {
			return err
		}
		if s.Person != who.Person {
			return fault.New(fault.Denied, "staff.denied", "right", station.RightWork)
		}
		if err := staff.May(tx, who.Person, station.RightWork, s.Site); err != nil {
			return err
		}
		state, err = b.draw(tx, s)
		return err
	})
	return state, err
}

// of is what the session of a person shows.
func (b *bench) of(ctx context.Context, person warehouse.PersonID) (state api.FloorState, err error) {
	err = b.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		s, err := station.Of(tx, person)
		if err != nil {
			return err
		}
		if stays, err := s.Stays(tx); err != nil {
			return err
		} else if !stays { // they worked there once
			return fault.New(fault.NotFound, "station.no_session")
		}
		state, err = b.draw(tx, s)
		return err
	})
	return state, err
}

func (b *bench) draw(tx *store.Tx, s *station.Session) (api.FloorState, error) {
	p, err := staff.Get(tx, s.Person)
	if err != nil {
		return api.FloorState{}, err
	}
	head, err := journal.Head(tx)
	if err != nil {
		return api.FloorState{}, err
	}
	state := api.FloorState{
		Session: s.ID.String(), Version: s.Version, Reply: s.Reply, Seq: int64(head),
		Person: api.FloorPerson{ID: p.ID.String(), Name: p.Name, Initials: p.Initials},
	}
	if state.Reply.View, err = b.reveal(s.Reply); err != nil {
		return api.FloorState{}, err
	}
	if s.Flow != pack.Flow {
		state.Packing = ident.CommandCode(pack.Flow)
	}
	if s.Station.IsZero() {
		state.Benches, err = benches(tx, s.Site)
		return state, err
	}
	at, err := place.Get(tx, s.Station)
	if err != nil {
		return api.FloorState{}, err
	}
	state.Station = &api.FloorStation{Code: at.Code, Name: at.Name}
	state.Station.Devices, err = b.devices().machinesOf(tx, s)
	return state, err
}

// maxBenches is how many stations of a warehouse a screen offers to choose from.
const maxBenches = 24

// benches are the stations of a warehouse that are in use.
func benches(tx *store.Tx, site warehouse.SiteID) (all []api.FloorBench, err error) {
	for p, err := range place.OfKind(tx, site, place.KindStation) {
		if err != nil || len(all) == maxBenches {
			return all, err
		}
		if p.Open() {
			all = append(all, api.FloorBench{Code: p.Code, Name: p.Name})
		}
	}
	return all, nil
}

// reveal opens what a view says of the buyer, on its way to the screen of one
// who picks or packs for them.
func (b *bench) reveal(r station.Reply) (json.RawMessage, error) {
	open := func(s seal.Sealed) (string, error) { return b.Ring.Open(context.Background(), s) }
	switch r.Flow {
	case pack.Flow:
		return pack.Reveal(r.View, open)
	case pick.Flow:
		return pick.Reveal(r.View, open)
	}
	return r.View, nil
}

// Scan hands a code to the session of the actor. A badge is no code of work: it
// changes the hands that the screen is in.
func (b *bench) Scan(ctx context.Context, in api.FloorScan) (api.FloorOpened, error) {
	who, err := read.Who(ctx)
	if err != nil {
		return api.FloorOpened{}, err
	}
	scan := announced(in)
	bearer, err := b.bearerOf(ctx, scan.Data)
	if err != nil {
		return api.FloorOpened{}, err
	}
	if bearer != nil || ourBadge(scan.Data) {
		return b.badged(ctx, who, in, bearer)
	}
	c := command.Command{Person: who.Person, Device: screenNamed(in.Device), Counter: in.Counter, Happened: in.At}
	by := ctx
	if !who.Handheld.IsZero() {
		by = station.Through(ctx, who.Handheld.String())
	}
	state, err := b.input(ctx, c, in.ID, func() error {
		_, err := station.Scan.Do(by, b.door, c, scan)
		return err
	})
	return api.FloorOpened{State: state}, err
}

// announced is a scan as the session takes it. A scanner that types, as those of
// handhelds do, may type the kind of symbol in front of the code.
func announced(in api.FloorScan) *station.ScanRequest {
	r := &station.ScanRequest{Data: in.Data, Symbology: in.Symbology, At: in.At}
	if _, symbol, rest, ok := scan.CutAIM(in.Data); ok && in.Symbology == "" && rest != "" {
		r.Data, r.Symbology = rest, string(symbol)
	}
	return r
}

// Touch does an action of the view that the person saw.
func (b *bench) Touch(ctx context.Context, in api.FloorTouch) (api.FloorState, error) {
	who, err := read.Who(ctx)
	if err != nil {
		return api.FloorState{}, err
	}
	c := command.Command{Person: who.Person, Device: screenNamed(in.Device), Counter: in.Counter, Happened: in.At}
	return b.input(ctx, c, in.ID, func() error {
		_, err := station.Touch.Do(ctx, b.door, c, &station.TouchRequest{Version: in.Version, Action: in.Action, Args: in.Args, At: in.At})
		return err
	})
}

// input does what a person did and shows the session after it. What the command
// refused, having written nothing, is shown on the screen like any other wrong
// scan; what is our own fault is an error.
func (b *bench) input(ctx context.Context, c command.Command, id string, do func() error) (api.FloorState, error) {
	if _, err := b.State(ctx); err != nil {
		return api.FloorState{}, err
	}
	err := do()
	if err != nil {
		if err := b.refuse(ctx, c.Person, id, err); err != nil {
			return api.FloorState{}, err
		}
	}
	return b.of(ctx, c.Person)
}

// refuse shows a person why what they did was dropped.
func (b *bench) refuse(ctx context.Context, person warehouse.PersonID, id string, why error) error {
	said := fault.Of(why)
	switch said.Kind {
	case fault.Internal, fault.Denied, fault.Unavailable:
		return why
	case fault.Conflict:
		if said.Code == "command.other_body" || said.Code == "command.too_old" {
			return why
		}
	}
	_, err := station.Refuse.Do(ctx, b.door, command.Command{ID: id + "/refused", Person: person, Device: "floor"},
		&station.RefuseRequest{Code: said.Code, Args: said.Args})
	return err
}

// Badge opens a session on a floor screen, or asks for the PIN.
func (b *bench) Badge(ctx context.Context, in api.FloorBadge) (api.FloorOpened, error) {
	proof, err := b.gate.Badge(ctx, printed(in.Badge), in.PIN, addressOf(ctx))
	if said := fault.Of(err); err != nil && said.Code == "staff.pin_needed" {
		return api.FloorOpened{}, nil
	}
	if err != nil {
		return api.FloorOpened{}, err
	}
	opened, err := b.open(ctx, proof)
	if err != nil {
		return api.FloorOpened{}, err
	}
	state, err := b.State(read.As(ctx, read.Actor{Person: proof.Person.ID, Device: screenNamed(in.Device)}))
	return api.FloorOpened{Token: opened.Token, Until: opened.Until, State: state}, err
}
