package printer

import (
	"bytes"
	"strconv"
	"strings"
)

const (
	stx = 0x02
	etx = 0x03
)

// takeFrames cuts the whole STX…ETX frames off the front of heard, with what
// stands around them; an unfinished frame stays.
func takeFrames(heard *[]byte) (frames []string) {
	for {
		from := bytes.IndexByte(*heard, stx)
		if from < 0 {
			return frames
		}
		n := bytes.IndexByte((*heard)[from:], etx)
		if n < 0 {
			return frames
		}
		frames = append(frames, string((*heard)[from+1:from+n]))
		*heard = (*heard)[from+n+1:]
	}
}

// The lines of an answer to ~HS have so many fields (the guide, p. 171). Their
// widths are not relied on: firmware and emulators differ in leading zeros.
const (
	fieldsOfLine1 = 12
	fieldsOfLine2 = 11
	fieldsOfLine3 = 2
)

// takeHostStatus looks for the three lines of an answer to ~HS. An unfinished
// answer stays in heard.
func takeHostStatus(heard *[]byte) (s Status, done bool) {
	rest := *heard
	frames := takeFrames(&rest)
	for i := 0; i+2 < len(frames); i++ {
		one, ok1 := numbers(frames[i], fieldsOfLine1)
		two, ok2 := numbers(frames[i+1], fieldsOfLine2)
		_, ok3 := numbers(frames[i+2], fieldsOfLine3)
		if ok1 && ok2 && ok3 {
			*heard = rest
			return hostStatusOf(one, two), true
		}
	}
	return Status{}, false
}

// numbers splits a line into exactly n whole numbers, none negative.
func numbers(line string, n int) ([]int, bool) {
	fields := strings.Split(line, ",")
	if len(fields) != n {
		return nil, false
	}
	out := make([]int, n)
	for i, f := range fields {
		v, err := strconv.ParseUint(strings.TrimSpace(f), 10, 31)
		if err != nil {
			return nil, false
		}
		out[i] = int(v)
	}
	return out, true
}

// hostStatusOf reads the two lines, whose fields the guide letters a to l and m
// to w.
func hostStatusOf(one, two []int) Status {
	s := Status{Queued: one[4], Partial: one[7] != 0, Remaining: two[8]}
	for _, flag := range []struct {
		on int
		f  Fault
	}{
		{one[1], PaperOut}, {two[3], RibbonOut}, {two[2], HeadOpen}, {one[2], Paused},
		{one[11], TooHot}, {one[10], TooCold}, {two[7], LabelWaiting}, {one[5], BufferFull}, {one[9], MemoryLost},
	} {
		if flag.on != 0 {
			s.Faults = append(s.Faults, flag.f)
		}
	}
	return s
}

// queryBits are the errors in the first group of an answer to ~HQES (the guide,
// table 13).
var queryBits = []struct {
	bits uint64
	f    Fault
}{
	{0x1, PaperOut}, {0x2, RibbonOut}, {0x4, HeadOpen}, {0x10000, Paused}, {0x10 | 0x20, TooHot}, {0x8, CutterStuck},
	{0x40 | 0x80 | 0x100 | 0x200 | 0x400 | 0x1000 | 0x2000 | 0x8000 | 0x20000 | 0x40000 | 0x80000, Broken},
}

// takeHostQuery looks for an answer to ~HQES: a flag and two groups of eight
// hexadecimal digits, the higher one first. Only errors are faults; a warning
// does not hinder printing.
func takeHostQuery(heard *[]byte) (faults []Fault, done bool) {
	rest := *heard
	for _, frame := range takeFrames(&rest) {
		for line := range strings.Lines(frame) {
			name, value, _ := strings.Cut(strings.TrimSpace(line), ":")
			fields := strings.Fields(value)
			if name != "ERRORS" || len(fields) != 3 {
				continue
			}
			bits, err := strconv.ParseUint(fields[2], 16, 32)
			if err != nil {
				continue
			}
			*heard = rest
			for _, q := range queryBits {
				if bits&q.bits != 0 {
					faults = append(faults, q.f)
				}
			}
			if fields[0] != "0" && faults == nil {
				faults = []Fault{Broken}
			}
			return faults, true
		}
	}
	return nil, false
}

// takeQuoted looks for the answer to a getvar: text in quotes, with no frame.
func takeQuoted(heard *[]byte) (text string, done bool) {
	rest := *heard
	takeFrames(&rest) // a late answer to another question
	_, after, ok := bytes.Cut(rest, []byte{'"'})
	if !ok {
		return "", false
	}
	inside, after, ok := bytes.Cut(after, []byte{'"'})
	if !ok {
		return "", false
	}
	*heard = after
	return string(inside), true
}
