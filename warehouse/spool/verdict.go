package spool

import (
	"errors"
	"fmt"

	"warehouse-node/warehouse/fault"
)

// Verdict is an error by which those who carry a job out say what became of
// it. Any other error says nothing: then Policy.Effect decides.
type Verdict struct {
	is    verdict
	cause error
}

type verdict string

const (
	refused verdict = "refused"
	notDone verdict = "not done"
	away    verdict = "away"
	inDoubt verdict = "in doubt"
)

func (v *Verdict) Error() string { return fmt.Sprintf("%s: %v", v.is, v.cause) }
func (v *Verdict) Unwrap() error { return v.cause }

// Refuse says that the job was not done and would not be at another try: it
// makes no sense to the machine. A person is asked.
func Refuse(why error) error { return &Verdict{refused, why} }

// NotDone says that the job was not done, for certain, and may be at another
// try.
func NotDone(why error) error { return &Verdict{notDone, why} }

// Away says that the job was not done, for certain, because the machine is not
// there. That is no fault of the job: the try is not counted, and the queue
// rests.
func Away(why error) error { return &Verdict{away, why} }

// InDoubt says that the job may have been done and may not.
func InDoubt(why error) error { return &Verdict{inDoubt, why} }

// died is why a job is judged whose worker ended in the middle of it.
var died = fault.New(fault.Unknown, Died)

// Died is the code of it, which says nothing yet of whether the job was done: its
// state does.
const Died = "spool.died"

// end is what becomes of a job after a try, or after the machine was asked.
type end struct {
	to   State
	away bool
}

// afterTry judges what a worker returned, or that it died.
func afterTry(p Policy, j *Job, err error) end {
	var v *Verdict
	switch {
	case err == nil:
		return end{to: Done}
	case !errors.As(err, &v):
		if p.Effect == Repeatable || p.Effect == AfterIntent && j.Intent == nil {
			return again(p, j)
		}
	case v.is == refused:
		return end{to: Refused}
	case v.is == away:
		return end{Waiting, true}
	case v.is == notDone:
		return again(p, j)
	}
	if !p.Ask {
		return end{to: Unknown}
	}
	return end{to: Asking}
}

// afterAsking judges what the machine said of a job in doubt.
func afterAsking(p Policy, j *Job, err error) end {
	var v *Verdict
	switch {
	case err == nil:
		return end{to: Done}
	case !errors.As(err, &v) || v.is == away:
		return end{Asking, true}
	case v.is == inDoubt && !j.Denied:
		return end{to: Unknown}
	case v.is == refused:
		return end{to: Refused}
	}
	return again(p, j)
}

// again lets a job be tried once more, as often as its kind allows.
func again(p Policy, j *Job) end {
	if p.Tries > 0 && j.Tries >= p.Tries {
		return end{to: Refused}
	}
	return end{to: Waiting}
}
