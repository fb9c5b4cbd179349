package api

import (
	"context"
	"time"
)

// Span is days of a warehouse, both included; without them it is its today.
type Span struct {
	From string `query:"from" format:"date" doc:"a day of the warehouse"`
	To   string `query:"to" format:"date" doc:"included"`
}

// ScoresFilter says of which warehouse and of which days.
type ScoresFilter struct {
	AtSite
	Span
}

// SlipsFilter says whose.
type SlipsFilter struct {
	AtSite
	Span
	Person string `query:"person" required:"true"`
}

// ScoresPage is what people did at a warehouse and what went wrong: of all who
// worked there for one who may see people, else of the caller alone.
type ScoresPage struct {
	Site string         `json:"site"`
	From string         `json:"from" format:"date"`
	To   string         `json:"to" format:"date"`
	Own  bool           `json:"own,omitempty" doc:"the caller's figures only"`
	Rows List[ScoreRow] `json:"rows"`
	Seq  int64          `json:"seq"`
}

// ScoreRow is one person at one kind of work.
type ScoreRow struct {
	Person   PersonMark `json:"person"`
	Left     bool       `json:"left,omitempty" doc:"works here no more"`
	Work     string     `json:"work" doc:"pick, pack, receive, dispatch and so on"`
	Scans    int64      `json:"scans"`
	Mistakes int64      `json:"mistakes" doc:"wrong and found"`
	Rate     *int64     `json:"rate,omitempty" doc:"mistakes per 1000 scans, rounded; absent without scans"`
	Wrong    ScoreWrong `json:"wrong"`
	Missing  int64      `json:"missing" doc:"units that a packer did not find in the tote"`
	Other    int64      `json:"other" doc:"units in whose place a packer found something else"`
	Noise    int64      `json:"noise" doc:"refused scans that are no mistakes"`
	Lines    int64      `json:"lines"`
	Units    int64      `json:"units"`
	Parcels  int64      `json:"parcels"`
	Short    int64      `json:"short"`
	Undone   int64      `json:"undone"`
}

// ScoreWrong are refused scans by what was wrong.
type ScoreWrong struct {
	Item   int64 `json:"item"`
	Size   int64 `json:"size"`
	Bin    int64 `json:"bin"`
	Tote   int64 `json:"tote"`
	Lot    int64 `json:"lot"`
	Parcel int64 `json:"parcel"`
}

// SlipsPage is what a person's mistakes are made of, the newest first.
type SlipsPage struct {
	Rows List[SlipRow] `json:"rows"`
	More bool          `json:"more,omitempty" doc:"there are older ones that are not shown"`
}

// SlipRow is one mistake.
type SlipRow struct {
	Seq     int64       `json:"seq"`
	At      time.Time   `json:"at" doc:"of the scan, or of when it was found"`
	Work    string      `json:"work"`
	Kind    string      `json:"kind" enum:"item,size,bin,tote,lot,parcel,missing,other"`
	Order   string      `json:"order,omitempty" doc:"its number"`
	OrderID string      `json:"orderID,omitempty"`
	Item    *ItemMark   `json:"item,omitempty"`
	Bin     string      `json:"bin,omitempty" doc:"that was scanned"`
	Tote    string      `json:"tote,omitempty" doc:"that was scanned"`
	Units   int64       `json:"units,omitempty" doc:"of what was found later"`
	By      *PersonMark `json:"by,omitempty" doc:"who found it"`
}

func (s *surface) scores() {
	read(s, "/api/scores", everybody, "What people did and what went wrong",
		func(ctx context.Context, in *ScoresFilter) (ScoresPage, error) { return s.core.People.Scores(ctx, *in) })
	read(s, "/api/scores/slips", everybody, "What a person's mistakes are made of",
		func(ctx context.Context, in *SlipsFilter) (SlipsPage, error) { return s.core.People.Slips(ctx, *in) })
}
