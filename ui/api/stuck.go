package api

import (
	"context"
	"time"
)

// StuckReader reads everything that waits for a person, whoever owns it.
type StuckReader interface {
	Stuck(ctx context.Context, site string) (StuckPage, error)
}

// StuckPage is the list, oldest first.
type StuckPage struct {
	Rows List[StuckRow] `json:"rows"`
	Seq  int64          `json:"seq"`
}

// StuckRow is one thing that will not go on by itself, and what resolves it.
type StuckRow struct {
	ID      string       `json:"id"`
	Kind    string       `json:"kind" enum:"receipt_unknown,entry_parked,line_unmatched,line_unlikely,order_late,label_unprinted,job_failed,count_asked,order_kept,orders_missing,register_job,register_unsent,register_memory,shop_waits,proof_failed,disk_low"`
	Since   time.Time    `json:"since"`
	What    Said         `json:"what" doc:"what happened"`
	Safe    Said         `json:"safe" doc:"what was not done, and what is safe"`
	Tone    Tone         `json:"tone"`
	Order   string       `json:"order,omitempty" doc:"number"`
	OrderID string       `json:"orderId,omitempty"`
	Item    *ItemMark    `json:"item,omitempty"`
	Place   *PlaceMark   `json:"place,omitempty"`
	Kinds   []CountLies  `json:"kinds,omitempty" doc:"of a count: what lies there by the books, where it is of several kinds"`
	Seq     int64        `json:"seq"`
	Tries   int64        `json:"tries,omitempty"`
	Now     *Said        `json:"now,omitempty" doc:"of a job: what is done about it at this moment"`
	Next    *time.Time   `json:"next,omitempty" doc:"when it is tried again by itself"`
	Actions List[Action] `json:"actions"`
}

// StuckDoubt settles a receipt or label of which nobody knows whether it came out.
type StuckDoubt struct {
	Job  string `json:"job"`
	Done *bool  `json:"done,omitempty" doc:"what a person saw at the machine; absent: ask the machine again"`
}

// StuckEntry lets a parked journal entry try again.
type StuckEntry struct {
	Follower string `json:"follower"`
	Subject  string `json:"subject"`
	Seq      uint64 `json:"seq"`
}

// StuckSkip gives up a parked entry for good.
type StuckSkip struct {
	Follower string `json:"follower"`
	Subject  string `json:"subject"`
	Seq      uint64 `json:"seq"`
	Reason   string `json:"reason" minLength:"1" maxLength:"300"`
}

// StuckLine binds an order's line to an item of ours.
type StuckLine struct {
	Order string `json:"order"`
	Line  string `json:"line"`
	Item  string `json:"item" doc:"id, article or barcode"`
	Learn bool   `json:"learn,omitempty" doc:"the shop's code means this item from now on"`
}

// StuckUnlikely says that a line which asks for very much is meant.
type StuckUnlikely struct {
	Order string `json:"order"`
	Line  string `json:"line"`
}

// StuckLate says that a person has dealt with what a shop said too late.
type StuckLate struct {
	Order string `json:"order"`
}

// StuckJob repeats or gives up a job of the spool.
type StuckJob struct {
	Job    string `json:"job"`
	Reason string `json:"reason,omitempty" maxLength:"300"`
}

// CountAnswer closes an asked count with what was found.
type CountAnswer struct {
	Ask    string      `json:"ask"`
	Qty    int64       `json:"qty" minimum:"0"`
	Kinds  []CountKind `json:"kinds,omitempty" doc:"each kind that lies there, where there are several; together qty"`
	Reason string      `json:"reason,omitempty" maxLength:"300"`
}

// CountKind is what was found of one kind of stock.
type CountKind struct {
	Stock CountStock `json:"stock"`
	Qty   int64      `json:"qty" minimum:"0"`
}

// CountStock names a kind of stock by ids, to be given back as it is.
type CountStock struct {
	Item      string `json:"item"`
	Lot       string `json:"lot,omitempty"`
	Owner     string `json:"owner,omitempty"`
	Condition int64  `json:"condition,omitempty" doc:"a number of ours"`
}

// CountLies is a kind of stock that lies where a count was asked for, by its name
// for the answer and for a person.
type CountLies struct {
	Stock     CountStock `json:"stock"`
	Lot       string     `json:"lot,omitempty"`
	Expiry    string     `json:"expiry,omitempty" doc:"day, YYYY-MM-DD"`
	Condition string     `json:"condition" enum:"good,damaged,quarantine,second"`
	Owner     string     `json:"owner,omitempty" doc:"legal entity, where there are several"`
}

func (s *surface) stuck() {
	read(s, "/api/stuck", "stuck.read", "Everything that waits for a person",
		func(ctx context.Context, in *AtSite) (StuckPage, error) { return s.core.Stuck.Stuck(ctx, in.Site) })
	command[StuckDoubt, Done](s, "till.settle", "Ask the register again, or say what it shows")
	command[StuckEntry, Done](s, "journal.retry", "Let a parked entry try again")
	command[StuckSkip, Done](s, "journal.skip", "Skip a parked entry for good")
	command[StuckLine, Done](s, "orders.line.match", "Bind an unmatched line to an item")
	command[StuckUnlikely, Done](s, "orders.line.confirm", "Say that a line which asks for very much is meant")
	command[StuckLate, Done](s, "orders.late.seen", "Take an order off the list: what its shop wanted too late was dealt with")
	command[StuckJob, Done](s, "till.retry", "Issue a refused receipt again")
	command[StuckJob, Done](s, "till.drop", "Give a refused receipt up")
	command[StuckDoubt, Done](s, "spool.settle", "Ask a machine again whether a label came out, or say so")
	command[StuckJob, Done](s, "spool.retry", "Send a job again")
	command[StuckJob, Done](s, "spool.drop", "Give a job up")
	command[CountAnswer, Done](s, "count.answer", "Close an asked count")
}
