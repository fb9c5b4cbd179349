package scanner

import (
	"strings"

	"warehouse-node/devices"
)

// feedback is what a scanner is sent to tell the picker what became of a scan. An
// answer that is not there is not sent: what was no scan is mostly not answered,
// since on a line that sends back what it hears the answers would never end.
type feedback map[devices.Answer]string

// sounds is how many beeps say what became of a scan, of a scanner that knows one:
// once for yes, twice for a question, three times for no.
var sounds = map[devices.Answer]int{devices.Taken: 1, devices.Look: 2, devices.Refused: 3}

func beeping(beep string) feedback {
	f := feedback{}
	for answer, times := range sounds {
		f[answer] = strings.Repeat(beep, times)
	}
	return f
}

// feedbacks are the ways to make a scanner on a line beep, each after its maker's
// manual.
var feedbacks = map[string]feedback{
	"none": nil,
	// One high beep for a BEL: Symbol DS9808 Product Reference Guide, table 2-1.
	"BEL": beeping("\x07"),
	// SYN BEL CR.
	"honeywell": beeping("\x16\x07\r"),
	// Respond with a beep: CipherLab 1663 and 1664, appendix II, host serial commands.
	"cipherlab": beeping("#@////\r"),
	// Host acknowledgment, Honeywell's Xenon/Granit User Guide, pages 111-112: ESC 7
	// as a good read, ESC 8 as an error, ESC 4 a low beep, ESC 1 the green light for a
	// moment; a comma ends each. The scanner reads nothing until one of them came.
	"hostack": {
		devices.Taken: "\x1b7,", devices.Look: "\x1b4,\x1b4,", devices.Refused: "\x1b8,", devices.Again: "\x1b1,", devices.Garbled: "\x1b8,",
	},
	// Datalogic PowerScan PD/PM96XX, page 304: ESC [ 3 q the good read tone, 1 q a
	// short low one, 4 q the tone of a failed transmission, 6 q and 7 q the green
	// light on and off, 8 q and 9 q the red one; CR ends the message.
	"datalogic": {
		devices.Taken:   "\x1b[6q\x1b[3q\x1b[7q\r",
		devices.Look:    "\x1b[1q\x1b[1q\r",
		devices.Refused: "\x1b[8q\x1b[4q\x1b[9q\r",
	},
	// ACK and NAK, of a scanner that was set to wait for them: it has no third word.
	"ACK": {
		devices.Taken: "\x06", devices.Look: "\x06", devices.Again: "\x06", devices.Refused: "\x15", devices.Garbled: "\x15",
	},
}
