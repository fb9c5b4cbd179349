package paper

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"reflect"
	"time"

	"warehouse-node/devices/label"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/stencil"
	"warehouse-node/warehouse/store"
)

// drawing is what a layout makes of a model: a *Document or a *label.Label.
type drawing interface{ *Document | *label.Label }

// layouts are the templates of one kind, the oldest first. A layout that was
// released is never changed: a better one is added behind it.
type layouts[M any, D drawing] struct {
	name  string
	model reflect.Type
	draw  []func(*desk, *M) D
}

// drawer is layouts without the type of their model.
type drawer[D drawing] interface {
	fromJSON(d *desk, version int, raw []byte) (D, error)
}

func (l *layouts[M, D]) at(d *desk, version int, m *M) (D, error) {
	if version < 1 || version > len(l.draw) {
		return nil, fault.New(fault.NotFound, "paper.version", "kind", l.name, "version", version)
	}
	drawn := l.draw[version-1](d, m)
	if d.err != nil {
		return nil, d.err
	}
	return drawn, nil
}

func (l *layouts[M, D]) fromJSON(d *desk, version int, raw []byte) (D, error) {
	m := new(M)
	if err := json.Unmarshal(raw, m); err != nil {
		return nil, fmt.Errorf("paper: %s: %w", l.name, err)
	}
	return l.at(d, version, m)
}

// The declared kinds, by name; filled before main.
var (
	documentKinds = map[string]drawer[*Document]{}
	labelKinds    = map[string]drawer[*label.Label]{}
	models        = map[string]reflect.Type{}
)

func newLayouts[M any, D drawing](into map[string]drawer[D], name string, draw []func(*desk, *M) D) *layouts[M, D] {
	if _, dup := models[name]; dup || len(draw) == 0 {
		panic("paper: bad or second kind " + name)
	}
	l := &layouts[M, D]{name, reflect.TypeFor[M](), draw}
	into[name], models[name] = l, l.model
	return l
}

// Models are the types of all models by the name of their kind, for the law on
// personal data.
func Models() map[string]reflect.Type { return models }

// DocumentKind is a kind of paper made of pages, from models of type M.
type DocumentKind[M any] struct{ *layouts[M, *Document] }

func newDocument[M any](name string, draw ...func(*desk, *M) *Document) DocumentKind[M] {
	return DocumentKind[M]{newLayouts(documentKinds, name, draw)}
}

// Draw draws a model with the newest template. An error is the Opener's.
func (k DocumentKind[M]) Draw(ctx context.Context, look Look, open Opener, m *M) (*Document, error) {
	return k.at(&desk{Look: look, ctx: ctx, open: open}, len(k.draw), m)
}

// LabelKind is a kind of label, from models of type M.
type LabelKind[M any] struct{ *layouts[M, *label.Label] }

func newLabel[M any](name string, draw ...func(*desk, *M) *label.Label) LabelKind[M] {
	return LabelKind[M]{newLayouts(labelKinds, name, draw)}
}

// Draw draws a model with the newest template. An error is the Opener's.
func (k LabelKind[M]) Draw(ctx context.Context, look Look, open Opener, m *M) (*label.Label, error) {
	return k.at(&desk{Look: look, ctx: ctx, open: open}, len(k.draw), m)
}

// Print is a label that is still to be drawn, as a job of the spool carries it:
// nothing about a person stands in it but sealed.
type Print struct {
	Kind    string          `json:"kind"`
	Version int             `json:"version"` // of the newest layout or stencil that the program brought along
	Look    Look            `json:"look"`
	Model   json.RawMessage `json:"model,omitempty"`

	// Of a label with a stencil, which is of samples without a Model: the version that was current, 0 for what the
	// program brought along; or one that nobody saved yet, for a test print.
	Edition uint64           `json:"edition,omitempty"`
	Draft   *stencil.Stencil `json:"draft,omitempty"`
	// Of several that were asked for at once, which it is.
	Index int `json:"index,omitempty"`
	Of    int `json:"of,omitempty"`
}

// Print is m as it is spooled, with the newest template.
func (k LabelKind[M]) Print(look Look, m *M) (Print, error) {
	raw, err := json.Marshal(m)
	if err != nil {
		return Print{}, fmt.Errorf("paper: %s: %w", k.name, err)
	}
	return Print{Kind: k.name, Version: len(k.draw), Look: look, Model: raw}, nil
}

// Label draws what was spooled; db is where stencils are kept that people made.
// NotFound when this program does not know the kind or its version. No
// transaction should be open.
func (p Print) Label(ctx context.Context, db *store.DB, open Opener) (*label.Label, error) {
	if k, ok := stencilKinds[p.Kind]; ok {
		return p.cut(ctx, db, open, k)
	}
	k, ok := labelKinds[p.Kind]
	if !ok {
		return nil, noKind(p.Kind)
	}
	return k.fromJSON(&desk{Look: p.Look, ctx: ctx, open: open}, p.Version, p.Model)
}

func noKind(kind string) error { return fault.New(fault.NotFound, "paper.kind", "kind", kind) }

// ID names a paper that is kept.
type ID = ident.ID[paperKind]

type paperKind struct{}

// Paper is a document that is kept: its model, from which it is drawn whenever
// it is asked for.
type Paper struct {
	ID      ID
	Kind    string
	Version int // of its template
	Look    Look
	Number  string // of the document, for people; "" for none
	Site    warehouse.SiteID
	Subject journal.Subject // what it is about
	At      time.Time
	Person  warehouse.PersonID // who had it made
	Model   []byte             // JSON
}

func paperRow(r *store.Row, p *Paper) {
	ident.Field(r, 1, &p.ID)
	store.Text(r, 2, &p.Kind)
	store.Int(r, 3, &p.Version)
	store.Text(r, 4, &p.Look.Lang)
	store.Text(r, 5, &p.Look.Zone)
	store.Text(r, 6, &p.Number)
	ident.Field(r, 7, &p.Site)
	store.Text(r, 8, &p.Subject)
	store.Time(r, 9, &p.At)
	ident.Field(r, 10, &p.Person)
	store.Bytes(r, 11, &p.Model)
}

var (
	papers   = store.NewTable("paper.papers", func(p *Paper) ID { return p.ID }, paperRow).AppendOnly()
	byNumber = store.NewIndex(papers, "number", func(p *Paper) []store.Pair[store.Str, store.Str] {
		if p.Number == "" {
			return nil
		}
		return []store.Pair[store.Str, store.Str]{store.Keys2(store.Str(p.Kind), store.Str(p.Number))}
	})
	bySubject = store.NewIndex(papers, "subject", func(p *Paper) []store.Str {
		if p.Subject == "" {
			return nil
		}
		return []store.Str{store.Str(p.Subject)}
	})
)

// Kept says what a paper is kept as.
type Kept struct {
	Look    Look
	Number  string
	Site    warehouse.SiteID
	Subject journal.Subject
}

// MaxModel is the largest model that is kept, in bytes of JSON.
const MaxModel = 4 << 20

// Keep keeps a model, to be drawn later with the template that is newest now.
func (k DocumentKind[M]) Keep(tx *store.Tx, as Kept, m *M) (ID, error) {
	raw, err := json.Marshal(m)
	if err != nil {
		return ID{}, fmt.Errorf("paper: %s: %w", k.name, err)
	}
	if len(raw) > MaxModel {
		return ID{}, fault.New(fault.Limit, "paper.too_large", "kind", k.name, "limit", MaxModel)
	}
	p := &Paper{
		ID: ident.New[paperKind](tx), Kind: k.name, Version: len(k.draw), Look: as.Look, Number: as.Number,
		Site: as.Site, Subject: as.Subject, At: tx.Now(), Person: tx.Origin().Person, Model: raw,
	}
	return p.ID, papers.Insert(tx, p)
}

// Get is a paper; NotFound when there is none.
func Get(tx *store.Tx, id ID) (*Paper, error) {
	p, err := papers.Find(tx, id)
	if err == nil && p == nil {
		err = fault.New(fault.NotFound, "paper.none", "paper", id)
	}
	return p, err
}

// Numbered walks the papers of this kind with a number, the newest first: a
// list that was printed again.
func (k DocumentKind[M]) Numbered(tx *store.Tx, number string) iter.Seq2[*Paper, error] {
	return byNumber.EachBack(tx, store.Keys2(store.Str(k.name), store.Str(number)))
}

// About walks the papers about a subject, the newest first.
func About(tx *store.Tx, s journal.Subject) iter.Seq2[*Paper, error] {
	return bySubject.EachBack(tx, store.Str(s))
}

// Draw draws a paper as it was drawn the first time; what it said about people
// who were forgotten since is gone. NotFound when this program does not know its
// kind or version. No transaction should be open.
func (p *Paper) Draw(ctx context.Context, open Opener) (*Document, error) {
	k, ok := documentKinds[p.Kind]
	if !ok {
		return nil, noKind(p.Kind)
	}
	return k.fromJSON(&desk{Look: p.Look, ctx: ctx, open: open}, p.Version, p.Model)
}
