package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"

	"warehouse-node/ui/locale"
)

// byteOrderMark is what some editors write before UTF-8, and wideMarks before
// text that is none.
var (
	byteOrderMark = []byte("\xef\xbb\xbf")
	wideMarks     = [][]byte{[]byte("\xff\xfe"), []byte("\xfe\xff")}
)

// readConfig reads a file strictly: an unknown name, a wrong value, and a word
// that means nothing are errors that point at their line. No path is the
// defaults.
func readConfig(path string) (Config, error) {
	c := defaults()
	if path == "" {
		return c, nil
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return c, unread(ofTerminal(os.Getenv), path, err)
	}
	for _, mark := range wideMarks {
		if bytes.HasPrefix(text, mark) {
			return c, fmt.Errorf("%s: this file is written in UTF-16: save it as UTF-8", path)
		}
	}
	text = bytes.TrimPrefix(text, byteOrderMark)
	if err := toml.NewDecoder(bytes.NewReader(text)).DisallowUnknownFields().Decode(&c); err != nil {
		return c, pointed(path, err)
	}
	c.origins = originsIn(path, text)
	return c, c.check()
}

// unread says which configuration file cannot be read, and what to do.
func unread(lang locale.Lang, path string, err error) error {
	why := "config.unread"
	if errors.Is(err, fs.ErrNotExist) {
		why = "config.missing"
	}
	return fmt.Errorf("%s (%w)", locale.Say(lang, why, locale.Args{"file": path}), err)
}

// pointed is an error of the decoder with the place that it points at.
func pointed(path string, err error) error {
	if strict, ok := errors.AsType[*toml.StrictMissingError](err); ok && len(strict.Errors) > 0 {
		line, column := strict.Errors[0].Position()
		return fmt.Errorf("%s:%d:%d: there is no such setting:\n%s", path, line, column, strict.String())
	}
	if wrong, ok := errors.AsType[*toml.DecodeError](err); ok {
		line, column := wrong.Position()
		return fmt.Errorf("%s:%d:%d: %s\n%s", path, line, column, valueWords(wrong.Error()), underline.ReplaceAllString(wrong.String(), "$1"))
	}
	return fmt.Errorf("%s: %w", path, err)
}

// origins say where in its file each setting stands.
type origins struct {
	file string
	at   map[string]origin // by path
}

// origin is a place in a file.
type origin struct {
	line, column int
	text         string // of the line
}

// pathOf names a setting: "log", "level"; those of the second device are
// "device", "1", …
func pathOf(parts ...string) string { return strings.Join(parts, "\x00") }

// originsIn finds the settings in a text that was decoded already.
func originsIn(file string, text []byte) origins {
	o := origins{file, map[string]origin{}}
	var p unstable.Parser
	p.Reset(text)
	var table []string
	blocks := map[string]int{} // of an array of tables, how many there were
	for p.NextExpression() {
		e := p.Expression()
		path, at := keyOf(&p, e)
		switch e.Kind {
		case unstable.ArrayTable:
			name := pathOf(path...)
			table = append(path, strconv.Itoa(blocks[name]))
			blocks[name]++
			path = table
		case unstable.Table:
			if n := blocks[pathOf(path[0])]; n > 0 { // a table within the newest block
				path = append([]string{path[0], strconv.Itoa(n - 1)}, path[1:]...)
			}
			table = path
		case unstable.KeyValue:
			path = append(append([]string(nil), table...), path...)
		default:
			continue
		}
		o.at[pathOf(path...)] = at
	}
	return o
}

// keyOf is the name of an expression and where it stands.
func keyOf(p *unstable.Parser, e *unstable.Node) (path []string, at origin) {
	for key := e.Key(); key.Next(); {
		if n := key.Node(); len(path) == 0 {
			start := p.Shape(n.Raw).Start
			at = origin{line: start.Line, column: start.Column}
			rest, _, _ := bytes.Cut(p.Data()[start.Offset-start.Column+1:], []byte("\n"))
			at.text = strings.TrimRight(string(rest), "\r")
		}
		path = append(path, string(key.Node().Data))
	}
	return path, at
}

// wrong is what is wrong with a setting, and points at it; at the nearest that
// stands in the file above it when it does not.
func (o *origins) wrong(why error, path ...string) error {
	names := path
	if len(path) > 1 {
		if _, err := strconv.Atoi(path[1]); err == nil { // which block it is says the line
			names = append([]string{path[0]}, path[2:]...)
		}
	}
	name := strings.Join(names, ".")
	for n := len(path); n > 0; n-- {
		if at, known := o.at[pathOf(path[:n]...)]; known {
			return fmt.Errorf("%s:%d:%d: %s: %w\n%d| %s", o.file, at.line, at.column, name, why, at.line, at.text)
		}
	}
	return fmt.Errorf("%s: %s: %w", o.file, name, why)
}
