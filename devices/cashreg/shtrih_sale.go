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
	if r.Correction != nil {
		return receipt.NotDone(receipt.NotSupported, "corrections")
	}
	for i, l := range r.Lines {
		if _, ok := s.taxes[l.Rate]; !ok {
			return receipt.NotDone(receipt.NoTaxCode, fmt.Sprintf("line %d: %s", i+1, l.Rate))
		}
	}
	if err := r.Validate(receipt.Day(time.Now().In(s.zone).Format(time.DateOnly))); err != nil {
		return receipt.NotDone(receipt.BadReceipt, err.Error())
	}
	ready, no := s.prepare(ctx, modeOpen)
	if no != nil {
		return *no
	}
	if err := s.enter(ctx, r); err != nil {
		s.giveUp(ctx)
		return receipt.NotDone(reasonOf(err), err.Error())
	}
	in := receipt.Intent{
		Job: r.Job, Action: receipt.ActReceipt, Kind: r.Kind, Sum: r.Total(),
		Memory: ready.memory.number, Number: ready.memory.last + 1, At: ready.clock,
	}
	if err := expect(ctx, in); err != nil {
		s.giveUp(ctx)
		return receipt.NotDone(receipt.NotStored, err.Error())
	}
	return s.close(ctx, r, in)
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
func (s *shtrih) giveUp(ctx context.Context) {
	if s.link.dead == nil && ctx.Err() == nil {
		_, _ = s.ask(ctx, cmdCancel)
	}
}

// enter sends the lines and tags of a receipt and compares the total.
func (s *shtrih) enter(ctx context.Context, r receipt.Receipt) error {
	for _, l := range r.Lines {
		op, err := s.operation(r.Kind, l)
		if err != nil {
			return err
		}
		if _, err := s.ask(ctx, cmdOperation, op); err != nil {
			return err
		}
		if unit, _ := l.Unit.FFD(); s.Format == "1.2" {
			if _, err := s.ask(ctx, cmdLineTags, tag(2108, []byte{unit})); err != nil {
				return err
			}
		}
	}
	groups, err := s.receiptTags(r)
	if err != nil {
		return err
	}
	for _, g := range groups {
		if _, err := s.ask(ctx, cmdTags, g); err != nil {
			return err
		}
	}
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
	b = append(b, s.taxes[l.Rate], department, l.Method.FFD(), l.Subject.FFD())
	return append(b, name...), nil
}

// maxTags is the longest list that FF0C takes (page 46).
const maxTags = 250

// receiptTags are the tags of the receipt, in lists that fit one FF0C each.
func (s *shtrih) receiptTags(r receipt.Receipt) ([][]byte, error) {
	type text struct {
		number uint16
		value  string
	}
	all := []text{{1021, r.Cashier.Name}, {1203, r.Cashier.INN}, {1008, r.Buyer.Contact}}
	if s.Format != "1.2" {
		all = append(all, text{1227, r.Buyer.Name}, text{1228, r.Buyer.INN})
	}
	if s.JobTag {
		all = append(all, text{tagJob, r.Job})
	}
	var groups [][]byte
	var group []byte
	add := func(t []byte) {
		if len(group)+len(t) > maxTags {
			groups, group = append(groups, group), nil
		}
		group = append(group, t...)
	}
	for _, t := range all {
		if t.value == "" {
			continue
		}
		value, err := charmap.CodePage866.NewEncoder().String(t.value)
		if err != nil {
			return nil, fmt.Errorf("tag %d in cp866: %w", t.number, err)
		}
		add(tag(t.number, []byte(value)))
	}
	if s.Format == "1.2" && (r.Buyer.Name != "" || r.Buyer.INN != "") {
		t, err := buyerTag(r.Buyer)
		if err != nil {
			return nil, err
		}
		add(t)
	}
	if len(group) > 0 {
		groups = append(groups, group)
	}
	return groups, nil
}

// buyerTag is 1256 of FFD 1.2 with name and INN inside.
func buyerTag(b receipt.Buyer) ([]byte, error) {
	name, err := charmap.CodePage866.NewEncoder().String(b.Name)
	if err != nil {
		return nil, fmt.Errorf("buyer's name in cp866: %w", err)
	}
	var inner []byte
	if name != "" {
		inner = append(inner, tag(1227, []byte(name))...)
	}
	if b.INN != "" {
		inner = append(inner, tag(1228, []byte(b.INN))...)
	}
	return tag(1256, inner), nil
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
	f, err := s.ask(ctx, cmdClose, closing(r))
	if err == nil {
		f.money() // change: none, since cash is what stays
		d := receipt.Document{
			Memory: in.Memory, Number: f.uint32(), Sign: f.uint32(), Type: receipt.TypeReceipt,
			Kind: in.Kind, Sum: in.Sum, At: in.At, Job: in.Job,
		}
		return s.registered(ctx, d, in)
	}
	var lost *linkError
	if errors.As(err, &lost) && !lost.Sent {
		s.giveUp(ctx)
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
		return s.settle(ctx, in, fmt.Errorf("the register named document %d, which is another", d.Number))
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
