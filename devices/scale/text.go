package scale

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"warehouse-node/devices"
	"warehouse-node/devices/weight"
	"warehouse-node/devices/wire"
)

// Any scale that sends a weight as a line of text, by itself or when asked.
var _ = devices.Register(Drivers, "text", "A line of text", textConfig{Sends: "always", Unit: "none", EveryMS: 200, AnswerMS: 1000, SteadyMS: 500}, openText)

// textConfig is how the scale was set up.
type textConfig struct {
	Sends    string `choice:"always once asked"` // all the time; one line when its key is pressed or the load lies still; what it is asked with
	Ask      string // what it is asked with, control characters as \r
	Unit     string `choice:"none g kg lb oz"` // of numbers that stand without one
	EveryMS  int    `within:"50 2000"`         // how often it is asked
	AnswerMS int    `within:"100 10000"`       // how long it may think; it is asked three times
	SteadyMS int    `within:"100 5000"`        // how long it shows the same before that is stable, where it does not say so itself
}

func (c textConfig) Check() error {
	ask, err := c.ask()
	switch {
	case err != nil:
		return &devices.SettingError{Name: "Ask", Why: fmt.Sprintf("%q: %s", c.Ask, err)}
	case c.Sends == "asked" && ask == "":
		return &devices.SettingError{Name: "Ask", Why: "a scale that is asked needs what it is asked with"}
	}
	return nil
}

func (c textConfig) ask() (string, error) {
	return strconv.Unquote(`"` + strings.ReplaceAll(c.Ask, `"`, `\"`) + `"`)
}

type text struct {
	asker
	steady
	unit string
	once bool
}

func openText(_ context.Context, p wire.Port, c textConfig) (Scale, error) {
	t := &text{unit: c.Unit, once: c.Sends == "once"}
	t.lines.port, t.hold, t.every, t.patience = p, ms(c.SteadyMS), ms(c.EveryMS), ms(c.AnswerMS)
	if c.Sends == "asked" {
		ask, err := c.ask()
		if err != nil {
			return nil, err
		}
		t.ask = ask
	}
	return t, nil
}

func (t *text) Next(ctx context.Context) (weight.Reading, error) {
	line, at, err := t.answer(ctx)
	if err != nil {
		return weight.Reading{}, err
	}
	grams, m, err := parseText(line, t.unit)
	if err != nil {
		return weight.Reading{}, err
	}
	r := t.reading(grams, m, at)
	if t.once && r.Beyond == "" {
		r.Stable = m != moving
	}
	return r, nil
}

// marks are the words of lines, after A&D's standard format ("ST,GS,+  4.876kg") and
// those of Ohaus, CAS, Keli and Sartorius, as far as they agree. Words that count
// pieces or show a tare are none of a weight's.
var marks = map[string]mark{
	"ST": still, "S": still, "US": moving, "SD": moving, "D": moving, "M": moving, "?": moving,
	"OL": over, "OF": over, "OVER": over, "UL": under, "UF": under, "UNDER": under,
	"GS": unmarked, "NT": unmarked, "G": unmarked, "N": unmarked, "GROSS": unmarked, "NET": unmarked, "WT": unmarked,
}

// shape is words, a number with its sign, a unit, words.
var shape = regexp.MustCompile(`^([A-Z ,:]*?)([+-]?) *([0-9]+(?:[.,][0-9]+)?) *(MG|KG|G|LB|OZ)?((?: *[A-Z?]+)*)$`)

// beyond is words and no number to speak of.
var beyond = regexp.MustCompile(`^([A-Z ,:]+?)[-+^_. ,0-9]*(?:MG|KG|G|LB|OZ)?$`)

// parseText reads one line; unit is that of a number without one.
func parseText(line, unit string) (grams int64, m mark, err error) {
	up := strings.ToUpper(strings.TrimSpace(line))
	if f := beyond.FindStringSubmatch(up); f != nil {
		if m, known := wordsMark(f[1]); known && (m == over || m == under) {
			return 0, m, nil
		}
	}
	f := shape.FindStringSubmatch(up)
	if f == nil {
		return 0, unmarked, &BadLine{Unread, line}
	}
	m, known := wordsMark(f[1] + " " + f[5])
	if !known {
		return 0, unmarked, &BadLine{Unread, line}
	}
	if f[4] != "" {
		unit = f[4]
	}
	if unit == "none" {
		return 0, unmarked, &BadLine{Unitless, line}
	}
	if grams, err = weight.Grams(f[2]+f[3], unit); err != nil {
		return 0, unmarked, &BadLine{Unread, line}
	}
	return grams, m, nil
}

// wordsMark is what the words of a line say together, and whether all of them are
// known: beyond its reach is more than moving, and that more than still.
func wordsMark(words string) (most mark, known bool) {
	for _, word := range strings.FieldsFunc(words, func(r rune) bool { return strings.ContainsRune(" ,:", r) }) {
		m, ok := marks[word]
		if !ok {
			return unmarked, false
		}
		most = max(most, m)
	}
	return most, true
}
