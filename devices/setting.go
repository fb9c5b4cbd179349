package devices

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// SettingError is what is wrong with one setting of a driver, for whoever wrote it.
type SettingError struct {
	Name string // as the form has it; of a setting that there is not, as it was written
	Why  string // in English, without the name
}

func (e *SettingError) Error() string { return e.Name + ": " + e.Why }

// readSettings reads raw, an object, over c. Its error is a SettingError where one
// setting is to blame.
func readSettings[C any](raw json.RawMessage, c *C) error {
	var given map[string]json.RawMessage
	dec := json.NewDecoder(bytes.NewReader(raw))
	if err := dec.Decode(&given); err != nil {
		return err
	}
	if _, err := dec.Token(); err != io.EOF {
		return errors.New("something follows the object")
	}
	form := fieldsOf(*c)
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if _, known := fieldNamed(form, name); !known {
			return &SettingError{name, "there is no such setting: " + named(form)}
		}
	}
	err := json.Unmarshal(raw, c)
	if wrong, is := errors.AsType[*json.UnmarshalTypeError](err); is {
		if f, known := fieldNamed(form, wrong.Field); known {
			return &SettingError{f.Name, f.wanted(wrong.Value)}
		}
	}
	return err
}

// fieldNamed finds a field as encoding/json does: large letters and small ones are alike.
func fieldNamed(form []Field, name string) (Field, bool) {
	i := slices.IndexFunc(form, func(f Field) bool { return strings.EqualFold(f.Name, name) })
	if i < 0 {
		return Field{}, false
	}
	return form[i], true
}

// named says which settings a driver has.
func named(form []Field) string {
	var names []string
	for _, f := range form {
		names = append(names, f.Name)
	}
	if len(names) == 0 {
		return "this driver has none"
	}
	return "there are " + strings.Join(names, ", ")
}

// wanted says what a field takes; value is what stands in it, as encoding/json says it.
func (f Field) wanted(value string) string {
	number, isNumber := strings.CutPrefix(value, "number ")
	switch {
	case f.Type == "number" && isNumber:
		return number + " is too small, too large or not whole"
	case f.Limits != nil:
		return fmt.Sprintf("a whole number from %d to %d is wanted, without quotes", f.Limits.Least, f.Limits.Most)
	case f.Type == "number":
		return "a whole number is wanted, without quotes"
	case f.Type == "switch":
		return "true or false is wanted, without quotes"
	case f.Type == "choice":
		return "one of " + strings.Join(f.Choices, ", ") + " is wanted, in quotes"
	}
	return "a text is wanted, in quotes"
}
