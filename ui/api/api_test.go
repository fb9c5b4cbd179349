package api

import (
	"bytes"
	"encoding/json"
	"flag"
	"net/http"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "write openapi.json anew")

// document is the OpenAPI document of the whole surface, indented.
func document(t *testing.T) []byte {
	t.Helper()
	raw, err := json.Marshal(Mount(http.NewServeMux(), &Core{}).OpenAPI())
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := json.Indent(&out, raw, "", "  "); err != nil {
		t.Fatal(err)
	}
	out.WriteByte('\n')
	return out.Bytes()
}

// The front end's types are made from this file: it may not drift from the Go
// types. Write it anew with: go test ./ui/api -update
func TestDocumentDoesNotDrift(t *testing.T) {
	got := document(t)
	if *update {
		if err := os.WriteFile("openapi.json", got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("openapi.json is not what the Go types say: go test ./ui/api -update, then npm run schema in ui/web")
	}
}
