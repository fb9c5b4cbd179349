package read

import (
	"bytes"
	"cmp"
	"context"
	"image/png"
	"strings"

	"warehouse-node/devices/label"
	"warehouse-node/orders"
	"warehouse-node/orders/ship"
	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/store"
)

// carrierLabels are the labels that carriers made for an order; none for one who may
// not print them.
func (c *orderCard) carrierLabels() (all api.List[api.CarrierLabel], err error) {
	if may(c.ctx, c.tx, ship.Right, c.o.Site) != nil {
		return nil, nil
	}
	for l, err := range ship.Of(c.tx, c.o.ID) {
		if err != nil {
			return nil, err
		}
		row, err := c.carrierLabel(l)
		if err != nil {
			return nil, err
		}
		all = append(all, row)
	}
	return all, nil
}

func (l *look) carrierLabel(of *ship.Label) (row api.CarrierLabel, err error) {
	row = api.CarrierLabel{ID: of.ID.String(), Format: string(of.Format), Pages: int64(of.Pages), Bytes: int64(of.Bytes), At: of.At}
	row.By, err = l.person(of.Person)
	return row, err
}

// CarrierLabel is a page of a label as a printer of the order's warehouse prints it.
func (r *Reader) CarrierLabel(ctx context.Context, id string, on api.CarrierPaper) (sheet api.CarrierSheet, err error) {
	var of ship.LabelID
	if err := of.UnmarshalText([]byte(id)); err != nil {
		return sheet, err
	}
	if err := r.view(ctx, func(tx *store.Tx) error {
		site, err := ship.SiteOf(tx, of)
		if err != nil {
			return err
		}
		if err := may(ctx, tx, ship.Right, site); err != nil {
			return err
		}
		sheet.Printers = r.printersOf(site)
		l, err := r.reading(ctx, tx)
		if err != nil {
			return err
		}
		label, err := ship.Get(tx, of)
		if err != nil {
			return err
		}
		if sheet.CarrierLabel, err = l.carrierLabel(label); err != nil {
			return err
		}
		sheet.Seq, err = seq(tx)
		return err
	}); err != nil {
		return sheet, err
	}
	at := ship.Paper{Media: label.Media{Width: label.Length(on.Width), Height: label.Length(on.Height)}, Resolution: label.DPI203}
	for _, p := range sheet.Printers {
		if on.Printer == "" || p.Name == on.Printer {
			sheet.Printer, at.Resolution = p.Name, label.Resolution(p.DPI)
			break
		}
	}
	if sheet.Printer == "" && on.Printer != "" {
		return sheet, fault.New(fault.Unavailable, "label.no_printer")
	}
	page := int(cmp.Or(on.Number, 1))
	s, err := ship.Open(ctx, r.DB, r.Ring, of, page, at, r.Outside.Pages, func(tx *store.Tx, o *orders.Order) error { return may(ctx, tx, ship.Right, o.Site) })
	if err != nil {
		return sheet, err
	}
	sheet.Order, sheet.OrderNo, sheet.Page = s.Order.ID.String(), s.Order.Number, int64(page)
	return sheet, drawSheet(&sheet, s.Sheet, at)
}

// printersOf are the printers of a warehouse.
func (r *Reader) printersOf(site warehouse.SiteID) (all api.List[api.StencilPrinter]) {
	if r.Outside.Machines == nil {
		return nil
	}
	for _, m := range r.Outside.Machines() {
		if m.DPI > 0 && m.Site == site {
			all = append(all, api.StencilPrinter{Name: m.Name, DPI: int64(m.DPI)})
		}
	}
	return all
}

// doubtful are the sentences for what a person must confirm.
var doubtful = map[ship.Doubt]string{
	ship.NothingRead: "ship.doubt.nothing_read", ship.CodesLost: "ship.doubt.lost", ship.Unchecked: "ship.doubt.unchecked",
	ship.Shrunk: "ship.doubt.shrunk", ship.Guessed: "ship.doubt.guessed", ship.OtherSize: "ship.doubt.size",
}

// changed are the sentences for what was done to a picture, where that is no doubt.
var changed = map[label.Change]string{label.Turned: "ship.note.turned", label.Cropped: "ship.note.cropped"}

func drawSheet(to *api.CarrierSheet, s *ship.Sheet, at ship.Paper) error {
	var out bytes.Buffer
	if err := png.Encode(&out, s.Picture); err != nil {
		return err
	}
	to.Picture, to.About = out.Bytes(), s.Format != nil
	for _, c := range s.Codes {
		to.Codes = append(to.Codes, api.CarrierCode{Symbology: strings.TrimPrefix(c.Symbology, "^"), Data: c.Data, State: string(c.State)})
	}
	per := int64(at.Resolution.Dots(1000 * label.Millimetre)) // dots a metre
	for _, d := range s.Doubts {
		to.Doubts = append(to.Doubts, api.Saying(doubtful[d], args{
			"percent": countArg(int64(s.Percent)), "width": countArg(int64(s.Width) * 1000 / per), "height": countArg(int64(s.Length) * 1000 / per),
			"dpi": countArg(int64(at.Resolution)),
		}))
	}
	for _, c := range s.Changes {
		if code := changed[c]; code != "" {
			to.Notes = append(to.Notes, say(code))
		}
	}
	if len(s.Missing) > 0 {
		to.Notes = append(to.Notes, api.Saying("ship.note.undrawn", args{"commands": textArg(strings.Join(s.Missing, " "))}))
	}
	return nil
}

// What happens to carriers' labels, in words.
var (
	_ = telling(ship.AddedKind, func(_ *look, _ *journal.Entry, ev ship.Added) (told, error) {
		return tells(toneNeutral, "tape.carrier_label", args{"format": textArg(strings.ToUpper(string(ev.Format))), "count": countArg(int64(ev.Pages))}), nil
	})
	_ = telling(ship.AskedKind, func(_ *look, _ *journal.Entry, ev ship.Asked) (told, error) {
		if ev.Confirmed {
			return tells(toneAttention, "tape.carrier_asked_doubt", args{"count": countArg(int64(ev.Count))}), nil
		}
		return tells(toneNeutral, "tape.carrier_asked", args{"count": countArg(int64(ev.Count))}), nil
	})
	_ = telling(ship.RemovedKind, func(_ *look, _ *journal.Entry, _ ship.Removed) (told, error) {
		return tells(toneNeutral, "tape.carrier_removed", nil), nil
	})
)
