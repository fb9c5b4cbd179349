package read

import (
	"context"

	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/sheet"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// Actor is on whose behalf a request is made.
type Actor struct {
	Person  warehouse.PersonID
	Session staff.SessionID // zero for a program with a token
	Device  string          // what is said of where the request came from
	// Handheld is the enrolled device that the session is on; zero for a browser.
	Handheld staff.DeviceID
}

type actorKey struct{}

// As gives a context its actor.
func As(ctx context.Context, a Actor) context.Context { return context.WithValue(ctx, actorKey{}, a) }

// Who is the actor of a context, or api.ErrNoSession.
func Who(ctx context.Context) (Actor, error) {
	a, ok := ctx.Value(actorKey{}).(Actor)
	if !ok || a.Person.IsZero() {
		return Actor{}, api.ErrNoSession
	}
	return a, nil
}

// Reader answers all reads of ui/api that come from the store.
type Reader struct {
	DB    *store.DB
	Ring  *seal.Keyring
	Files sheet.Files // where tables are kept
	// Search finds items by words; it runs beside the node.
	Search *catalog.Search
	// Commands are those of the API by name, each as the core's command that it
	// becomes.
	Commands map[string]command.Described
	// Outside is what the program knows beside the store.
	Outside Outside

	counters counters
	full     tally // bins that are full
}

// view runs fn in a short read transaction.
func (r *Reader) view(ctx context.Context, fn func(*store.Tx) error) error {
	return r.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error { return fn(tx) })
}

// Site is the warehouse that a request is about: the one it names, or the one
// where its person works.
func Site(ctx context.Context, tx *store.Tx, named string) (warehouse.SiteID, error) {
	if named != "" {
		var id warehouse.SiteID
		return id, id.UnmarshalText([]byte(named))
	}
	who, err := Who(ctx)
	if err != nil {
		return warehouse.SiteID{}, err
	}
	p, err := staff.Get(tx, who.Person)
	if err != nil {
		return warehouse.SiteID{}, err
	}
	if p.Site.IsZero() {
		return home(tx, who.Person)
	}
	at, err := place.GetSite(tx, p.Site)
	if err == nil && at.Archived || fault.KindOf(err) == fault.NotFound { // it was closed since, or never was
		return home(tx, who.Person)
	}
	return p.Site, err
}
