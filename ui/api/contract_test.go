package api

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"

	"warehouse-node/ui/locale"
)

// asked is one thing that a caller says in a request.
type asked struct {
	op     string
	path   string // as a refusal names it, without places in lists: "body.lines.qty", "query.limit"
	schema *huma.Schema
}

// asks are all things that any request can say.
func asks(t *testing.T) (all []asked) {
	t.Helper()
	doc := Mount(http.NewServeMux(), &Core{}).OpenAPI()
	for _, item := range doc.Paths {
		for _, op := range []*huma.Operation{item.Get, item.Post, item.Put, item.Delete, item.Patch} {
			if op == nil {
				continue
			}
			w := askedOf{op: op.OperationID, known: doc.Components.Schemas}
			for _, p := range op.Parameters {
				w.add(p.In+"."+p.Name, p.Schema)
			}
			if op.RequestBody != nil {
				for _, media := range op.RequestBody.Content {
					w.add("body", media.Schema)
				}
			}
			all = append(all, w.all...)
		}
	}
	if len(all) < 500 {
		t.Fatalf("only %d fields were looked at", len(all))
	}
	slices.SortFunc(all, func(a, b asked) int { return strings.Compare(a.op+a.path, b.op+b.path) })
	return all
}

// askedOf gathers what one operation asks.
type askedOf struct {
	op    string
	known huma.Registry
	all   []asked
}

func (w *askedOf) add(path string, s *huma.Schema) {
	if s == nil || strings.Count(path, ".") > 8 {
		return
	}
	if s.Ref != "" {
		s = w.known.SchemaFromRef(s.Ref)
	}
	w.all = append(w.all, asked{w.op, path, s})
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		w.add(path+"."+name, s.Properties[name])
	}
	w.add(path, s.Items)
}

// TestEveryNumberSaysItsLeast: a number of a request that means a version, a place or
// a count is refused where it is read when it is below the first, and no -1 becomes
// the largest number there is. The rest may be below nothing by its form, and the
// command that gets it says of what, in its own words.
func TestEveryNumberSaysItsLeast(t *testing.T) {
	judged := map[string]string{
		"minor": "of money: catalog.negative, orders.price, orders.paid, till.cash_sum",
		"width": "of a box or a label: catalog.negative, catalog.pack, stencil.media, stencil.size", "height": "likewise", "length": "likewise",
		"x": "stencil.outside", "y": "stencil.outside", "size": "stencil.letters", "minSize": "stencil.letters", "thickness": "stencil.thickness",
		"module": "stencil.module", "rotation": "stencil.rotation", "condition": "names one of four",
	}
	for _, a := range asks(t) {
		name := a.path[strings.LastIndexByte(a.path, '.')+1:]
		if a.schema.Type == huma.TypeInteger && a.schema.Minimum == nil && len(a.schema.Enum) == 0 && judged[name] == "" {
			t.Errorf("%s: %s has no minimum", a.op, a.path)
		}
	}
}

// TestEveryHashHasItsForm: what names a file is refused where it is read when it is no
// hash: a path that leads elsewhere is never looked for.
func TestEveryHashHasItsForm(t *testing.T) {
	seen := 0
	for _, a := range asks(t) {
		if !strings.HasSuffix(strings.ToLower(a.path), "hash") {
			continue
		}
		if seen++; a.schema.Pattern != "^[0-9a-f]{64}$" {
			t.Errorf("%s: %s may be anything", a.op, a.path)
		}
	}
	if seen < 4 {
		t.Errorf("only %d were looked at", seen)
	}
}

// TestEveryFieldHasAWord: whatever a refusal can name in any request is a word of the
// person's language.
func TestEveryFieldHasAWord(t *testing.T) {
	missing := map[string]string{}
	for _, a := range asks(t) {
		if field := fieldOf(a.op, a.path); !locale.Has("field." + field) {
			missing[field] = a.op + ": " + a.path
		}
	}
	for _, field := range slices.Sorted(maps.Keys(missing)) {
		t.Errorf("no word for %q (%s)", field, missing[field])
	}
}

// TestFieldOf: one name that means two things has two words.
func TestFieldOf(t *testing.T) {
	for _, row := range []struct{ op, where, want string }{
		{"move.stock", "body.from", "from"},
		{"place.change_bins", "body.choice.from", "choice.from"},
		{"get-scores", "query.from", "query.from"},
		{"device.record", "body.on", "device.record.on"},
		{"orders.pay", "body.on", "on"},
		{"orders.edit", "body.lines[0].qty", "qty"},
		{"orders.edit", "body.add[12].price.minor", "price.minor"},
		{"pick.release", "body.orders[3]", "orders"},
		{"pick.release", "body.stranger", "stranger"},
		{"pick.release", "body", "body"},
	} {
		if got := fieldOf(row.op, row.where); got != row.want {
			t.Errorf("%s %s: %q, want %q", row.op, row.where, got, row.want)
		}
	}
}
