package main

import (
	"cmp"
	"context"
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

// untyped are the texts of requests that no person types: what a scanner read,
// what stands in a file, what one room says to another. Each has its reason.
var untyped = []string{
	"sheet.checked columns", // of a file: its rows are judged one by one, as they are written
	"sheet.checked heads",
	"sheet.checked strange",
	"sheet.chunk columns",
	"sheet.chunk families",
	"sheet.chunk rows",
	"sheet.mark problems", // quote the cell that is wrong
	"sheet.note problems",
	"staff.session.open where", // what a browser calls itself; cleaned
	"station.refuse args",      // quote the scan that was refused
	"station.scan data",        // a code has separators between its parts
}

// paragraphs are the texts that may have several lines.
var paragraphs = []string{
	"count.answer reason", "count.ask reason", "move.stock reason", "settings.edit values",
	"stencil.save stencil.elements", // a text on a label; all else of an element is one of few words, or refused
	"stencil.test label.draft.elements",
}

// TestNothingUnseenIsTyped: every text in the request of every command refuses a
// sign that nobody sees, but for those that are listed with a reason; and each
// that is listed is there.
func TestNothingUnseenIsTyped(t *testing.T) {
	var raw, lines []string
	texts := 0
	for _, c := range command.All() {
		for _, path := range textsOf(c.Request, nil) {
			texts++
			field := c.Name + " " + strings.Join(path, ".")
			if command.Shown(c.Name, bodyAt(path, "a\u200bb")) == nil {
				raw = append(raw, field)
			} else if command.Shown(c.Name, bodyAt(path, "a\nb")) == nil {
				lines = append(lines, field)
			}
			if err := command.Shown(c.Name, bodyAt(path, "Ліхтар №5")); err != nil {
				t.Errorf("%s takes no text at all: %v", field, err)
			}
		}
	}
	if texts < 100 {
		t.Errorf("only %d texts were found", texts)
	}
	for what, row := range map[string]struct{ got, want []string }{"unseen signs": {raw, untyped}, "several lines": {lines, paragraphs}} {
		for _, field := range row.got {
			if !slices.ContainsFunc(row.want, func(f string) bool { return field == f || strings.HasPrefix(field, f+".") }) {
				t.Errorf("%s takes %s and is not listed", field, what)
			}
		}
		for _, f := range row.want {
			if !slices.ContainsFunc(row.got, func(field string) bool { return field == f || strings.HasPrefix(field, f+".") }) {
				t.Errorf("%s takes no %s, or is no more", f, what)
			}
		}
	}
}

// TestUnseenIsRefused: what people name is refused with such a sign, by the door
// that every request comes through, and nothing is kept.
func TestUnseenIsRefused(t *testing.T) {
	door := &command.Door{DB: store.Open(memory.New())}
	owner, err := addPerson.Do(context.Background(), door, command.Command{Itself: true}, &staff.AddRequest{
		Name: "Oksana", Locale: "uk", Roles: []staff.RoleAt{{Role: staff.Owner}},
	})
	must(t, err)
	for _, row := range []struct{ name, body, sign string }{
		{"dispatch.courier", `{"site":"%s","code":"np","name":"Нова\u200b Пошта"}`, "U+200B"},
		{"catalog.define_attribute", `{"name":"Колір\u202e","type":"text"}`, "U+202E"},
		{"catalog.define_attribute", `{"name":"Колір","type":"choice","choices":["синій","зел\u0000ений"]}`, "U+0000"},
		{"catalog.add_barcode", `{"id":"%s","code":"46\u200e0123"}`, "U+200E"},
		{"place.save_entity", `{"name":"ФОП","address":"Київ\u2028"}`, "U+2028"},
	} {
		body := []byte(strings.ReplaceAll(row.body, "%s", warehouse.SiteID{15: 1}.String()))
		_, err := door.Do(context.Background(), command.Command{Person: owner.Person, Name: row.name, Body: body})
		if told := fault.Of(err); told.Code != "letter.unseen" || told.Args["sign"] != row.sign {
			t.Errorf("%s: %v, want %s refused", row.name, err, row.sign)
		}
	}
}

// textsOf are the paths of all texts in a request, of those that have a form of
// their own (ids, days, states) too. A list is one step, and so is the name of a
// field that the caller chooses.
func textsOf(t reflect.Type, path []string) (all [][]string) {
	if reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextUnmarshaler]()) {
		return [][]string{path}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return textsOf(t.Elem(), path)
	case reflect.Slice, reflect.Array:
		if t.Elem().Kind() == reflect.Uint8 {
			return nil
		}
		return textsOf(t.Elem(), append(slices.Clone(path), "[]"))
	case reflect.Map:
		return append(textsOf(t.Elem(), append(slices.Clone(path), "any")), append(slices.Clone(path), "{}"))
	case reflect.String:
		return [][]string{path}
	case reflect.Struct:
		for _, f := range reflect.VisibleFields(t) {
			if len(f.Index) > 1 {
				continue // of an embedded one, which is walked by itself
			}
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			switch {
			case f.Anonymous && name == "":
				all = append(all, textsOf(f.Type, path)...)
			case f.IsExported() && name != "-":
				all = append(all, textsOf(f.Type, append(slices.Clone(path), cmp.Or(name, f.Name)))...)
			}
		}
	}
	return all
}

// bodyAt is a body with nothing in it but a text at a path.
func bodyAt(path []string, text string) []byte {
	value, _ := json.Marshal(text)
	for _, step := range slices.Backward(path) {
		switch step {
		case "[]":
			value = fmt.Appendf(nil, "[%s]", value)
		case "{}":
			value = fmt.Appendf(nil, "{%s:1}", value)
		default:
			value = fmt.Appendf(nil, "{%q:%s}", step, value)
		}
	}
	return value
}
