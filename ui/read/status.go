package read

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"sync"
	"time"

	"warehouse-node/orders"
	"warehouse-node/orders/ship"
	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// Counters is the work that waits at a warehouse. It is asked by every screen
// that opens, so what was counted is kept until the bell of the store rings.
func (r *Reader) Counters(ctx context.Context, named string) (c api.Counters, err error) {
	bell := r.DB.Bell() // before the read: it rings for all that the read does not see
	err = r.view(ctx, func(tx *store.Tx) error {
		site, err := worksAt(ctx, tx, named)
		if err != nil {
			return err
		}
		now, err := r.counted(tx, site, bell)
		c = now.Counters
		return err
	})
	return c, err
}

// worksAt is the site that is named, or where the person works: one of those at
// which they have any role, or a program any right.
func worksAt(ctx context.Context, tx *store.Tx, named string) (place.Site, error) {
	id, err := Site(ctx, tx, named)
	if err != nil {
		return place.Site{}, err
	}
	who, err := Who(ctx)
	if err != nil {
		return place.Site{}, err
	}
	p, err := staff.Get(tx, who.Person)
	if err != nil {
		return place.Site{}, err
	}
	here := slices.ContainsFunc(p.Roles, func(a staff.RoleAt) bool { return a.Site.IsZero() || a.Site == id }) ||
		slices.ContainsFunc(p.Grants, func(g staff.Grant) bool { return g.Site.IsZero() || g.Site == id })
	if !p.Active || !here {
		return place.Site{}, fault.New(fault.Denied, "staff.foreign_site")
	}
	return place.GetSite(tx, id)
}

// counters are those of each site, as long as they stand.
type counters struct {
	mu sync.Mutex
	of map[warehouse.SiteID]standing
}

// standing is what was counted, until its bell rings or its day ends.
type standing struct {
	api.Counters
	stuck string // changes whenever the list of what is stuck does
	bell  <-chan struct{}
	day   time.Time
}

func (s *standing) stands(today time.Time) bool {
	select {
	case <-s.bell:
		return false
	default:
		return s.bell != nil && s.day.Equal(today)
	}
}

func (r *Reader) counted(tx *store.Tx, site place.Site, bell <-chan struct{}) (standing, error) {
	today := startOfDay(site, tx.Now())
	r.counters.mu.Lock()
	known := r.counters.of[site.ID]
	r.counters.mu.Unlock()
	if !known.stands(today) {
		now, err := r.count(tx, site, today)
		if err != nil {
			return now, err
		}
		if now.Seq, err = seq(tx); err != nil {
			return now, err
		}
		now.bell, now.day = bell, today
		known = now
		r.counters.keep(site.ID, known)
	}
	if r.Outside.Unwell != nil {
		known.Devices = r.Outside.Unwell(site.ID)
	}
	return known, nil
}

func (c *counters) keep(site warehouse.SiteID, s standing) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.of == nil {
		c.of = map[warehouse.SiteID]standing{}
	}
	c.of[site] = s
}

func (r *Reader) count(tx *store.Tx, site place.Site, today time.Time) (c standing, err error) {
	for _, row := range []struct {
		status orders.Status
		to     *int64
	}{
		{orders.Problem, nil}, {orders.Waiting, nil}, {orders.Promised, nil}, {orders.Picking, &c.Picking},
		{orders.Packing, &c.Packing}, {orders.Ready, &c.Ready},
	} {
		n, err := howMany(orders.With(tx, site.ID, row.status))
		if err != nil {
			return c, err
		}
		if c.Orders += n; row.to != nil {
			*row.to = n
		}
	}
	if c.Promised, err = forWaves(tx, site.ID); err != nil {
		return c, err
	}
	if c.Gone, err = howMany(orders.LeftSince(tx, site.ID, today)); err != nil {
		return c, err
	}
	if c.Dispatch, err = howMany(job.WaitingFor(tx, site.ID, "")); err != nil {
		return c, err
	}
	if c.Shops, err = r.unwellShops(tx, site); err != nil {
		return c, err
	}
	stuck, err := r.stuckAt(newLook(tx), site)
	c.Stuck, c.stuck = int64(len(stuck)), markOf(stuck)
	return c, err
}

// markOf changes whenever the list of what is stuck does.
func markOf(rows []api.StuckRow) string {
	sum := sha256.New()
	for _, row := range rows {
		fmt.Fprintln(sum, row.ID, row.Kind, row.What.Code, row.What.Detail, row.Safe.Code, row.Since.Unix(), row.Tries, row.Next != nil)
	}
	return string(sum.Sum(nil))
}

// forWaves counts the orders of a site that wait for nothing but their release.
func forWaves(tx *store.Tx, site warehouse.SiteID) (n int64, err error) {
	rules, err := orders.Rules.At(tx, site)
	if err != nil {
		return 0, err
	}
	for o, err := range orders.With(tx, site, orders.Promised) {
		if err != nil {
			return 0, err
		}
		if forWave(rules, o) {
			n++
		}
	}
	return n, nil
}

// howMany counts what a walk meets.
func howMany[V any](walk func(func(*V, error) bool)) (n int64, err error) {
	for _, err := range walk {
		if err != nil {
			return 0, err
		}
		n++
	}
	return n, nil
}

// Outside is what the program knows of itself that stands in no table; cmd fills
// it. Each part may be nil.
type Outside struct {
	Version   string
	Started   func() time.Time
	Store     func() api.StoreStatus
	Backup    func() *time.Time // the last verified one
	Unwell    func(warehouse.SiteID) int64
	Channel   func(shop string) Channel // nil for one that nobody speaks with
	Unserved  func() []string           // shops whose warehouse is not made yet
	Disk      func() Disk
	Machines  func() []Machine
	Frames    func(device string) (api.DeviceFrames, warehouse.SiteID, bool)
	Reads     func(tx *store.Tx, f api.DeviceReadsFilter) (api.DeviceReads, warehouse.SiteID, bool, error)
	Followers []*journal.Follower
	Proofs    *Proofs
	Pages     ship.Pages // draws PDF
}

// Status is the node's own pulse.
func (r *Reader) Status(ctx context.Context) (s api.NodeStatus, err error) {
	out := r.Outside
	s = api.NodeStatus{Version: out.Version, Node: nodeName(r.DB.Node()), Epoch: int64(r.DB.Epoch())}
	if out.Started != nil {
		s.Started = out.Started()
	}
	if out.Store != nil {
		s.Store = out.Store()
	}
	s.Store.DiskLow = r.disk().Low
	if out.Backup != nil {
		s.Backup = out.Backup()
	}
	err = r.view(ctx, func(tx *store.Tx) error {
		if err := may(ctx, tx, "audit.read", staff.Anywhere); err != nil {
			return err
		}
		if s.Seq, err = seq(tx); err != nil {
			return err
		}
		s.Now = tx.Now()
		l, err := r.reading(ctx, tx)
		if err != nil {
			return err
		}
		s.Checks = l.proofs(out.Proofs)
		for _, f := range out.Followers {
			behind, parked, err := f.Lag(tx)
			if err != nil {
				return err
			}
			s.Followers = append(s.Followers, api.Follower{Name: f.Name, Seq: s.Seq - int64(behind), Behind: int64(behind), Parked: int64(parked)})
		}
		if s.Shops, err = r.shopPulses(ctx, tx); err != nil {
			return err
		}
		s.Spool, err = spoolQueues(tx)
		return err
	})
	return s, err
}

// spoolQueues are the jobs of every kind that are not at their end.
func spoolQueues(tx *store.Tx) (all api.List[api.SpoolQueue], err error) {
	kinds := map[string]int{}
	for _, k := range spool.Kinds() {
		kinds[k.Name] = len(all)
		all = append(all, api.SpoolQueue{Kind: k.Name})
	}
	for q, err := range spool.Queues(tx) {
		if err != nil {
			return nil, err
		}
		if q.Open == 0 {
			continue
		}
		for j, err := range spool.InQueue(tx, q.Queue) {
			if err != nil {
				return nil, err
			}
			i, known := kinds[j.Kind]
			if !known { // of a kind that this program no longer has
				i = len(all)
				kinds[j.Kind] = i
				all = append(all, api.SpoolQueue{Kind: j.Kind})
			}
			switch j.State {
			case spool.Unknown, spool.Asking:
				all[i].Unknown++
			case spool.Refused:
				all[i].Failed++
			default:
				all[i].Waiting++
			}
		}
	}
	return all, nil
}

// AllCounters are the counters of every warehouse by its id, and a mark of each
// that changes whenever the list of what is stuck there does: for the program
// that tells its screens.
func (r *Reader) AllCounters(ctx context.Context) (all map[string]api.Counters, stuck map[string]string, err error) {
	bell := r.DB.Bell()
	all, stuck = map[string]api.Counters{}, map[string]string{}
	err = r.view(ctx, func(tx *store.Tx) error {
		sites, err := place.Sites(tx)
		if err != nil {
			return err
		}
		for _, s := range sites {
			now, err := r.counted(tx, s, bell)
			if err != nil {
				return err
			}
			all[s.ID.String()], stuck[s.ID.String()] = now.Counters, now.stuck
		}
		return nil
	})
	return all, stuck, err
}
