package main

import (
	"bytes"
	"context"
	"io"
	"slices"

	"warehouse-node/ui"
	"warehouse-node/ui/api"
	"warehouse-node/ui/locale"
	"warehouse-node/ui/read"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/dispatch"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/look"
	"warehouse-node/warehouse/move"
	"warehouse-node/warehouse/pack"
	"warehouse-node/warehouse/paper"
	"warehouse-node/warehouse/pick"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/receive"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// scannable are the actions of the floor that a scan alone can do, those of more
// than one work first. One that needs an answer is not among them: typed.
var scannable = []string{
	pick.ActUndo, pick.ActBack, pick.ActShort, receive.ActDamaged, receive.ActPrint, move.ActOther, receive.ActClose,
	pick.ActSkip, pick.ActFull, pick.ActBlocked, pick.ActQuantity, pick.ActTour, pick.ActLeave, pick.ActMislabel, pick.ActHere,
	pick.ActConfirm, pick.ActEmpty, pick.ActSwapped, pick.ActLot, pick.ActReturned,
	pack.ActLabel, pack.ActParcel, pack.ActAside, pack.ActReopen, dispatch.ActList,
}

// typed are the actions that no barcode can do, because they carry an answer:
// which task, arrival, courier or meaning of a code (a tote, a paper, the dock or
// a digit is scanned instead),
// how many there are (the goods or the digits are), what a parcel weighs.
var typed = []string{pick.ActTake, pick.ActFound, receive.ActOpen, pack.ActWeight, look.ActChoose}

// floorCommands are all command barcodes of the floor, in the words of its
// screens: the menu, the works, the actions.
func floorCommands(lang locale.Lang) (all []paper.Command) {
	add := func(name, word string) {
		all = append(all, paper.Command{Code: ident.CommandCode(name), Title: locale.Say(lang, word, nil)})
	}
	add(station.MenuFlow, "act."+station.MenuFlow)
	for _, name := range station.Flows() {
		add(name, "flow."+name)
	}
	for _, name := range scannable {
		add(name, "act."+name)
	}
	for _, digit := range station.Digits {
		all = append(all, paper.Command{Code: ident.CommandCode(digit), Title: digit})
	}
	return all
}

// commandSheet draws the sheet of command barcodes of a warehouse, by its id, in
// the language of who opens it. It is kept nowhere: it says the same each time.
func (s shelf) commandSheet(ctx context.Context, name string) (ui.File, error) {
	who, err := read.Who(ctx)
	if err != nil {
		return ui.File{}, err
	}
	var look paper.Look
	m := &paper.CommandSheet{}
	if err := s.n.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		at, err := read.Site(ctx, tx, name)
		if err != nil {
			return err
		}
		if err := staff.May(tx, who.Person, rightLabels, at); err != nil {
			return err
		}
		site, err := place.GetSite(tx, at)
		if err != nil {
			return err
		}
		look.Zone, m.Place, m.At = site.Timezone, site.Name, tx.Now()
		look.Lang, _, err = writerOf(tx, who.Person)
		return err
	}); err != nil {
		return ui.File{}, err
	}
	m.Commands = floorCommands(locale.Parse(string(look.Lang)))
	doc, err := paper.CommandSheets.Draw(ctx, look, nil, m)
	if err != nil {
		return ui.File{}, err
	}
	var out bytes.Buffer
	if err := doc.PDF(&out); err != nil {
		return ui.File{}, err
	}
	return ui.File{Body: io.NopCloser(&out), Type: "application/pdf"}, nil
}

// stickersRequest asks for command barcodes as labels at a printer that was
// chosen before.
type stickersRequest struct {
	Site     warehouse.SiteID `json:"site"`
	Commands []paper.Command  `json:"commands"`
	Queue    spool.Queue      `json:"queue"`
	Lang     paper.Lang       `json:"lang"`
}

var _ = command.Register("label.commands", rightLabels,
	func(_ *store.Tx, r *stickersRequest) (warehouse.SiteID, error) { return r.Site, nil },
	func(_ context.Context, tx *store.Tx, r *stickersRequest) (*labelsAnswer, error) {
		if err := station.SomeLabels(len(r.Commands)); err != nil {
			return nil, err
		}
		if err := queueAt(tx, r.Queue, r.Site, rightLabels); err != nil {
			return nil, err
		}
		a := &labelsAnswer{}
		for _, c := range r.Commands {
			if _, ours, err := ident.CommandName(c.Code); err != nil || !ours {
				return nil, fault.New(fault.Invalid, "label.no_command", "code", c.Code)
			}
			body, err := paper.CommandLabels.Print(tx, paper.Look{Lang: r.Lang}, &c)
			if err != nil {
				return nil, err
			}
			id, err := station.Labels.Put(tx, spool.To{Queue: r.Queue, Site: r.Site, Subject: journal.About("place", r.Site)}, &body)
			if err != nil {
				return nil, err
			}
			a.Jobs = append(a.Jobs, id)
		}
		return a, nil
	})

// labelCommands asks for command barcodes as labels; without codes all are meant.
func labelCommands(ctx context.Context, a *access, in *api.CommandsPrint) (*stickersRequest, error) {
	to, err := a.toPrinter(ctx, in.Printer, func(tx *store.Tx) (warehouse.SiteID, error) { return read.Site(ctx, tx, in.Site) })
	r := &stickersRequest{Site: to.site, Queue: to.queue, Lang: to.lang}
	for _, c := range floorCommands(locale.Parse(string(r.Lang))) {
		if len(in.Codes) == 0 || slices.Contains(in.Codes, c.Code) {
			r.Commands = append(r.Commands, c)
		}
	}
	return r, err
}
