package printer

import (
	"context"
	"fmt"
	"regexp"
	"time"

	"warehouse-node/devices"
	"warehouse-node/devices/label"
	"warehouse-node/devices/wire"
)

// Zebra's printers, and the many that speak their language. "The guide" in the
// comments of the zpl files is the ZPL II Programming Guide, Zebra 45541L.
var _ = devices.Register(Drivers, "zpl", "Zebra ZPL II", zplConfig{
	DPI: 203, Text: "picture", Font: "0", Media: "printer", Mode: "printer", Answers: true, Count: true, Ahead: Ahead, ReplyMS: 2000, PollMS: 200,
}, openZPL)

type zplConfig struct {
	DPI int // of the head: 203, 300 or 600
	// Text says who draws the letters: "picture" draws all here, so that they look
	// as on the screen; "auto" leaves to Font what is ASCII, which is less to send
	// over a slow line; "resident" leaves all to it, and it must have Cyrillic.
	Text     string `choice:"picture auto resident"`
	Font     string // the printer's: a letter or digit, or a file in it: E:TT0003M_.FNT
	Darkness int    `within:"0 30"`                        // 1-30; 0 leaves what is set on the printer
	LeftUM   int    `within:"0 200000"`                    // µm from the head's left end to the label
	TopUM    int    `within:"0 200000"`                    // µm from where a label begins for the printer to where it begins for us
	Media    string `choice:"printer gap mark continuous"` // "printer" leaves what is set there
	Mode     string `choice:"printer tear peel cut"`
	Answers  bool   // false for a file or a one-way line: what was written counts as printed
	Count    bool   // ask the printer's label counter, which settles doubts
	Ahead    int    `within:"1 20"`    // labels sent before the first is confirmed
	ReplyMS  int    `within:"1 60000"` // silence after which a question counts as not answered
	PollMS   int    `within:"1 60000"` // between two questions while a label prints
}

// residentFont is a font of ^A, or a file of ^A@.
var residentFont = regexp.MustCompile(`^([A-Z0-9]|[REBAZ]:[A-Z0-9_]{1,16}\.(FNT|TTF|TTE))$`)

// Check is what devices asks before it takes a config.
func (c zplConfig) Check() error {
	if err := label.Resolution(c.DPI).Check(); err != nil {
		return &devices.SettingError{Name: "DPI", Why: err.Error()}
	}
	if !residentFont.MatchString(c.Font) {
		return &devices.SettingError{Name: "Font", Why: fmt.Sprintf("%q is neither a letter or digit nor like E:TT0003M_.FNT", c.Font)}
	}
	return nil
}

func (c zplConfig) reply() time.Duration { return time.Duration(c.ReplyMS) * time.Millisecond }
func (c zplConfig) poll() time.Duration  { return time.Duration(c.PollMS) * time.Millisecond }

// zpl is one printer on one connection.
type zpl struct {
	zplConfig
	job  chan struct{} // held by the job that prints
	link *zplLink
}

// openZPL says nothing to the printer: one that is out of paper is open too.
func openZPL(_ context.Context, p wire.Port, c zplConfig) (Printer, error) {
	return &zpl{zplConfig: c, job: make(chan struct{}, 1), link: newZPLLink(p, c.reply())}, nil
}

func (z *zpl) Close() error { return z.link.port.Close() }

func (z *zpl) Status(ctx context.Context) (Status, error) {
	if !z.Answers {
		return Status{Silent: true}, nil
	}
	return z.link.status(ctx)
}

// Count implements Counter. The beginning of a label that a broken link left in
// the printer is thrown away first.
func (z *zpl) Count(ctx context.Context) (int64, error) {
	if !z.zplConfig.Count || !z.Answers {
		return 0, ErrNoCount
	}
	if err := take(ctx, z.job); err != nil {
		return 0, err
	}
	defer give(z.job)
	// A label may be between buffer and head, where it is not told of: the
	// printer must say twice that it has nothing.
	run := zplRun{zpl: z}
	for quiet := 0; quiet < quietTwice; quiet++ {
		if quiet > 0 {
			if err := run.rest(ctx); err != nil {
				return 0, err
			}
		}
		s, err := z.link.status(ctx)
		if err == nil && s.Partial {
			if err = z.link.send(ctx, cancelPartial); err == nil {
				s, err = z.link.status(ctx)
			}
		}
		if err != nil {
			return 0, err
		}
		if !s.Idle() {
			return 0, ErrBusy
		}
	}
	n, err := z.link.count(ctx)
	if err == nil && n < 0 {
		err = ErrNoCount
	}
	return n, err
}

// take waits for a turn, but not longer than ctx.
func take(ctx context.Context, turn chan struct{}) error {
	select {
	case turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func give(turn chan struct{}) { <-turn }
