package staff

import (
	"context"
	"iter"
	"strings"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/store"
)

// SessionID names a session of a browser. It is no secret.
type SessionID = ident.ID[sessionKind]

type sessionKind struct{}

// Session is a person at a screen, from login to log-out. Its bearer shows a
// secret with each request; only the digest of it is here.
type Session struct {
	ID     SessionID
	Digest Digest
	Person warehouse.PersonID
	How    How
	Where  string   // the device or browser, for people to tell one from another
	Device DeviceID // the enrolled device it is on, zero for none
	Opened time.Time
	Seen   time.Time     // to within SeenEvery
	Until  time.Time     // it ends then, on the floor at the next pause
	Idle   time.Duration // and after so long without a touch; zero on the floor
}

// SeenEvery is how finely Session.Seen and the like are kept: each touch would
// be a write.
const SeenEvery = 5 * time.Minute

// On the floor nobody is sent out in the middle of a walk: a session that is in use
// when its time is up ends once nothing was done for a Pause, or an Outstay later.
const (
	Pause   = 30 * time.Minute
	Outstay = 12 * time.Hour
)

// maxWhere bounds what a browser says of itself, in characters.
const maxWhere = 120

func sessionRow(r *store.Row, s *Session) {
	ident.Field(r, 1, &s.ID)
	digestField(r, 2, &s.Digest)
	ident.Field(r, 3, &s.Person)
	store.Text(r, 4, &s.How)
	store.Text(r, 5, &s.Where)
	ident.Field(r, 6, &s.Device)
	store.Time(r, 7, &s.Opened)
	store.Time(r, 8, &s.Seen)
	store.Time(r, 9, &s.Until)
	store.Int(r, 10, &s.Idle)
}

var (
	sessions        = store.NewTable("staff.sessions", func(s *Session) SessionID { return s.ID }, sessionRow)
	sessionByDigest = store.NewIndex(sessions, "digest", func(s *Session) []Digest { return []Digest{s.Digest} }).Unique()
	sessionByPerson = store.NewIndex(sessions, "person", func(s *Session) []warehouse.PersonID { return []warehouse.PersonID{s.Person} })
)

// Ended says whether the session is over at a moment. A little more idleness
// than said is allowed, since Seen is coarse.
func (s *Session) Ended(now time.Time) bool {
	switch {
	case !now.Before(s.last()):
		return true
	case !now.Before(s.Until):
		return now.Sub(s.Seen) > Pause+SeenEvery
	}
	return s.Idle > 0 && now.Sub(s.Seen) > s.Idle+SeenEvery
}

// last is when the session is over, whatever is being done.
func (s *Session) last() time.Time {
	if s.Device.IsZero() {
		return s.Until
	}
	return s.Until.Add(Outstay)
}

// Stale says that TouchSession is due.
func (s *Session) Stale(now time.Time) bool { return now.Sub(s.Seen) >= SeenEvery }

// Enter says whose session a secret opens. Denied "staff.session" when there is
// none, or it has ended, or the person has left.
func Enter(tx *store.Tx, secret Secret) (*Session, *Person, error) {
	s, err := sessionByDigest.Find(tx, secret.Digest())
	if err != nil {
		return nil, nil, err
	}
	if s == nil || s.Ended(tx.Now()) {
		return nil, nil, fault.New(fault.Denied, "staff.session")
	}
	p, err := people.Find(tx, s.Person)
	if err != nil {
		return nil, nil, err
	}
	if p == nil || !p.Active {
		return nil, nil, fault.New(fault.Denied, "staff.session")
	}
	return s, p, nil
}

// Sessions walks the sessions of a person, those that have run out but were
// not yet swept with them.
func Sessions(tx *store.Tx, person warehouse.PersonID) iter.Seq2[*Session, error] {
	return sessionByPerson.Each(tx, person)
}

// Proved says whether nothing more is asked of the bearer of a person's badge:
// they have no PIN, or gave it, or their password, where a session is open.
func Proved(tx *store.Tx, p *Person) (bool, error) {
	if p.PIN == "" {
		return true, nil
	}
	for s, err := range Sessions(tx, p.ID) {
		if err != nil {
			return false, err
		}
		if s.How != ByBadge && !s.Ended(tx.Now()) {
			return true, nil
		}
	}
	return false, nil
}

// OpenRequest opens a session for whoever asks, who has proved just now who
// they are.
type OpenRequest struct {
	Voucher Voucher  `json:"voucher"`
	Digest  Digest   `json:"digest"` // of the secret that the browser will show
	Where   string   `json:"where,omitempty"`
	Device  DeviceID `json:"device,omitzero"` // an enrolled device: the session is one of the floor
}

// OpenAnswer names the session.
type OpenAnswer struct {
	Session SessionID `json:"session"`
	Until   time.Time `json:"until"` // the secret opens nothing from then on, whatever is being done
}

// OpenSession carries out an OpenRequest. Denied "staff.must_change" for a
// person who has to choose a password first.
func OpenSession(_ context.Context, tx *store.Tx, r *OpenRequest) (*OpenAnswer, error) {
	p, err := Get(tx, tx.Origin().Person)
	if err != nil {
		return nil, err
	}
	if err := r.Voucher.check(p); err != nil {
		return nil, err
	}
	if !p.OneTime.IsZero() && r.Voucher.How == ByPassword {
		return nil, fault.New(fault.Denied, "staff.must_change")
	}
	return open(tx, p, r)
}

func open(tx *store.Tx, p *Person, r *OpenRequest) (*OpenAnswer, error) {
	if r.Digest.IsZero() {
		return nil, fault.New(fault.Invalid, "staff.digest")
	}
	policy, err := Rules.Get(tx)
	if err != nil {
		return nil, err
	}
	s := &Session{ID: ident.New[sessionKind](tx), Digest: r.Digest, Person: p.ID, How: r.Voucher.How, Where: shorten(r.Where),
		Device: r.Device, Opened: tx.Now(), Seen: tx.Now()}
	if r.Device.IsZero() {
		s.Until = tx.Now().Add(time.Duration(policy.OfficeHours) * time.Hour)
		s.Idle = time.Duration(policy.OfficeIdle) * time.Minute
	} else {
		d, err := devices.Find(tx, r.Device)
		if err != nil {
			return nil, err
		}
		if d == nil {
			return nil, fault.New(fault.Denied, "staff.device")
		}
		s.Where, s.Until = d.Name, tx.Now().Add(time.Duration(policy.FloorHours)*time.Hour)
	}
	if err := sessions.Insert(tx, s); err != nil {
		return nil, err
	}
	return &OpenAnswer{s.ID, s.last()}, tell(tx, SessionOpenedKind, p.ID, SessionOpened{s.ID, p.ID, s.How, s.Where})
}

// shorten makes what a stranger says of itself fit to be shown.
func shorten(s string) string {
	r := []rune(strings.ToValidUTF8(s, ""))
	r = r[:min(len(r), maxWhere)]
	return strings.Map(func(c rune) rune {
		if !printable(string(c)) {
			return -1
		}
		return c
	}, string(r))
}

// SessionRequest names a session.
type SessionRequest struct {
	Person warehouse.PersonID `json:"person,omitzero"` // whose; absent for one's own
	ID     SessionID          `json:"id"`
}

// EndSession ends a session of another; RightPeople is asked for by the door.
// Everything that the person has open elsewhere goes on.
func EndSession(_ context.Context, tx *store.Tx, r *SessionRequest) (*None, error) {
	return r.end(tx, r.Person)
}

// EndOwn ends a session of whoever asks: log out.
func EndOwn(_ context.Context, tx *store.Tx, r *SessionRequest) (*None, error) {
	return r.end(tx, tx.Origin().Person)
}

// end ends a session of a person; one that has ended already is no error.
func (r *SessionRequest) end(tx *store.Tx, person warehouse.PersonID) (*None, error) {
	s, err := sessions.Find(tx, r.ID)
	if err != nil || s == nil {
		return &None{}, err
	}
	if s.Person != person {
		return nil, fault.New(fault.Denied, "staff.session")
	}
	return &None{}, endSession(tx, s)
}

func endSession(tx *store.Tx, s *Session) error {
	if err := sessions.Delete(tx, s.ID); err != nil {
		return err
	}
	return tell(tx, SessionEndedKind, s.Person, SessionEnded{s.ID, s.Person})
}

// every is each session, for endSessions.
func every(*Session) bool { return true }

// endSessions ends the sessions of a person that are such, and says how many.
func endSessions(tx *store.Tx, person warehouse.PersonID, such func(*Session) bool) (n int, err error) {
	for s, err := range Sessions(tx, person) {
		if err != nil {
			return n, err
		}
		if !such(s) {
			continue
		}
		if err := endSession(tx, s); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// TouchSession notes that one's own session is in use, when that is Stale.
func TouchSession(_ context.Context, tx *store.Tx, r *SessionRequest) (*None, error) {
	s, err := sessions.Find(tx, r.ID)
	if err != nil || s == nil || s.Person != tx.Origin().Person || !s.Stale(tx.Now()) {
		return &None{}, err
	}
	s.Seen = tx.Now()
	return &None{}, sessions.Put(tx, s)
}
