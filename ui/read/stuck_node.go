package read

import (
	"context"
	"time"

	"warehouse-node/orders/shop"
	"warehouse-node/ui/api"
	"warehouse-node/ui/locale"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/store"
)

// Disk is how much may still be written where the data lies.
type Disk struct {
	Low   bool
	Free  int64 // bytes
	Since time.Time
}

// stuckShops are the shops of a site that do not answer or refuse us, and at
// every site those that wait for a warehouse. They go when it works again.
func (r *Reader) stuckShops(l *look, site place.Site) (rows []api.StuckRow, err error) {
	for s, err := range shop.Shops(l.tx) {
		if err != nil {
			return nil, err
		}
		channel := r.channel(s.Name)
		if s.Site != site.ID || channel == nil {
			continue
		}
		if row := l.stuckShop(s, channel); row != nil {
			rows = append(rows, *row)
		}
	}
	if r.Outside.Unserved == nil {
		return rows, nil
	}
	for _, name := range r.Outside.Unserved() {
		rows = append(rows, api.StuckRow{
			ID: "shop " + name, Kind: "shop_waits", Since: r.started(l.tx), Tone: toneAttention,
			What: api.Saying("stuck.what.shop_unserved", args{"shop": textArg(name)}), Safe: say("stuck.safe.shop_unserved"),
		})
	}
	return rows, nil
}

// stuckShop is a shop with which an exchange failed several times in a row, or
// hangs; nil for one that fares well.
func (l *look) stuckShop(s *shop.Shop, channel Channel) *api.StuckRow {
	row := &api.StuckRow{
		ID: "shop " + s.Name, Kind: "shop_waits", Tone: toneWrong, Safe: say("stuck.safe.shop_waits"),
		Actions: first(action("exchange", "shop.exchange", map[string]any{"shop": s.Name})),
	}
	next := channel.Next()
	worst := &shop.Fare{}
	for i := range s.Fares {
		if s.Fares[i].Fails > worst.Fails {
			worst = &s.Fares[i]
		}
	}
	switch {
	case worst.Fails >= badAfter:
		row.Since, row.Tries = worst.Since, int64(worst.Fails)
		why := l.why(worst.Why.Code, worst.Why.Args)
		if words := channel.Said(worst.Kind); words != "" {
			why = textArg(locale.Say(l.lang, "shop.say.words", locale.Args{"text": why.Text, "words": words}))
		}
		row.What = api.Saying("stuck.what.shop_waits", args{"shop": textArg(s.Name), "why": why})
		if next.After(l.tx.Now()) {
			row.Next = &next
		}
	case !next.IsZero() && l.tx.Now().Sub(next) > lateAfter:
		row.Since = next
		row.What = api.Saying("stuck.what.shop_hangs", args{"shop": textArg(s.Name)})
	default:
		return nil
	}
	return row
}

// stuckProofs are the proofs that do not hold, at every site: the books are the
// node's. They go when they hold again.
func (r *Reader) stuckProofs(l *look, _ place.Site) (rows []api.StuckRow, err error) {
	for _, f := range r.Outside.Proofs.Failed() {
		rows = append(rows, api.StuckRow{
			ID: "proof " + f.Name, Kind: "proof_failed", Since: f.Since, Tone: toneWrong, Safe: say("stuck.safe.proof_failed"),
			What:    l.saysProof(f),
			Actions: first(action("prove_again", "node.check", map[string]any{"name": f.Name})),
		})
	}
	return rows, nil
}

// stuckDisk is that the disk runs full, at every site: it is the node's.
func (r *Reader) stuckDisk(*look, place.Site) (rows []api.StuckRow, err error) {
	disk := r.disk()
	if !disk.Low {
		return nil, nil
	}
	return []api.StuckRow{{
		ID: "disk", Kind: "disk_low", Since: disk.Since, Tone: toneWrong,
		What: api.Saying("stuck.what.disk_low", args{"free": textArg(decimal(uint64(max(disk.Free, 0) >> 20)))}), Safe: say("stuck.safe.disk_low"),
	}}, nil
}

func (r *Reader) disk() Disk {
	if r.Outside.Disk == nil {
		return Disk{}
	}
	return r.Outside.Disk()
}

// started is since when the node runs.
func (r *Reader) started(tx *store.Tx) time.Time {
	if r.Outside.Started == nil {
		return tx.Now()
	}
	return r.Outside.Started()
}

// shopPulses are the shops of the warehouses where the actor may see them, how the
// exchange with each fares, and those that wait for a warehouse.
func (r *Reader) shopPulses(ctx context.Context, tx *store.Tx) (all api.List[api.ShopPulse], err error) {
	for s, err := range shop.Shops(tx) {
		if err != nil {
			return nil, err
		}
		if err := may(ctx, tx, rightShops, s.Site); fault.KindOf(err) == fault.Denied && err != nil {
			continue
		} else if err != nil {
			return nil, err
		}
		stand, err := shop.Stand(tx, s)
		if err != nil {
			return nil, err
		}
		tone, state := shopState(stand, r.channel(s.Name) != nil, tx.Now())
		pulse := api.ShopPulse{Name: s.Name, Health: string(tone), State: state}
		if last := lastWell(s); !last.IsZero() {
			pulse.Last = &last
		}
		all = append(all, pulse)
	}
	if r.Outside.Unserved == nil {
		return all, nil
	}
	for _, name := range r.Outside.Unserved() {
		all = append(all, api.ShopPulse{Name: name, Health: string(toneAttention), State: say("shop.state.no_site")})
	}
	return all, nil
}
