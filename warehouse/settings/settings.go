package settings

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/store"
)

// Checker is implemented by policies that can be wrong in more than their
// types. Its error is Invalid and names the field.
type Checker interface{ Check() error }

// Policy is one owner's policy, of type T.
type Policy[T any] struct {
	owner    string
	defaults T
	fields   []Field
	sited    bool
}

// policy is a Policy without its type.
type policy interface {
	perSite() bool
	describe(tx *store.Tx, site warehouse.SiteID) (Described, error)
	edit(tx *store.Tx, r *EditRequest) (uint64, error)
}

var (
	policies = map[string]policy{}
	goodName = regexp.MustCompile(`^[a-z]+(\.[a-z_]+)*$`)
)

// Register declares the policy of an owner, by the name of its package; use it
// in a package-level var. defaults is a flat struct of texts, whole numbers and
// switches. Twice, a field that a form has no line for, and defaults that do
// not pass their own Check panic.
func Register[T any](owner string, defaults T) *Policy[T] {
	if _, dup := policies[owner]; dup || !goodName.MatchString(owner) {
		panic("settings: bad or second owner " + owner)
	}
	v := reflect.ValueOf(defaults)
	if v.Kind() != reflect.Struct {
		panic(fmt.Sprintf("settings: %s: %T is not a struct", owner, defaults))
	}
	if err := check(defaults); err != nil {
		panic(fmt.Sprintf("settings: %s: defaults: %v", owner, err))
	}
	p := &Policy[T]{owner: owner, defaults: defaults, fields: form(owner, v)}
	policies[owner] = p
	return p
}

// PerSite says that a site may decide otherwise than the company: whoever follows
// the policy asks At. Use it where the policy is registered.
func (p *Policy[T]) PerSite() *Policy[T] {
	p.sited = true
	return p
}

func check[T any](v T) error {
	if c, ok := any(v).(Checker); ok {
		return c.Check()
	}
	if c, ok := any(&v).(Checker); ok {
		return c.Check()
	}
	return nil
}

// row is what was decided for the company or a site.
type row struct {
	Owner   string
	Site    warehouse.SiteID // zero for the company
	Version uint64           // counts changes; also of a site that follows again
	Value   []byte           // JSON of the struct; empty while defaults or the company stand
}

type rowKey = store.Pair[store.Str, warehouse.SiteID]

func rowOf(r *store.Row, v *row) {
	store.Text(r, 1, &v.Owner)
	ident.Field(r, 2, &v.Site)
	store.Uint(r, 3, &v.Version)
	store.Bytes(r, 4, &v.Value)
}

var rows = store.NewTable("settings", func(v *row) rowKey { return store.Keys2(store.Str(v.Owner), v.Site) }, rowOf)

// Get is the company's policy.
func (p *Policy[T]) Get(tx *store.Tx) (T, error) { return p.At(tx, warehouse.SiteID{}) }

// At is the policy of a site: its own, or the company's.
func (p *Policy[T]) At(tx *store.Tx, site warehouse.SiteID) (T, error) {
	r, err := p.row(tx, site)
	if err != nil {
		return p.defaults, err
	}
	return p.value(tx, r)
}

// row is what is stored of a policy, with version 0 when nothing is.
func (p *Policy[T]) row(tx *store.Tx, site warehouse.SiteID) (*row, error) {
	r, err := rows.Find(tx, store.Keys2(store.Str(p.owner), site))
	if r == nil {
		r = &row{Owner: p.owner, Site: site}
	}
	return r, err
}

// value reads a row over the defaults. A field that a release took away is
// skipped, so old policies open for ever.
func (p *Policy[T]) value(tx *store.Tx, r *row) (T, error) {
	if len(r.Value) == 0 && !r.Site.IsZero() {
		return p.At(tx, warehouse.SiteID{})
	}
	v := p.defaults
	if len(r.Value) > 0 {
		if err := json.Unmarshal(r.Value, &v); err != nil {
			return p.defaults, fmt.Errorf("settings of %s: %w", p.owner, err)
		}
	}
	return v, nil
}

// Set decides the company's policy.
func (p *Policy[T]) Set(tx *store.Tx, v T) error { return p.SetAt(tx, warehouse.SiteID{}, v) }

// SetAt gives a site a policy of its own. The error of Check, if the policy has
// one, is returned as it is. What changes nothing is no change.
func (p *Policy[T]) SetAt(tx *store.Tx, site warehouse.SiteID, v T) error {
	r, err := p.row(tx, site)
	if err != nil {
		return err
	}
	return p.decide(tx, r, v)
}

func (p *Policy[T]) decide(tx *store.Tx, r *row, v T) error {
	if err := check(v); err != nil {
		return err
	}
	old, err := p.value(tx, r)
	if err != nil {
		return err
	}
	changes := p.changes(old, v)
	if len(changes) == 0 {
		return nil
	}
	if r.Value, err = json.Marshal(v); err != nil {
		return fmt.Errorf("settings of %s: %w", p.owner, err)
	}
	return p.write(tx, r, changes)
}

// write keeps a row under its next version and tells the journal.
func (p *Policy[T]) write(tx *store.Tx, r *row, changes []Change) error {
	r.Version++
	if err := rows.Put(tx, r); err != nil {
		return err
	}
	return ChangedKind.Record(tx, Changed{Owner: p.owner, Site: r.Site, Version: r.Version, Follows: len(r.Value) == 0, Changes: changes},
		journal.Subject("settings/"+p.owner))
}

// changes are the fields in which two policies differ.
func (p *Policy[T]) changes(before, after T) []Change {
	var all []Change
	was, is := reflect.ValueOf(before), reflect.ValueOf(after)
	for i, f := range p.fields {
		if o, n := show(was.Field(i)), show(is.Field(i)); o != n {
			all = append(all, Change{Field: f.Name, Old: o, New: n})
		}
	}
	return all
}

// edit changes fields of the policy against the version seen and answers with
// the new version.
func (p *Policy[T]) edit(tx *store.Tx, r *EditRequest) (uint64, error) {
	at, err := p.row(tx, r.Site)
	if err != nil {
		return 0, err
	}
	if at.Version != r.Version {
		return 0, fault.New(fault.Conflict, "settings.version", "owner", p.owner)
	}
	if r.Follow {
		return p.follow(tx, at)
	}
	v, err := p.value(tx, at)
	if err != nil {
		return 0, err
	}
	into := reflect.ValueOf(&v).Elem()
	for _, name := range slices.Sorted(maps.Keys(r.Values)) {
		i := slices.IndexFunc(p.fields, func(f Field) bool { return f.Name == name })
		if i < 0 {
			return 0, fault.New(fault.Invalid, "settings.field", "field", name)
		}
		if err := p.fields[i].set(into.Field(i), r.Values[name]); err != nil {
			return 0, err
		}
	}
	err = p.decide(tx, at, v)
	return at.Version, err
}

// follow takes back what was decided: a site follows the company again, the
// company its defaults.
func (p *Policy[T]) follow(tx *store.Tx, at *row) (uint64, error) {
	if len(at.Value) == 0 {
		return at.Version, nil
	}
	old, err := p.value(tx, at)
	if err != nil {
		return 0, err
	}
	at.Value = nil
	now, err := p.value(tx, at)
	if err != nil {
		return 0, err
	}
	err = p.write(tx, at, p.changes(old, now))
	return at.Version, err
}

func (p *Policy[T]) perSite() bool { return p.sited }

// describe fills the form with what stands at a site.
func (p *Policy[T]) describe(tx *store.Tx, site warehouse.SiteID) (Described, error) {
	r, err := p.row(tx, site)
	if err != nil {
		return Described{}, err
	}
	v, err := p.value(tx, r)
	if err != nil {
		return Described{}, err
	}
	d := Described{Owner: p.owner, Site: site, Version: r.Version, Own: len(r.Value) > 0, Fields: slices.Clone(p.fields)}
	for i := range p.fields {
		d.Values = append(d.Values, show(reflect.ValueOf(v).Field(i)))
	}
	return d, nil
}
