package catalog

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/store"
)

// Type is what the values of an attribute are.
type Type string

// The types of attributes.
const (
	TypeText   Type = "text"
	TypeNumber Type = "number" // in the attribute's unit, up to millionths
	TypeChoice Type = "choice" // one of a list
	TypeYes    Type = "yes"
	TypeDay    Type = "day"
)

// Definition is an attribute that items may have: "volume, l".
type Definition struct {
	Name    string   `json:"name"`
	Type    Type     `json:"type"`
	Unit    string   `json:"unit,omitempty"`    // of a number, as people write it
	Choices []string `json:"choices,omitempty"` // of a choice, in the order offered
}

// Attribute is one characteristic of an item. Value is written in one way for
// each type, which Definition.Parse finds: "1.7", "green", "yes", "2026-11-21".
type Attribute struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

func definitionRow(r *store.Row, d *Definition) {
	store.Text(r, 1, &d.Name)
	store.Text(r, 2, &d.Type)
	store.Text(r, 3, &d.Unit)
	store.Strings(r, 4, &d.Choices)
}

func attributeRow(r *store.Row, a *Attribute) {
	store.Text(r, 1, &a.Name)
	store.Text(r, 2, &a.Value)
}

var definitions = store.NewTable("catalog.attributes", func(d *Definition) store.Str { return store.Str(fold(d.Name)) }, definitionRow)

// numberDigits is how exact a number is: millionths.
const numberDigits = 6

// Parse reads a value as people write it ("1,7", "да", "21.11.2026") into the one
// way in which it is kept. Invalid when it is none of the type.
func (d *Definition) Parse(text string) (string, error) {
	text = strings.TrimSpace(text)
	switch d.Type {
	case TypeNumber:
		n, err := measure.ParseDecimal(text, numberDigits)
		if err != nil {
			return "", err
		}
		return decimal(n), nil
	case TypeDay:
		day, err := measure.ParseDay(text)
		return day.String(), err
	case TypeYes:
		switch strings.ToLower(text) {
		case "yes", "да", "так", "1", "true", "+":
			return "yes", nil
		case "no", "нет", "ні", "0", "false", "-":
			return "no", nil
		}
	case TypeChoice:
		for _, c := range d.Choices {
			if fold(c) == fold(text) {
				return c, nil
			}
		}
	case TypeText:
		if printable(text, maxValue) {
			return text, nil
		}
	}
	return "", fault.New(fault.Invalid, "catalog.value", "attribute", d.Name, "text", text)
}

// Number is a value of TypeNumber in millionths of its unit.
func (a Attribute) Number() (int64, error) { return measure.ParseDecimal(a.Value, numberDigits) }

// decimal writes millionths without zeros at the end: "1.7".
func decimal(millionths int64) string {
	sign := ""
	if millionths < 0 {
		sign, millionths = "-", -millionths
	}
	whole, rest := millionths/1_000_000, millionths%1_000_000
	text := sign + strconv.FormatInt(whole, 10)
	if rest != 0 {
		text += "." + strings.TrimRight(strconv.FormatInt(1_000_000+rest, 10)[1:], "0")
	}
	return text
}

// Definitions are all attributes that are defined, by name.
func Definitions(tx *store.Tx) (all []*Definition, err error) {
	for d, err := range definitions.All(tx) {
		if err != nil {
			return nil, err
		}
		all = append(all, d)
	}
	return all, nil
}

// FindDefinition is the attribute of a name, nil when it is not defined.
func FindDefinition(tx *store.Tx, name string) (*Definition, error) {
	return definitions.Find(tx, store.Str(fold(name)))
}

// DefineAnswer says nothing: the definition is as it was asked for.
type DefineAnswer struct{}

// define makes an attribute, or adds choices to one. Its type and unit are what
// the values of items were read by, and do not change.
func define(_ context.Context, tx *store.Tx, d *Definition) (*DefineAnswer, error) {
	d.Name, d.Unit = strings.TrimSpace(d.Name), strings.TrimSpace(d.Unit)
	unseen := func(choice string) bool { return !printable(choice, maxValue) }
	if !printable(d.Name, maxName) || d.Name == "" || !printable(d.Unit, maxName) || len(d.Choices) > maxChoices || slices.ContainsFunc(d.Choices, unseen) {
		return nil, fault.New(fault.Invalid, "catalog.attribute_name", "attribute", d.Name)
	}
	if !slices.Contains([]Type{TypeText, TypeNumber, TypeChoice, TypeYes, TypeDay}, d.Type) || (d.Type == TypeChoice) != (len(d.Choices) > 0) {
		return nil, fault.New(fault.Invalid, "catalog.attribute_type", "attribute", d.Name, "type", string(d.Type))
	}
	was, err := FindDefinition(tx, d.Name)
	if err != nil {
		return nil, err
	}
	if was != nil {
		lost := slices.ContainsFunc(was.Choices, func(c string) bool { return !slices.Contains(d.Choices, c) })
		if was.Type != d.Type || was.Unit != d.Unit || lost {
			return nil, fault.New(fault.Conflict, "catalog.attribute_defined", "attribute", was.Name, "type", string(was.Type), "unit", was.Unit)
		}
		d.Name = was.Name
	}
	if err := definitions.Put(tx, d); err != nil {
		return nil, err
	}
	return &DefineAnswer{}, DefinedKind.Record(tx, Defined(*d))
}

// parse replaces the values of attributes by the way in which they are kept, in
// the order of their names, each once.
func parse(tx *store.Tx, attributes []Attribute) ([]Attribute, error) {
	var all []Attribute
	for _, a := range attributes {
		d, err := FindDefinition(tx, a.Name)
		if err != nil {
			return nil, err
		}
		if d == nil {
			return nil, fault.New(fault.NotFound, "catalog.attribute", "attribute", a.Name)
		}
		value, err := d.Parse(a.Value)
		if err != nil {
			return nil, err
		}
		if value != "" {
			all = append(all, Attribute{d.Name, value})
		}
	}
	slices.SortFunc(all, func(a, b Attribute) int { return strings.Compare(a.Name, b.Name) })
	for i := 1; i < len(all); i++ {
		if all[i].Name == all[i-1].Name {
			return nil, fault.New(fault.Invalid, "catalog.attribute_twice", "attribute", all[i].Name)
		}
	}
	return all, nil
}
