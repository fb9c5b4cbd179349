package cashreg

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"warehouse-node/devices"
	"warehouse-node/devices/receipt"
	"warehouse-node/devices/wire"
)

var _ = devices.Register(Drivers, "shtrih", "Shtrih-M", shtrihConfig{
	Password: 30,
	Protocol: "1",
	Format:   "1.2",
	Taxes:    shtrihTaxes,
	JobTag:   true,
	ByteMS:   200, ReplyMS: 1000, Retries: 5,
	PollMS: 200, PrintSeconds: 30,
}, openShtrih)

// shtrihTaxes are the codes of FF46: a bit each for the first six rates, then
// codes of their own (javapos_shtrih, Doc/VatTable.txt; 22 % in its version of
// 18.02.2026). The sources do not agree on 7/107, so it is not here. A register
// that turns code 01 into 22 % by itself (table 17, field 71 = 1) cannot do a
// return at 20 %: set that field to 2. A Shtrih-Nano has 90 and A0 for 22 %.
const shtrihTaxes = "ru-20=01 ru-10=02 ru-0=04 ru-none=08 ru-20/120=10 ru-10/110=20 " +
	"ru-5=81 ru-7=82 ru-5/105=84 ru-22=CB ru-22/122=CC"

// shtrihConfig is how a register is spoken to.
type shtrihConfig struct {
	Password uint32 // of the system administrator: the fiscal memory asks for that one
	Protocol string `choice:"1 2 auto"`     // of the line; auto listens for the first, and in silence for the second
	Format   string `choice:"1.05 1.1 1.2"` // FFD
	Taxes    string // rate=code in hex, with spaces between; a rate that is not here is refused
	JobTag   bool   // write the job into the receipt (tag 1192); without it only number, sum and time prove a document
	Zone     string // of the register's clock, as Europe/Moscow; empty is ours
	ByteMS   int    `within:"1 10000"` // longest pause between two bytes of an answer
	ReplyMS  int    `within:"1 60000"` // longest wait for a control byte
	Retries  int    `within:"1 20"`
	PollMS   int    `within:"1 10000"` // pause between two looks at a register that prints
	// PrintSeconds is how long a document may print before we stop looking.
	PrintSeconds int `within:"1 600"`
}

// Check says what is wrong with a config.
func (c shtrihConfig) Check() error {
	if _, err := parseTaxes(c.Taxes); err != nil {
		return &devices.SettingError{Name: "Taxes", Why: err.Error()}
	}
	if _, err := c.location(); err != nil {
		return &devices.SettingError{Name: "Zone", Why: err.Error()}
	}
	return nil
}

func (c shtrihConfig) location() (*time.Location, error) {
	if c.Zone == "" {
		return time.Local, nil
	}
	return time.LoadLocation(c.Zone)
}

// parseTaxes reads "rate=code rate=code".
func parseTaxes(text string) (map[receipt.Rate]byte, error) {
	codes := map[receipt.Rate]byte{}
	for _, pair := range strings.Fields(text) {
		rate, code, _ := strings.Cut(pair, "=")
		n, err := strconv.ParseUint(code, 16, 8)
		if err != nil || n == 0 {
			return nil, fmt.Errorf("%q is not rate=code", pair)
		}
		if _, ok := receipt.FindRate(receipt.Rate(rate)); !ok {
			return nil, fmt.Errorf("no rate %q", rate)
		}
		if _, twice := codes[receipt.Rate(rate)]; twice {
			return nil, fmt.Errorf("rate %q twice", rate)
		}
		codes[receipt.Rate(rate)] = byte(n)
	}
	if len(codes) == 0 {
		return nil, errors.New("no rate at all")
	}
	return codes, nil
}

// shtrih is one register.
type shtrih struct {
	shtrihConfig
	taxes map[receipt.Rate]byte
	zone  *time.Location

	mu    sync.Mutex // one conversation at a time; guards link and model
	link  dialogue
	model string
	port  wire.Port
}

func openShtrih(_ context.Context, p wire.Port, c shtrihConfig) (Register, error) {
	taxes, err := parseTaxes(c.Taxes)
	if err != nil {
		return nil, err
	}
	zone, err := c.location()
	if err != nil {
		return nil, err
	}
	return &shtrih{shtrihConfig: c, taxes: taxes, zone: zone, port: p, link: openDialogue(p, c)}, nil
}

// Close ends the connection, also under a method that waits.
func (s *shtrih) Close() error { return s.port.Close() }

// ask sends a command and gives the fields of its answer after the error code.
// Errors are *refusal, *linkError and errShort. A register that prints is waited
// for: it has not executed the command.
func (s *shtrih) ask(ctx context.Context, code uint16, params ...[]byte) (*fields, error) {
	spec := shtrihCommands[code]
	body := codeBytes(code)
	if !spec.open {
		body = binary.LittleEndian.AppendUint32(body, s.Password)
	}
	for _, p := range params {
		body = append(body, p...)
	}
	patience := time.Now().Add(time.Duration(s.PrintSeconds) * time.Second)
	for {
		answer, err := s.link.exchange(ctx, body, len(codeBytes(code)), spec)
		if err != nil {
			return nil, err
		}
		f := &fields{rest: answer[len(codeBytes(code)):]}
		e := f.byte()
		if e == busyPrinting && time.Now().Before(patience) {
			if err := s.pause(ctx); err != nil {
				return nil, err
			}
			continue
		}
		if e != 0 {
			return nil, &refusal{command: code, code: e}
		}
		if len(f.rest) < spec.least {
			return nil, &refusal{command: code, short: true}
		}
		return f, nil
	}
}

// pause waits between two looks at a busy register.
func (s *shtrih) pause(ctx context.Context) error {
	if err := wire.Rest(ctx, time.Duration(s.PollMS)*time.Millisecond); err != nil {
		return &linkError{Err: err}
	}
	return nil
}

// failed makes the error of a method of Register.
func failed(doing string, err error) error {
	return &Error{Reason: reasonOf(err), Doing: doing, Err: err}
}

// reasonOf classifies what went wrong while speaking to the register.
func reasonOf(err error) receipt.Reason {
	var no *refusal
	var lost *linkError
	var total *wrongTotal
	var marked *badMark
	switch {
	case errors.As(err, &no):
		return no.reason()
	case errors.As(err, &total):
		return receipt.WrongSum
	case errors.As(err, &marked):
		return receipt.BadMark
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return receipt.Interrupted
	case errors.As(err, &lost):
		return receipt.LinkLost
	}
	return receipt.Refused
}
