package main

import (
	"encoding/json"
	"net/http"
	"slices"
	"testing"

	"github.com/danielgtaylor/huma/v2"

	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
)

// TestEveryCommandOfTheAPI walks the commands that the API names: each is one of
// the core's, by its own name or by that under which its preparation sends it
// on; and where nothing prepares it, what the API takes is what the core reads.
func TestEveryCommandOfTheAPI(t *testing.T) {
	doc := api.Mount(http.NewServeMux(), &api.Core{}).OpenAPI()
	core := becomes()
	if len(api.Commands()) < 40 {
		t.Fatalf("the API names %d commands only", len(api.Commands()))
	}
	for _, name := range api.Commands() {
		if _, known := core[name]; !known {
			t.Errorf("the API names %s, and the core has no such command", name)
			continue
		}
		if _, prepared := preparationOf(name); prepared {
			continue
		}
		op := doc.Paths["/api/do/"+name].Post
		body, err := json.Marshal(example(doc, op.RequestBody.Content["application/json"].Schema))
		if err != nil {
			t.Fatal(err)
		}
		if err := command.Reads(name, body); err != nil {
			t.Errorf("%s: the core does not read %s: %v", name, body, err)
		}
	}
	for _, some := range []map[string]preparation{prepared, preparedGoods, preparedDevices} {
		for name := range some {
			if !slices.Contains(api.Commands(), name) {
				t.Errorf("%s is prepared, and the API does not name it", name)
			}
		}
	}
}

// example is a body that fits a schema, with every field of it.
func example(doc *huma.OpenAPI, s *huma.Schema) any {
	if s.Ref != "" {
		s = doc.Components.Schemas.SchemaFromRef(s.Ref)
	}
	switch {
	case len(s.Enum) > 0:
		return s.Enum[0]
	case s.Type == huma.TypeObject:
		all := map[string]any{}
		for name, field := range s.Properties {
			all[name] = example(doc, field)
		}
		if of, typed := s.AdditionalProperties.(*huma.Schema); typed {
			all["name"] = example(doc, of)
		}
		return all
	case s.Type == huma.TypeArray:
		return []any{example(doc, s.Items)}
	case s.Type == huma.TypeInteger, s.Type == huma.TypeNumber:
		return 1
	case s.Type == huma.TypeBoolean:
		return true
	case s.ContentEncoding == "base64":
		return "AA=="
	case s.Format == "date-time":
		return "2026-11-21T12:00:00Z"
	case s.Format == "date":
		return "2026-11-21"
	}
	return warehouse.SiteID{15: 7}.String() // a text, and an id where one is wanted
}

// The test above can fail: a body that the core does not read is told from one
// that it does.
func TestDriftIsSeen(t *testing.T) {
	if err := command.Reads("shop.exchange", []byte(`{"shop":"s"}`)); err != nil {
		t.Error(err)
	}
	for _, body := range []string{`{"shop":1}`, `{"channel":"s"}`, `[]`} {
		if err := command.Reads("shop.exchange", []byte(body)); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s is read: %v", body, err)
		}
	}
	if err := command.Reads("no.such", nil); fault.KindOf(err) != fault.NotFound {
		t.Error(err)
	}
}
