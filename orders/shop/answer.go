package shop

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"warehouse-node/warehouse/fault"
)

// word is the first line of an answer that says how a call went.
type word string

const (
	wordSuccess  word = "success"
	wordProgress word = "progress" // of import: call again
	wordFailure  word = "failure"
)

// answer is what a shop says to a call: a word, and lines after it.
type answer struct {
	word  word // "" when there is none among the lines
	lines []string
}

var bom = []byte("\xef\xbb\xbf")

// parseAnswer finds the word in an answer. A byte order mark and the warnings
// that a site's PHP prints before it are passed over.
func parseAnswer(body []byte) answer {
	lines := strings.FieldsFunc(legible(body), func(r rune) bool { return r == '\n' || r == '\r' })
	for i, line := range lines {
		first, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch w := word(strings.ToLower(strings.TrimRight(first, ":"))); w {
		case wordSuccess, wordProgress, wordFailure:
			after := lines[i+1:]
			if rest != "" { // "failure ERROR: 2010"
				after = append([]string{rest}, after...)
			}
			return answer{w, after}
		}
	}
	return answer{lines: lines}
}

// legible is an answer as text, whatever charset the site wrote it in.
func legible(body []byte) string {
	body = bytes.TrimPrefix(body, bom)
	if !utf8.Valid(body) {
		if text, err := charmap.Windows1251.NewDecoder().Bytes(body); err == nil {
			body = text
		}
	}
	return strings.ReplaceAll(string(body), string(bom), "")
}

// value is what a line "key=value" says; some sites write "key-value".
func (a answer) value(key string) string {
	for _, line := range a.lines {
		line = strings.TrimSpace(line)
		if len(line) <= len(key) || !strings.EqualFold(line[:len(key)], key) {
			continue
		}
		if sign := line[len(key)]; sign == '=' || sign == '-' || sign == ':' {
			return strings.TrimSpace(line[len(key)+1:])
		}
	}
	return ""
}

// maxSaid is how much of a site's own words is shown, in bytes.
const maxSaid = 300

// said is a site's own words. They may name a person, so they go to a screen
// from memory and never to a log or a table.
type said struct{ words string }

func (said) Error() string { return "the site's words are not logged" }

var errorNumber = regexp.MustCompile(`(?i)\berror\W{0,3}(\d{1,6})\b`)

// refusal is the error of a call that the site answered with a failure, or with
// nothing that is an answer.
func (a answer) refusal(code, step string) error {
	words := strings.TrimSpace(strings.Join(a.lines, " "))
	number := ""
	if m := errorNumber.FindStringSubmatch(words); m != nil {
		number = m[1]
	}
	if len(words) > maxSaid {
		words = strings.ToValidUTF8(words[:maxSaid], "")
	}
	switch {
	case a.word == "":
		code = "shop.no_answer"
	case code == "shop.refused" && number != "":
		code = "shop.refused_number"
	case code == "shop.refused" && words == "":
		code = "shop.refused_silent"
	}
	return &fault.Error{Kind: fault.Unavailable, Code: code, Args: fault.Args{"step": step, "number": number}, Cause: said{words}}
}
