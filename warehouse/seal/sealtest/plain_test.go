package sealtest

import (
	"reflect"
	"strings"
	"testing"

	"warehouse-node/warehouse/seal"
)

func TestPlain(t *testing.T) {
	type address struct {
		City  string      `personal:"no"`
		Other seal.Sealed `personal:"address"`
	}
	type good struct {
		ID, Note  string
		Name      seal.Sealed   `personal:"name"`
		Phones    []seal.Sealed `personal:"phone"`
		Address   *address
		ShopPhone string `personal:"no"`
	}
	if got := plain([]reflect.Type{reflect.TypeFor[good]()}); len(got) != 0 {
		t.Errorf("%q", got)
	}
	type line struct {
		Comment string `personal:"message"`
	}
	type bad struct {
		good
		Tagged  string            `personal:"name"`
		Pointed *string           `personal:"name"`
		Mapped  map[string]string `personal:"name"`
		Phone   string            // nobody tagged it
		Emails  []string
		Lines   map[string][]*line
		Any     any `personal:"name"`
	}
	got := strings.Join(plain([]reflect.Type{reflect.TypeFor[*bad]()}), "\n")
	for _, field := range []string{".Tagged ", ".Pointed ", ".Mapped ", ".Phone ", ".Emails ", ".Lines.Comment ", ".Any "} {
		if !strings.Contains(got, field) {
			t.Errorf("%s passed:\n%s", field, got)
		}
	}
	if n := strings.Count(got, "\n") + 1; n != 7 {
		t.Errorf("%d complaints, want 7:\n%s", n, got)
	}
	quiet := &failures{TB: t}
	if NoPlain(quiet); quiet.n != 1 {
		t.Error("a law without types passed")
	}
	if NoPlain(quiet, reflect.TypeFor[bad]()); quiet.n != 1+7 {
		t.Errorf("%d failures", quiet.n)
	}
}

func TestRing(t *testing.T) {
	k := Ring(t)
	s := Seal(t, k, "текст")
	if got, err := k.Open(t.Context(), s); got != "текст" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
}
