package api

import (
	"context"
	"net/http"
	"reflect"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"warehouse-node/warehouse/dispatch"
	"warehouse-node/warehouse/look"
	"warehouse-node/warehouse/move"
	"warehouse-node/warehouse/pack"
	"warehouse-node/warehouse/pick"
	"warehouse-node/warehouse/receive"
	"warehouse-node/warehouse/station"
)

// Floor is people at work: one session each, which the scans and touches of its
// screens move on. Every method answers for the actor of ctx and returns what
// all screens of the session show from now on; the same goes out on the
// websocket's topic session/ID, one frame for each Seq.
type Floor interface {
	State(ctx context.Context) (FloorState, error)
	// Session is State of the session named, which is the actor's own or Denied.
	Session(ctx context.Context, id string) (FloorState, error)
	// Scan hands a code to the session. Known id and same body: the same answer;
	// known id and another body: Conflict. A code that means nothing here is no
	// error: the reply says so, and nothing was posted. Another's badge opens a
	// session of theirs and ends this one, while nothing is in the middle here;
	// Denied "staff.pin_needed" when they have a PIN: then Badge asks for it.
	Scan(ctx context.Context, scan FloorScan) (FloorOpened, error)
	// Touch does an action of the view that the person saw. Repeats are known as
	// those of Scan; an old version is answered with the present state and the
	// message "station.look-again", and nothing was posted.
	Touch(ctx context.Context, touch FloorTouch) (FloorState, error)
	// Badge opens a session on a floor screen. ctx carries no actor. Badges of
	// people with a PIN want it: the answer then says so and holds no session. A
	// wrong badge or PIN is Denied.
	Badge(ctx context.Context, login FloorBadge) (FloorOpened, error)
}

// FloorState is what every screen of a session shows.
type FloorState struct {
	Session string           `json:"session"`
	Version uint64           `json:"version" doc:"grows with every reply"`
	Person  FloorPerson      `json:"person"`
	Station *FloorStation    `json:"station,omitempty" doc:"whose printer, register and bench are lent; absent until its code was scanned"`
	Benches List[FloorBench] `json:"benches,omitempty" doc:"the stations of the warehouse to choose from; absent when one is lent"`
	Packing string           `json:"packing,omitempty" doc:"the barcode that begins packing; absent while the person packs"`
	Reply   station.Reply    `json:"reply"`
	Seq     int64            `json:"seq" doc:"grows with whatever changes here, a machine's health too; the number of its frame on session/ID"`
}

// FloorPerson is whose session it is.
type FloorPerson struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Initials string `json:"initials"`
}

// FloorStation is the place where the person works, and how its machines fare.
type FloorStation struct {
	Code    string               `json:"code"`
	Name    string               `json:"name"`
	Devices List[station.Device] `json:"devices" doc:"in the order in which a bench shows them"`
}

// FloorBench is a station that a person may work at, and the code on it.
type FloorBench struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

// FloorScan is one code, as it was read.
type FloorScan struct {
	ID        string    `json:"id" minLength:"3" maxLength:"80" doc:"made before it is sent; the same for every repeat"`
	Device    string    `json:"device" minLength:"1" maxLength:"64"`
	Counter   uint64    `json:"counter" minimum:"1" doc:"the device's own, rising by one"`
	Data      string    `json:"data" minLength:"1" maxLength:"2048" doc:"with its control bytes: GS is U+001D"`
	Symbology string    `json:"symbology,omitempty" maxLength:"16"`
	At        time.Time `json:"at,omitzero" doc:"the device's clock; only shown"`
	Kept      bool      `json:"kept,omitempty" doc:"it waited on the device while the node was silent: a badge changes no hands then"`
}

// FloorTouch is one action of a view.
type FloorTouch struct {
	ID      string            `json:"id" minLength:"3" maxLength:"80"`
	Device  string            `json:"device" minLength:"1" maxLength:"64"`
	Counter uint64            `json:"counter" minimum:"1"`
	Version uint64            `json:"version" minimum:"0" doc:"of the state the person saw"`
	Action  string            `json:"action" minLength:"1" maxLength:"40" doc:"a name in the view's actions; menu leaves the flow"`
	Args    map[string]string `json:"args,omitempty"`
	At      time.Time         `json:"at,omitzero"`
}

// FloorBadge is what a floor screen sends before somebody is known.
type FloorBadge struct {
	Badge  string `json:"badge" minLength:"1" maxLength:"200"`
	PIN    string `json:"pin,omitempty" maxLength:"12"`
	Device string `json:"device,omitempty" maxLength:"64"`
}

// FloorOpened is what a screen shows from now on, of a session just opened or of
// the same as before, or the question for a PIN.
type FloorOpened struct {
	Token string // secret of a session just opened, for the cookie
	Until time.Time
	State FloorState
}

// FloorEntry is the answer to a badge.
type FloorEntry struct {
	PIN   bool        `json:"pin,omitempty" doc:"the badge is known, its PIN is asked for"`
	State *FloorState `json:"state,omitempty"`
}

func (s *surface) floor() {
	read(s, "/api/floor", "floor.work", "What this session shows", func(ctx context.Context, _ *none) (FloorState, error) {
		return s.core.Floor.State(ctx)
	})
	input(s, "/api/floor/scan", "Hand a code to the session", func(ctx context.Context, in *FloorScan) (FloorOpened, error) {
		return s.core.Floor.Scan(ctx, *in)
	})
	input(s, "/api/floor/touch", "Do an action of the view", func(ctx context.Context, in *FloorTouch) (FloorOpened, error) {
		state, err := s.core.Floor.Touch(ctx, *in)
		return FloorOpened{State: state}, err
	})
	s.floorBadge()
	s.floorViews()
}

// input registers what a person at work does. Its right is checked behind it,
// by the command that the session decides on.
func input[B any](s *surface, path, summary string, do func(context.Context, *B) (FloorOpened, error)) {
	op := huma.Operation{
		OperationID: nameOf("post", path), Method: http.MethodPost, Path: path, Summary: summary,
		Tags: []string{tagOf(path)}, MaxBodyBytes: 16 << 10, Extensions: map[string]any{"x-right": "floor.work"},
	}
	huma.Register(s, op, func(ctx context.Context, in *struct{ Body B }) (*struct {
		Cookie []http.Cookie `header:"Set-Cookie"`
		Body   FloorState
	}, error) {
		after, err := do(ctx, &in.Body)
		if err != nil {
			return nil, problem(ctx, op.OperationID, err)
		}
		out := &struct {
			Cookie []http.Cookie `header:"Set-Cookie"`
			Body   FloorState
		}{Body: after.State}
		if after.Token != "" {
			out.Cookie = []http.Cookie{s.cookie(after.Token, after.Until)}
		}
		return out, nil
	})
}

func (s *surface) floorBadge() {
	op := huma.Operation{
		OperationID: "post-floor-badge", Method: http.MethodPost, Path: "/api/floor/badge", Summary: "Log in on the floor by badge",
		Tags: []string{"floor"}, MaxBodyBytes: 16 << 10,
	}
	huma.Register(s, op, func(ctx context.Context, in *struct{ Body FloorBadge }) (*struct {
		Cookie []http.Cookie `header:"Set-Cookie"`
		Body   FloorEntry
	}, error) {
		opened, err := s.core.Floor.Badge(ctx, in.Body)
		if err != nil {
			return nil, problem(ctx, op.OperationID, err)
		}
		out := &struct {
			Cookie []http.Cookie `header:"Set-Cookie"`
			Body   FloorEntry
		}{Body: FloorEntry{PIN: true}}
		if opened.Token != "" {
			out.Cookie = []http.Cookie{s.cookie(opened.Token, opened.Until)}
			out.Body = FloorEntry{State: &opened.State}
		}
		return out, nil
	})
}

// floorViews puts the views of the flows into the document: a reply carries one
// of them as it stands, so no operation names them.
func (s *surface) floorViews() {
	for _, view := range []reflect.Type{
		reflect.TypeFor[station.Menu](), reflect.TypeFor[pick.View](), reflect.TypeFor[pack.View](),
		reflect.TypeFor[receive.View](), reflect.TypeFor[dispatch.View](), reflect.TypeFor[move.View](), reflect.TypeFor[look.View](),
	} {
		s.OpenAPI().Components.Schemas.Schema(view, true, "")
	}
}
