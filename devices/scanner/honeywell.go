package scanner

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"regexp"
	"strings"
	"sync"

	"warehouse-node/devices"
	"warehouse-node/devices/wire"
)

// Honeywell's scanners on a serial line or USB COM: codes come as lines, and the
// scanner takes menu commands between them (Xenon/Granit User Guide, chapter
// "Serial Programming Commands").
var _ = devices.Register(Drivers, "honeywell", "Serial, Honeywell with menu commands",
	honeywellConfig{Suffix: "CR", AIM: "auto", SilenceMS: 1000, Beep: "honeywell", Identify: true}, openHoneywell)

// honeywellConfig is what was set in the scanner's own menu, and what is to be.
type honeywellConfig struct {
	Suffix    string `choice:"CR LF CRLF TAB none"`    // what ends a code
	AIM       string `choice:"off auto required"`      // symbology identifiers in front: "]E0"
	SilenceMS int    `within:"10 60000"`               // without a suffix this much silence ends a code; with one it gives up half a code
	Beep      string `choice:"none honeywell hostack"` // how to tell it what became of a code
	Identify  bool   // ask it at each opening which model it is
	Menu      string // menu commands for each opening, as "CBRENA1;TRGMOD0"; kept until it loses power
}

func (c honeywellConfig) line() lineConfig {
	return lineConfig{Suffix: c.Suffix, AIM: c.AIM, SilenceMS: c.SilenceMS, Beep: c.Beep}
}

// menuForm is a sequence of menu commands: tag and subtag of three letters or
// digits each, then data; a comma goes on under the same tag, a semicolon under
// another. Full stop and exclamation mark end a sequence and are ours to say.
var menuForm = regexp.MustCompile(`^[A-Za-z0-9_]{6}[^\x00-\x1f\x7f.!]*$`)

// maxMenu is the longest sequence of menu commands, in bytes.
const maxMenu = 255

// Check says what is wrong with a config.
func (c honeywellConfig) Check() error {
	if c.Menu != "" && (len(c.Menu) > maxMenu || !menuForm.MatchString(c.Menu)) {
		return &devices.SettingError{Name: "Menu", Why: fmt.Sprintf("%q is no menu command such as CBRENA1, without its full stop", c.Menu)}
	}
	return nil
}

// Identity is what a scanner says that it is; empty where it does not say.
type Identity struct{ Model, Serial, Software string }

func (i Identity) String() string {
	return fmt.Sprintf("%s, serial number %s, software %s", i.Model, i.Serial, i.Software)
}

// Identified is implemented by scanners that can be asked what they are. Until
// they have answered there is nothing.
type Identified interface{ Identity() Identity }

// Trigger is implemented by scanners whose trigger can be pulled from here.
type Trigger interface {
	// Pull has it read the next code that it sees, until it gives up by itself.
	Pull() error
	// Release ends that.
	Release() error
}

// MenuError is the error of Next for a menu command that the scanner did not take.
// It reads codes all the same: call Next again.
type MenuError struct {
	Command string
	Unknown bool // there is no such command; else its data are out of range
}

func (e *MenuError) Error() string {
	if e.Unknown {
		return fmt.Sprintf("the scanner has no menu command %s", e.Command)
	}
	return fmt.Sprintf("the scanner refused the menu command %s: out of range", e.Command)
}

// Is makes it one of devices.ErrGarbled: the watch goes on.
func (e *MenuError) Is(target error) bool { return target == devices.ErrGarbled }

// What menu commands begin with, and the words by which a scanner answers them,
// each directly before a punctuation mark of the command that it repeats.
const (
	menuPrefix = "\x16M\r"
	menuACK    = '\x06' // done
	menuNAK    = '\x15' // the data are out of range
	menuENQ    = '\x05' // no such tag

	showRevision = "REVINF" // tells model, serial number and software, line by line
	revisionText = "Product Name:"
)

type honeywell struct {
	loudLine
	asked []question // not answered yet, in order

	mu sync.Mutex // guards is
	is Identity
}

// question is a menu command whose answer is awaited.
type question struct {
	command string
	starts  []string // how its answer begins
}

func openHoneywell(_ context.Context, p wire.Port, c honeywellConfig) (Scanner, error) {
	l, err := newLine(p, c.line())
	if err != nil {
		return nil, err
	}
	h := &honeywell{loudLine: loudLine{l, feedbacks[c.Beep]}}
	l.answer = h.answered
	if c.Menu != "" {
		err = h.ask(c.Menu, "!", strings.ToUpper(c.Menu[:6]))
	}
	if c.Identify && err == nil {
		err = h.ask(showRevision, ".", revisionText, showRevision)
	}
	return h, err
}

// ask sends a menu command; its answer is found among the codes.
func (h *honeywell) ask(command, storage string, starts ...string) error {
	h.asked = append(h.asked, question{command, starts})
	_, err := io.WriteString(h.port, menuPrefix+command+storage)
	return err
}

// answered finds the answer to the oldest question at the beginning of b. A
// scanner sends a code or an answer, never one within the other.
func (h *honeywell) answered(b []byte) (n int, more bool, err error) {
	text := bytes.TrimLeft(b, "\r\n")
	if len(h.asked) == 0 || len(text) == 0 || h.framer.endless {
		return 0, false, nil
	}
	q := h.asked[0]
	for _, start := range q.starts {
		if k := min(len(start), len(text)); string(text[:k]) != start[:k] {
			continue
		}
		switch end := answerEnd(text); {
		case end > 0:
			h.asked = h.asked[1:]
			return len(b) - len(text) + end + 1, false, h.learn(q, string(text[:end]))
		case len(text) > MaxFrame:
			h.asked = h.asked[1:]
			return len(b), false, &BadFrame{Endless, len(b)}
		}
		return 0, true, nil
	}
	return 0, false, nil
}

// answerEnd is where the mark stands that ends an answer: right behind a status
// word. -1 while there is none.
func answerEnd(text []byte) int {
	for i := 1; i < len(text); i++ {
		if (text[i] == '.' || text[i] == '!') && statusWord(text[i-1]) {
			return i
		}
	}
	return -1
}

func statusWord(b byte) bool { return b == menuACK || b == menuNAK || b == menuENQ }

// learn takes an answer without its last mark.
func (h *honeywell) learn(q question, answer string) error {
	if i := strings.IndexAny(answer, "\x05\x15"); i >= 0 {
		at := strings.LastIndexAny(answer[:i], "\x06,;") + 1
		return &MenuError{Command: strings.TrimSpace(answer[at:i]), Unknown: answer[i] == menuENQ}
	}
	if q.command == showRevision {
		h.mu.Lock()
		defer h.mu.Unlock()
		h.is = identityOf(answer)
	}
	return nil
}

// identityOf reads the lines of a revision: "Product Name: Voyager 1602g".
func identityOf(text string) (i Identity) {
	for line := range strings.Lines(text) {
		name, value, _ := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		switch strings.TrimSpace(name) {
		case "Product Name":
			i.Model = value
		case "Serial Number":
			i.Serial = value
		case "Software Revision": // of a repository: "$ProjectRevision: 16345"
			i.Software = value[strings.LastIndexAny(value, ": ")+1:]
		}
	}
	return i
}

// Identity is what the scanner said that it is.
func (h *honeywell) Identity() Identity {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.is
}

// Pull has the scanner read: SYN T CR. It must have been set to be triggered by
// its host.
func (h *honeywell) Pull() error { return h.send("\x16T\r") }

// Release ends that: SYN U CR.
func (h *honeywell) Release() error { return h.send("\x16U\r") }

func (h *honeywell) send(what string) error {
	_, err := io.WriteString(h.port, what)
	return err
}

var (
	_ devices.Beeper = (*honeywell)(nil)
	_ Identified     = (*honeywell)(nil)
	_ Trigger        = (*honeywell)(nil)
)
