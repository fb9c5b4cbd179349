package cashreg

import (
	"slices"
	"strings"
)

// State is what a register hears of marking codes. The zero value knows no code
// that is bad.
type State struct {
	Alone  bool     // the register is set up to work without asking
	Down   bool     // the server does not reply
	Forged []string // codes whose signature is wrong
	Sold   []string // codes whose goods must not be sold any more
}

// Marks sets what the register hears of marking codes from now on.
func (r *Register) Marks(s State) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.state = s
}

// marking are the marking codes of a receipt: the one that is being checked, which
// stays so when the receipt is given up, and those that were accepted, with their
// result (FFD tag 2106).
type marking struct {
	under    string
	answer   byte
	accepted map[string]byte
	rejected int
}

// Rejected counts the marking codes that the host decided against.
func (r *Register) Rejected() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.marks.rejected
}

// check is what FF61 answers of a code, and its tag 2106 (page 58).
func (s State) check(code string) (answer []byte, result byte) {
	const checked, genuine, asked, sellable = 1, 2, 4, 8
	local, reason := byte(0), byte(3) // no 91 and 92: the memory cannot check it
	if strings.Contains(code, "\x1d91") && strings.Contains(code, "\x1d92") {
		local, reason = checked|genuine, 0
	}
	if slices.Contains(s.Forged, code) {
		local, reason = checked, 0
	}
	answer = []byte{local, reason, 5}
	switch {
	case s.Alone:
		return append(answer, 0), local | 1<<4
	case s.Down:
		return append(answer, 1, 0xFF), local
	case slices.Contains(s.Forged, code):
		result = checked | asked
	case slices.Contains(s.Sold, code):
		result = checked | genuine | asked
	default:
		result = checked | genuine | asked | sellable
	}
	return append(answer, 2, 0, result), result
}

// checkMark is FF61 (page 58). The memory holds one check at a time.
func (r *Register) checkMark(p []byte) ([]byte, byte) {
	n, tags := int(p[2]), int(p[3])
	switch {
	case r.open == nil, r.marks.under != "":
		return nil, errState
	case len(p) != 4+n+tags || n == 0 || p[1] != 0 || p[0] < 1 || p[0] > 4:
		return nil, errParams
	case r.open.Kind == 3 || r.open.Kind == 4:
		return nil, errOperation // fr_drv_ng_examples issue 42
	case (p[0] > 2) != (r.open.Kind == 2):
		return nil, errParams
	}
	measured := p[0] == 2 || p[0] == 4
	if list, ok := splitTags(p[4+n:]); !ok || measured != (findTag(p[4+n:], 1023) != nil) || measured && len(list) != 2 {
		return nil, errTagMissing
	}
	r.marks.under = string(p[4 : 4+n])
	answer, result := r.state.check(r.marks.under)
	r.marks.answer = result
	return answer, 0
}

// acceptMark is FF69 (page 63).
func (r *Register) acceptMark(p []byte) ([]byte, byte) {
	if r.marks.under == "" {
		return nil, errState
	}
	if p[0] == 1 {
		if r.marks.accepted == nil {
			r.marks.accepted = map[string]byte{}
		}
		r.marks.accepted[r.marks.under] = r.marks.answer
	} else {
		r.marks.rejected++
	}
	r.marks.under = ""
	return []byte{r.marks.answer}, 0
}

// bindMark is FF67 (page 61): the code belongs to the last line. One that nobody
// checked is checked now, and accepted.
func (r *Register) bindMark(p []byte) ([]byte, byte) {
	if r.open == nil || len(r.open.Lines) == 0 || r.marks.under != "" {
		return nil, errState
	}
	l := &r.open.Lines[len(r.open.Lines)-1]
	if len(p) != 1+int(p[0]) || p[0] == 0 || l.Mark != "" {
		return nil, errParams
	}
	code := string(p[1:])
	result, checked := r.marks.accepted[code]
	answer := []byte{0x44, 0x4D, 1}
	if !checked {
		var more []byte
		more, result = r.state.check(code)
		answer = append(answer, more...)
	}
	l.Mark, l.Checked = code, result
	return answer, 0
}
