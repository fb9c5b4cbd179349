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
	_ = beginRecording(&r.text, m, at) // into memory, and of a configuration that was read
}

// write takes one line of the conversation.
func (r *recording) write(line []byte) {
	if !r.on {
		return
	}
	if r.text.Len()+len(line) > maxRecording {
		r.on = false
		return
	}
	r.text.Write(line)
}

// masked is a line of a conversation without the bytes that are secret.
func masked(line []byte, secret func([]byte) bool) []byte {
	if dir, quoted, said := strings.Cut(strings.TrimSpace(string(line)), " "); said {
		if raw, err := strconv.Unquote(quoted); err == nil && secret([]byte(raw)) {
			return fmt.Appendf(nil, "%s %q\n", dir, "•••")
		}
	}
	return line
}
