package devices

import (
	"fmt"
	"reflect"
	"strings"
)

// Field is one line of the form in which a device is set up. Its sentence in
// the three languages is found by kind, driver and Name.
type Field struct {
	Name    string   // as in the JSON of the config
	Type    string   // "text", "number" (whole), "switch" or "choice"
	Default string   // as a person would type it
	Choices []string // of a choice
}

// fieldsOf makes the form of a config: one line a field. A tag choice:"A B"
// turns a text into a choice. What is neither text, whole number nor switch
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
