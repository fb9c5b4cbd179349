package station

import (
	"context"
	"strings"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// Rest is how long somebody may do nothing in the middle of something before a
// colleague's badge takes their scanner or screen all the same: they have gone home.
const Rest = 15 * time.Minute

// Keeps says whether the scanner and the screen of a session stay its person's when
// a colleague's badge is read there: they work here, are in the middle of something,
// and did something of late. What is done at them by others, a refused badge too, is
// no deed of theirs.
func (s *Session) Keeps(tx *store.Tx) (bool, error) {
	free, err := Free(s)
	if err != nil || free || !s.awake(tx.Now()) {
		return false, err
	}
	p, err := staff.Get(tx, s.Person)
	return err == nil && p.Active, err
}

func (s *Session) awake(now time.Time) bool {
	did := s.Did
	if did.IsZero() {
		did = s.At // of before deeds were told from answers
	}
	return now.Sub(did) < Rest
}

// BadgeRequest is a badge that a scanner read, of the person of the command.
type BadgeRequest struct {
	Device string              `json:"device"`
	Site   warehouse.SiteID    `json:"site,omitzero"`  // of the scanner; zero is wherever the person works
	Bench  warehouse.StationID `json:"bench,omitzero"` // where it hangs; zero for none
}

// BadgeAnswer is what the scanner says.
type BadgeAnswer struct {
	Cue Cue  `json:"cue"`
	PIN bool `json:"pin,omitempty"` // nothing was done: a screen must have asked for the PIN before
}

// badge decides whose a scanner is from now on: of whoever's badge it read last,
// unless who has it keeps it. One's own badge gives it away. Both who comes and who
// had it are told who the other is.
func badge(ctx context.Context, tx *store.Tx, r *BadgeRequest) (*BadgeAnswer, error) {
	if r.Device == "" {
		return nil, fault.New(fault.Invalid, "station.device")
	}
	me, err := staff.Get(tx, tx.Origin().Person)
	if err != nil {
		return nil, err
	}
	h, err := handsOf(tx, r)
	if err != nil {
		return nil, err
	}
	switch {
	case h.person == me.ID && h.here && h.keeps:
		return &BadgeAnswer{Cue: CueOK}, tell(ctx, tx, h.s, CueOK, Say("station.own_badge", "name", me.Name))
	case h.person == me.ID && h.here:
		return &BadgeAnswer{Cue: CueAttention}, h.gives(ctx, tx, r)
	case h.person != me.ID && h.keeps:
		return &BadgeAnswer{Cue: CueWrong}, h.stays(ctx, tx, r, me)
	}
	if proved, err := staff.Proved(tx, me); err != nil || !proved {
		return &BadgeAnswer{Cue: CueAttention, PIN: true}, err
	}
	cue, err := h.passes(ctx, tx, r, me)
	return &BadgeAnswer{Cue: cue}, err
}

// hands is who has a scanner.
type hands struct {
	person warehouse.PersonID // zero for nobody
	name   string
	s      *Session // nil for none
	here   bool     // at work where the scanner hangs
	keeps  bool
	what   string // how the scanner is called: its bench, or itself
}

func handsOf(tx *store.Tx, r *BadgeRequest) (h hands, err error) {
	if h.what = r.Device; !r.Bench.IsZero() {
		at, err := place.Get(tx, r.Bench)
		if err != nil {
			return h, err
		}
		h.what = at.Name
	}
	if h.person, err = Holder(tx, r.Device); err != nil || h.person.IsZero() {
		return h, err
	}
	who, err := ShowPerson(tx, h.person)
	if err != nil {
		return h, err
	}
	h.name = who.Name
	if h.s, err = sessions.Find(tx, h.person); err != nil || h.s == nil {
		return h, err
	}
	h.here = r.Bench.IsZero() || h.s.Station == r.Bench
	h.keeps, err = h.s.Keeps(tx)
	return h, err
}

// gives makes the scanner nobody's.
func (h hands) gives(ctx context.Context, tx *store.Tx, r *BadgeRequest) error {
	if err := hand(tx, r.Device, warehouse.PersonID{}); err != nil {
		return err
	}
	return tell(ctx, tx, h.s, CueAttention, Say("station.scanner_free", "place", h.what))
}

// stays leaves the scanner with who has it, and tells both.
func (h hands) stays(ctx context.Context, tx *store.Tx, r *BadgeRequest, me *staff.Person) error {
	if err := tell(ctx, tx, h.s, CueWrong, Say("station.busy_hands", "name", me.Name)); err != nil {
		return err
	}
	s, err := sessions.Find(tx, me.ID)
	if err != nil || s == nil { // they have no screen yet: that of the bench tells them
		return err
	}
	return tell(ctx, tx, s, CueWrong, Say("station.scanner_busy", "place", h.what, "name", h.name))
}

// passes gives the scanner to the bearer, who is at its bench from now on, and tells
// who had it.
func (h hands) passes(ctx context.Context, tx *store.Tx, r *BadgeRequest, me *staff.Person) (Cue, error) {
	s, err := open(ctx, tx, me.ID, r.Site)
	if err != nil {
		return "", err
	}
	if err := hand(tx, r.Device, me.ID); err != nil {
		return "", err
	}
	if !r.Bench.IsZero() {
		s.Station = r.Bench
	}
	cue, said := CueOK, Say("station.scanner_yours", "place", h.what)
	if h.person != me.ID && !h.person.IsZero() {
		cue, said = CueAttention, Say("station.scanner_from", "place", h.what, "name", h.name)
	}
	reply, err := again(ctx, tx, s, cue, said)
	if err != nil {
		return "", err
	}
	if err := save(tx, s, reply, ToScan); err != nil || h.s == nil || h.person == me.ID {
		return cue, err
	}
	return cue, tell(ctx, tx, h.s, CueAttention, Say("station.scanner_gone", "place", h.what, "name", me.Name))
}

// hand writes whose a scanner is; zero for nobody's.
func hand(tx *store.Tx, device string, to warehouse.PersonID) (err error) {
	if to.IsZero() {
		err = bindings.Delete(tx, store.Str(device))
	} else {
		err = bindings.Put(tx, &binding{device, to, tx.Now()})
	}
	if err != nil {
		return err
	}
	return BoundKind.Record(tx, Bound{device, to})
}

// Holder is whose a scanner is; zero for nobody's.
func Holder(tx *store.Tx, device string) (warehouse.PersonID, error) {
	b, err := bindings.Find(tx, store.Str(device))
	if err != nil || b == nil {
		return warehouse.PersonID{}, err
	}
	return b.Person, nil
}

// RelieveRequest says that the person of the command works from now on at a screen
// where another did.
type RelieveRequest struct {
	From     warehouse.PersonID  `json:"from"`
	Bench    warehouse.StationID `json:"bench,omitzero"`    // where the screen is; zero for none
	Scanners []string            `json:"scanners,omitzero"` // that hang there: those of From go along
}

// relieve takes the bench of a screen and From's scanners at it, and tells both who
// the other is.
func relieve(ctx context.Context, tx *store.Tx, r *RelieveRequest) (*StateAnswer, error) {
	me, err := staff.Get(tx, tx.Origin().Person)
	if err != nil {
		return nil, err
	}
	if err := relieved(ctx, tx, r, me); err != nil {
		return nil, err
	}
	who, err := ShowPerson(tx, r.From)
	if err != nil {
		return nil, err
	}
	for _, device := range r.Scanners {
		switch had, err := Holder(tx, device); {
		case err != nil:
			return nil, err
		case had == r.From:
			if err := hand(tx, device, me.ID); err != nil {
				return nil, err
			}
		}
	}
	s, err := open(ctx, tx, me.ID, warehouse.SiteID{})
	if err != nil {
		return nil, err
	}
	free, err := Free(s)
	if err != nil {
		return nil, err
	}
	if !r.Bench.IsZero() && (free || s.Station.IsZero()) {
		s.Station = r.Bench
	}
	reply, err := again(ctx, tx, s, CueAttention, Say("station.relieves", "name", who.Name))
	if err != nil {
		return nil, err
	}
	return s.answerTo(tx, reply, ToScan)
}

// relieved tells who worked at a screen. Who had nothing in the middle is at its
// bench no more.
func relieved(ctx context.Context, tx *store.Tx, r *RelieveRequest, by *staff.Person) error {
	s, err := Of(tx, r.From)
	if err != nil {
		return err
	}
	if err := staff.May(tx, by.ID, RightWork, s.Site); err != nil {
		return err
	}
	free, err := Free(s)
	if err != nil {
		return err
	}
	if free && s.Station == r.Bench {
		s.Station = warehouse.StationID{}
	}
	return tell(ctx, tx, s, CueAttention, Say("station.relieved", "name", by.Name))
}

// stand takes a bench by its code. Two may work at one: each is told of the other.
func stand(ctx context.Context, tx *store.Tx, s *Session, bench *place.Place) (Reply, error) {
	at, err := At(tx, bench.ID)
	if err != nil {
		return Reply{}, err
	}
	me, err := ShowPerson(tx, s.Person)
	if err != nil {
		return Reply{}, err
	}
	var names []string
	for _, other := range at {
		if other.Person == s.Person || !other.awake(tx.Now()) {
			continue
		}
		who, err := ShowPerson(tx, other.Person)
		if err != nil {
			return Reply{}, err
		}
		names = append(names, who.Name)
		if s.Station == bench.ID { // it is no news
			continue
		}
		if err := tell(ctx, tx, other, CueAttention, Say("station.joined", "place", bench.Name, "name", me.Name)); err != nil {
			return Reply{}, err
		}
	}
	s.Station = bench.ID
	if len(names) == 0 {
		return again(ctx, tx, s, CueOK, Say("station.taken", "name", bench.Name))
	}
	return again(ctx, tx, s, CueAttention, Say("station.beside", "place", bench.Name, "name", strings.Join(names, ", ")))
}
