package cashreg

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"golang.org/x/text/encoding/charmap"

	"warehouse-node/devices/receipt"
)

// Print makes a receipt line by line and closes it. Up to the closing command
// whatever fails leaves nothing registered: the receipt is given up, here when
// the register still listens and else by the next Print.
func (s *shtrih) Print(ctx context.Context, r receipt.Receipt, expect Expect) receipt.Outcome {
	s.mu.Lock()
	defer s.mu.Unlock()
	if no := s.unable(r); no != nil {
		return *no
	}
	if err := r.Validate(receipt.Day(time.Now().In(s.zone).Format(time.DateOnly))); err != nil {
		return receipt.NotDone(receipt.BadReceipt, err.Error())
	}
	ready, no := s.prepare(ctx, modeOpen)
	if no != nil {
		return *no
	}
	unchecked, err := s.enter(ctx, r)
	if err != nil {
		s.giveUp(ctx, r)
		return receipt.NotDone(reasonOf(err), err.Error())
	}
	in := receipt.Intent{
		Job: r.Job, Action: receipt.ActReceipt, Kind: r.Kind, Corrects: r.Correction != nil, Sum: r.Total(),
		Memory: ready.memory.number, Number: ready.memory.last + 1, At: ready.clock,
	}
	if err := expect(ctx, in); err != nil {
		s.giveUp(ctx, r)
		return receipt.NotDone(receipt.NotStored, err.Error())
	}
	o := s.close(ctx, r, in)
	o.Unchecked = unchecked
	return o
}

// unable says what of a receipt this register cannot do; nil when it can.
func (s *shtrih) unable(r receipt.Receipt) *receipt.Outcome {
	not := func(why receipt.Reason, format string, args ...any) *receipt.Outcome {
		o := receipt.NotDone(why, fmt.Sprintf(format, args...))
		return &o
	}
	for i, l := range r.Lines {
		code, ok := s.taxes[l.Rate]
		if !ok {
			return not(receipt.NoTaxCode, "line %d: %s", i+1, l.Rate)
		}
		if _, ok := totalOf[code]; !ok && s.totalsOnly(r) {
			return not(receipt.NoTaxCode, "line %d: %s, in a correction of FFD %s", i+1, l.Rate, s.Format)
		}
	}
	if marks(r) && r.Kind != receipt.Sale && r.Kind != receipt.Return {
		return not(receipt.NotSupported, "marking codes in a %s", r.Kind)
	}
	if s.totalsOnly(r) && r.Kind != receipt.Sale && r.Kind != receipt.Buy {
		return not(receipt.NotSupported, "a correction of a %s in FFD %s", r.Kind, s.Format)
	}
	return nil
}

// readiness is a register that may begin a receipt.
type readiness struct {
	memory memory
	clock  time.Time
}

// prepare brings the register to where a document may begin, in the mode wanted:
// what was printing is finished, what was left open is given up. It returns the
// outcome when that cannot be.
func (s *shtrih) prepare(ctx context.Context, modes ...byte) (readiness, *receipt.Outcome) {
	not := func(why receipt.Reason, detail string) (readiness, *receipt.Outcome) {
		o := receipt.NotDone(why, detail)
		return readiness{}, &o
	}
	m, err := s.settleDown(ctx)
	if err != nil {
		return not(reasonOf(err), err.Error())
	}
	if err := wrongMode(m, modes); err != nil {
		return not(err.Reason, err.Doing)
	}
	mem, err := s.lookMemory(ctx)
	if err == nil && mem.current != 0 { // an attempt of before began it in the memory alone
		if _, err = s.ask(ctx, cmdDropDocument); err == nil {
			mem, err = s.lookMemory(ctx)
		}
	}
	switch {
	case err != nil:
		return not(reasonOf(err), err.Error())
	case !mem.fiscal():
		return not(receipt.MemoryClosed, fmt.Sprintf("phase %d", mem.phase))
	}
	return readiness{mem, m.clock}, nil
}

// wrongMode says why nothing can begin in this mode; nil when it is among modes.
func wrongMode(m machine, modes []byte) *Error {
	for _, ok := range modes {
		if m.mode == ok {
			return nil
		}
	}
	why, known := map[byte]receipt.Reason{
		modeExpired: receipt.ShiftTooLong, modeClosed: receipt.ShiftNotOpen, modeOpen: receipt.ShiftIsOpen, modeDate: receipt.WrongClock,
	}[m.mode]
	if !known {
		why = receipt.Refused
	}
	return &Error{Reason: why, Doing: fmt.Sprintf("mode %d, submode %d", m.mode, m.sub)}
}

// maxSteps is how many times a register is led one step on, before we say that
// it does not come to rest.
const maxSteps = 6

// settleDown waits until nothing is printed and no receipt is open. What paper
// interrupted is finished, an open receipt is cancelled. Errors are those of ask
// and a *refusal for want of paper.
func (s *shtrih) settleDown(ctx context.Context) (machine, error) {
	for range maxSteps {
		m, err := s.rest(ctx)
		switch {
		case err != nil:
			return m, err
		case m.sub == subNoPaper || m.sub == subStopped:
			return m, &refusal{command: cmdShortStatus, code: noPaper}
		case m.sub == subContinue:
			_, err = s.ask(ctx, cmdContinue)
		case m.mode == modeReceipt:
			_, err = s.ask(ctx, cmdCancel)
			err = except(err, noReceipt)
		default:
			return s.lookLong(ctx)
		}
		if err != nil {
			return m, err
		}
	}
	return machine{}, &refusal{command: cmdShortStatus, code: busyPrinting}
}

// except drops a refusal with that code.
func except(err error, code byte) error {
	var no *refusal
	if errors.As(err, &no) && no.code == code {
		return nil
	}
	return err
}

// giveUp cancels an open receipt, if the register lets us. Nothing was told to
// close it, so nothing depends on that: the next Print does it again.
func (s *shtrih) giveUp(ctx context.Context, r receipt.Receipt) {
	if s.link.gone() != nil || ctx.Err() != nil {
		return
	}
	command := cmdCancel
	if s.totalsOnly(r) {
		command = cmdDropDocument
	}
	_, _ = s.ask(ctx, command)
}

// enter sends all of a receipt but its end, and compares the total. It gives the
// lines whose marking code nobody could check.
func (s *shtrih) enter(ctx context.Context, r receipt.Receipt) (unchecked []int, err error) {
	if err := s.open(ctx, r); err != nil {
		return nil, err
	}
	if s.totalsOnly(r) {
		return nil, s.enterTags(ctx, r)
	}
	if s.Format == "1.2" {
		if unchecked, err = s.checkMarks(ctx, r); err != nil {
			return nil, err
		}
	}
	if err := s.enterLines(ctx, r); err != nil {
		return nil, err
	}
	if err := s.enterTags(ctx, r); err != nil {
		return nil, err
	}
	return unchecked, s.compareTotal(ctx, r)
}

func (s *shtrih) enterTags(ctx context.Context, r receipt.Receipt) error {
	groups, err := s.receiptTags(r)
	if err != nil {
		return err
	}
	for _, g := range groups {
		if _, err := s.ask(ctx, cmdTags, g); err != nil {
			return err
		}
	}
	return nil
}

// compareTotal asks what the register has entered.
func (s *shtrih) compareTotal(ctx context.Context, r receipt.Receipt) error {
	f, err := s.ask(ctx, cmdSubtotal)
	if err != nil {
		return err
	}
	f.byte() // operator
	if sum := f.money(); sum != r.Total() {
		return &wrongTotal{sum, r.Total()}
	}
	return nil
}

func (s *shtrih) enterLines(ctx context.Context, r receipt.Receipt) error {
	for _, l := range r.Lines {
		op, err := s.operation(r.Kind, l)
		if err != nil {
			return err
		}
		if _, err := s.ask(ctx, cmdOperation, op); err != nil {
			return err
		}
		if l.Mark != "" {
			if err := s.bindMark(ctx, l.Mark); err != nil {
				return err
			}
		}
		if unit, _ := l.Unit.FFD(); s.Format == "1.2" {
			if _, err := s.ask(ctx, cmdLineTags, tag(2108, []byte{unit})); err != nil {
				return err
			}
		}
	}
	return nil
}

// wrongTotal: the register has entered something else than we sent.
type wrongTotal struct{ register, receipt int64 }

func (e *wrongTotal) Error() string {
	return fmt.Sprintf("the register counts %d, the receipt is %d", e.register, e.receipt)
}

// operation is FF46 (page 53). The register works out the tax of the line.
func (s *shtrih) operation(kind receipt.Kind, l receipt.Line) ([]byte, error) {
	name, err := charmap.Windows1251.NewEncoder().String(l.Name)
	if err != nil {
		return nil, fmt.Errorf("name in windows-1251: %w", err)
	}
	b := []byte{kind.FFD()}
	b = append(b, binary.LittleEndian.AppendUint64(nil, uint64(l.Quantity))[:6]...)
	b = appendMoney(b, l.Price)
	b = appendMoney(b, l.Sum)
	b = appendMoney(b, 1<<40-1) // FFFFFFFFFF: not given
	const department = 1
	subject := l.Subject
	if s.Format != "1.2" {
		subject = subject.Unmarked()
	}
	b = append(b, s.taxes[l.Rate], department, l.Method.FFD(), subject.FFD())
	return append(b, name...), nil
}

// closing is FF45 (page 52): sixteen payments, rounding, six taxes that the
// register works out itself, and the tax system.
func closing(r receipt.Receipt) []byte {
	var pay [16]int64
	pay[0], pay[1] = r.Payments.Cash, r.Payments.Card
	pay[13], pay[14], pay[15] = r.Payments.Prepaid, r.Payments.Credit, r.Payments.Other
	var b []byte
	for _, sum := range pay {
		b = appendMoney(b, sum)
	}
	b = append(b, 0)                    // rounding
	b = append(b, make([]byte, 6*5)...) // taxes
	return append(b, r.TaxSystem.FFD())
}

// close sends the one command that cannot be undone. Its answer is believed; the
// lack of one never is.
func (s *shtrih) close(ctx context.Context, r receipt.Receipt, in receipt.Intent) receipt.Outcome {
	command, body, before := cmdClose, closing(r), 5 // before the number stands the change: none, since cash is what stays
	if s.totalsOnly(r) {
		command, body, before = cmdCloseTotals, s.closingTotals(r), 2 // or the number in the shift
	}
	f, err := s.ask(ctx, command, body)
	if err == nil {
		f.bytes(before)
		d := receipt.Document{
			Memory: in.Memory, Number: f.uint32(), Sign: f.uint32(), Type: typeOf(in),
			Kind: in.Kind, Sum: in.Sum, At: in.At, Job: in.Job,
		}
		return s.registered(ctx, d, in)
	}
	var lost *linkError
	if errors.As(err, &lost) && !lost.Sent {
		s.giveUp(ctx, r)
		return receipt.NotDone(reasonOf(err), err.Error())
	}
	return s.settle(ctx, in, err)
}

// registered completes what is known of a document and waits until it is on
// paper. It is Done whatever fails here, unless the memory shows under the number
// another document than ours: then the answer was not what it seemed.
func (s *shtrih) registered(ctx context.Context, d receipt.Document, in receipt.Intent) receipt.Outcome {
	o := receipt.Done(d)
	o.Unprinted = !s.printed(ctx)
	found, err := s.find(ctx, memory{number: d.Memory}, d.Number)
	if err != nil {
		return o
	}
	if found.Type != d.Type || found.Kind != d.Kind || found.Sum != d.Sum || found.Sign != d.Sign {
		o := s.settle(ctx, in, fmt.Errorf("the register named document %d, which is another", d.Number))
		if o.State == receipt.StateNotDone { // it had said yes
			o = receipt.NotKnown(receipt.Ambiguous, o.Detail, receipt.Seen{Asked: true, Memory: d.Memory, Last: d.Number, Document: found})
		}
		return o
	}
	o.Document.At, o.Document.Sent = found.At, found.Sent
	return o
}

// Finish prints the rest of what paper interrupted.
func (s *shtrih) Finish(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	m, err := s.look(ctx)
	if err == nil && m.sub != subReady {
		_, err = s.ask(ctx, cmdContinue)
	}
	if err != nil {
		return failed("finish printing", err)
	}
	if !s.printed(ctx) {
		return &Error{Reason: receipt.NoPaper, Doing: "finish printing", Err: errors.New("it stopped again")}
	}
	return nil
}
