package api

import "time"

// RegisterView is a cash register as it told of itself last: it stays when the
// register is switched off.
type RegisterView struct {
	At       time.Time  `json:"at" doc:"when it last told another thing"`
	Shift    string     `json:"shift" enum:"closed,open,expired" doc:"expired: open for more than 24 hours"`
	Number   int64      `json:"number" doc:"of the open shift, or of the last one"`
	Opened   *time.Time `json:"opened,omitempty" doc:"absent while closed, or when nobody knows"`
	Document int64      `json:"document,omitempty" doc:"fiscal document that opened it"`
	Receipts int64      `json:"receipts" doc:"in this shift"`

	Sums   *RegisterSums `json:"sums,omitempty" doc:"absent when it does not tell them"`
	Unsent int64         `json:"unsent" doc:"documents that the operator does not have"`
	Since  *time.Time    `json:"since,omitempty" doc:"of the oldest of them"`

	Currency string       `json:"currency" doc:"of its sums"`
	Memory   string       `json:"memory" doc:"number of the fiscal memory"`
	Expires  string       `json:"expires,omitempty" doc:"its last day, 2027-04-30"`
	Warnings List[Warned] `json:"warnings"`
	Doing    List[Said]   `json:"doing" doc:"what it was asked to do and has not done yet"`
	// History is what happened to its shift and its drawer, the newest first.
	History List[TapeRow] `json:"history"`
	May     List[string]  `json:"may" doc:"till.shift.open, till.shift.report, till.shift.close, till.cash"`
}

// RegisterSums are what was settled in the shift, by the register's own word.
type RegisterSums struct {
	Sales    Settled `json:"sales"`
	Returns  Settled `json:"returns"`
	Drawer   Money   `json:"drawer" doc:"cash that should lie in it"`
	PutIn    Money   `json:"putIn" doc:"cash in this shift that was no sale"`
	TakenOut Money   `json:"takenOut"`
}

// Settled is a sum and how it was paid.
type Settled struct {
	Total   Money `json:"total"`
	Cash    Money `json:"cash"`
	Card    Money `json:"card"`
	Prepaid Money `json:"prepaid" doc:"set off against an earlier prepayment"`
	Credit  Money `json:"credit" doc:"still to be paid"`
}

// Warned is what would stop a register, or has.
type Warned struct {
	What Said `json:"what"`
	Tone Tone `json:"tone"`
}

// RegisterName names a register.
type RegisterName struct {
	Register string `json:"register"`
}

// ShiftClose closes the shift that the person saw.
type ShiftClose struct {
	Register string `json:"register"`
	Shift    int64  `json:"shift" minimum:"0"`
}

// CashMove puts cash into a drawer or takes it out.
type CashMove struct {
	Register string `json:"register"`
	Way      string `json:"way" enum:"in,out"`
	Sum      Money  `json:"sum"`
	Reason   string `json:"reason" minLength:"1" maxLength:"300"`
}

func (s *surface) registers() {
	command[RegisterName, Done](s, "till.shift.open", "Open the shift of a register")
	command[RegisterName, Done](s, "till.shift.report", "Print the figures of a shift without closing it (X)")
	command[ShiftClose, Done](s, "till.shift.close", "Close the shift of a register with its report (Z)")
	command[CashMove, Done](s, "till.cash", "Put cash into a drawer or take it out, that is no sale")
}
