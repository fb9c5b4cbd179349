package main

import (
	"context"
	"strings"

	"warehouse-node/devices/printer"
	"warehouse-node/ui/api"
	"warehouse-node/ui/read"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/dispatch"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/paper"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// labelsRequest asks for labels of places at a printer that was chosen before.
type labelsRequest struct {
	Site   warehouse.SiteID    `json:"site"`
	Places []warehouse.PlaceID `json:"places"`
	Queue  spool.Queue         `json:"queue"`
	Lang   paper.Lang          `json:"lang"`
}

type labelsAnswer struct {
	Jobs []spool.JobID `json:"jobs"`
}

const rightLabels staff.Right = "label.print"

// queueAt refuses a queue of another warehouse: it is named by the warehouse, or
// by one of its benches.
func queueAt(tx *store.Tx, q spool.Queue, site warehouse.SiteID, right staff.Right) error {
	_, text, _ := strings.Cut(string(q), "/")
	of, err := id[warehouse.PlaceID](text)
	if err != nil {
		return err
	}
	p, err := place.Get(tx, of)
	if err == nil && p.ID != site && p.Site != site {
		err = fault.New(fault.Denied, "staff.denied", "right", right)
	}
	return err
}

var _ = command.Register("place.label", rightLabels,
	func(_ *store.Tx, r *labelsRequest) (warehouse.SiteID, error) { return r.Site, nil },
	func(_ context.Context, tx *store.Tx, r *labelsRequest) (*labelsAnswer, error) {
		if err := station.SomeLabels(len(r.Places)); err != nil {
			return nil, err
		}
		for _, id := range r.Places {
			p, err := place.Get(tx, id)
			if err != nil {
				return nil, err
			}
			if p.Site != r.Site {
				return nil, fault.New(fault.Denied, "staff.denied", "right", rightLabels)
			}
		}
		if err := queueAt(tx, r.Queue, r.Site, rightLabels); err != nil {
			return nil, err
		}
		labels, err := place.Labels(tx, r.Places...)
		if err != nil {
			return nil, err
		}
		a := &labelsAnswer{}
		for i, l := range labels {
			template := paper.BinLabels
			if l.Kind.Carried() {
				template = paper.ToteLabels
			}
			body, err := template.Print(tx, paper.Look{Lang: r.Lang}, &paper.PlaceLabel{Name: l.Name, Code: l.Code, Note: l.Site})
			if err != nil {
				return nil, err
			}
			id, err := station.Labels.Put(tx, spool.To{Queue: r.Queue, Site: r.Site, Subject: journal.About("place", r.Places[i])}, &body)
			if err != nil {
				return nil, err
			}
			a.Jobs = append(a.Jobs, id)
		}
		return a, nil
	})

// plainHands print what people asked for.
func (f *floor) plainHands(p printer.Printer, w *spool.Worker) {
	for _, kind := range []*spool.Kind[paper.Print, struct{}]{station.Labels, slips, pickLists, dispatch.Sheets} {
		kind.On(w, func(ctx context.Context, t *spool.Try, body paper.Print) (struct{}, error) {
			drawn, err := body.Label(ctx, f.DB, f.Ring)
			if err != nil {
				return struct{}{}, spool.NotDone(err)
			}
			return struct{}{}, printOne(ctx, t, p, *drawn)
		}, func(ctx context.Context, j *spool.Job, _ paper.Print) (struct{}, error) {
			return struct{}{}, askPrinter(ctx, p, j.Intent)
		})
	}
}

// labelPlaces asks for labels of places, of one warehouse.
func labelPlaces(ctx context.Context, a *access, in *api.LabelsPrint) (*labelsRequest, error) {
	r := &labelsRequest{}
	for _, text := range in.Places {
		p, err := id[warehouse.PlaceID](text)
		if err != nil {
			return nil, err
		}
		r.Places = append(r.Places, p)
	}
	to, err := a.toPrinter(ctx, in.Printer, func(tx *store.Tx) (warehouse.SiteID, error) { return siteOfLabels(ctx, tx, r.Places) })
	r.Site, r.Queue, r.Lang = to.site, to.queue, to.lang
	return r, err
}

// labelsTo is where labels that a person asked for come out, and in which language.
type labelsTo struct {
	site  warehouse.SiteID
	queue spool.Queue
	lang  paper.Lang
}

// toPrinter chooses the printer of that name, or that of the person's bench, or the
// first, at a warehouse where the person may print labels.
func (a *access) toPrinter(ctx context.Context, printer string, site func(*store.Tx) (warehouse.SiteID, error)) (to labelsTo, err error) {
	who, err := read.Who(ctx)
	if err != nil {
		return to, err
	}
	var bench warehouse.StationID
	if err := a.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		if to.site, err = site(tx); err != nil {
			return err
		}
		if err := staff.May(tx, who.Person, rightLabels, to.site); err != nil {
			return err
		}
		to.lang, bench, err = writerOf(tx, who.Person)
		return err
	}); err != nil {
		return to, err
	}
	to.queue, err = a.printerFor(to.site, bench, printer)
	return to, err
}

// writerOf is in which language a person reads, and at which bench they stand,
// zero for none.
func writerOf(tx *store.Tx, id warehouse.PersonID) (lang paper.Lang, bench warehouse.StationID, err error) {
	p, err := staff.Get(tx, id)
	if err != nil {
		return "", bench, err
	}
	s, err := station.Of(tx, id)
	switch {
	case err == nil:
		bench = s.Station
	case fault.KindOf(err) != fault.NotFound:
		return "", bench, err
	}
	return paper.Lang(p.Locale), bench, nil
}

// siteOfLabels is the warehouse of the first place; without a place the command
// itself refuses.
func siteOfLabels(ctx context.Context, tx *store.Tx, places []warehouse.PlaceID) (warehouse.SiteID, error) {
	if len(places) == 0 {
		return read.Site(ctx, tx, "")
	}
	p, err := place.Get(tx, places[0])
	if err != nil {
		return warehouse.SiteID{}, err
	}
	return p.Site, nil
}

// printerFor is the queue of a printer by its name, of a bench, or of a
// warehouse. Unavailable when there is none.
func (n *Node) printerFor(site warehouse.SiteID, bench warehouse.StationID, name string) (spool.Queue, error) {
	var first *machine
	if n.floor != nil {
		for _, m := range n.floor.machines {
			if m.Kind != "printer" || m.home() != site {
				continue
			}
			if name != "" && m.Name == name || name == "" && !bench.IsZero() && m.bench() == bench {
				return m.queue("printer"), nil
			}
			if first == nil {
				first = m
			}
		}
	}
	if first == nil || name != "" {
		return "", fault.New(fault.Unavailable, "label.no_printer")
	}
	return first.queue("printer"), nil
}
