package dispatch

import (
	"context"
	"slices"
	"strings"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// RightWork lets a person hand parcels over.
const RightWork staff.Right = "dispatch.work"

// flow is handing over as station runs it.
type flow struct{}

var _ = station.Register(flow{})

func (flow) Name() string       { return Flow }
func (flow) Right() staff.Right { return RightWork }

// Waiting is how many closed parcels wait for any courier.
func (flow) Waiting(tx *store.Tx, site warehouse.SiteID) (n int, err error) {
	for _, err := range job.WaitingFor(tx, site, "") {
		if err != nil {
			return 0, err
		}
		n++
	}
	return n, nil
}

// state is what a session remembers between two scans.
type state struct {
	Step    Step    `json:"step,omitempty"` // "" is StepCouriers
	Courier string  `json:"courier,omitempty"`
	Last    *Last   `json:"last,omitempty"`
	Closed  *ListID `json:"closed,omitempty"` // StepDone
}

func (st *state) step() Step {
	if st.Step == "" {
		return StepCouriers
	}
	return st.Step
}

// work is one step of a session.
type work struct {
	ctx context.Context
	tx  *store.Tx
	s   *station.Session
	st  state
}

func begin(ctx context.Context, tx *store.Tx, s *station.Session) (*work, error) {
	st, err := station.Load[state](s)
	return &work{ctx, tx, s, st}, err
}

// Begin shows the couriers, or comes back to the one whose parcels are scanned.
func (flow) Begin(ctx context.Context, tx *store.Tx, s *station.Session) (station.Reply, error) {
	w, err := begin(ctx, tx, s)
	if err != nil {
		return station.Reply{}, err
	}
	return w.answer(station.CueOK, station.Say("dispatch.begun"))
}

// Lists says that the parcels that wait are looked at, of all couriers or of one.
func (flow) Lists(s *station.Session) (bool, error) {
	st, err := station.Load[state](s)
	return st.step() != StepDone, err
}

// Show draws the dock as it is now. A parcel whose order was stopped meanwhile
// takes the screen.
func (flow) Show(ctx context.Context, tx *store.Tx, s *station.Session) (station.Reply, error) {
	w, err := begin(ctx, tx, s)
	if err != nil {
		return station.Reply{}, err
	}
	if _, err := w.alarm(); err != nil {
		return station.Reply{}, err
	}
	if err := w.still(); err != nil {
		return station.Reply{}, err
	}
	return w.answer(station.CueOK, station.Message{})
}

// still drops the question what is missing when the office closed the list
// meanwhile: nothing is left on it to hand over without them.
func (w *work) still() error {
	if w.st.step() != StepMissing {
		return nil
	}
	l, err := OpenList(w.tx, w.s.Site, w.st.Courier)
	if err != nil {
		return err
	}
	on, err := l.all(w.tx)
	if len(on) == 0 && err == nil {
		w.st.Step = StepScan
	}
	return err
}

// Scan takes a parcel, or a dock that means its courier.
func (flow) Scan(ctx context.Context, tx *store.Tx, s *station.Session, in *station.Scanned) (station.Reply, error) {
	w, err := begin(ctx, tx, s)
	if err != nil {
		return station.Reply{}, err
	}
	box, _ := in.Place(place.KindParcel)
	bin, _ := in.Place(place.KindBin)
	switch {
	case len(in.Things) > 1: // none of them is of use
		return w.notHere(in)
	case box != nil:
		t, err := w.meaning(in.Code.Data, box)
		if err != nil {
			return station.Reply{}, err
		}
		return w.scanned(t)
	case bin != nil:
		return w.atDock(in, bin)
	case len(in.Things) > 0:
		return w.notHere(in)
	}
	return w.scanned(&thing{code: in.Code.Data})
}

// Use judges one meaning of a code: a parcel that goes with the courier, or must come
// off the list, and a dock at which couriers' parcels wait.
func (flow) Use(ctx context.Context, tx *store.Tx, s *station.Session, in *station.Scanned) (station.Use, error) {
	w, err := begin(ctx, tx, s)
	if err != nil {
		return station.Useless, err
	}
	if box, _ := in.Place(place.KindParcel); box != nil {
		t, err := w.meaning(in.Code.Data, box)
		if err != nil {
			return station.Useless, err
		}
		if v := w.judge(t); v == right || w.comesOff(v, t) {
			return station.Useful, nil
		}
		return station.Useless, nil
	}
	if bin, _ := in.Place(place.KindBin); bin != nil {
		for _, err := range job.AtDock(w.tx, bin.ID) {
			return station.Useful, err
		}
	}
	return station.Useless, nil
}

// notHere refuses what is known and no parcel. What was said of the scan before
// it is over.
func (w *work) notHere(in *station.Scanned) (station.Reply, error) {
	if err := w.forget(); err != nil {
		return station.Reply{}, err
	}
	return station.Unknown(w.ctx, w.tx, w.s, in)
}

// forget takes the last scan off the screen.
func (w *work) forget() error {
	w.st.Last = nil
	return station.Keep(w.s, w.st)
}

// atDock opens the courier whose parcels wait at a dock.
func (w *work) atDock(in *station.Scanned, bin *place.Place) (station.Reply, error) {
	var codes []string
	for c, err := range job.AtDock(w.tx, bin.ID) {
		if err != nil {
			return station.Reply{}, err
		}
		codes = append(codes, c.Code)
	}
	switch len(codes) {
	case 0:
		return w.notHere(in)
	case 1:
		return w.open(codes[0])
	}
	return w.answer(station.CueAttention, station.Say("dispatch.which_courier", "dock", bin.Name))
}

// noCourier stands for orders without one on screens and command barcodes.
const noCourier = "none"

// CourierAction is the action, and with ident.CommandCode the barcode, that
// chooses a courier.
func CourierAction(code string) string { return "courier-" + shownCode(code) }

func shownCode(code string) string {
	if code == "" {
		return noCourier
	}
	return code
}

func ownCode(shown string) string {
	if shown == noCourier {
		return ""
	}
	return shown
}

// Touch does an action of the view.
func (flow) Touch(ctx context.Context, tx *store.Tx, s *station.Session, action string, args map[string]string) (station.Reply, error) {
	w, err := begin(ctx, tx, s)
	if err != nil {
		return station.Reply{}, err
	}
	if code, is := strings.CutPrefix(action, "courier-"); is {
		return w.choose(code)
	}
	if action == ActOpen && w.st.step() != StepScan {
		return w.choose(args["courier"])
	}
	offered, err := w.actions()
	if err != nil {
		return station.Reply{}, err
	}
	if !slices.ContainsFunc(offered, func(a station.Action) bool { return a.Name == action }) {
		return w.answer(station.CueWrong, station.Say("dispatch.no_action"))
	}
	switch action {
	case ActClose:
		return w.close()
	case ActLeave:
		return w.leave()
	case ActUndo:
		return w.undo()
	case ActList:
		return w.print()
	}
	if w.st.Step == StepMissing {
		w.st.Step = StepScan
	} else {
		w.st = state{}
	}
	return w.answer(station.CueOK, station.Message{})
}

// choose opens a courier by its code, as a screen or a command barcode gives it.
func (w *work) choose(shown string) (station.Reply, error) {
	all, err := codes(w.tx, w.s.Site)
	if err != nil {
		return station.Reply{}, err
	}
	for _, code := range all {
		if strings.EqualFold(shownCode(code), shown) {
			return w.open(code)
		}
	}
	return w.answer(station.CueWrong, station.Say("dispatch.no_courier", "courier", shown))
}

// open begins to scan the parcels of a courier.
func (w *work) open(code string) (station.Reply, error) {
	w.st = state{Step: StepScan, Courier: code}
	c, err := job.CourierOf(w.tx, w.s.Site, code)
	if err != nil {
		return station.Reply{}, err
	}
	return w.answer(station.CueOK, station.Say("dispatch.opened", "courier", name(c)))
}

// name is what a courier is called; orders without one are nobody's.
func name(c *job.Courier) string {
	if c.Name == "" {
		return "—"
	}
	return c.Name
}
