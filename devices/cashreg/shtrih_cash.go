package cashreg

import (
	"context"
	"errors"
	"fmt"

	"warehouse-node/devices/receipt"
)

// Operation registers that count cash moves, each way by itself (javapos_shtrih,
// TextDocumentFilter: numbers of the last cash-in and cash-out).
const (
	counterCashIn  = 155
	counterCashOut = 156
)

// CashIn registers cash put into the drawer.
func (s *shtrih) CashIn(ctx context.Context, job string, sum int64, expect Expect) receipt.Outcome {
	return s.cash(ctx, receipt.Intent{Job: job, Action: receipt.ActCashIn, Sum: sum}, expect)
}

// CashOut registers cash taken out of the drawer.
func (s *shtrih) CashOut(ctx context.Context, job string, sum int64, expect Expect) receipt.Outcome {
	return s.cash(ctx, receipt.Intent{Job: job, Action: receipt.ActCashOut, Sum: sum}, expect)
}

// cash moves have no document in the memory. What stands for its number is the
// register's own count of them, which receipts do not touch.
func (s *shtrih) cash(ctx context.Context, in receipt.Intent, expect Expect) receipt.Outcome {
	s.mu.Lock()
	defer s.mu.Unlock()
	if in.Sum <= 0 || in.Sum > receipt.MaxSum {
		return receipt.NotDone(receipt.BadReceipt, fmt.Sprintf("a sum of %d", in.Sum))
	}
	ready, no := s.prepare(ctx, modeOpen)
	if no != nil {
		return *no
	}
	count, err := s.cashCount(ctx, in.Action)
	if err != nil {
		return receipt.NotDone(reasonOf(err), err.Error())
	}
	in.Memory, in.Number, in.At = ready.memory.number, uint32(count+1), ready.clock
	if err := expect(ctx, in); err != nil {
		return receipt.NotDone(receipt.NotStored, err.Error())
	}
	command := cmdCashIn
	if in.Action == receipt.ActCashOut {
		command = cmdCashOut
	}
	_, err = s.ask(ctx, command, appendMoney(nil, in.Sum))
	var lost *linkError
	if errors.As(err, &lost) && !lost.Sent {
		return receipt.NotDone(reasonOf(err), err.Error())
	}
	return s.settleCash(ctx, in, err)
}

// settleCash compares the register's count with the one that was expected, also
// after a good answer: one move counted as two is not done, it is a mistake.
func (s *shtrih) settleCash(ctx context.Context, in receipt.Intent, cause error) receipt.Outcome {
	mem, err := s.lookMemory(ctx)
	if err != nil {
		return unasked(err, cause)
	}
	seen := receipt.Seen{Asked: true, Memory: mem.number, Last: mem.last}
	if mem.number != in.Memory {
		return receipt.NotKnown(receipt.OtherMemory, fmt.Sprintf("%s, not %s", mem.number, in.Memory), seen)
	}
	count, err := s.cashCount(ctx, in.Action)
	if err != nil {
		return unasked(err, cause)
	}
	switch uint16(in.Number) - count {
	case 0:
		o := receipt.Done(receipt.Document{Memory: in.Memory, Sum: in.Sum, At: in.At, Job: in.Job})
		o.Unprinted = !s.printed(ctx)
		return o
	case 1:
		if cause == nil {
			cause = errors.New("the register said yes and counted nothing")
		}
		return receipt.NotDone(reasonOf(cause), cause.Error())
	}
	return receipt.NotKnown(receipt.Ambiguous, fmt.Sprintf("the register counts %d, %d was to come", count, uint16(in.Number)), seen)
}

// cashCount is 1B (page 22): the number of the last move of its kind.
func (s *shtrih) cashCount(ctx context.Context, a receipt.Action) (uint16, error) {
	counter := byte(counterCashIn)
	if a == receipt.ActCashOut {
		counter = counterCashOut
	}
	f, err := s.ask(ctx, cmdCounter, []byte{counter})
	if err != nil {
		return 0, err
	}
	f.byte() // operator
	return f.uint16(), nil
}
