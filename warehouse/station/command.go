package station

import (
	"cmp"
	"context"
	"time"

	"warehouse-node/devices/scan"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// RightWork lets a person work on the floor at all.
const RightWork staff.Right = "station.work"

// MaxAge is how old a scan of a device at a bench may be; an older one was made
// while nobody could answer, and is shown and not obeyed. A handheld's kept
// scans are not judged by it.
const MaxAge = 5 * time.Second

// OpenRequest begins work at a site; zero is wherever the person works.
type OpenRequest struct {
	Site warehouse.SiteID `json:"site,omitzero"`
}

// ScanRequest is a code as it was read.
type ScanRequest struct {
	Data      string    `json:"data"`
	Symbology string    `json:"symbology,omitempty"`
	AgeMS     int64     `json:"ageMS,omitempty"` // how long ago, of a device at a bench
	At        time.Time `json:"at,omitzero"`     // by the device's clock; only shown
}

// TouchRequest is an action of a view that the person saw.
type TouchRequest struct {
	Version uint64            `json:"version"`
	Action  string            `json:"action"`
	Args    map[string]string `json:"args,omitempty"`
	At      time.Time         `json:"at,omitzero"`
}

// RefuseRequest shows a person why their command was dropped, or what was done
// instead.
type RefuseRequest struct {
	Code string            `json:"code"`
	Args map[string]string `json:"args,omitempty"`
	Cue  Cue               `json:"cue,omitempty"` // absent: CueWrong
}

// StateAnswer is the session after it.
type StateAnswer struct {
	Session SessionID `json:"session"`
	Version uint64    `json:"version"`
	Reply   Reply     `json:"reply"`
}

// The commands of a person at work. Whose a badge is, is looked up before Badge and
// Relieve: badges are known only by their hash.
var (
	Open    = command.Register("station.open", RightWork, func(_ *store.Tx, r *OpenRequest) (warehouse.SiteID, error) { return orAnywhere(r.Site), nil }, openSession)
	Scan    = command.Register("station.scan", RightWork, siteOfSession[ScanRequest], scanCode).Raw("data")
	Touch   = command.Register("station.touch", RightWork, siteOfSession[TouchRequest], touch)
	Refuse  = command.Register("station.refuse", RightWork, siteOfSession[RefuseRequest], refuse).Raw("args")
	Badge   = command.Register("station.badge", RightWork, func(tx *store.Tx, r *BadgeRequest) (warehouse.SiteID, error) { return atBench(tx, r.Site, r.Bench) }, badge)
	Relieve = command.Register("station.relieve", RightWork, func(tx *store.Tx, r *RelieveRequest) (warehouse.SiteID, error) {
		return atBench(tx, warehouse.SiteID{}, r.Bench)
	}, relieve)
)

func orAnywhere(site warehouse.SiteID) warehouse.SiteID {
	if site.IsZero() {
		return staff.Anywhere
	}
	return site
}

// atBench is the site of a bench, and without one that of its device. NotFound when
// the one is not at the other.
func atBench(tx *store.Tx, site warehouse.SiteID, bench warehouse.StationID) (warehouse.SiteID, error) {
	if bench.IsZero() {
		return orAnywhere(site), nil
	}
	p, err := place.Get(tx, bench)
	if err == nil && (p.Kind != place.KindStation || !site.IsZero() && p.Site != site) {
		err = fault.New(fault.NotFound, "place.unknown", "code", bench)
	}
	if err != nil {
		return site, err
	}
	return p.Site, nil
}

// siteOfSession is where the person of the transaction works.
func siteOfSession[Req any](tx *store.Tx, _ *Req) (warehouse.SiteID, error) {
	s, err := Of(tx, tx.Origin().Person)
	if err != nil {
		return warehouse.SiteID{}, err
	}
	return s.Site, nil
}

func openSession(ctx context.Context, tx *store.Tx, r *OpenRequest) (*StateAnswer, error) {
	s, err := open(ctx, tx, tx.Origin().Person, r.Site)
	if err != nil {
		return nil, err
	}
	return s.answer(), nil
}

func (s *Session) answer() *StateAnswer { return &StateAnswer{s.ID, s.Version, s.Reply} }

// step loads the session of the transaction's person, has fn answer, and keeps
// the answer.
func step(ctx context.Context, tx *store.Tx, did Answered, fn func(*Session) (Reply, error)) (*StateAnswer, error) {
	s, err := Of(tx, tx.Origin().Person)
	if err != nil {
		return nil, err
	}
	o := tx.Origin()
	o.Station = s.Station
	tx.SetOrigin(o)
	warned := s.Warned
	r, err := fn(s)
	if s.Warned == warned { // something else was done since: it is said anew
		s.Warned = ""
	}
	if err != nil {
		return nil, err
	}
	return s.answerTo(tx, r, did)
}

func (s *Session) answerTo(tx *store.Tx, r Reply, did Answered) (*StateAnswer, error) {
	if err := save(tx, s, r, did); err != nil {
		return nil, err
	}
	return s.answer(), nil
}

func scanCode(ctx context.Context, tx *store.Tx, r *ScanRequest) (*StateAnswer, error) {
	if r.Data == "" || len(r.Data) > MaxCode {
		return nil, fault.New(fault.Invalid, "station.code_length", "max", MaxCode)
	}
	return step(ctx, tx, ToScan, func(s *Session) (Reply, error) {
		if time.Duration(r.AgeMS)*time.Millisecond > MaxAge {
			return again(ctx, tx, s, CueAttention, Say("station.old_scan", "code", clip(r.Data), "seconds", r.AgeMS/1000))
		}
		in, err := Resolve(tx, s.Site, scan.Scan{Data: r.Data, Symbology: scan.Symbology(r.Symbology)})
		if fault.KindOf(err) == fault.Invalid && err != nil { // our own label, misread
			said := fault.Of(err)
			return again(ctx, tx, s, CueWrong, Message{Code: said.Code, Args: said.Args})
		} else if err != nil {
			return Reply{}, err
		}
		by := scannerOf(ctx, tx)
		if err := learn(tx, by, &in.Code); err != nil {
			return Reply{}, err
		}
		if said, is := in.broken(); is {
			return again(ctx, tx, s, CueWrong, said)
		}
		r, err := scanned(ctx, tx, s, in)
		return s.hinted(in, r, by, tx.Now()), err
	})
}

// MaxCode is the longest code that is looked up, in bytes.
const MaxCode = 2048

func touch(ctx context.Context, tx *store.Tx, r *TouchRequest) (*StateAnswer, error) {
	return step(ctx, tx, ToTouch, func(s *Session) (Reply, error) {
		if r.Version != s.Version {
			return again(ctx, tx, s, CueAttention, Say("station.look-again"))
		}
		return commanded(ctx, tx, s, r.Action, r.Args)
	})
}

func refuse(ctx context.Context, tx *store.Tx, r *RefuseRequest) (*StateAnswer, error) {
	return step(ctx, tx, "", func(s *Session) (Reply, error) {
		return again(ctx, tx, s, cmp.Or(r.Cue, CueWrong), Message{Code: r.Code, Args: r.Args})
	})
}

// Refresh draws the session of a person anew when it runs a flow: something of
// its work changed from outside.
func Refresh(ctx context.Context, tx *store.Tx, person warehouse.PersonID, flow string, cue Cue, m Message) error {
	s, err := sessions.Find(tx, person)
	if err != nil || s == nil || s.Flow != flow {
		return err
	}
	return tell(ctx, tx, s, cue, m)
}

// RefreshWhere is Refresh, with attention, for a person whose flow's state is as looks
// wants it; for who never worked here, or does something else, nothing.
func RefreshWhere[S any](ctx context.Context, tx *store.Tx, who warehouse.PersonID, flow string, looks func(S) bool, m Message) error {
	s, err := sessions.Find(tx, who)
	if err != nil || s == nil || s.Flow != flow {
		return err
	}
	st, err := Load[S](s)
	if err != nil || !looks(st) {
		return err
	}
	return Refresh(ctx, tx, who, flow, CueAttention, m)
}

// tell shows a person a sentence on the screen where they are. They did nothing.
func tell(ctx context.Context, tx *store.Tx, s *Session, cue Cue, m Message) error {
	r, err := again(ctx, tx, s, cue, m)
	if err != nil {
		return err
	}
	return save(tx, s, r, "")
}
