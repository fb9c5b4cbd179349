package main

import (
	"bytes"
	"context"
	"io"
	"strings"

	"warehouse-node/orders"
	"warehouse-node/ui"
	"warehouse-node/ui/read"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/paper"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// orderPaper draws a paper of an order as it stands now: "packing_slip/ORDER" or
// "pick_list/ORDER". It is kept nowhere. Who may print papers and read orders
// may open it.
func (s shelf) orderPaper(ctx context.Context, name string) (ui.File, error) {
	who, err := read.Who(ctx)
	if err != nil {
		return ui.File{}, err
	}
	kind, text, _ := strings.Cut(name, "/")
	oid, err := id[warehouse.OrderID](text)
	if err != nil {
		return ui.File{}, err
	}
	draft := &drafted{}
	if err := s.n.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		o, err := orders.Get(tx, oid)
		if err != nil {
			return err
		}
		for _, right := range []staff.Right{rightPapers, "orders.read"} {
			if err := staff.May(tx, who.Person, right, o.Site); err != nil {
				return err
			}
		}
		return draft.read(tx, kind, o, who.Person)
	}); err != nil {
		return ui.File{}, err
	}
	doc, err := draft.document(ctx, s.n.Ring)
	if err != nil {
		return ui.File{}, err
	}
	var out bytes.Buffer
	if err := doc.PDF(&out); err != nil {
		return ui.File{}, err
	}
	return ui.File{Body: io.NopCloser(&out), Type: "application/pdf"}, nil
}

// drafted is a paper of an order, read and not drawn yet: drawing opens what is
// sealed, and no transaction should be open then.
type drafted struct {
	look  paper.Look
	slips []paper.PackingSlip
	picks *paper.PickList
}

func (p *drafted) read(tx *store.Tx, kind string, o *orders.Order, reader warehouse.PersonID) error {
	site, err := place.GetSite(tx, o.Site)
	if err != nil {
		return err
	}
	lang, _, err := writerOf(tx, reader)
	if err != nil {
		return err
	}
	p.look = paper.Look{Lang: lang, Zone: site.Timezone}
	d := &drafting{tx: tx, o: o, site: site, look: p.look}
	switch kind {
	case "packing_slip":
		p.slips, err = d.slips()
	case "pick_list":
		p.picks, err = d.pickList()
	default:
		err = fault.New(fault.NotFound, "files.none", "name", kind)
	}
	return err
}

// document is the paper; slips of several parcels are pages of one.
func (p *drafted) document(ctx context.Context, open paper.Opener) (*paper.Document, error) {
	if p.picks != nil {
		return paper.PickLists.Draw(ctx, p.look, open, p.picks)
	}
	var all []*paper.Document
	for i := range p.slips {
		doc, err := paper.PackingSlips.Draw(ctx, p.look, open, &p.slips[i])
		if err != nil {
			return nil, err
		}
		all = append(all, doc)
	}
	return paper.Join(all...), nil
}
