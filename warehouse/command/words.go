package command

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"

	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/letter"
)

// wording are the fields of a request whose texts are no line that somebody
// typed, by their path without places in lists: "rows", "change.comment". What
// stands below one is meant too.
type wording struct{ lines, raw []string }

// Lines says that texts of a request may have several lines.
func (s *Spec[Req, Ans]) Lines(fields ...string) *Spec[Req, Ans] {
	s.free.lines = fields
	return s
}

// Raw says that texts of a request are what a machine read, as a scanner or a
// file, and are judged by the command itself.
func (s *Spec[Req, Ans]) Raw(fields ...string) *Spec[Req, Ans] {
	s.free.raw = fields
	return s
}

// Shown refuses a body of the command of a name with a text in it that holds a
// sign nobody sees (letter.Line); nothing for a command that there is not.
func Shown(name string, body []byte) error {
	if spec := specs[name]; spec != nil {
		return spec.shown(body)
	}
	return nil
}

func (s *Spec[Req, Ans]) shown(body []byte) error {
	if plain(body) || len(bytes.TrimSpace(body)) == 0 {
		return nil
	}
	return s.free.below("", json.NewDecoder(bytes.NewReader(body)))
}

// plain says for sure that no text in a body can hold a sign nobody sees: there is
// none in the whole, and none is spelt out behind a backslash. Most bodies are.
func plain(body []byte) bool {
	return bytes.IndexByte(body, '\\') < 0 && letter.Seen(string(body))
}

// below reads the value at a path and judges the texts in it, names of fields
// that the caller chose among them.
func (w wording) below(path string, dec *json.Decoder) error {
	tok, err := dec.Token()
	if err != nil {
		return unread(err)
	}
	switch tok := tok.(type) {
	case string:
		return w.text(path, tok)
	case json.Delim:
		for dec.More() {
			at := path
			if tok == '{' {
				if at, err = w.name(path, dec); err != nil {
					return err
				}
			}
			if err := w.below(at, dec); err != nil {
				return err
			}
		}
		_, err = dec.Token()
		return unread(err)
	}
	return nil
}

// name reads the name of the next field of an object, and answers its path.
func (w wording) name(path string, dec *json.Decoder) (string, error) {
	tok, err := dec.Token()
	if err != nil {
		return "", unread(err)
	}
	name, _ := tok.(string)
	return strings.TrimPrefix(path+"."+name, "."), w.text(path, name)
}

func (w wording) text(path, text string) error {
	err := error(nil)
	switch {
	case within(path, w.raw):
	case within(path, w.lines):
		err = letter.Lines(text)
	default:
		err = letter.Line(text)
	}
	if err != nil {
		told := fault.Of(err)
		told.Args["field"] = path
		return told
	}
	return nil
}

// within says that a path is one of the fields, or below one.
func within(path string, fields []string) bool {
	return slices.ContainsFunc(fields, func(f string) bool {
		rest, is := strings.CutPrefix(path, f)
		return is && (rest == "" || rest[0] == '.')
	})
}

// unread is for a body that another has read already.
func unread(err error) error {
	if err == nil || errors.Is(err, io.EOF) {
		return nil
	}
	return fault.New(fault.Invalid, "command.body").With(err)
}
