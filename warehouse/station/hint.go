package station

import (
	"context"
	"slices"
	"strings"
	"time"

	"warehouse-node/devices/scan"
	"warehouse-node/warehouse/store"
)

// sentences say what a flaw is, by what a person can do about it: of a code that
// means nothing, "station.flaw.", and of one that was told for sure all the same,
// "station.hint.".
var sentences = map[scan.Reason]struct{ flaw, hint string }{
	scan.SeparatorLost:     {"separator", "separator"},
	scan.SeparatorDoubtful: {"separator", "separator"},
	scan.BadCheckDigit:     {"check_digit", "label"},
	scan.BadDate:           {"date", "date"},
	scan.UnknownAI:         {"identifier", "unread"},
	scan.TooShort:          {"cut", "unread"},
	scan.PartMissing:       {"cut", "label"},
	scan.Nothing:           {"cut", "unread"},
	scan.BadLength:         {"cut", "label"},
	scan.BadCharacter:      {"value", "label"},
	scan.BadValue:          {"value", "label"},
	scan.Contradiction:     {"twice", "label"},
	scan.Unannounced:       {"unannounced", "unannounced"},
}

// layouts are the hints of a scanner that types under a keyboard layout.
var layouts = map[scan.Layout]string{scan.Russian: "layout_ru", scan.Ukrainian: "layout_uk"}

// Hints are the codes of all sentences about a code or its scanner.
func Hints() (codes []string) {
	for _, s := range sentences {
		codes = append(codes, "station.flaw."+s.flaw, "station.hint."+s.hint)
	}
	for _, word := range layouts {
		codes = append(codes, "station.hint."+word)
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}

// broken says what is wrong with a code that nobody knows, so that a person does
// not look for goods that are not there. ok is false for a code that is well, or
// whose goods are told for sure: then nobody knows those.
func (in *Scanned) broken() (m Message, ok bool) {
	c := &in.Code
	_, sure := c.Goods()
	if c.Flaw == nil || len(in.Things) > 0 || c.Kind != scan.Text && sure {
		return m, false
	}
	word := sentences[c.Flaw.Reason].flaw
	if c.GTIN != "" && !scan.Checked(c.GTIN) {
		word = "check_digit" // the number itself, whatever else there is
	}
	return Say("station.flaw."+word, about(c)...), true
}

// hint says what is wrong with a code that was told for sure, or with its
// scanner.
func (in *Scanned) hint() (m Message, ok bool) {
	c := &in.Code
	if c.Flaw != nil {
		return Say("station.hint."+sentences[c.Flaw.Reason].hint, about(c)...), true
	}
	if word, typed := layouts[c.Layout]; typed {
		return Say("station.hint." + word), true
	}
	return m, false
}

// about are the arguments of a sentence about a flaw.
func about(c *scan.Code) []any {
	part, value := c.Flaw.AI, ""
	if part != "" {
		value, _ = c.Find(part)
		part = "(" + part + ")"
	}
	return []any{"code", shownCode(c.Data), "part", part, "value", shownCode(value)}
}

// shownCode is a code as a sentence has it: short, and with its separators to be
// seen.
func shownCode(code string) string { return clip(strings.ReplaceAll(code, scan.GS, "·")) }

// told is a hint that a person was given.
type told struct {
	Scanner, Code string
	At            time.Time
}

func toldRow(r *store.Row, t *told) {
	store.Text(r, 1, &t.Scanner)
	store.Text(r, 2, &t.Code)
	store.Time(r, 3, &t.At)
}

// shift is how long a hint that was given is not given again, and maxTold how
// many are remembered.
const (
	shift   = 12 * time.Hour
	maxTold = 16
)

// hinted adds to the answer of a scan what is wrong with its code or its scanner.
// Beside a right scan that is said once a shift for each scanner; beside one that
// was refused each time, since it may be the reason.
func (s *Session) hinted(in *Scanned, r Reply, scanner string, now time.Time) Reply {
	m, ok := in.hint()
	if !ok {
		return r
	}
	right := r.Cue == CueOK || r.Cue == CueDone
	at := slices.IndexFunc(s.Told, func(t told) bool { return t.Scanner == scanner && t.Code == m.Code })
	switch {
	case at >= 0 && right && now.Sub(s.Told[at].At) < shift:
		return r
	case at >= 0:
		s.Told = slices.Delete(s.Told, at, at+1)
	case len(s.Told) >= maxTold:
		s.Told = slices.Delete(s.Told, 0, len(s.Told)-maxTold+1)
	}
	s.Told = append(s.Told, told{scanner, m.Code, now})
	r.Hint = m
	return r
}

type throughKey struct{}

// Through names the scanner, or the handheld, that the scans of a context come
// by, where people call it otherwise than their commands do.
func Through(ctx context.Context, scanner string) context.Context {
	return context.WithValue(ctx, throughKey{}, scanner)
}

// scannerOf is what a scan came by.
func scannerOf(ctx context.Context, tx *store.Tx) string {
	if name, ok := ctx.Value(throughKey{}).(string); ok && name != "" {
		return name
	}
	return tx.Origin().Device
}
