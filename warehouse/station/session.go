package station

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// SessionID names a session on topics and screens.
type SessionID = ident.ID[Session]

// Session is a person at work.
type Session struct {
	ID      SessionID
	Person  warehouse.PersonID
	Site    warehouse.SiteID
	Station warehouse.StationID // whose printer, register and bench are lent; zero for none
	Flow    string              // "" between flows
	State   []byte              // the flow's own, as JSON
	Version uint64              // rises with every reply
	Reply   Reply
	Since   time.Time
	At      time.Time // of the last reply
	Told    []told    // hints that were given, so that each is given once a shift
	Aside   aside     // what waits while a Detour is taken; zero for nothing
	Warned  string    // the way out at which a person was told what is in their hand; "" for none
	Asked   question  // which of several meanings of a code holds; zero where nothing is asked
	Did     time.Time // when its person scanned or touched last; zero for never

	Redrawn bool // of this deed, not kept: nothing was judged but a command, or the screen is as it was; a Wrong on it is of an earlier scan
}

// aside is a flow that goes on where it was when a Detour is left.
type aside struct {
	Flow  string
	State []byte
}

func asideRow(r *store.Row, a *aside) {
	store.Text(r, 1, &a.Flow)
	store.Bytes(r, 2, &a.State)
}

func sessionRow(r *store.Row, s *Session) {
	ident.Field(r, 1, &s.ID)
	ident.Field(r, 2, &s.Person)
	ident.Field(r, 3, &s.Site)
	ident.Field(r, 4, &s.Station)
	store.Text(r, 5, &s.Flow)
	store.Bytes(r, 6, &s.State)
	store.Uint(r, 7, &s.Version)
	store.One(r, 8, &s.Reply, replyRow)
	store.Time(r, 9, &s.Since)
	store.Time(r, 10, &s.At)
	store.List(r, 11, &s.Told, toldRow)
	store.One(r, 12, &s.Aside, asideRow)
	store.Text(r, 13, &s.Warned)
	store.Time(r, 14, &s.Did)
	store.One(r, 15, &s.Asked, questionRow)
}

func replyRow(r *store.Row, a *Reply) {
	store.Text(r, 1, &a.Cue)
	store.Text(r, 2, &a.Message.Code)
	argsRow(r, 3, &a.Message)
	store.Text(r, 4, &a.Flow)
	store.Text(r, 5, &a.Screen)
	store.Bytes(r, 6, &a.View)
	store.Text(r, 7, &a.Hint.Code)
	argsRow(r, 8, &a.Hint)
	shownRow(r, 9, &a.Question)
}

// argsRow is the arguments of a sentence, by name.
func argsRow(r *store.Row, n uint64, m *Message) {
	pairs := make([][2]string, 0, len(m.Args))
	for _, k := range slices.Sorted(maps.Keys(m.Args)) {
		pairs = append(pairs, [2]string{k, m.Args[k]})
	}
	store.List(r, n, &pairs, func(r *store.Row, p *[2]string) {
		store.Text(r, 1, &p[0])
		store.Text(r, 2, &p[1])
	})
	if len(pairs) > 0 && m.Args == nil {
		m.Args = make(map[string]string, len(pairs))
		for _, p := range pairs {
			m.Args[p[0]] = p[1]
		}
	}
}

// binding says whose a scanner is.
type binding struct {
	Device string
	Person warehouse.PersonID
	Since  time.Time
}

func bindingRow(r *store.Row, b *binding) {
	store.Text(r, 1, &b.Device)
	ident.Field(r, 2, &b.Person)
	store.Time(r, 3, &b.Since)
}

var (
	sessions = store.NewTable("station.sessions", func(s *Session) warehouse.PersonID { return s.Person }, sessionRow)
	byID     = store.NewIndex(sessions, "id", func(s *Session) []SessionID { return []SessionID{s.ID} }).Unique()
	byPlace  = store.NewIndex(sessions, "station", func(s *Session) []warehouse.StationID {
		if s.Station.IsZero() {
			return nil
		}
		return []warehouse.StationID{s.Station}
	})
	bindings = store.NewTable("station.bindings", func(b *binding) store.Str { return store.Str(b.Device) }, bindingRow)
)

// Of is a person's session; NotFound before the first.
func Of(tx *store.Tx, person warehouse.PersonID) (*Session, error) {
	s, err := sessions.Find(tx, person)
	if err == nil && s == nil {
		err = fault.New(fault.NotFound, "station.no_session")
	}
	return s, err
}

// ByID is a session by its id; NotFound when there is none.
func ByID(tx *store.Tx, id SessionID) (*Session, error) {
	s, err := byID.First(tx, id)
	if err == nil && s == nil {
		err = fault.New(fault.NotFound, "station.no_session")
	}
	return s, err
}

// At are the sessions of the people who work at a station now.
func At(tx *store.Tx, station warehouse.StationID) (all []*Session, err error) {
	for s, err := range byPlace.Each(tx, station) {
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, nil
}

// All walks every session; copy out what is wanted and close.
func All(tx *store.Tx) (all []*Session, err error) {
	for s, err := range sessions.All(tx) {
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, nil
}

// Load reads the flow's state; the zero S when there is none yet.
func Load[S any](s *Session) (state S, err error) {
	if len(s.State) == 0 {
		return state, nil
	}
	if err = json.Unmarshal(s.State, &state); err != nil {
		err = fmt.Errorf("station: state of flow %s: %w", s.Flow, err)
	}
	return state, err
}

// Keep writes the flow's state into the session, which is stored with the reply.
func Keep[S any](s *Session, state S) (err error) {
	s.State, err = json.Marshal(state)
	return err
}

// Answer makes a reply of a flow: its cue, its screen with what it shows, and a
// sentence.
func Answer[V any](cue Cue, flow, screen string, view V, m Message) (Reply, error) {
	data, err := json.Marshal(view)
	if err != nil {
		return Reply{}, fmt.Errorf("station: view of %s: %w", flow, err)
	}
	return Reply{Cue: cue, Message: m, Flow: flow, Screen: screen, View: data}, nil
}

// Say makes a sentence of a code and name, value pairs.
func Say(code string, args ...any) Message {
	m := Message{Code: code}
	for i := 0; i+1 < len(args); i += 2 {
		if m.Args == nil {
			m.Args = map[string]string{}
		}
		m.Args[fmt.Sprint(args[i])] = fmt.Sprint(args[i+1])
	}
	return m
}

// Replied is on the timeline for every answer of a session: the screens of its
// person follow it.
type Replied struct {
	Session SessionID          `json:"session"`
	Person  warehouse.PersonID `json:"person"`
	Version uint64             `json:"version"`
	Flow    string             `json:"flow"`
	Screen  string             `json:"screen"`
	Cue     Cue                `json:"cue"`
	Code    string             `json:"code"`
	Site    warehouse.SiteID   `json:"site,omitzero"`
	To      Answered           `json:"to,omitempty"`   // what it answers; "" where nobody of the session did anything
	Slip    *Slip              `json:"slip,omitempty"` // of a refused scan that the flow could name
}

// replied1 is Replied before it said what it answers.
type replied1 struct {
	Session SessionID          `json:"session"`
	Person  warehouse.PersonID `json:"person"`
	Version uint64             `json:"version"`
	Flow    string             `json:"flow"`
	Screen  string             `json:"screen"`
	Cue     Cue                `json:"cue"`
	Code    string             `json:"code"`
}

func (old replied1) now() Replied {
	return Replied{Session: old.Session, Person: old.Person, Version: old.Version, Flow: old.Flow, Screen: old.Screen, Cue: old.Cue, Code: old.Code}
}

// Bound is on the timeline when a scanner changes hands; Person is zero when it
// is nobody's.
type Bound struct {
	Device string             `json:"device"`
	Person warehouse.PersonID `json:"person,omitzero"`
}

// The station's kinds of event.
var (
	RepliedKind = journal.Upcast(journal.Register("station.replied/2", Replied{
		SessionID{1}, warehouse.PersonID{2}, 7, "pick", "wrong", CueWrong, "pick.wrong_bin", warehouse.SiteID{3}, ToScan, &Slip{Kind: "bin", Order: "10042", Bin: "A-01-02-1"},
	}), "station.replied/1", replied1{SessionID{1}, warehouse.PersonID{2}, 7, "pick", "item", CueOK, "pick.taken"}, replied1.now)
	BoundKind = journal.Register("station.bound/1", Bound{"scanner bench-2", warehouse.PersonID{2}})
)

// save keeps a session with its new reply and tells the timeline what it answers. What
// is asked and what its screens show is one: no answer is taken to a question that
// nobody sees.
func save(tx *store.Tx, s *Session, r Reply, to Answered) error {
	s.Reply = r
	if r.Question == nil {
		s.Asked = question{}
	}
	s.Version++
	s.At = tx.Now()
	if to != "" {
		s.Did = s.At
	}
	return s.put(tx, to)
}

// put keeps a session as it is and sends its screens what they show.
func (s *Session) put(tx *store.Tx, to Answered) error {
	if err := sessions.Put(tx, s); err != nil {
		return err
	}
	r := s.Reply
	told := Replied{s.ID, s.Person, s.Version, r.Flow, r.Screen, r.Cue, r.Message.Code, s.Site, to, nil}
	if to == ToScan && r.Cue == CueWrong && !s.Redrawn {
		var err error
		if told.Slip, err = slipOf(r); err != nil {
			return err
		}
	}
	return RepliedKind.Record(tx, told, journal.About("session", s.ID))
}

// open finds a person's session or begins one.
func open(ctx context.Context, tx *store.Tx, person warehouse.PersonID, site warehouse.SiteID) (*Session, error) {
	s, err := sessions.Find(tx, person)
	if err != nil {
		return nil, err
	}
	if s != nil && site.IsZero() {
		stays, err := s.Stays(tx)
		if err != nil || stays {
			return s, err
		}
	} else if s != nil && s.Site == site {
		return s, nil
	}
	if s == nil {
		s = &Session{ID: SessionID(tx.Mint()), Person: person, Since: tx.Now()}
	}
	if site.IsZero() {
		if site, err = home(tx, person); err != nil {
			return nil, err
		}
	}
	s.Site, s.Station, s.Flow, s.State, s.Aside, s.Warned = site, warehouse.StationID{}, "", nil, aside{}, ""
	r, err := menu(ctx, tx, s, CueOK, Say("station.menu"))
	if err != nil {
		return nil, err
	}
	return s, save(tx, s, r, "")
}

// Stays says whether a session is where its person works. It is not any more where
// they may not work, where the site was closed, and, while nothing is in their
// hands and no bench is theirs, where they chose another site.
func (s *Session) Stays(tx *store.Tx) (bool, error) {
	switch err := staff.May(tx, s.Person, RightWork, s.Site); {
	case err == nil:
	case fault.KindOf(err) == fault.Denied:
		return false, nil
	default:
		return false, err
	}
	at, err := place.GetSite(tx, s.Site)
	if err != nil || at.Archived {
		return false, err
	}
	if s.Flow != "" || !s.Station.IsZero() {
		return true, nil
	}
	chosen, err := choice(tx, s.Person)
	return chosen.IsZero() || chosen == s.Site, err
}

// choice is the site that a person chose to work at and may; zero for none.
func choice(tx *store.Tx, person warehouse.PersonID) (none warehouse.SiteID, err error) {
	p, err := staff.Get(tx, person)
	if err != nil || p.Site.IsZero() {
		return none, err
	}
	at, err := place.GetSite(tx, p.Site)
	if err != nil || at.Archived {
		return none, err
	}
	switch err := staff.May(tx, person, RightWork, p.Site); {
	case err == nil:
		return p.Site, nil
	case fault.KindOf(err) == fault.Denied:
		return none, nil
	default:
		return none, err
	}
}

// home is the site where a person works: the one that they chose, or else the
// first that there was of those at which they may. A new warehouse moves nobody.
func home(tx *store.Tx, person warehouse.PersonID) (warehouse.SiteID, error) {
	if chosen, err := choice(tx, person); err != nil || !chosen.IsZero() {
		return chosen, err
	}
	may, all, err := staff.Sites(tx, person, RightWork)
	if err != nil {
		return warehouse.SiteID{}, err
	}
	sites, err := place.Sites(tx)
	if err != nil {
		return warehouse.SiteID{}, err
	}
	var first warehouse.SiteID
	for _, s := range sites {
		if (all || slices.Contains(may, s.ID)) && (first.IsZero() || bytes.Compare(s.ID[:], first[:]) < 0) {
			first = s.ID
		}
	}
	if first.IsZero() {
		return first, fault.New(fault.Denied, "staff.denied", "right", RightWork)
	}
	return first, nil
}
