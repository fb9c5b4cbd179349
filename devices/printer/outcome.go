package printer

import (
	"errors"
	"fmt"

	"warehouse-node/devices/label"
)

// Errors of a [Counter].
var (
	ErrBusy    = errors.New("the printer still has something to print")
	ErrNoCount = errors.New("the printer does not count its labels")
)

// Tally is what became of the copies of one label; the three sum to its copies.
type Tally struct{ Done, Unknown, NotDone int }

// State is what became of a job as a whole.
type State uint8

// The states. A job that has any label in doubt is Unknown: a person, or the
// printer's count, must say before it is repeated.
const (
	NotDone State = iota // nothing was printed
	Partly               // some labels were, the others were not
	Unknown
	Done
)

func (s State) String() string { return [...]string{"not done", "partly", "unknown", "done"}[s] }

// Outcome is what became of a job, label by label in the order of Print.
type Outcome struct {
	Labels []Tally
	// Before is the printer's count of labels before the job; -1 when it does
	// not count.
	Before int64
}

// State sums the labels up.
func (o Outcome) State() State {
	switch sum := o.Sum(); {
	case sum.Unknown > 0:
		return Unknown
	case sum.NotDone == 0:
		return Done
	case sum.Done == 0:
		return NotDone
	}
	return Partly
}

// Sum adds up the labels.
func (o Outcome) Sum() Tally {
	var sum Tally
	for _, t := range o.Labels {
		sum.Done += t.Done
		sum.Unknown += t.Unknown
		sum.NotDone += t.NotDone
	}
	return sum
}

// Settle ends the doubt with the printer's count after the job: so many labels
// were printed, in order. It is right when nobody else printed meanwhile, and when
// the count was taken while nothing was in the printer. Without a count before
// the job it changes nothing.
func (o Outcome) Settle(count int64) Outcome {
	if o.Before < 0 || count < o.Before {
		return o
	}
	sum := o.Sum()
	printed := max(0, min(count-o.Before-int64(sum.Done), int64(sum.Unknown)))
	settled := Outcome{Labels: make([]Tally, len(o.Labels)), Before: o.Before}
	for i, t := range o.Labels {
		n := min(int(printed), t.Unknown)
		printed -= int64(n)
		settled.Labels[i] = Tally{Done: t.Done + n, NotDone: t.NotDone + t.Unknown - n}
	}
	return settled
}

// outcome deals the first done sheets, and those up to sent, out to the labels.
func outcome(labels []label.Label, done, sent int, before int64) Outcome {
	o := Outcome{Before: before}
	for _, l := range labels {
		var t Tally
		t.Done = min(done, l.Count())
		t.Unknown = min(sent, l.Count()) - t.Done
		t.NotDone = l.Count() - t.Done - t.Unknown
		done, sent = done-t.Done, sent-t.Done-t.Unknown
		o.Labels = append(o.Labels, t)
	}
	return o
}

// Stopped is the error of a Print whose context ended. Status is the printer's
// last word: why it took so long.
type Stopped struct {
	Status Status
	Err    error
}

func (e *Stopped) Error() string {
	if len(e.Status.Faults) > 0 {
		return fmt.Sprintf("printing stopped, the printer says %v: %v", e.Status.Faults, e.Err)
	}
	return fmt.Sprintf("printing stopped: %v", e.Err)
}

func (e *Stopped) Unwrap() error { return e.Err }
