package scanner

import (
	"bytes"
	"cmp"
	"fmt"
	"strings"
	"time"
)

// Menu is the menu of a simulated Honeywell scanner (Xenon/Granit User Guide,
// "Serial Programming Commands"): what it says that it is, and its settings with
// what each may be.
type Menu struct {
	Revision string            // the answer to REVINF; "" for a scanner that does not know the question
	Settings map[string]string // by tag and subtag: the values it may have, as "0-1"; the first is the default

	values map[string]string
	buf    []byte
	code   string // in sight; read when the trigger is pulled
}

// hostPatience is how long a scanner waits for its host's answer to a code. The
// guide has ten seconds; the time is that of tests.
const hostPatience = 5 * time.Second

// hear takes what the scanner is told and says what it sends back.
func (m *Menu) hear(b []byte) (answers []string) {
	m.buf = append(m.buf, b...)
	for {
		at := bytes.IndexByte(m.buf, 0x16)
		if at < 0 || len(m.buf) < at+3 {
			m.buf = m.buf[max(at, 0):]
			if at < 0 {
				m.buf = nil
			}
			return answers
		}
		m.buf = m.buf[at:]
		switch string(m.buf[1:3]) {
		case "M\r":
			end := bytes.IndexAny(m.buf, ".!")
			if end < 0 {
				return answers
			}
			answers = append(answers, m.command(string(m.buf[3:end]), m.buf[end]))
			m.buf = m.buf[end+1:]
		case "T\r":
			if m.code != "" {
				answers = append(answers, m.code+"\r")
			}
			m.buf = m.buf[3:]
		default:
			m.buf = m.buf[1:]
		}
	}
}

// command does a sequence of menu commands and repeats it with what came of each:
// behind a comma stands a command under the same tag.
func (m *Menu) command(all string, mark byte) string {
	if strings.EqualFold(all, "REVINF") && m.Revision != "" {
		return m.Revision + "REVINF\x06" + string(mark)
	}
	var said strings.Builder
	for _, group := range strings.SplitAfter(all, ";") {
		group, more := strings.CutSuffix(group, ";")
		tag := ""
		for i, c := range strings.Split(group, ",") {
			if i > 0 {
				said.WriteByte(',')
			}
			name, answer := m.one(tag + c)
			said.WriteString(name[len(tag):] + answer)
			tag = name[:min(3, len(name))]
		}
		if more {
			said.WriteByte(';')
		}
	}
	return said.String() + string(mark)
}

// one does one command: its name, and its value with the status word.
func (m *Menu) one(c string) (name, answer string) {
	if len(c) < 6 {
		return strings.ToUpper(c), "\x05"
	}
	name, data := strings.ToUpper(c[:6]), c[6:]
	allowed, known := m.Settings[name]
	if !known {
		return name, data + "\x05"
	}
	if m.values == nil {
		m.values = map[string]string{}
	}
	switch first := allowed[:1]; {
	case data == "?":
		return name, cmp.Or(m.values[name], first) + "\x06"
	case data == "*":
		return name, allowed + "\x06"
	case data == "^":
		return name, first + "\x06"
	case len(data) != 1 || data < first || data > allowed[len(allowed)-1:]:
		return name, data + "\x15"
	}
	m.values[name] = data
	return name, data + "\x06"
}

// Setting is the value of a setting by its tag and subtag; "" when nobody set it.
func (s *Scanner) Setting(name string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.options.Menu.values[name]
}

// Present holds a code before a scanner that is triggered by its host.
func (s *Scanner) Present(code string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.options.Menu.code = aimOf(code) + code
}

// ScanAnswered types a code as a scanner in Host ACK mode does, which then reads
// nothing until its host has answered; it gives the answer.
func (s *Scanner) ScanAnswered(code string) (string, error) {
	from := len(s.Heard())
	if err := s.Scan(code); err != nil {
		return "", err
	}
	for end := time.Now().Add(hostPatience); time.Now().Before(end); time.Sleep(time.Millisecond) {
		if said := s.Heard()[from:]; strings.HasSuffix(said, ",") {
			return said, nil
		}
	}
	return "", fmt.Errorf("the simulated scanner: nobody answered %q", code)
}
