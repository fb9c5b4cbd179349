package main

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// maxRecording bounds a recording, in bytes: it ends there.
const maxRecording = 1 << 20

// recording is a conversation with a device in the form that its driver's tests
// play back. It is kept in memory only: what a printer is told names buyers.
type recording struct {
	on   bool
	text bytes.Buffer
}

// begin starts a new one.
func (r *recording) begin(m *DeviceConfig, at time.Time) {
	r.on = true
	r.text.Reset()
	fmt.Fprintf(&r.text, "# source: %s, %s %s at %s, %s\n", m.Name, m.Driver, m.Kind, m.Address, at.UTC().Format(time.RFC3339))
}

// write takes one line of the conversation; a badge in it is masked.
func (r *recording) write(line []byte, masks bool) {
	if !r.on {
		return
	}
	if r.text.Len()+len(line) > maxRecording {
		r.on = false
		return
	}
	if dir, quoted, said := strings.Cut(strings.TrimSpace(string(line)), " "); masks && said {
		if raw, err := strconv.Unquote(quoted); err == nil && badgeIn([]byte(raw)) {
			line = fmt.Appendf(nil, "%s %q\n", dir, "•••")
		}
	}
	r.text.Write(line)
}
