package api

import (
	"context"
	"encoding/json"
	"net/http"
	"path"
	"reflect"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"warehouse-node/ui/locale"
)

// Right is a right as staff names it. It stands in the OpenAPI document as
// x-right, so that the matrix of roles and reads can walk every operation.
type Right string

// everybody who works here has this right; programs with a token do not.
const everybody Right = "self.edit"

// surface is the API while it is being put together.
type surface struct {
	huma.API
	core *Core
}

// Mount registers every operation on mux and returns the API, whose OpenAPI
// document describes what was mounted. The actor must be in the request's
// context already (see ui.Server).
func Mount(mux *http.ServeMux, core *Core) huma.API {
	config := huma.DefaultConfig("warehouse-node", "1")
	config.DocsPath, config.SchemasPath = "", ""
	config.OpenAPIPath = "/api/openapi"
	config.Components.Schemas = huma.NewMapRegistry("#/components/schemas/", schemaName)
	config.CreateHooks = nil // no $schema links in answers
	config.Formats = map[string]huma.Format{"application/json": jsonFormat, "json": jsonFormat}
	s := &surface{API: humago.New(mux, config), core: core}
	s.UseMiddleware(inLanguage)
	for _, add := range resources {
		add(s)
	}
	describe(s.OpenAPI(), Topics(core))
	return s.API
}

// resources is the table of contents: each adds its reads and commands.
var resources = []func(*surface){
	(*surface).session, (*surface).orders, (*surface).stock, (*surface).items, (*surface).bins, (*surface).layout, (*surface).entities,
	(*surface).devices, (*surface).registers, (*surface).people, (*surface).scores, (*surface).stuck, (*surface).imports, (*surface).tables, (*surface).dispatch,
	(*surface).shops, (*surface).status, (*surface).settings, (*surface).stencils, (*surface).carriers, (*surface).find, (*surface).files,
	(*surface).floor, (*surface).manual,
}

func inLanguage(ctx huma.Context, next func(huma.Context)) {
	next(huma.WithValue(ctx, langKey{}, locale.Parse(ctx.Header("Accept-Language"))))
}

// schemaName is huma's name of a type, and for a type of another package the
// package's name before it: PickView, StationItem.
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	home := path.Base(t.PkgPath())
	if !strings.HasPrefix(t.PkgPath(), "warehouse-node/") || home == "api" {
		return name
	}
	return strings.ToUpper(home[:1]) + home[1:] + name
}

// answer is any body in the shape that huma wants.
type answer[O any] struct{ Body O }

// none is the input of a read that asks nothing.
type none struct{}

// read registers a GET that asks one reader. Where its input says a site, the
// right is checked there.
func read[I, O any](s *surface, path string, right Right, summary string, do func(context.Context, *I) (O, error)) {
	op := huma.Operation{
		OperationID: nameOf("get", path), Method: http.MethodGet, Path: path, Summary: summary,
		Tags: []string{tagOf(path)}, Extensions: map[string]any{"x-right": string(right)},
	}
	huma.Register(s, op, func(ctx context.Context, in *I) (*answer[O], error) {
		site := ""
		if at, ok := any(*in).(interface{ atSite() string }); ok {
			site = at.atSite()
		}
		if right != "" {
			if err := s.core.Guard.May(ctx, string(right), site); err != nil {
				return nil, problem(ctx, op.OperationID, err)
			}
		}
		out, err := do(ctx, in)
		if err != nil {
			return nil, problem(ctx, op.OperationID, err)
		}
		return &answer[O]{out}, nil
	})
}

// envelope is what every command comes in.
type envelope[B any] struct {
	ID      string    `header:"Idempotency-Key" required:"true" minLength:"8" maxLength:"64" doc:"the command's id, made before it is sent; the same id and body is answered the same"`
	Device  string    `header:"Device-Id" maxLength:"64"`
	Counter int64     `header:"Device-Counter" minimum:"0"`
	Station string    `header:"Station-Id" maxLength:"64"`
	At      time.Time `header:"Client-Time" format:"date-time" timeFormat:"2006-01-02T15:04:05.999999999Z07:00" doc:"the caller's clock; only shown"`
	Seen    int64     `header:"Seen" minimum:"0" doc:"version or journal sequence the caller had seen"`
	PIN     string    `header:"Pin" maxLength:"12" doc:"of the caller who has one, before what nobody takes back: asked for by staff.pin_needed"`
	Body    B
}

// Done is the answer of a command that says nothing but where it stands in the
// journal.
type Done struct {
	Seq int64 `json:"seq,omitempty" doc:"journal sequence of what was recorded"`
}

// command registers a write: the route only names it. B is its request, A its
// answer.
func command[B, A any](s *surface, name, summary string) {
	path := "/api/do/" + name
	op := huma.Operation{
		OperationID: name, Method: http.MethodPost, Path: path, Summary: summary, MaxBodyBytes: MaxBody,
		Tags: []string{strings.SplitN(name, ".", 2)[0]}, Extensions: map[string]any{"x-command": name},
	}
	huma.Register(s, op, func(ctx context.Context, in *envelope[B]) (*answer[A], error) {
		body, err := json.Marshal(in.Body)
		if err != nil {
			return nil, problem(ctx, name, err)
		}
		raw, err := s.core.Door.Do(ctx, CommandCall{
			ID: in.ID, Device: in.Device, Counter: uint64(in.Counter), Station: in.Station, At: in.At, Seen: in.Seen, PIN: in.PIN, Name: name, Body: body,
		})
		if err != nil {
			return nil, problem(ctx, name, err)
		}
		out := new(answer[A])
		if len(raw) > 0 {
			if err := json.Unmarshal(raw, &out.Body); err != nil {
				return nil, problem(ctx, name, err)
			}
		}
		return out, nil
	})
}

func tagOf(path string) string { return strings.Split(path, "/")[2] }

// nameOf makes "get-orders-id" of GET /api/orders/{id}.
func nameOf(verb, path string) string {
	clean := strings.NewReplacer("{", "", "}", "", "/", "-", ".", "-").Replace(strings.TrimPrefix(path, "/api/"))
	return verb + "-" + clean
}
