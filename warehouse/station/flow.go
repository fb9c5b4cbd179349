package station

import (
	"context"
	"maps"
	"slices"
	"strings"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// Flow is one kind of work: it says what a scan means at each of its steps. A
// flow keeps its state in the session (Load, Keep) and is itself without any.
//
// A method that returns an error has its whole transaction dropped; what a
// person simply did wrong is a Reply with CueWrong, and then it wrote nothing.
type Flow interface {
	// Name is the flow's word on screens and command barcodes.
	Name() string
	// Right is needed at the session's site to begin, and at each step.
	Right() staff.Right
	// Begin enters the flow, or returns to it; s.State is empty or its own.
	Begin(ctx context.Context, tx *store.Tx, s *Session) (Reply, error)
	// Scan judges a code by the present state.
	Scan(ctx context.Context, tx *store.Tx, s *Session, in *Scanned) (Reply, error)
	// Touch does an action of the view, from a screen or a command barcode.
	Touch(ctx context.Context, tx *store.Tx, s *Session, action string, args map[string]string) (Reply, error)
	// Show draws the present state anew: the world changed under it.
	Show(ctx context.Context, tx *store.Tx, s *Session) (Reply, error)
	// Waiting is how much work waits for somebody at a site.
	Waiting(tx *store.Tx, site warehouse.SiteID) (int, error)
}

// Opener is a Flow that a scan opens by itself where nothing is under way, as a
// tote at a bench opens packing.
type Opener interface {
	Flow
	// Opens says whether the code is what the flow waits for first.
	Opens(tx *store.Tx, s *Session, in *Scanned) (bool, error)
}

// Leaver is a Flow that a person can leave in the middle and come back to: its row
// of the menu says with what it goes on, and stands first.
type Leaver interface {
	Flow
	// Left is what the person left at a site, nil for nothing.
	Left(tx *store.Tx, site warehouse.SiteID, person warehouse.PersonID) (*Left, error)
}

// Busy is a Flow in which a person may have something in the middle: goods in
// the hand, a tote on the way, an order on the bench. It wrote nothing of its own
// then that another could go on with, so its screen stays with the person.
type Busy interface {
	Flow
	// Busy says whether the person of a session is in the middle of something.
	Busy(s *Session) (bool, error)
}

// Free says whether a screen of the session may change hands: nothing is in the
// middle, in a flow that waits behind a Detour neither.
func Free(s *Session) (bool, error) {
	for _, at := range []*Session{s, s.behind()} {
		f, ok := flows[at.Flow].(Busy)
		if !ok {
			continue
		}
		if busy, err := f.Busy(at); err != nil || busy {
			return false, err
		}
	}
	return true, nil
}

var flows = map[string]Flow{}

// Register adds a flow; use it in a package-level var. Twice is a panic.
func Register(f Flow) Flow {
	if flows[f.Name()] != nil {
		panic("station: two flows named " + f.Name())
	}
	flows[f.Name()] = f
	return f
}

// Flows are the names of all flows.
func Flows() []string { return slices.Sorted(maps.Keys(flows)) }

// Rights are those that the flows ask of whoever works in them, each once, sorted.
func Rights() (all []staff.Right) {
	for _, f := range flows {
		all = append(all, f.Right())
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Works are the flows, by name, that a person may work in at a site.
func Works(tx *store.Tx, person warehouse.PersonID, site warehouse.SiteID) (names []string, err error) {
	for _, name := range Flows() {
		switch err := staff.May(tx, person, flows[name].Right(), site); {
		case err == nil:
			names = append(names, name)
		case fault.KindOf(err) != fault.Denied:
			return nil, err
		}
	}
	return names, nil
}

// MenuFlow is the name that a reply between flows gives as its flow, and the
// action that leaves a flow.
const MenuFlow = "menu"

// menu draws what a person may begin.
func menu(_ context.Context, tx *store.Tx, s *Session, cue Cue, m Message) (Reply, error) {
	return menuOf(tx, s, cue, m, Flow.Waiting)
}

// counter is Flow.Waiting, or remembers what it said.
type counter func(f Flow, tx *store.Tx, site warehouse.SiteID) (int, error)

func menuOf(tx *store.Tx, s *Session, cue Cue, m Message, waiting counter) (Reply, error) {
	view := Menu{Works: []Work{}}
	for _, name := range Flows() {
		f := flows[name]
		n, err := waiting(f, tx, s.Site)
		if err != nil {
			return Reply{}, err
		}
		w := Work{Flow: name, Waiting: n, Command: ident.CommandCode(name)}
		if err := staff.May(tx, s.Person, f.Right(), s.Site); fault.KindOf(err) == fault.Denied {
			why := Say("staff.denied", "right", f.Right())
			w.Why = &why
		} else if err != nil {
			return Reply{}, err
		} else if goesOn, ok := f.(Leaver); ok {
			if w.Left, err = goesOn.Left(tx, s.Site, s.Person); err != nil {
				return Reply{}, err
			}
		}
		if w.Left != nil {
			view.Works = slices.Insert(view.Works, 0, w)
			continue
		}
		view.Works = append(view.Works, w)
	}
	return Answer(cue, MenuFlow, MenuFlow, view, m)
}

// begin enters a flow. One that is only a Detour leaves the present one waiting
// behind it; any other is begun from where the person was before a Detour.
func begin(ctx context.Context, tx *store.Tx, s *Session, f Flow) (Reply, error) {
	if err := staff.May(tx, s.Person, f.Right(), s.Site); err != nil {
		return Reply{}, err
	}
	if s.Flow == f.Name() {
		return f.Begin(ctx, tx, s)
	}
	if _, looks := f.(Detour); looks {
		s.stepAside(f.Name())
		return f.Begin(ctx, tx, s)
	}
	s.comeBack()
	if s.Flow != f.Name() {
		if r, stays, err := holdsBack(ctx, tx, s, f.Name()); err != nil || stays {
			return r, err
		}
		s.Flow, s.State = f.Name(), nil
	}
	return f.Begin(ctx, tx, s)
}

// leave goes back to the menu, or out of a Detour to what waits behind it.
func leave(ctx context.Context, tx *store.Tx, s *Session) (Reply, error) {
	if s.comeBack() {
		return flows[s.Flow].Show(ctx, tx, s)
	}
	if r, stays, err := holdsBack(ctx, tx, s, MenuFlow); err != nil || stays {
		return r, err
	}
	s.Flow, s.State = "", nil
	return menu(ctx, tx, s, CueOK, Say("station.menu"))
}

// again is the present screen with another cue and sentence, and with the question
// that lies over it: nothing happened.
func again(ctx context.Context, tx *store.Tx, s *Session, cue Cue, m Message) (Reply, error) {
	s.Redrawn = true
	f := flows[s.Flow]
	if f == nil {
		return menu(ctx, tx, s, cue, m)
	}
	r, err := f.Show(ctx, tx, s)
	if err != nil {
		return r, err
	}
	r.Cue, r.Message = cue, m
	return s.asks(ctx, tx, r)
}

// scanned judges a code: a command, a station, or the flow's own business.
func scanned(ctx context.Context, tx *store.Tx, s *Session, in *Scanned) (Reply, error) {
	if len(in.Things) == 1 && in.Things[0].Command != "" {
		s.Redrawn = true
		return commanded(ctx, tx, s, in.Things[0].Command, nil)
	}
	if n, answers := s.Asked.named(in); answers {
		return answered(ctx, tx, s, n)
	}
	s.Asked = question{}
	if p, _ := in.Place(place.KindStation); p != nil {
		return stand(ctx, tx, s, p)
	}
	f := flows[s.Flow]
	if f == nil {
		var err error
		if f, err = opened(tx, s, in); err != nil {
			return Reply{}, err
		}
		if f == nil {
			return menu(ctx, tx, s, CueAttention, Say("station.choose_work"))
		}
		s.Flow, s.State = f.Name(), nil
	}
	if err := staff.May(tx, s.Person, f.Right(), s.Site); err != nil {
		return Reply{}, err
	}
	return chosen(ctx, tx, s, f, in)
}

// opened is the first flow that a code opens and the person may do; nil when
// there is none.
func opened(tx *store.Tx, s *Session, in *Scanned) (Flow, error) {
	for _, name := range Flows() {
		f, opens := flows[name].(Opener)
		if !opens {
			continue
		}
		switch err := staff.May(tx, s.Person, f.Right(), s.Site); {
		case fault.KindOf(err) == fault.Denied:
			continue
		case err != nil:
			return nil, err
		}
		if fits, err := f.Opens(tx, s, in); err != nil || fits {
			return f, err
		}
	}
	return nil, nil
}

// commanded does an action, or begins or leaves a flow.
func commanded(ctx context.Context, tx *store.Tx, s *Session, name string, args map[string]string) (Reply, error) {
	if r, about, err := s.Asked.replies(ctx, tx, s, name, args); about || err != nil {
		return r, err
	}
	if name == MenuFlow {
		return leave(ctx, tx, s)
	}
	if f := flows[name]; f != nil {
		return begin(ctx, tx, s, f)
	}
	f := flows[s.Flow]
	if f == nil {
		return menu(ctx, tx, s, CueWrong, Say("station.no_action", "action", name))
	}
	if err := staff.May(tx, s.Person, f.Right(), s.Site); err != nil {
		return Reply{}, err
	}
	return f.Touch(ctx, tx, s, name, args)
}

// Unknown is the reply to a code that means nothing at this step: the present
// screen stays and nothing was posted.
func Unknown(ctx context.Context, tx *store.Tx, s *Session, in *Scanned) (Reply, error) {
	if len(in.Things) == 0 {
		return again(ctx, tx, s, CueWrong, Say("station.unknown_code", "code", clip(in.Code.Data)))
	}
	names := make([]string, len(in.Things))
	for i := range in.Things {
		names[i] = in.Things[i].Name()
	}
	return again(ctx, tx, s, CueWrong, Say("station.not_now", "what", strings.Join(names, ", ")))
}

func clip(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
