package station

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"

	"warehouse-node/devices/scan"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// ActChoose answers which of several things is meant: args thing, its place in the
// list from 0. The digits 1 to 9 are scanned for the same.
const ActChoose = "choose"

// givesUp are the actions that do nothing to a question but to give it up.
var givesUp = []string{"back", "undo"}

// MaxChoices is how many meanings of one code are offered. Whoever means another
// scans a code that is only its own.
const MaxChoices = 40

// Question is a code of which the present step can use several meanings. It lies
// over the screen of the flow; nothing was done, and nothing is before it is answered.
type Question struct {
	Code    string   `json:"code"`             // as scanned
	Lot     string   `json:"lot,omitempty"`    // what else the code tells, of whatever is chosen
	Expiry  string   `json:"expiry,omitempty"` // 2027-03-31
	Serial  string   `json:"serial,omitempty"`
	Choices []Choice `json:"choices"`
	Actions []Action `json:"actions,omitempty"` // that give it up
}

// question is what a session remembers of a Question: the scan as it came, and what
// it may mean, in the order of the digits. The code is looked up anew for the answer.
type question struct {
	Flow    string
	Scan    scan.Scan // data and symbology
	Choices []meaning
}

// meaning is a Thing by its ids.
type meaning struct {
	Item  warehouse.ItemID
	Qty   measure.Qty // of an item: a piece and its carton may have one code
	Place warehouse.PlaceID
	Order warehouse.OrderID
	Lot   string
}

func questionRow(r *store.Row, q *question) {
	store.Text(r, 1, &q.Flow)
	store.Text(r, 2, &q.Scan.Data)
	store.Text(r, 3, &q.Scan.Symbology)
	store.List(r, 4, &q.Choices, func(r *store.Row, m *meaning) {
		ident.Field(r, 1, &m.Item)
		store.Int(r, 2, &m.Qty)
		ident.Field(r, 3, &m.Place)
		ident.Field(r, 4, &m.Order)
		store.Text(r, 5, &m.Lot)
	})
}

// shownRow is a Question as its screens got it.
func shownRow(r *store.Row, n uint64, q **Question) {
	var data []byte
	if *q != nil {
		data, _ = json.Marshal(*q) // texts and numbers: it never fails
	}
	store.Bytes(r, n, &data)
	if *q == nil && len(data) > 0 {
		if q2 := new(Question); json.Unmarshal(data, q2) == nil {
			*q = q2
		}
	}
}

func (t *Thing) meaning() meaning {
	m := meaning{Order: t.Order, Lot: t.Lot}
	if t.Item != nil {
		m.Item, m.Qty = t.Item.ID, t.Qty
	}
	if t.Place != nil {
		m.Place = t.Place.ID
	}
	return m
}

func (q *question) open() bool { return len(q.Choices) > 0 }

// ask keeps the question which of several meanings holds, and draws it over the
// screen, which stays.
func ask(ctx context.Context, tx *store.Tx, s *Session, in *Scanned) (Reply, error) {
	s.Asked = question{Flow: s.Flow, Scan: in.from}
	for i := range in.Things[:min(len(in.Things), MaxChoices)] {
		s.Asked.Choices = append(s.Asked.Choices, in.Things[i].meaning())
	}
	return again(ctx, tx, s, CueAttention, Say("station.ambiguous"))
}

// asks draws the question of a session over a screen that is drawn anew. One of
// which something was changed meanwhile is given up, and the screen says so.
func (s *Session) asks(ctx context.Context, tx *store.Tx, r Reply) (Reply, error) {
	if !s.Asked.open() {
		return r, nil
	}
	in, left, err := s.Asked.left(ctx, tx, s)
	if err != nil {
		return r, err
	}
	if len(left) < len(s.Asked.Choices) {
		s.Asked, r.Hint = question{}, Say("station.question_gone")
		return r, nil
	}
	r.Question, err = showQuestion(ctx, tx, s, in, left)
	return r, err
}

// left looks the code of a question up anew: which of its choices it still means and
// the present step can still use, in their order.
func (q *question) left(ctx context.Context, tx *store.Tx, s *Session) (in *Scanned, left []Thing, err error) {
	f, chooses := flows[s.Flow].(Chooser)
	if !chooses || s.Flow != q.Flow {
		return nil, nil, nil
	}
	if in, err = Resolve(tx, s.Site, q.Scan); err != nil {
		if fault.KindOf(err) == fault.Invalid {
			err = nil
		}
		return nil, nil, err
	}
	if in, err = in.read(ctx, tx, s, f); err != nil {
		return nil, nil, err
	}
	for _, m := range q.Choices {
		at := slices.IndexFunc(in.Things, func(t Thing) bool { return t.meaning() == m })
		if at < 0 {
			continue
		}
		use, err := f.Use(ctx, tx, s, in.as(in.Things[at]))
		if err != nil {
			return nil, nil, err
		}
		if use == Useful {
			left = append(left, in.Things[at])
		}
	}
	return in, left, nil
}

// answered scans the code of the question once more, as its nth meaning. One that
// does not hold any more posts nothing.
func answered(ctx context.Context, tx *store.Tx, s *Session, n int) (Reply, error) {
	q, f := s.Asked, flows[s.Flow]
	s.Asked = question{}
	in, left, err := q.left(ctx, tx, s)
	if err != nil {
		return Reply{}, err
	}
	at := slices.IndexFunc(left, func(t Thing) bool { return t.meaning() == q.Choices[n] })
	if at < 0 {
		return again(ctx, tx, s, CueWrong, Say("station.question_gone"))
	}
	if err := staff.May(tx, s.Person, f.Right(), s.Site); err != nil {
		return Reply{}, err
	}
	s.Redrawn = false
	return f.Scan(ctx, tx, s, in.as(left[at]))
}

// named is which choice a scan names: it means exactly one of them, and tells nothing
// of its own of lot, day, piece or number. Any other scan is none: it stands for itself.
func (q *question) named(in *Scanned) (n int, ok bool) {
	if len(in.Code.Elements) > 1 {
		return 0, false
	}
	n = -1
	for i := range in.Things {
		at := slices.Index(q.Choices, in.Things[i].meaning())
		if at >= 0 && n >= 0 {
			return 0, false
		}
		n = max(n, at)
	}
	return n, n >= 0
}

// replies answers an action as far as it is about the question. about is false for
// any other, which gives the question up.
func (q *question) replies(ctx context.Context, tx *store.Tx, s *Session, action string, args map[string]string) (r Reply, about bool, err error) {
	if !q.open() {
		return r, false, nil
	}
	n, chosen := Chosen(action, args, len(q.Choices))
	switch {
	case chosen:
		r, err = answered(ctx, tx, s, n)
	case action == ActChoose || slices.Contains(Digits, action):
		r, err = again(ctx, tx, s, CueWrong, Say("station.no_choice"))
	case slices.Contains(givesUp, action):
		s.Asked = question{}
		r, err = again(ctx, tx, s, CueOK, Say("station.question_dropped"))
	default:
		s.Asked = question{}
		return r, false, nil
	}
	return r, true, err
}

// Chosen is which row of a list of n an action means, from 0: by the digit that is
// scanned, or by ActChoose.
func Chosen(action string, args map[string]string, n int) (row int, ok bool) {
	if row, ok = Nth(action, n); ok || action != ActChoose {
		return row, ok
	}
	row, err := strconv.Atoi(args["thing"])
	return row, err == nil && row >= 0 && row < n
}
