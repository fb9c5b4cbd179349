package command

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"log/slog"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// MaxBody is the largest body of a command, in bytes.
const MaxBody = 1 << 20

// Command is a request to change something.
type Command struct {
	// ID is made by the caller before it sends, so that a repeat is known. A
	// handheld gives Device and Counter instead. With neither, a repeat is a
	// second command.
	ID      string
	Device  string // who speaks, by its own word: "handheld 3", "web", "shop sever-yug.ru"
	Counter uint64 // counts a handheld's commands from 1; 0 for other callers

	Person   warehouse.PersonID // on whose behalf
	Itself   bool               // the node's own doing; Person is zero then, and only then
	Station  warehouse.StationID
	Happened time.Time // the caller's clock; shown, never relied on

	Name string
	Body json.RawMessage
	// Sent tells what the caller sent from anything else, where Body was made of it
	// and is never twice the same, as when a text was sealed: a repeat is known by it.
	// It is a keyed hash, or zero where Body is what was sent.
	Sent [16]byte
}

// Door is where commands come in.
type Door struct {
	DB  *store.DB
	Log *slog.Logger // nil for none
}

type requestKey struct{}

// Requested marks what comes of a request: its id stands in the log line of each
// command that is carried out for it.
func Requested(ctx context.Context, id string) context.Context {
	return context.WithValue(ctx, requestKey{}, id)
}

// Do carries c out and returns its answer as JSON, when all of it is durable.
// Errors have a fault.Kind: NotFound for an unknown name, Invalid for a body
// that cannot be read, Denied, Conflict for a known id with another body, and
// whatever the command itself refuses with. After an error nothing was written.
func (d *Door) Do(ctx context.Context, c Command) (json.RawMessage, error) {
	began := time.Now()
	answer, repeated, err := d.do(ctx, c)
	if d.Log != nil {
		d.log(ctx, c, time.Since(began), repeated, err)
	}
	return answer, err
}

func (d *Door) do(ctx context.Context, c Command) (answer json.RawMessage, repeated bool, err error) {
	spec := specs[c.Name]
	switch {
	case spec == nil:
		return nil, false, fault.New(fault.NotFound, "command.name", "name", c.Name)
	case len(c.Body) > MaxBody:
		return nil, false, fault.New(fault.Limit, "command.too_large", "max", MaxBody)
	case c.Person.IsZero() != c.Itself:
		return nil, false, fault.New(fault.Denied, "staff.nobody")
	case c.Counter > 0 && c.Device == "":
		return nil, false, fault.New(fault.Invalid, "command.device")
	}
	hash, carry := c.hash(), spec.read(c.Body) // while others write
	err = d.DB.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		known, err := c.known(tx, hash)
		if err != nil {
			return err
		}
		if known != nil {
			answer, repeated = known, true
			return nil
		}
		tx.SetOrigin(store.Origin{Person: c.Person, Station: c.Station, Device: c.Device, Command: c.key(tx)})
		if answer, err = carry(ctx, tx); err != nil {
			return err
		}
		return c.remember(tx, hash, answer)
	})
	if err != nil {
		return nil, false, err
	}
	return answer, repeated, nil
}

// hash is of what must be the same in a repeat.
func (c *Command) hash() (h [16]byte) {
	sum := sha256.New()
	sum.Write([]byte(c.Name))
	sum.Write([]byte{0})
	sum.Write(c.Person[:])
	if c.Sent != ([16]byte{}) {
		sum.Write(c.Sent[:])
	} else {
		sum.Write(c.Body)
	}
	copy(h[:], sum.Sum(nil))
	return h
}

func (d *Door) log(ctx context.Context, c Command, took time.Duration, repeated bool, err error) {
	attrs := []slog.Attr{
		slog.String("name", c.Name), slog.String("id", c.name()), slog.String("device", c.Device),
		slog.String("person", c.Person.String()), slog.Duration("took", took),
	}
	if id, ok := ctx.Value(requestKey{}).(string); ok {
		attrs = append(attrs, slog.String("request", id))
	}
	if repeated {
		attrs = append(attrs, slog.Bool("repeated", true))
	}
	level := slog.LevelDebug
	if err != nil {
		level = slog.LevelInfo
		if fault.KindOf(err) == fault.Internal && !errors.Is(err, context.Canceled) { // whoever asked has gone
			level = slog.LevelError
		}
		attrs = append(attrs, slog.String("kind", fault.KindOf(err).String()), slog.Any("error", err))
	}
	d.Log.LogAttrs(ctx, level, "command", attrs...)
}

// May answers nil when person may carry out the named command at a site; it is
// what the matrix of rights asks. NotFound for an unknown name.
func May(tx *store.Tx, person warehouse.PersonID, name string, site warehouse.SiteID) error {
	spec := specs[name]
	if spec == nil {
		return fault.New(fault.NotFound, "command.name", "name", name)
	}
	return staff.May(tx, person, spec.described().Right, site)
}

// SiteOf is the site that a command with this body would touch.
func SiteOf(tx *store.Tx, name string, body []byte) (warehouse.SiteID, error) {
	spec := specs[name]
	if spec == nil {
		return warehouse.SiteID{}, fault.New(fault.NotFound, "command.name", "name", name)
	}
	return spec.siteOf(tx, body)
}

// key names the command in entries and rows; a caller that gave no name gets
// one made here.
func (c *Command) key(tx *store.Tx) string {
	if name := c.name(); name != "" {
		return name
	}
	return ident.New[Command](tx).String()
}
