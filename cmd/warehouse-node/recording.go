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
// play back. It is kept in memory only: what a printer is told names
// buyers, and is dropped when one of them is forgotten.
type recording struct {
	on    bool
	whole bool // it has begun with a question of ours, where the device is asked
	text  bytes.Buffer
}

// begin starts a new one.
func (r *recording) begin(m *DeviceConfig, at time.Time) {
	r.on = true
	r.text.Reset()
	_ = beginRecording(&r.text, m, at) // into memory, and of a configuration that was read
	if r.whole = m.Kind == "scanner"; m.Kind == "printer" {
		r.text.WriteString("# call: watch\n") // the node asks it again and again
	}
}

// write takes one line of the conversation.
func (r *recording) write(line []byte) {
	if r.whole = r.whole || bytes.HasPrefix(line, []byte("> ")); !r.on || !r.whole {
		return
	}
	if r.text.Len()+len(line) > maxRecording {
		r.on = false
		return
	}
	r.text.Write(line)
}

// masked is a line of a conversation without the bytes that are secret. Control
// characters stay: they end a code, and the next one is read apart from it.
func masked(line []byte, secret func([]byte) bool) []byte {
	if dir, quoted, said := strings.Cut(strings.TrimSpace(string(line)), " "); said {
		if raw, err := strconv.Unquote(quoted); err == nil && secret([]byte(raw)) {
			return fmt.Appendf(nil, "%s %q\n", dir, hidden(raw, secret))
		}
	}
	return line
}

// secretText stands for what is not told.
const secretText = "•••"

// hidden is what came at once, without its secret words: codes that came together
// are told apart by the control characters between them.
func hidden(raw string, secret func([]byte) bool) string {
	var b strings.Builder
	for raw != "" {
		end := strings.IndexFunc(raw, func(r rune) bool { return r < ' ' })
		word := raw
		if end >= 0 {
			word = raw[:end]
		}
		if word != "" && secret([]byte(word)) {
			b.WriteString(secretText)
		} else {
			b.WriteString(word)
		}
		if raw = raw[len(word):]; raw != "" {
			b.WriteByte(raw[0])
			raw = raw[1:]
		}
	}
	return b.String()
}
