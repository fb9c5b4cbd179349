package settings

import (
	"encoding"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"warehouse-node/warehouse/fault"
)

// Field is one line of the form of a policy. Its sentence in the three
// languages is settings.OWNER.NAME.
type Field struct {
	Name    string   // as in JSON
	Kind    string   // "text", "number" (whole), "switch", "choice" or "time"
	Default string   // in the form's text
	Choices []string // of a choice
	Unit    string   // of a number: "min"
}

// MaxText is the longest value of a field, in bytes.
const MaxText = 4 << 10

// HourLayout is how an hour is written.
const HourLayout = "15:04"

// Kinds of fields.
const (
	text   = "text"
	number = "number"
	toggle = "switch"
	choice = "choice"
	hour   = "time" // of a day on a site's clocks, "21:30"; "" for never
)

var textual = reflect.TypeFor[encoding.TextUnmarshaler]()

// form describes a policy by its defaults, a flat struct. Tags say more of a
// field: json its name, choice:"a b" what may be chosen, form:"time" an hour, unit:"min" what is
// counted. What a form has no line for panics: so does a Duration, whose number
// says no unit.
func form(owner string, defaults reflect.Value) []Field {
	var all []Field
	for i := range defaults.NumField() {
		sf := defaults.Type().Field(i)
		f := Field{Name: fieldName(sf), Unit: sf.Tag.Get("unit"), Kind: kindOf(sf.Type)}
		if list := sf.Tag.Get("choice"); list != "" && f.Kind == text {
			f.Kind, f.Choices = choice, strings.Fields(list)
		}
		if sf.Tag.Get("form") == hour && f.Kind == text {
			f.Kind = hour
		}
		if f.Kind == "" || f.Name == "" || !sf.IsExported() {
			panic(fmt.Sprintf("settings: %s: field %s cannot stand in a form", owner, sf.Name))
		}
		f.Default = show(defaults.Field(i))
		if err := f.allows(f.Default); err != nil {
			panic(fmt.Sprintf("settings: %s: default of %s: %v", owner, sf.Name, err))
		}
		all = append(all, f)
	}
	return all
}

func fieldName(sf reflect.StructField) string {
	name, _, _ := strings.Cut(sf.Tag.Get("json"), ",")
	switch name {
	case "":
		return sf.Name
	case "-":
		return ""
	}
	return name
}

func kindOf(t reflect.Type) string {
	if reflect.PointerTo(t).Implements(textual) {
		return text
	}
	switch t.Kind() {
	case reflect.String:
		return text
	case reflect.Bool:
		return toggle
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		if t != reflect.TypeFor[time.Duration]() {
			return number
		}
	}
	return ""
}

// show is a value as it stands in the form.
func show(v reflect.Value) string {
	if m, ok := v.Interface().(encoding.TextMarshaler); ok {
		if b, err := m.MarshalText(); err == nil {
			return string(b)
		}
	}
	return fmt.Sprint(v.Interface())
}

// allows says whether a text may stand in the field, as far as the form knows.
func (f *Field) allows(value string) error {
	if len(value) > MaxText {
		return fault.New(fault.Limit, "settings.long", "field", f.Name, "max", MaxText)
	}
	if f.Kind == choice && !slices.Contains(f.Choices, value) {
		return f.wrong(value)
	}
	if _, err := time.Parse(HourLayout, value); f.Kind == hour && value != "" && err != nil {
		return f.wrong(value)
	}
	return nil
}

func (f *Field) wrong(value string) *fault.Error {
	return fault.New(fault.Invalid, "settings.value", "field", f.Name, "value", value)
}

// set puts the form's text into a field of a policy.
func (f *Field) set(v reflect.Value, value string) error {
	if err := f.allows(value); err != nil {
		return err
	}
	if into, ok := v.Addr().Interface().(encoding.TextUnmarshaler); ok {
		if err := into.UnmarshalText([]byte(value)); err != nil {
			return f.wrong(value).With(err)
		}
		return nil
	}
	switch {
	case v.Kind() == reflect.String:
		v.SetString(value)
	case v.Kind() == reflect.Bool:
		if value != "true" && value != "false" {
			return f.wrong(value)
		}
		v.SetBool(value == "true")
	case v.CanInt():
		n, err := strconv.ParseInt(value, 10, v.Type().Bits())
		if err != nil {
			return f.wrong(value).With(err)
		}
		v.SetInt(n)
	default:
		n, err := strconv.ParseUint(value, 10, v.Type().Bits())
		if err != nil {
			return f.wrong(value).With(err)
		}
		v.SetUint(n)
	}
	return nil
}
