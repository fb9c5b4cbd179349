package printer

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
)

// maxFormat is the longest format it takes.
const maxFormat = 8 << 20

// serve takes one client at a time, as printers do; others wait in line.
func (p *Printer) serve() {
	for {
		c, err := p.listener.Accept()
		if err != nil {
			return
		}
		line := p.Faults.Conn(c)
		p.set(func() { p.conn = line })
		select {
		case <-p.ended:
			_ = line.Close() // Close came between Accept and here
		default:
		}
		p.talk(line)
		_ = line.Close() // it is gone
		p.set(func() { p.conn = nil })
	}
}

// talk reads until the line ends.
func (p *Printer) talk(line io.ReadWriter) {
	var in []byte
	buf := make([]byte, 4096)
	for {
		n, err := line.Read(buf)
		for in = append(in, buf[:n]...); ; {
			used, reply, err := p.step(in)
			if err != nil {
				return
			}
			if used == 0 {
				break
			}
			in = in[used:]
			if reply != "" {
				if _, err := io.WriteString(line, reply); err != nil {
					return
				}
			}
		}
		if err != nil {
			return
		}
	}
}

var getvar = regexp.MustCompile(`^! U1 getvar "([a-z0-9._]+)"(\r\n| )`)

// step takes the next thing from the front of what came in: a tilde command,
// which is obeyed at once wherever it stands, a getvar between formats, or some
// bytes of a format. 0 bytes used means that more must come first.
func (p *Printer) step(in []byte) (used int, reply string, err error) {
	if len(in) == 0 {
		return 0, "", nil
	}
	within := p.isPartial()
	switch {
	case in[0] == '~':
		used, reply = p.tilde(in)
		return used, reply, nil
	case in[0] == '!' && !within:
		if m := getvar.FindSubmatch(in); m != nil {
			return len(m[0]), p.variable(string(m[1])), nil
		}
		if len(in) < 200 && !bytes.ContainsAny(in, "^~") {
			return 0, "", nil
		}
		p.refuse("not a command: %q", in[:1])
		return 1, "", nil
	}
	// Up to the next tilde, or to the end of the format.
	n := len(in)
	if i := bytes.IndexByte(in, '~'); i >= 0 {
		n = i
	}
	return p.collect(in[:n])
}

func (p *Printer) isPartial() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.partial != nil
}

// collect adds bytes to the format that is coming in.
func (p *Printer) collect(in []byte) (used int, reply string, err error) {
	if !p.isPartial() {
		switch from := bytes.IndexByte(in, '^'); {
		case len(bytes.TrimSpace(in)) == 0:
			return len(in), "", nil
		case from < 0 || len(bytes.TrimSpace(in[:from])) > 0:
			n := len(in)
			if from > 0 {
				n = from
			}
			p.refuse("outside a format: %q", in[:n])
			return n, "", nil
		case len(in) < from+3:
			return 0, "", nil
		case !bytes.HasPrefix(in[from:], []byte("^XA")):
			p.refuse("outside a format: %q", in[from:from+3])
			return from + 3, "", nil
		default:
			p.set(func() { p.partial = []byte("^XA") })
			return from + 3, "", nil
		}
	}
	p.mu.Lock()
	before := len(p.partial)
	whole := append(p.partial, in...)
	p.mu.Unlock()
	end := bytes.Index(whole[max(0, before-2):], []byte("^XZ"))
	if end < 0 {
		if len(whole) > maxFormat {
			p.refuse("a format of more than %d bytes", maxFormat)
			whole = nil
		}
		p.set(func() { p.partial = whole })
		return len(in), "", nil
	}
	end += max(0, before-2) + 3
	format := bytes.Clone(whole[:end])
	p.set(func() { p.partial = nil })
	return end - before, "", p.format(format)
}

// format draws a whole format and lets it be printed. It is refused when it has
// anything that the printer does not understand.
func (p *Printer) format(zpl []byte) error {
	j, err := draw(zpl, p.config)
	if err != nil {
		p.refuse("label refused: %v", err)
		return nil
	}
	return p.take(j)
}

// tildes are the commands that are obeyed at once. A command's answer is empty
// when it has none.
var tildes = []struct {
	name string
	args int // bytes after the name
	do   func(p *Printer, args []byte) string
}{
	{"~HQES", 0, func(p *Printer, _ []byte) string { return p.hostQuery() }},
	{"~HS", 0, func(p *Printer, _ []byte) string { return p.hostStatus() }},
	{"~HI", 0, func(p *Printer, _ []byte) string { return "\x02SIM-203dpi,V1.0,8,8192KB\x03\r\n" }},
	{"~JX", 0, func(p *Printer, _ []byte) string { p.set(func() { p.partial = nil }); return "" }},
	{"~JA", 0, func(p *Printer, _ []byte) string { p.cancelAll(); return "" }},
	{"~PP", 0, func(p *Printer, _ []byte) string { p.Pause(true); return "" }},
	{"~PS", 0, func(p *Printer, _ []byte) string { p.Pause(false); return "" }},
	{"~SD", 2, func(p *Printer, args []byte) string {
		if string(args) > "30" || args[0] < '0' || args[1] < '0' || args[1] > '9' {
			p.refuse("darkness %q", args)
		}
		return ""
	}},
}

// longestTilde is the bytes after which a tilde command is known or is none.
const longestTilde = 5

func (p *Printer) tilde(in []byte) (used int, reply string) {
	for _, t := range tildes {
		if bytes.HasPrefix(in, []byte(t.name)) {
			if len(in) < len(t.name)+t.args {
				return 0, ""
			}
			return len(t.name) + t.args, t.do(p, in[len(t.name):len(t.name)+t.args])
		}
	}
	for _, t := range tildes {
		if len(in) < len(t.name) && bytes.HasPrefix([]byte(t.name), in) {
			return 0, ""
		}
	}
	p.refuse("no such command: %q", in[:min(len(in), longestTilde)])
	return 1, ""
}

// hostStatus answers ~HS.
func (p *Printer) hostStatus() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.config.Coy && p.stuck() {
		return ""
	}
	remaining := 0
	if p.printing != nil {
		remaining = p.printing.copies
	}
	length := 0
	if len(p.printed) > 0 {
		length = p.printed[len(p.printed)-1].Image.Rect.Dy()
	}
	return fmt.Sprintf("\x02030,%d,%d,%04d,%03d,%d,0,%d,000,0,0,0\x03\r\n", flag(p.paper == 0), flag(p.paused), length,
		len(p.queue), flag(len(p.queue) == bufferLabels), flag(p.partial != nil)) +
		fmt.Sprintf("\x02001,0,%d,0,1,2,6,0,%08d,1,000\x03\r\n", flag(p.headOpen), remaining) +
		"\x021234,0\x03\r\n"
}

// hostQuery answers ~HQES.
func (p *Printer) hostQuery() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	bits := flag(p.paper == 0) | flag(p.headOpen)<<2 | flag(p.paused)<<16
	return fmt.Sprintf("\x02\r\n\r\n  PRINTER STATUS\r\n   ERRORS:         %d 00000000 %08X\r\n   WARNINGS:       0 00000000 00000000\r\n\x03", min(1, bits), bits)
}

// variable answers a getvar; a printer that does not know it says "?".
func (p *Printer) variable(name string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if name == "odometer.total_label_count" && p.config.Counts {
		return fmt.Sprintf("\"%d\"", p.count)
	}
	return `"?"`
}

func flag(on bool) int {
	if on {
		return 1
	}
	return 0
}
