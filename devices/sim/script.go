package sim

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Dir is a direction of the line, as in recordings.
type Dir byte

// The two directions.
const (
	FromDevice Dir = '<'
	ToDevice   Dir = '>'
)

// Act is the harm that a fault does.
type Act string

// What a fault can do.
const (
	Cut       Act = "cut"       // the link ends before byte At
	Delay     Act = "delay"     // byte At and all behind it come later
	Corrupt   Act = "corrupt"   // Count bytes change: each is turned over, all its bits
	Duplicate Act = "duplicate" // Count bytes come twice
	Dribble   Act = "dribble"   // Count bytes come alone, Wait before each; 0: for ever
	Drop      Act = "drop"      // Count bytes are lost; 0: for ever
)

// Fault is one harm at one byte.
type Fault struct {
	Dir   Dir
	At    int // bytes of this direction that pass unharmed first
	Act   Act
	Count int
	Wait  time.Duration
}

// Parse reads a script: a fault a line, in the form of the package comment.
// Empty lines and those that begin with "#" say nothing.
func Parse(script string) ([]Fault, error) {
	var all []Fault
	for i, text := range strings.Split(script, "\n") {
		words := strings.Fields(text)
		if len(words) == 0 || words[0][0] == '#' {
			continue
		}
		f, err := parseFault(words)
		if err != nil {
			return nil, fmt.Errorf("fault script, line %d: %w", i+1, err)
		}
		all = append(all, f)
	}
	return all, nil
}

// MustParse is Parse for scripts that stand in code.
func MustParse(script string) []Fault {
	all, err := Parse(script)
	if err != nil {
		panic(err)
	}
	return all
}

func parseFault(words []string) (f Fault, err error) {
	if len(words) < 3 || words[0] != "<" && words[0] != ">" {
		return f, fmt.Errorf("%q: want < or >, a byte and what happens", strings.Join(words, " "))
	}
	f.Dir, f.Act = Dir(words[0][0]), Act(words[2])
	if f.At, err = strconv.Atoi(words[1]); err != nil || f.At < 0 {
		return f, fmt.Errorf("%q is not a byte to count to", words[1])
	}
	args := words[3:]
	switch f.Act {
	case Delay, Dribble:
		if len(args) == 0 {
			return f, fmt.Errorf("%s needs a time", f.Act)
		}
		if f.Wait, err = time.ParseDuration(args[0]); err != nil || f.Wait <= 0 {
			return f, fmt.Errorf("%q is not a time to wait", args[0])
		}
		args = args[1:]
	case Cut, Corrupt, Duplicate, Drop:
	default:
		return f, fmt.Errorf("%q is none of cut, delay, corrupt, duplicate, dribble, drop", words[2])
	}
	if f.Act == Corrupt || f.Act == Duplicate {
		f.Count = 1
	}
	if len(args) == 1 && f.Act != Cut && f.Act != Delay {
		if f.Count, err = strconv.Atoi(args[0]); err != nil || f.Count <= 0 {
			return f, fmt.Errorf("%q is not a number of bytes", args[0])
		}
		args = nil
	}
	if len(args) > 0 {
		return f, fmt.Errorf("%q after %s", strings.Join(args, " "), f.Act)
	}
	return f, nil
}

// String is the fault as a line of a script.
func (f Fault) String() string {
	s := fmt.Sprintf("%c %d %s", f.Dir, f.At, f.Act)
	if f.Wait > 0 {
		s += " " + f.Wait.String()
	}
	if f.Count > 0 {
		s += " " + strconv.Itoa(f.Count)
	}
	return s
}
