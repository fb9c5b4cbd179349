package devices

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// Field is one line of the form in which a device is set up. Its sentence in
// the three languages is found by kind, driver and Name.
type Field struct {
	Name    string   // as in the JSON of the config
	Type    string   // "text", "number" (whole), "switch" or "choice"
	Default string   // as a person would type it
	Choices []string // of a choice
	Limits  *Limits  // of a number; nil when the config judges it itself
}

// Limits are the smallest and the largest number that may stand in a field.
type Limits struct{ Least, Most int64 }

// check says what is wrong with what stands in a field. Its error is a SettingError.
func (f Field) check() error {
	if f.Choices != nil && !slices.Contains(f.Choices, f.Default) {
		return &SettingError{f.Name, fmt.Sprintf("%q is none of %s", f.Default, strings.Join(f.Choices, ", "))}
	}
	if f.Limits == nil {
		return nil
	}
	if n, err := strconv.ParseInt(f.Default, 10, 64); err != nil || n < f.Limits.Least || n > f.Limits.Most {
		return &SettingError{f.Name, fmt.Sprintf("%s is not from %d to %d", f.Default, f.Limits.Least, f.Limits.Most)}
	}
	return nil
}

// fieldsOf makes the form of a config: one line a field. A tag choice:"A B"
// turns a text into a choice, within:"1 60" limits a number. What is neither text, whole number nor switch
// panics: a form has no line for it.
func fieldsOf(config any) []Field {
	v := reflect.ValueOf(config)
	if v.Kind() != reflect.Struct {
		panic(fmt.Sprintf("devices: config %T is not a struct", config))
	}
	var all []Field
	for i := range v.NumField() {
		sf := v.Type().Field(i)
		f := Field{Name: sf.Name, Default: fmt.Sprint(v.Field(i))}
		switch v.Field(i).Kind() {
		case reflect.String:
			f.Type = "text"
			if choices := sf.Tag.Get("choice"); choices != "" {
				f.Type, f.Choices = "choice", strings.Fields(choices)
			}
		case reflect.Bool:
			f.Type = "switch"
		case reflect.Int, reflect.Int32, reflect.Int64, reflect.Uint8, reflect.Uint16, reflect.Uint32:
			f.Type = "number"
			if within := sf.Tag.Get("within"); within != "" {
				f.Limits = new(Limits)
				if _, err := fmt.Sscan(within, &f.Limits.Least, &f.Limits.Most); err != nil {
					panic(fmt.Sprintf("devices: config %T: field %s: within %q: %v", config, sf.Name, within, err))
				}
			}
		default:
			panic(fmt.Sprintf("devices: config %T: field %s cannot stand in a form", config, sf.Name))
		}
		if !sf.IsExported() || sf.Tag.Get("json") != "" {
			panic(fmt.Sprintf("devices: config %T: field %s must be exported and named by itself", config, sf.Name))
		}
		all = append(all, f)
	}
	return all
}
