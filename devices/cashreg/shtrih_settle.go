package cashreg

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"warehouse-node/devices/receipt"
)

// errAskedLater is the cause where nobody remembers another one: the attempt
// ended without an answer.
var errAskedLater = &linkError{Sent: true, Err: errors.New("asked later")}

// Resolve asks whether an intent was done.
func (s *shtrih) Resolve(ctx context.Context, in receipt.Intent) receipt.Outcome {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch in.Action {
	case receipt.ActReceipt:
		return s.settle(ctx, in, errAskedLater)
	case receipt.ActCashIn, receipt.ActCashOut:
		return s.settleCash(ctx, in, errAskedLater)
	}
	return receipt.NotKnown(receipt.NotSupported, fmt.Sprintf("an intent to %q", in.Action), receipt.Seen{})
}

// settle finds out whether a receipt was registered, after cause left that open:
// a *refusal by the register, or an answer that never came.
//
// Not registered is said only when the closing command can do nothing any more:
// the register refused it, or no receipt is open for it to close, and after that
// the memory still ends before the number that it would have got. Bytes that
// linger on a slow line cannot change that later.
func (s *shtrih) settle(ctx context.Context, in receipt.Intent, cause error) receipt.Outcome {
	var no *refusal
	// A memory that failed may yet come to itself; any other refusal is final.
	refused := errors.As(cause, &no) && !no.short && no.reason() != receipt.MemoryFailed
	for range maxSteps {
		mem, err := s.lookMemory(ctx)
		if err != nil {
			return unasked(err, cause)
		}
		seen := receipt.Seen{Asked: true, Memory: mem.number, Last: mem.last}
		if mem.number != in.Memory {
			return receipt.NotKnown(receipt.OtherMemory, fmt.Sprintf("%s, not %s", mem.number, in.Memory), seen)
		}
		if mem.last+1 < in.Number {
			return receipt.NotKnown(receipt.Ambiguous, fmt.Sprintf("the memory ends at %d, and %d was to come", mem.last, in.Number), seen)
		}
		if mem.last >= in.Number {
			if o := s.search(ctx, in, seen); o != nil {
				return *o
			}
		}
		quiet, err := s.nothingOpen(ctx, mem)
		switch {
		case refused:
			// It is over whether or not the cancelling worked: want of paper, say.
			return receipt.NotDone(reasonOf(cause), cause.Error())
		case err != nil:
			return receipt.NotKnown(reasonOf(err), fmt.Sprintf("%v; a receipt may be open and cannot be cancelled: %v", cause, err), seen)
		case quiet && !s.missing(ctx, mem.last+1):
			// The two answers contradict each other: look again.
		case quiet:
			return receipt.NotDone(reasonOf(cause), fmt.Sprintf("%v; the memory ends at %d", cause, mem.last))
		}
	}
	return receipt.NotKnown(receipt.Busy, "the register does not come to rest", receipt.Seen{Asked: true})
}

// missing asks the memory for a document that should not be there: a second
// witness, since one damaged answer in 256 passes its check.
func (s *shtrih) missing(ctx context.Context, number uint32) bool {
	_, err := s.ask(ctx, cmdFind, binary.LittleEndian.AppendUint32(nil, number))
	var no *refusal
	return errors.As(err, &no) && no.code == noData
}

// unasked is the outcome when the register could not even be asked.
func unasked(err, cause error) receipt.Outcome {
	return receipt.NotKnown(reasonOf(err), fmt.Sprintf("%v; then %v", cause, err), receipt.Seen{})
}

// nothingOpen says whether the register had no receipt open when the memory was
// looked at. If it had, it is cancelled, and the memory must be looked at again.
func (s *shtrih) nothingOpen(ctx context.Context, mem memory) (bool, error) {
	m, err := s.rest(ctx)
	switch {
	case err != nil:
		return false, err
	case m.sub == subContinue:
		_, err = s.ask(ctx, cmdContinue)
		return false, err
	case m.mode == modeReceipt:
		_, err = s.ask(ctx, cmdCancel)
		return false, except(err, noReceipt)
	case mem.current != 0:
		_, err = s.ask(ctx, cmdDropDocument)
		return false, unlessRefused(err)
	}
	return true, nil
}

// maxSearch is how many documents after the intent are looked through.
const maxSearch = 100

// search looks for the receipt among the documents from the expected number on.
// It returns nil when it is none of them.
func (s *shtrih) search(ctx context.Context, in receipt.Intent, seen receipt.Seen) *receipt.Outcome {
	known := func(o receipt.Outcome) *receipt.Outcome { return &o }
	if seen.Last-in.Number >= maxSearch {
		return known(receipt.NotKnown(receipt.Ambiguous, fmt.Sprintf("%d documents since", seen.Last-in.Number+1), seen))
	}
	var doubt *receipt.Outcome
	for n := in.Number; n <= seen.Last; n++ {
		d, err := s.find(ctx, memory{number: in.Memory}, n)
		if err != nil {
			return known(receipt.NotKnown(reasonOf(err), fmt.Sprintf("document %d: %v", n, err), seen))
		}
		is, err := s.compare(ctx, &d, in)
		switch {
		case err != nil:
			return known(receipt.NotKnown(reasonOf(err), fmt.Sprintf("tags of document %d: %v", n, err), seen))
		case is == ours:
			o := receipt.Done(d)
			o.Unprinted = n == seen.Last && !s.printed(ctx)
			return &o
		case is == perhaps && doubt == nil:
			with := seen
			with.Document = d
			doubt = known(receipt.NotKnown(receipt.Ambiguous, fmt.Sprintf("document %d may be it", n), with))
		}
	}
	return doubt
}

type likeness int

const (
	foreign likeness = iota
	perhaps
	ours
)

// compare says whether a document is the one of the intent. What it is and its sum
// are necessary; the job in it is proof. One by our name that is another than was
// told is a person's to judge: a register that makes a receipt of what should be a
// correction must not be told again. Where no job is written, the expected number at
// about the expected time must do.
func (s *shtrih) compare(ctx context.Context, d *receipt.Document, in receipt.Intent) (likeness, error) {
	if d.Type != receipt.TypeReceipt && d.Type != receipt.TypeCorrection {
		return foreign, nil
	}
	same := d.Kind == in.Kind && d.Sum == in.Sum
	told := same && d.Type == typeOf(in)
	if s.JobTag {
		job, err := s.jobOf(ctx, d.Number)
		switch {
		case err != nil && unlessRefused(err) == nil && same:
			return perhaps, nil // the memory has the document, but not its text
		case err != nil:
			return foreign, unlessRefused(err)
		case job != in.Job:
			return foreign, nil
		case !told:
			return perhaps, nil
		}
		d.Job = job
		return ours, nil
	}
	// The clock of documents has minutes only.
	early, late := in.At.Add(-time.Minute), in.At.Add(10*time.Minute)
	switch {
	case !same:
		return foreign, nil
	case told && d.Number == in.Number && !d.At.Before(early) && !d.At.After(late):
		return ours, nil
	}
	return perhaps, nil
}

// typeOf is the document that an intent is to become.
func typeOf(in receipt.Intent) receipt.DocumentType {
	if in.Corrects {
		return receipt.TypeCorrection
	}
	return receipt.TypeReceipt
}
