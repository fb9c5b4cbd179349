package cashreg

import (
	"fmt"
	"time"

	"warehouse-node/devices/receipt"
)

// Commands (pages 14 to 16).
const (
	cmdShortStatus  uint16 = 0x10
	cmdFullStatus   uint16 = 0x11
	cmdMoney        uint16 = 0x1A // money register
	cmdCounter      uint16 = 0x1B // operation register
	cmdXReport      uint16 = 0x40
	cmdZReport      uint16 = 0x41
	cmdCashIn       uint16 = 0x50
	cmdCashOut      uint16 = 0x51
	cmdCancel       uint16 = 0x88
	cmdSubtotal     uint16 = 0x89
	cmdOpen         uint16 = 0x8D
	cmdContinue     uint16 = 0xB0
	cmdOpenShift    uint16 = 0xE0
	cmdDevice       uint16 = 0xFC
	cmdMemory       uint16 = 0xFF01
	cmdExpires      uint16 = 0xFF03
	cmdDropDocument uint16 = 0xFF08
	cmdFind         uint16 = 0xFF0A
	cmdTags         uint16 = 0xFF0C
	cmdCorrect      uint16 = 0xFF35
	cmdExchange     uint16 = 0xFF39
	cmdReadDocument uint16 = 0xFF3A
	cmdReadPart     uint16 = 0xFF3B
	cmdShift        uint16 = 0xFF40
	cmdClose        uint16 = 0xFF45
	cmdOperation    uint16 = 0xFF46
	cmdCloseTotals  uint16 = 0xFF4A
	cmdLineTags     uint16 = 0xFF4D
	cmdCheckMark    uint16 = 0xFF61
	cmdBindMark     uint16 = 0xFF67
	cmdAcceptMark   uint16 = 0xFF69
)

// shtrihCommand is what is known of a command.
type shtrihCommand struct {
	timeout time.Duration // until its answer begins
	once    bool          // executing it twice does harm
	least   int           // bytes of its answer after the error code
	open    bool          // it carries no password
}

// Times: statuses are answered at once; what signs a document asks the memory,
// and a shift may wait for keys over the network for more than 10 s (fr_drv_ng,
// issue 158).
const (
	quick  = 5 * time.Second
	normal = 20 * time.Second
	signs  = 60 * time.Second
)

// askAgain is how long a look at the register waits for an answer before ENQ
// calls for it once more. A register that was silent is heard again that soon,
// and one that is only slow has its whole time all the same.
const askAgain = time.Second

// patience is how long the answer may take to begin before ENQ calls for it: less
// than its whole time for what is answered at once and may be asked twice.
func (c shtrihCommand) patience() time.Duration {
	if c.once || c.timeout > quick {
		return c.timeout
	}
	return min(c.timeout, askAgain)
}

var shtrihCommands = map[uint16]shtrihCommand{
	cmdShortStatus:  {timeout: quick, least: 6},
	cmdFullStatus:   {timeout: quick, least: 46},
	cmdMoney:        {timeout: quick, least: 7},
	cmdCounter:      {timeout: quick, least: 3},
	cmdXReport:      {timeout: signs, once: true},
	cmdZReport:      {timeout: signs, once: true},
	cmdCashIn:       {timeout: normal, once: true},
	cmdCashOut:      {timeout: normal, once: true},
	cmdCancel:       {timeout: normal},
	cmdSubtotal:     {timeout: normal, least: 6},
	cmdOpen:         {timeout: normal, once: true},
	cmdContinue:     {timeout: normal},
	cmdOpenShift:    {timeout: signs, once: true},
	cmdDevice:       {timeout: quick, least: 6, open: true},
	cmdMemory:       {timeout: quick, least: 30},
	cmdExpires:      {timeout: quick, least: 3},
	cmdDropDocument: {timeout: normal},
	cmdFind:         {timeout: quick, least: 15},
	cmdTags:         {timeout: normal, once: true},
	cmdCorrect:      {timeout: normal, once: true},
	cmdExchange:     {timeout: quick, least: 13},
	cmdReadDocument: {timeout: quick, least: 4},
	cmdReadPart:     {timeout: quick, once: true},
	cmdShift:        {timeout: quick, least: 5},
	cmdClose:        {timeout: normal, once: true, least: 13},
	cmdCloseTotals:  {timeout: normal, once: true, least: 10},
	cmdOperation:    {timeout: normal, once: true},
	cmdLineTags:     {timeout: normal, once: true},
	cmdCheckMark:    {timeout: signs, once: true, least: 4}, // the state is asked over the network
	cmdBindMark:     {timeout: signs, once: true, least: 3},
	cmdAcceptMark:   {timeout: normal, once: true, least: 1},
}

// Errors that the driver looks at (pages 67 to 70).
const (
	otherState   = 0x02
	noData       = 0x08
	busyPrinting = 0x50
	noReceipt    = 0x55
	noPaper      = 0x6B
)

// refusal is an answer with an error code, or one too short to be true. The
// command was not executed, as far as the register says.
type refusal struct {
	command uint16
	code    byte
	short   bool
}

func (e *refusal) Error() string {
	switch known, ok := refusals[e.code]; {
	case e.short:
		return fmt.Sprintf("%X: the answer is too short", e.command)
	case ok:
		return fmt.Sprintf("%X: error %02X, %s", e.command, e.code, known.text)
	}
	return fmt.Sprintf("%X: error %02X", e.command, e.code)
}

func (e *refusal) reason() receipt.Reason {
	if known, ok := refusals[e.code]; ok && !e.short {
		return known.reason
	}
	return receipt.Refused
}

// refusals are the codes with what they mean to us (pages 67 to 70). The text of
// 3D there repeats that of 3C; its older text is "the shift is not open".
var refusals = map[byte]struct {
	reason receipt.Reason
	text   string
}{
	0x01: {receipt.Refused, "memory: unknown command"},
	0x02: {receipt.Refused, "memory: in another state"},
	0x03: {receipt.MemoryFailed, "memory: failure"},
	0x04: {receipt.MemoryFailed, "memory: its crypto part failed"},
	0x05: {receipt.MemoryExpired, "memory: expired"},
	0x07: {receipt.WrongClock, "memory: wrong date or time"},
	0x08: {receipt.Refused, "memory: no such data"},
	0x09: {receipt.Refused, "memory: wrong parameter"},
	0x10: {receipt.Refused, "memory: too much tag data"},
	0x11: {receipt.UnsentTooLong, "memory: no connection to the operator"},
	0x12: {receipt.MemoryFull, "memory: used up"},
	0x14: {receipt.MemoryFull, "memory: no room for unsent documents"},
	0x15: {receipt.UnsentTooLong, "memory: 30 days without the operator"},
	0x16: {receipt.ShiftTooLong, "memory: the shift is over 24 hours"},
	0x17: {receipt.WrongClock, "memory: the clocks differ"},
	0x2F: {receipt.MemoryFailed, "the memory timed out"},
	0x30: {receipt.MemoryFailed, "the memory does not answer"},
	0x33: {receipt.Refused, "wrong parameters"},
	0x37: {receipt.NotSupported, "no such command in this model"},
	0x3C: {receipt.ShiftIsOpen, "the shift is open"},
	0x3D: {receipt.ShiftNotOpen, "the shift is not open"},
	0x45: {receipt.WrongSum, "paid less than the total"},
	0x46: {receipt.NoCash, "not enough cash in the drawer"},
	0x4A: {receipt.Busy, "a receipt is open"},
	0x4B: {receipt.Refused, "the receipt is too long"},
	0x4D: {receipt.WrongSum, "more than the total paid without cash"},
	0x4E: {receipt.ShiftTooLong, "the shift is over 24 hours"},
	0x4F: {receipt.WrongPassword, "wrong password"},
	0x50: {receipt.Busy, "it prints"},
	0x55: {receipt.Refused, "no receipt is open"},
	0x58: {receipt.NoPaper, "it waits to finish a document"},
	0x59: {receipt.Refused, "the receipt belongs to another operator"},
	0x5E: {receipt.Refused, "wrong operation"},
	0x6B: {receipt.NoPaper, "no paper"},
	0x71: {receipt.Refused, "the cutter failed"},
	0x72: {receipt.Refused, "not in this submode"},
	0x73: {receipt.Refused, "not in this mode"},
	0x8E: {receipt.BadReceipt, "the total is zero"},
	0xA0: {receipt.NotSupported, "the register is not set up for marking codes"},
	0xA1: {receipt.Refused, "marking codes: not in this order"},
	0xA2: {receipt.MemoryFull, "marking codes: no room for notifications"},
	0xA3: {receipt.BadReceipt, "more marking codes than the memory checks"},
	0xA4: {receipt.BadReceipt, "tags are missing"},
	0xA5: {receipt.Refused, "a marking code was not checked"},
	0xC0: {receipt.WrongClock, "date and time must be confirmed"},
	0xC4: {receipt.Refused, "register and memory count different shifts"},
	0xC8: {receipt.Refused, "no connection to the printer"},
}
