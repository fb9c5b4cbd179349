package command

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"reflect"
	"regexp"
	"slices"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// Spec is a registered command with its types of request and answer.
type Spec[Req, Ans any] struct {
	Described
	free wording
	site func(*store.Tx, *Req) (warehouse.SiteID, error)
	do   func(context.Context, *store.Tx, *Req) (*Ans, error)
}

// Described is what the matrix of rights and the API know of a command.
type Described struct {
	Name  string      // "pick.release"
	Right staff.Right // what it needs at its site
	// Company says that it touches the whole company: the right at one site is
	// not enough.
	Company bool
	Request reflect.Type // what its body is read into
}

// carrier is a Spec without its types.
type carrier interface {
	described() Described
	shown(body []byte) error
	// read takes a body apart; what it returns carries the command out, or says
	// what is wrong with the body.
	read(body []byte) func(context.Context, *store.Tx) (json.RawMessage, error)
	siteOf(tx *store.Tx, body []byte) (warehouse.SiteID, error)
	reads(body []byte) error
}

var (
	specs    = map[string]carrier{}
	goodName = regexp.MustCompile(`^[a-z]+(\.[a-z_]+)+$`)
)

// Register declares a command; use it in a package-level var. Twice is a panic.
//
// site says which warehouse the request touches; nil means the whole company,
// and staff.Anywhere is granted by a right at any site. do carries it out
// in tx and never opens a transaction; it takes what the request says as said
// by a stranger.
func Register[Req, Ans any](name string, right staff.Right,
	site func(*store.Tx, *Req) (warehouse.SiteID, error),
	do func(context.Context, *store.Tx, *Req) (*Ans, error),
) *Spec[Req, Ans] {
	if _, dup := specs[name]; dup || !goodName.MatchString(name) || right == "" {
		panic("command: bad or second command " + name)
	}
	company := site == nil
	if company {
		site = func(*store.Tx, *Req) (warehouse.SiteID, error) { return warehouse.SiteID{}, nil }
	}
	s := &Spec[Req, Ans]{Described: Described{name, right, company, reflect.TypeFor[Req]()}, site: site, do: do}
	specs[name] = s
	return s
}

// Anywhere is the site of commands that belong to none, as an edit of an item.
func Anywhere[Req any](*store.Tx, *Req) (warehouse.SiteID, error) { return staff.Anywhere, nil }

// All are the registered commands by name.
func All() []Described {
	var all []Described
	for _, name := range slices.Sorted(maps.Keys(specs)) {
		all = append(all, specs[name].described())
	}
	return all
}

// Reads tells whether a body is a request of the command of a name: Invalid when
// it cannot be read as one, NotFound when there is no such command.
func Reads(name string, body []byte) error {
	spec := specs[name]
	if spec == nil {
		return fault.New(fault.NotFound, "command.name", "name", name)
	}
	return spec.reads(body)
}

func (s *Spec[Req, Ans]) described() Described { return s.Described }

func (s *Spec[Req, Ans]) reads(body []byte) error {
	_, err := strict[Req](body)
	return err
}

// In carries the command out inside another: same transaction, same person,
// the same check of rights and of what was typed.
func (s *Spec[Req, Ans]) In(ctx context.Context, tx *store.Tx, req *Req) (*Ans, error) {
	return s.carry(ctx, tx, req, func() error {
		body, err := json.Marshal(req)
		if err != nil {
			return fmt.Errorf("command: %s: %w", s.Name, err)
		}
		return s.shown(body)
	})
}

// carry is In where somebody knows already whether all that was typed is seen.
func (s *Spec[Req, Ans]) carry(ctx context.Context, tx *store.Tx, req *Req, shown func() error) (*Ans, error) {
	site, err := s.site(tx, req)
	if err != nil {
		return nil, err
	}
	if err := staff.May(tx, tx.Origin().Person, s.Right, site); err != nil {
		return nil, err
	}
	if tx.Origin().Person != (store.Origin{}).Person { // nobody typed what the node itself says
		if err := shown(); err != nil {
			return nil, err
		}
	}
	return s.do(ctx, tx, req)
}

// Do sends a request through a door; c needs no name and no body.
func (s *Spec[Req, Ans]) Do(ctx context.Context, d *Door, c Command, req *Req) (*Ans, error) {
	body, err := json.Marshal(req)
	if err != nil {
		return nil, fmt.Errorf("command: %s: %w", s.Name, err)
	}
	c.Name, c.Body = s.Name, body
	answer, err := d.Do(ctx, c)
	if err != nil {
		return nil, err
	}
	ans := new(Ans)
	if err := json.Unmarshal(answer, ans); err != nil {
		return nil, fmt.Errorf("command: %s: answer: %w", s.Name, err)
	}
	return ans, nil
}

func (s *Spec[Req, Ans]) read(body []byte) func(context.Context, *store.Tx) (json.RawMessage, error) {
	req, wrong := strict[Req](body)
	unseen := s.shown(body)
	return func(ctx context.Context, tx *store.Tx) (json.RawMessage, error) {
		if wrong != nil {
			return nil, wrong
		}
		ans, err := s.carry(ctx, tx, req, func() error { return unseen })
		if err != nil {
			return nil, err
		}
		return json.Marshal(ans)
	}
}

func (s *Spec[Req, Ans]) siteOf(tx *store.Tx, body []byte) (warehouse.SiteID, error) {
	req, err := strict[Req](body)
	if err != nil {
		return warehouse.SiteID{}, err
	}
	return s.site(tx, req)
}

// strict reads a body that names no unknown field and has nothing behind it;
// anything else is Invalid.
func strict[Req any](body []byte) (*Req, error) {
	req := new(Req)
	if len(bytes.TrimSpace(body)) == 0 {
		body = []byte("{}")
	}
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.DisallowUnknownFields()
	err := dec.Decode(req)
	if err == nil {
		if _, err = dec.Token(); errors.Is(err, io.EOF) {
			return req, nil
		}
		err = fmt.Errorf("something stands behind the body")
	}
	if said := fault.Of(err); said.Kind != fault.Internal {
		return nil, said // a field's own reader knows better what is wrong
	}
	return nil, fault.New(fault.Invalid, "command.body").With(err)
}
