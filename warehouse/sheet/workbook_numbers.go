package sheet

import (
	"encoding/xml"
	"math"
	"strconv"
	"strings"
	"time"
)

// format is how a workbook shows a number: what a person sees is what was meant.
type format struct {
	kind  formatKind
	width int // digits of zeros
}

type formatKind uint8

// The kinds of format that change what a number says. Colours, grouping and how
// many decimals are shown do not.
const (
	asNumber formatKind = iota
	asDay               // a date, with its time where it has one
	asTime
	asPercent
	asZeros // a code: "0000000000000"
)

var general = format{}

// builtIn are the formats that workbooks do not spell out (ECMA-376 part 1,
// 18.8.30), those of days in East Asia among them.
func builtIn(id int) format {
	switch {
	case id >= 14 && id <= 17, id == 22, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 54, id == 57, id == 58:
		return format{kind: asDay}
	case id >= 18 && id <= 21, id >= 32 && id <= 35, id == 45, id == 47, id == 55, id == 56:
		return format{kind: asTime}
	case id == 9, id == 10:
		return format{kind: asPercent}
	}
	return general
}

// formatOf reads the code of a format, of several parts the one for what is above
// zero.
func formatOf(code string) format {
	code, _, _ = strings.Cut(bareCode(code), ";")
	code = strings.ToLower(code)
	switch {
	case code == "general" || code == "":
		return general
	case strings.Contains(code, "%"):
		return format{kind: asPercent}
	case strings.Trim(code, "0") == "":
		return format{kind: asZeros, width: len(code)}
	case strings.ContainsAny(code, "yd"):
		return format{kind: asDay}
	case strings.ContainsAny(code, "hs"):
		return format{kind: asTime}
	case strings.Contains(code, "m"):
		return format{kind: asDay}
	}
	return general
}

// bareCode is a format's code without the texts in it, and without what stands in
// brackets: colours, languages, conditions.
func bareCode(code string) string {
	var b strings.Builder
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case '"', '[':
			closing := map[byte]string{'"': `"`, '[': "]"}[c]
			n := strings.Index(code[i+1:], closing)
			if n < 0 {
				return b.String()
			}
			i += n + 1
		case '\\', '_', '*': // the sign behind it is shown, or is as wide, or fills
			i++
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// maxStyles is how many styles of cells a workbook may have.
const maxStyles = 65_536

// readStyles reads how numbers are shown.
func (w *workbook) readStyles(name string) error {
	codes := map[int]format{}
	cells := false
	return w.walk(name, func(_ *part, t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "numFmt":
				if id, err := strconv.Atoi(attribute(t, "numFmtId")); err == nil && len(codes) < maxStyles {
					codes[id] = formatOf(attribute(t, "formatCode"))
				}
			case "cellXfs":
				cells = true
			case "xf":
				if !cells || len(w.styles) == maxStyles {
					return nil
				}
				id, _ := strconv.Atoi(attribute(t, "numFmtId"))
				f, own := codes[id]
				if !own {
					f = builtIn(id)
				}
				w.styles = append(w.styles, f)
			}
		case xml.EndElement:
			if t.Name.Local == "cellXfs" {
				return errEnough
			}
		}
		return nil
	})
}

// write is a number as its format means it: a day as 2026-11-22, a code with its
// zeros, and never 4.6E+12.
func (f format) write(text string, epoch int) string {
	number := plain(text)
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsInf(n, 0) || math.IsNaN(n) {
		return text
	}
	switch f.kind {
	case asDay, asTime:
		if moment := written(n, epoch, f.kind); moment != "" {
			return moment
		}
	case asPercent:
		return plain(strconv.FormatFloat(n*100, 'g', -1, 64)) + "%"
	case asZeros:
		if strings.Trim(number, "0123456789") == "" && len(number) < f.width {
			return strings.Repeat("0", f.width-len(number)) + number
		}
	}
	return number
}

// significant is how many digits of a number a spreadsheet keeps; what it writes
// beyond is how computers halve.
const significant = 15

// plain writes a number without an exponent and as exactly as a person sees it. A
// whole number stays as it is, however long: somebody kept a code in it.
func plain(text string) string {
	if strings.Trim(text, "0123456789") == "" {
		return text
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return text
	}
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(math.Abs(n), 'e', significant-1, 64), "e")
	power, err := strconv.Atoi(exponent)
	if err != nil || power > 40 || power < -20 {
		return text
	}
	digits := strings.Replace(mantissa, ".", "", 1)
	if power < 0 {
		digits = strings.Repeat("0", -power) + digits
		power = 0
	}
	if missing := power + 1 - len(digits); missing > 0 {
		digits += strings.Repeat("0", missing)
	}
	whole, fraction := digits[:power+1], strings.TrimRight(digits[power+1:], "0")
	if fraction != "" {
		whole += "." + fraction
	}
	if n < 0 {
		whole = "-" + whole
	}
	return whole
}

// lastDay is 31 December 9999, the last that a spreadsheet knows.
const lastDay = 2_958_465

// written is a moment that is counted in days; "" when there is no such day.
// Spreadsheets believe that 1900 was a leap year: day 60 never was, and those
// before it are one later.
func written(n float64, epoch int, kind formatKind) string {
	days := math.Floor(n)
	seconds := int(math.Round((n - days) * 86_400))
	if days < 0 || days > lastDay {
		return ""
	}
	day := int(days) + epoch
	if seconds == 86_400 {
		day, seconds = day+1, 0
	}
	layout := "15:04"
	if seconds%60 != 0 {
		layout = "15:04:05"
	}
	at := time.Date(1899, 12, 30, 0, 0, seconds, 0, time.UTC)
	switch {
	case day == 0 && kind == asTime:
		return at.Format(layout)
	case day == 60 || day == 0:
		return ""
	case day < 60:
		day++
	}
	if at = at.AddDate(0, 0, day); seconds == 0 {
		return at.Format(time.DateOnly)
	}
	return at.Format(time.DateOnly + " " + layout)
}
