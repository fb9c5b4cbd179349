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

// Modes and submodes (appendix 1, page 71).
const (
	modeOpen    = 2
	modeExpired = 3
	modeClosed  = 4
	modeDate    = 6
	modeReceipt = 8

	subReady    = 0
	subNoPaper  = 1 // nothing is being printed
	subStopped  = 2 // paper ended in the middle of a document
	subContinue = 3 // there is paper again; B0 finishes the document
	subReport   = 4
	subPrinting = 5

	flagCover = 1 << 10
)

// machine is what 10h and 11h tell.
type machine struct {
	flags     uint16
	mode, sub byte
	clock     time.Time // of 11h only
	serial    string
}

// look asks the short status (page 17).
func (s *shtrih) look(ctx context.Context) (machine, error) {
	f, err := s.ask(ctx, cmdShortStatus)
	if err != nil {
		return machine{}, err
	}
	f.byte() // operator
	return machine{flags: f.uint16(), mode: f.byte() & 0x0F, sub: f.byte()}, nil
}

// rest looks until nothing is being printed. When it prints for too long the
// error is a *refusal.
func (s *shtrih) rest(ctx context.Context) (machine, error) {
	patience := time.Now().Add(time.Duration(s.PrintSeconds) * time.Second)
	for {
		m, err := s.look(ctx)
		if err != nil || m.sub != subPrinting && m.sub != subReport {
			return m, err
		}
		if time.Now().After(patience) {
			return m, &refusal{command: cmdShortStatus, code: busyPrinting}
		}
		if err := s.pause(ctx); err != nil {
			return m, err
		}
	}
}

// printed waits until the register has printed; false when it stopped or we
// could not see it.
func (s *shtrih) printed(ctx context.Context) bool {
	m, err := s.rest(ctx)
	// No paper at rest is a roll that ended after the document.
	return err == nil && (m.sub == subReady || m.sub == subNoPaper)
}

// lookLong asks the full status (page 18; the fields between port and date are
// those of version 2.0, which 48-byte answers still have).
func (s *shtrih) lookLong(ctx context.Context) (machine, error) {
	f, err := s.ask(ctx, cmdFullStatus)
	if err != nil {
		return machine{}, err
	}
	f.bytes(1 + 2 + 2 + 3 + 1 + 2) // operator, firmware, build, its date, number in the hall, paper number
	m := machine{flags: f.uint16(), mode: f.byte() & 0x0F, sub: f.byte()}
	f.bytes(1 + 2 + 2 + 3) // port; version, build and date of the old memory
	d, t := f.bytes(3), f.bytes(3)
	m.clock = time.Date(2000+int(d[2]), time.Month(d[1]), int(d[0]), int(t[0]), int(t[1]), int(t[2]), 0, s.zone)
	f.byte() // flags of the old memory
	if n := f.uint32(); n != 0xFFFFFFFF {
		m.serial = fmt.Sprintf("%08d", n)
	}
	return m, nil
}

// memory is what FF01 tells (page 42).
type memory struct {
	phase, current byte
	warnings       byte
	number         string
	last           uint32
}

// Phases: set up, in fiscal mode, closed.
func (m memory) fiscal() bool { return m.phase&7 == 3 }

func (s *shtrih) lookMemory(ctx context.Context) (memory, error) {
	f, err := s.ask(ctx, cmdMemory)
	if err != nil {
		return memory{}, err
	}
	m := memory{phase: f.byte(), current: f.byte()}
	f.bytes(2) // data of the document, shift: asked elsewhere
	m.warnings = f.byte()
	f.bytes(5) // when the last document was made
	m.number, m.last = f.text(16), f.uint32()
	return m, nil
}

// shift is what FF40 tells (page 51).
type shift struct {
	open     bool
	number   int
	receipts int
}

func (s *shtrih) lookShift(ctx context.Context) (shift, error) {
	f, err := s.ask(ctx, cmdShift)
	if err != nil {
		return shift{}, err
	}
	return shift{open: f.byte() == 1, number: int(f.uint16()), receipts: int(f.uint16())}, nil
}

// moment reads five bytes: year, month, day, hour, minute.
func (s *shtrih) moment(b []byte) time.Time {
	if b[1] == 0 {
		return time.Time{}
	}
	return time.Date(2000+int(b[0]), time.Month(b[1]), int(b[2]), int(b[3]), int(b[4]), 0, 0, s.zone)
}

// Status asks everything that a shop looks at before it sells.
func (s *shtrih) Status(ctx context.Context) (receipt.Status, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	st, err := s.status(ctx)
	if err != nil {
		return receipt.Status{}, failed("status", err)
	}
	return st, nil
}

func (s *shtrih) status(ctx context.Context) (receipt.Status, error) {
	m, err := s.lookLong(ctx)
	if err != nil {
		return receipt.Status{}, err
	}
	mem, err := s.lookMemory(ctx)
	if err != nil {
		return receipt.Status{}, err
	}
	sh, err := s.lookShift(ctx)
	if err != nil {
		return receipt.Status{}, err
	}
	unsent, err := s.lookUnsent(ctx)
	if err != nil {
		return receipt.Status{}, err
	}
	unsent.Late = mem.warnings&8 != 0
	st := receipt.Status{
		Serial: m.serial, Clock: m.clock, ShiftNo: sh.number, Receipts: sh.receipts, Unsent: unsent,
		DocumentOpen: m.mode == modeReceipt || mem.current != 0, CoverOpen: m.flags&flagCover != 0,
		Printing: m.sub == subReport || m.sub == subPrinting, Shift: receipt.ShiftClosed, Paper: receipt.PaperReady,
		Memory: receipt.Memory{
			Number: mem.number, Last: mem.last, Fiscal: mem.fiscal(),
			Urgent: mem.warnings&1 != 0, Ending: mem.warnings&2 != 0, NearFull: mem.warnings&4 != 0,
		},
	}
	switch {
	case m.mode == modeExpired:
		st.Shift = receipt.ShiftExpired
	case sh.open:
		st.Shift = receipt.ShiftOpen
	}
	switch m.sub {
	case subNoPaper, subStopped:
		st.Paper = receipt.PaperOut
	case subContinue:
		st.Paper = receipt.PaperWaiting
	}
	if st.Memory.Expires, err = s.lookExpires(ctx); err != nil {
		return receipt.Status{}, err
	}
	st.Model, err = s.lookModel(ctx)
	return st, err
}

// lookUnsent is FF39 (page 50).
func (s *shtrih) lookUnsent(ctx context.Context) (receipt.Unsent, error) {
	f, err := s.ask(ctx, cmdExchange)
	if err != nil {
		return receipt.Unsent{}, err
	}
	f.bytes(2) // state of the exchange
	u := receipt.Unsent{Documents: int(f.uint16()), First: f.uint32()}
	u.Since = s.moment(f.bytes(5))
	return u, nil
}

// lookExpires is FF03 (page 43); a memory that cannot tell leaves it open.
func (s *shtrih) lookExpires(ctx context.Context) (receipt.Day, error) {
	f, err := s.ask(ctx, cmdExpires)
	if err != nil {
		return "", unlessRefused(err)
	}
	return receipt.Day(fmt.Sprintf("20%02d-%02d-%02d", f.byte(), f.byte(), f.byte())), nil
}

// lookModel asks the name once for each connection.
func (s *shtrih) lookModel(ctx context.Context) (string, error) {
	if s.model != "" {
		return s.model, nil
	}
	f, err := s.ask(ctx, cmdDevice)
	if err != nil {
		return "", unlessRefused(err)
	}
	f.bytes(6) // type, protocol, model, language
	name, err := charmap.Windows1251.NewDecoder().Bytes(f.rest)
	if err == nil {
		s.model = string(name)
	}
	return s.model, nil
}

// unlessRefused drops the error of a question that some models do not know.
func unlessRefused(err error) error {
	var no *refusal
	if errors.As(err, &no) {
		return nil
	}
	return err
}

// LastDocument reads the newest document.
func (s *shtrih) LastDocument(ctx context.Context) (receipt.Document, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	mem, err := s.lookMemory(ctx)
	if err != nil {
		return receipt.Document{}, failed("last document", err)
	}
	if mem.last == 0 {
		return receipt.Document{}, nil
	}
	d, err := s.find(ctx, mem, mem.last)
	if err != nil {
		return receipt.Document{}, failed("last document", err)
	}
	if d.Type == receipt.TypeReceipt || d.Type == receipt.TypeCorrection {
		if d.Job, err = s.jobOf(ctx, d.Number); unlessRefused(err) != nil {
			return receipt.Document{}, failed("job of the last document", err)
		}
	}
	return d, nil
}

// find is FF0A (page 45).
func (s *shtrih) find(ctx context.Context, mem memory, number uint32) (receipt.Document, error) {
	f, err := s.ask(ctx, cmdFind, binary.LittleEndian.AppendUint32(nil, number))
	if err != nil {
		return receipt.Document{}, err
	}
	d := receipt.Document{Memory: mem.number, Type: receipt.TypeOther}
	kind := f.byte()
	d.Sent = f.byte() == 1
	d.At = s.moment(f.bytes(5))
	d.Number, d.Sign = f.uint32(), f.uint32()
	switch kind { // FFD: codes of documents
	case 3, 31:
		d.Type = receipt.TypeReceipt
		if kind == 31 {
			d.Type = receipt.TypeCorrection
		}
		d.Kind, d.Sum = receipt.KindOf(f.byte()), f.money()
	case 2, 5:
		d.Type = receipt.TypeShiftOpen
		if kind == 5 {
			d.Type = receipt.TypeShiftClose
		}
		d.Shift = int(f.uint16())
	}
	return d, nil
}

// Limits of reading a document back.
const (
	maxDocument = 64 << 10 // bytes; the format allows 32 KiB
	readTries   = 3
)

// tagJob is the additional attribute of a receipt, where the job stands.
const tagJob = 1192

// jobOf reads tag 1192 of a receipt back; "" when it has none. A part that was
// lost on the way is lost, so then the whole is read again.
func (s *shtrih) jobOf(ctx context.Context, number uint32) (string, error) {
	var value []byte
	var err error
	for range readTries {
		if value, err = s.readTag(ctx, number, tagJob); unlessRefused(err) == nil {
			break
		}
	}
	if err != nil {
		return "", err
	}
	text, err := charmap.CodePage866.NewDecoder().Bytes(value)
	return string(text), err
}

// readTag looks for a tag in a document: FF3A chooses it, each FF3B gives a part
// (page 50).
func (s *shtrih) readTag(ctx context.Context, document uint32, wanted uint16) ([]byte, error) {
	f, err := s.ask(ctx, cmdReadDocument, binary.LittleEndian.AppendUint32(nil, document))
	if err != nil {
		return nil, err
	}
	f.uint16() // type
	var list []byte
	for size := int(f.uint16()); len(list) < size && len(list) < maxDocument; {
		part, err := s.ask(ctx, cmdReadPart)
		var no *refusal
		if errors.As(err, &no) && no.code == noData {
			break
		}
		if err != nil {
			return nil, err
		}
		if list = append(list, part.rest...); len(part.rest) == 0 {
			break
		}
		if value, ok := findTag(list, wanted); ok {
			return value, nil
		}
	}
	return nil, nil
}
