package shop

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
)

// TestCatalogueIsLeftAlone: of goods a site is told how many can be sold, and
// nothing that it would take for a name, a price or a catalogue of its own.
func TestCatalogueIsLeftAlone(t *testing.T) {
	const pack, one = "ПакетПредложений/", "ПакетПредложений/Предложения/Предложение/"
	head := []string{pack + "Ид", pack + "Наименование", pack + "ИдКаталога"}
	for schema, want := range map[string][]string{
		"":     {one + "Ид", one + "Количество"},
		"2.04": {one + "Ид", one + "Количество"},
		"2.08": {one + "Ид", one + "НомерВерсии", one + "Остатки/Остаток/Количество"},
		"2.10": {one + "Ид", one + "НомерВерсии", one + "Остатки/Остаток/Количество"},
	} {
		file := testConfig.offers(&session{schema: schema}, []offer{{Rest: Rest{Outer: "m-1"}, Can: 5}}, 7)
		if got := leaves(t, file); !slices.Equal(got, append(slices.Clone(head), want...)) {
			t.Errorf("schema %q: the site is told %v", schema, got)
		}
		if !bytes.Contains(file, []byte(`СодержитТолькоИзменения="true"`)) {
			t.Errorf("schema %q: what is not in the file is taken for gone:\n%s", schema, file)
		}
	}
}

// leaves are the paths of all elements of a file, below its root, that have text.
func leaves(t *testing.T, file []byte) (all []string) {
	t.Helper()
	var path []string
	for d := xml.NewDecoder(bytes.NewReader(file)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			path = append(path, token.Name.Local)
		case xml.EndElement:
			path = path[:len(path)-1]
		case xml.CharData:
			if len(bytes.TrimSpace(token)) > 0 {
				all = append(all, strings.Join(path[1:], "/"))
			}
		}
	}
}
