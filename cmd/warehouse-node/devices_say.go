package main

import (
	"fmt"
	"strings"
	"time"

	"warehouse-node/devices/printer"
	"warehouse-node/devices/receipt"
	"warehouse-node/devices/scan"
)

// codeLines are what a code says: what it is, its elements, what is wrong with
// it.
func codeLines(c scan.Code) []string {
	what := string(c.Kind)
	if c.Guessed {
		what += ", by its shape alone"
	}
	if c.Layout != "" {
		what += fmt.Sprintf(", typed under a keyboard layout (%s): the label holds %q", c.Layout, c.Data)
	}
	lines := []string{"    " + what}
	if gtin, sure := c.Goods(); sure && len(c.Elements) == 0 {
		lines = append(lines, "    GTIN "+gtin)
	}
	for _, e := range c.Elements {
		lines = append(lines, strings.TrimRight(fmt.Sprintf("    (%s) %s  %s", e.AI, e.Value, e.Title()), " "))
	}
	if m, ok := c.Mark(); ok {
		lines = append(lines, fmt.Sprintf("    marking code, %s; groups of this shape: %s", m.Form, orNone(strings.Join(m.Groups, " "))))
	}
	if c.Flaw != nil {
		lines = append(lines, "    FLAW "+c.Flaw.Error())
	}
	return lines
}

// printerLines are how a printer is; the first says it in short.
func printerLines(s printer.Status) []string {
	if s.Silent && len(s.Faults) == 0 {
		return []string{"takes labels and does not answer: its driver is set so, or it is silent"}
	}
	var lines []string
	for _, f := range s.Faults {
		lines = append(lines, string(f))
	}
	if lines == nil {
		lines = []string{"ready"}
	}
	if s.Queued > 0 || s.Remaining > 0 || s.Partial {
		lines = append(lines, fmt.Sprintf("%d labels queued, %d of a batch remaining", s.Queued, s.Remaining))
	}
	return lines
}

// clockDrift is how far the clock of a register may be off before it is said.
const clockDrift = 5 * time.Minute

// registerLines are how a register is; the first says it in short. now is the
// clock that its own is held against.
func registerLines(s receipt.Status, now time.Time) []string {
	short := fmt.Sprintf("shift %d %s", s.ShiftNo, s.Shift)
	for _, r := range s.Blocks() {
		if r != receipt.ShiftNotOpen {
			short += ", " + string(r)
		}
	}
	lines := []string{short,
		strings.TrimSpace(fmt.Sprintf("model %s, number %s", orNone(s.Model), orNone(s.Serial))),
		fmt.Sprintf("%d receipts in the shift, paper %s", s.Receipts, s.Paper),
		fmt.Sprintf("fiscal memory %s: last document %d, expires %s", orNone(s.Memory.Number), s.Memory.Last, orNone(string(s.Memory.Expires))),
		fmt.Sprintf("%d documents not sent to the operator", s.Unsent.Documents)}
	if !s.Unsent.Since.IsZero() {
		lines[len(lines)-1] += ", since " + s.Unsent.Since.Format("2006-01-02 15:04")
	}
	if off := s.Clock.Sub(now).Abs(); !s.Clock.IsZero() && off > clockDrift {
		lines = append(lines, fmt.Sprintf("its clock says %s: off by %s", s.Clock.Format("2006-01-02 15:04"), off.Round(time.Minute)))
	}
	for _, warning := range []struct {
		on  bool
		say string
	}{
		{s.DocumentOpen, "a receipt was begun and is neither closed nor cancelled"}, {s.CoverOpen, "the cover is open"}, {s.Printing, "it prints"},
		{s.Memory.Urgent, "the fiscal memory must be replaced within 3 days"}, {s.Memory.Ending, "the key of the fiscal memory ends within 30 days"},
		{s.Memory.NearFull, "the fiscal memory is over 90 % full"}, {s.Unsent.Late, "the fiscal memory complains of unsent documents"},
	} {
		if warning.on {
			lines = append(lines, warning.say)
		}
	}
	return lines
}
