package sealtest

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"warehouse-node/warehouse/seal"
)

// NoPlain fails the test for every field of the types, and of what they hold,
// that is tagged personal:"…" and could be read without a key: such a field is
// a seal.Sealed, or a list or map of them. A text whose name says that it is
// about a person must carry the tag; one that is not says personal:"no".
//
//	type Accepted struct {
//		Phone seal.Sealed `json:"phone" personal:"phone"`
//		Email string      `json:"email" personal:"no"` // of the shop
//	}
func NoPlain(t testing.TB, types ...reflect.Type) {
	t.Helper()
	if len(types) == 0 {
		t.Error("no types to look at")
	}
	for _, complaint := range plain(types) {
		t.Error(complaint)
	}
}

var sealed = reflect.TypeFor[seal.Sealed]()

// about are parts of names of fields that are about a person.
var about = []string{"phone", "email", "address", "surname", "lastname", "firstname", "patronymic", "passport", "birth", "recipient", "buyer"}

// plain lists what NoPlain complains of.
func plain(types []reflect.Type) []string {
	w := walk{seen: map[reflect.Type]bool{}}
	for _, t := range types {
		w.into(t, t.String())
	}
	return w.complaints
}

type walk struct {
	seen       map[reflect.Type]bool
	complaints []string
}

// into looks at the fields of t and of what it holds.
func (w *walk) into(t reflect.Type, path string) {
	t = held(t)
	if t == sealed || w.seen[t] || t.Kind() != reflect.Struct {
		return
	}
	w.seen[t] = true
	for i := range t.NumField() {
		f := t.Field(i)
		at := path + "." + f.Name
		tag, tagged := f.Tag.Lookup("personal")
		switch {
		case tagged && tag == "no":
		case tagged && held(f.Type) != sealed:
			w.complaints = append(w.complaints, fmt.Sprintf("%s is personal (%s) and a plain %s", at, tag, f.Type))
		case !tagged && held(f.Type).Kind() == reflect.String && names(f.Name):
			w.complaints = append(w.complaints, fmt.Sprintf(`%s looks personal: seal it, or tag it personal:"no"`, at))
		}
		w.into(f.Type, at)
	}
}

// held is what a pointer, list or map holds in the end.
func held(t reflect.Type) reflect.Type {
	for t != sealed {
		switch t.Kind() {
		case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
			t = t.Elem()
		default:
			return t
		}
	}
	return t
}

func names(field string) bool {
	lower := strings.ToLower(field)
	for _, part := range about {
		if strings.Contains(lower, part) {
			return true
		}
	}
	return false
}
