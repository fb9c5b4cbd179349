package shopsim

import (
	"net/http"
	"strings"
)

// What is a way in which a shop fails.
type What string

// The ways. "Loses" means that the connection is cut.
const (
	LoseCall   What = "lose call"   // it never acts
	LoseAnswer What = "lose answer" // it acts and loses its answer
	HalfAnswer What = "half answer" // it acts and loses the second half of its answer
	Stall      What = "stall"       // it neither acts nor answers until the caller gives up
	Prefix     What = "prefix"      // it acts, with Text before its answer: warnings of PHP, a BOM
	Fail       What = "fail"        // it answers "failure" and Text, and never acts
	Status     What = "status"      // it answers 503, and never acts
	Instead    What = "instead"     // it answers Text whatever was asked, and never acts
	Mislabel   What = "mislabel"    // it says another charset than it writes
	Late       What = "late"        // of import: it loses its answer and acts at Finish
)

// Fault is one failure to come: the first call that it fits takes it.
type Fault struct {
	Type, Mode string // "" fits any
	What       What
	Text       string
	Always     bool // not only once
}

// Break lets the shop fail in the given ways.
func (s *Shop) Break(fs ...Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, fs...)
}

// Repair takes back every fault that has not come.
func (s *Shop) Repair() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// Finish does what was left over by Late.
func (s *Shop) Finish() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, act := range s.late {
		act()
	}
	s.late = nil
	s.save()
}

// fault takes the fault for a call, if there is one.
func (s *Shop) fault(kind, mode string) (f Fault) {
	for i, f := range s.faults {
		if f.Type != "" && f.Type != kind || f.Mode != "" && f.Mode != mode {
			continue
		}
		if !f.Always {
			s.faults = append(s.faults[:i:i], s.faults[i+1:]...)
		}
		return f
	}
	return f
}

// before does what a fault wants done instead of acting.
func (f Fault) before(w http.ResponseWriter, r *http.Request) (done bool) {
	switch f.What {
	case LoseCall:
		panic(http.ErrAbortHandler)
	case Stall:
		<-r.Context().Done()
		panic(http.ErrAbortHandler)
	case Fail:
		write(w, []byte("failure\n"+f.Text))
	case Status:
		http.Error(w, "Service Temporarily Unavailable", http.StatusServiceUnavailable)
	case Instead:
		write(w, []byte(f.Text))
	default:
		return false
	}
	return true
}

// after sends an answer as the fault lets it.
func (f Fault) after(w http.ResponseWriter, answer []byte) {
	switch f.What {
	case LoseAnswer, Late:
		panic(http.ErrAbortHandler)
	case HalfAnswer:
		w.Header().Set("Content-Length", itoa(len(answer)))
		write(w, answer[:len(answer)/2])
		if flush, ok := w.(http.Flusher); ok {
			flush.Flush()
		}
		panic(http.ErrAbortHandler)
	case Prefix:
		write(w, append([]byte(f.Text), answer...))
	case Mislabel:
		text := string(answer)
		text = strings.Replace(text, `encoding="utf-8"`, `encoding="windows-1251"`, 1)
		if text == string(answer) {
			text = strings.Replace(text, `encoding="windows-1251"`, `encoding="utf-8"`, 1)
		}
		write(w, []byte(text))
	default:
		write(w, answer)
	}
}
