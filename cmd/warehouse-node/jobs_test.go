package main

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"warehouse-node/warehouse/paper"
	"warehouse-node/warehouse/seal/sealtest"
	"warehouse-node/warehouse/spool"
)

// TestEveryJobKeepsItsShape walks all kinds of job of the program: none carries
// personal data in plain, and what a job says is in the golden file, so that one
// that waits is read by the next program too. Raw bytes would hide from both: only
// a paper's model is spooled as such, and those are under the law of their own.
func TestEveryJobKeepsItsShape(t *testing.T) {
	kinds := spool.Kinds()
	if len(kinds) < 10 {
		t.Fatalf("only %d kinds are declared", len(kinds))
	}
	var shapes strings.Builder
	for _, k := range kinds {
		sealtest.NoPlain(t, k.Body, k.Result)
		fmt.Fprintf(&shapes, "%s\n", k.Name)
		for part, of := range []reflect.Type{k.Body, k.Result} {
			for _, field := range shape(of) {
				if of != reflect.TypeFor[paper.Print]() && (strings.HasSuffix(field, "RawMessage") || strings.HasSuffix(field, "[]uint8") || strings.Contains(field, "interface")) {
					t.Errorf("%s: nobody can see what is in %s", k.Name, field)
				}
				fmt.Fprintf(&shapes, "\t%s %s\n", []string{"asks", "answers"}[part], field)
			}
		}
	}
	golden(t, "jobs.txt", shapes.String())
}

// shape lists the fields of a struct as JSON calls them, with their types, and
// those of the structs in it. A type that writes itself is one field.
func shape(of reflect.Type) (fields []string) {
	for i := range of.NumField() {
		f := of.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "" {
			name = f.Name
		}
		inner := f.Type
		for inner.Kind() == reflect.Pointer || inner.Kind() == reflect.Slice {
			inner = inner.Elem()
		}
		if inner.Kind() != reflect.Struct || writesItself(inner) {
			fields = append(fields, name+" "+f.Type.String())
			continue
		}
		for _, deeper := range shape(inner) {
			fields = append(fields, name+"."+deeper)
		}
	}
	return fields
}

func writesItself(t reflect.Type) bool {
	for _, method := range []string{"MarshalJSON", "MarshalText"} {
		if _, has := reflect.PointerTo(t).MethodByName(method); has {
			return true
		}
	}
	return false
}
