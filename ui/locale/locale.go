package locale

import (
	"embed"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"strconv"
	"strings"
	"time"

	"warehouse-node/warehouse/measure"
)

// Lang is a language of the product.
type Lang string

// The languages, in the order in which a person is offered them.
const (
	RU Lang = "ru"
	UK Lang = "uk"
	EN Lang = "en"
)

// Langs lists every language.
var Langs = []Lang{RU, UK, EN}

//go:embed ru.json uk.json en.json words.json
var files embed.FS

var sentences = read()

func read() map[Lang]map[string]string {
	all := map[Lang]map[string]string{}
	for _, lang := range Langs {
		raw, err := files.ReadFile(string(lang) + ".json")
		if err == nil {
			of := map[string]string{}
			err = json.Unmarshal(raw, &of)
			all[lang] = of
		}
		if err != nil {
			panic(fmt.Sprintf("locale %s: %v", lang, err))
		}
	}
	return all
}

// Args fill the placeholders of a sentence by name. "count" also chooses the
// plural form and must be a whole number.
type Args map[string]string

// Parse returns the language that a tag such as "uk-UA" names, and Russian for
// a tag of a language we do not speak.
func Parse(tag string) Lang {
	for _, lang := range Langs {
		if strings.HasPrefix(strings.ToLower(tag), string(lang)) {
			return lang
		}
	}
	return RU
}

// Say returns the sentence of a key with its placeholders filled. An unknown
// key is answered with the key itself and its arguments, so that an operator
// can still read it out; the package's test sees to it that none is met.
func Say(lang Lang, key string, args Args) string {
	of := sentences[lang]
	text, known := of[key]
	if n, err := strconv.ParseInt(args["count"], 10, 64); err == nil {
		if counted, ok := of[key+"_"+form(lang, n)]; ok {
			text, known = counted, true
		}
	}
	if !known {
		if len(args) == 0 {
			return key
		}
		return fmt.Sprint(key, " ", map[string]string(args))
	}
	for name, value := range args {
		text = strings.ReplaceAll(text, "{{"+name+"}}", value)
	}
	return text
}

// areas are by the name of an argument where the words of its codes stand: the
// first that has one gives it.
var areas = readAreas()

func readAreas() (all map[string][]string) {
	raw, err := files.ReadFile("words.json")
	if err == nil {
		err = json.Unmarshal(raw, &all)
	}
	if err != nil {
		panic(fmt.Sprintf("locale: words: %v", err))
	}
	return all
}

// amount is money as it is written into a fault: sign, whole, hundredths, currency.
var amount = regexp.MustCompile(`^(-?)(\d+)\.(\d\d) ([A-Z]{3})$`)

// inMoney writes an amount as people of a language do, without hundredths where there
// are none: "1 234,50 ₽", "₽1,234.50".
func inMoney(lang Lang, sign, whole, cents, currency string) string {
	group, point := "\u00a0", ","
	if lang == EN {
		group, point = ",", "."
	}
	if sign != "" {
		sign = "−"
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + group + whole[i:]
	}
	if cents != "00" {
		whole += point + cents
	}
	mark := measure.Currency(currency).Sign()
	if lang == EN && mark != currency {
		return sign + mark + whole
	}
	return sign + whole + "\u00a0" + mark
}

// InWords are args with money as the language writes it and the codes among them, as
// a right, a state or a kind, by their word in a language, where they have one:
// "упаковка", not "pack.work"; of a list each. The front end does the same, by the same table.
func InWords(lang Lang, args Args) Args {
	said := maps.Clone(args)
	for name, value := range args {
		if name == moment {
			said[name] = inFigures(value)
		}
		if areas[name] == nil {
			if m := amount.FindStringSubmatch(value); m != nil {
				said[name] = inMoney(lang, m[1], m[2], m[3], m[4])
			}
			continue
		}
		all := strings.Split(value, listed)
		for i, code := range all {
			all[i] = word(lang, name, code)
		}
		said[name] = strings.Join(all, listed)
	}
	return said
}

// moment is the name of an argument that is a moment; the front end says it in the zone
// of who reads, and here it is said in that of the node.
const moment = "moment"

// inFigures is a moment as "23.11 14:05"; what is none stays as it is.
func inFigures(value string) string {
	at, err := time.Parse(time.RFC3339, value)
	if err != nil {
		return value
	}
	return at.Local().Format("02.01 15:04")
}

// listed stands between the codes of a list in an argument.
const listed = ", "

// word is that of a code in an argument of a name; the code where it has none.
func word(lang Lang, name, code string) string {
	for _, area := range areas[name] {
		if word, known := sentences[lang][area+code]; known {
			return word
		}
	}
	return code
}

// Fault is what a person is told of a fault's code and arguments.
func Fault(lang Lang, code string, args map[string]string) string {
	return Say(lang, "fault."+code, InWords(lang, args))
}

// Has reports whether a key, or its plural, is known in every language.
func Has(key string) bool {
	_, plain := sentences[RU][key]
	_, counted := sentences[RU][key+"_one"]
	return plain || counted
}

// form is the plural category of a whole number (CLDR 48, cardinal rules).
func form(lang Lang, n int64) string {
	if n < 0 {
		n = -n
	}
	if lang == EN {
		if n == 1 {
			return "one"
		}
		return "other"
	}
	ten, hundred := n%10, n%100
	switch {
	case ten == 1 && hundred != 11:
		return "one"
	case ten >= 2 && ten <= 4 && (hundred < 12 || hundred > 14):
		return "few"
	}
	return "many"
}
