package read

import (
	"context"
	"fmt"
	"time"

	"warehouse-node/ui/api"
	"warehouse-node/ui/locale"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/sheet"
	"warehouse-node/warehouse/store"
)

// BinsTable is the bins of a list, as the import of bins takes them. What is
// carried has no row: it is made in numbers, and not by a table.
func (r *Reader) BinsTable(ctx context.Context, f api.BinsFilter, as string) (file api.TableFile, err error) {
	lang, site, _, err := r.reader(ctx, f.Site, rightBins)
	if err != nil {
		return file, err
	}
	e := exportOf(lang, place.Table(nil)[0])
	e.heads[0] = importHead(lang, "bin") // its name
	f.Site, f.Kind = site, []string{"bin", "dock"}
	e.slice = func(cursor string) (rows [][]string, next string, err error) {
		f.Cursor = cursor
		err = r.view(ctx, func(tx *store.Tx) error {
			where, err := at(ctx, tx, f.Site, rightBins)
			if err != nil {
				return err
			}
			b := &binList{look: newLook(tx), site: where, filter: f}
			var bins []place.BinSpec
			next, err = b.take(exportSlice, func(p *place.Place) error {
				if p.Kind == place.KindBin {
					bins = append(bins, p.Spec())
				}
				return nil
			})
			rows = place.Table(bins)[1:]
			return err
		})
		return rows, next, err
	}
	return e.file(as)
}

// OrdersTable is the orders of a list. Nobody's name, city or telephone is in it:
// a file leaves the house, and cannot be told to forget.
func (r *Reader) OrdersTable(ctx context.Context, f api.OrdersFilter, as string) (file api.TableFile, err error) {
	lang, site, zone, err := r.reader(ctx, f.Site, rightOrders)
	if err != nil {
		return file, err
	}
	e := export{lang: lang, heads: heads(lang, "orders.no", "orders.at", "orders.status", "shops.shop", "orders.carrier", "orders.leaves", "orders.lines",
		"stock.qty", "orders.sum", "import.field.currency", "orders.paid"),
		figures: map[int]sheet.Figures{6: sheet.Pieces, 7: sheet.Pieces, 8: sheet.Money}}
	f.Site, f.Limit = site, exportSlice
	e.slice = func(cursor string) (rows [][]string, next string, err error) {
		f.Cursor = cursor
		page, err := r.Orders(ctx, f)
		for _, o := range page.Rows {
			leaves := ""
			if o.Leaves != nil {
				leaves = moment(*o.Leaves, zone)
			}
			sum := fmt.Sprintf("%d.%02d", o.Sum.Minor/100, o.Sum.Minor%100)
			rows = append(rows, append(append([]string{o.No, moment(o.At, zone), locale.Say(lang, "order.status."+o.Status, nil), o.Shop, o.Carrier, leaves},
				whole(o.Lines, o.Units)...), sum, o.Sum.Currency, locale.Say(lang, "order.paid."+o.Paid, nil)))
		}
		return rows, page.Next, err
	}
	return e.file(as)
}

// moment is a time on the clocks of a site.
func moment(at time.Time, zone *time.Location) string { return at.In(zone).Format("2006-01-02 15:04") }

// ParcelsTable is the parcels that wait for couriers and those scanned out to
// them, courier by courier.
func (r *Reader) ParcelsTable(ctx context.Context, named, as string) (file api.TableFile, err error) {
	lang, site, zone, err := r.reader(ctx, named, "dispatch.read")
	if err != nil {
		return file, err
	}
	e := export{lang: lang, heads: heads(lang, "orders.carrier", "dispatch.parcel", "orders.no", "items.weightGrams", "orders.at", "orders.status"),
		figures: map[int]sheet.Figures{3: sheet.Pieces}}
	e.slice = func(string) (rows [][]string, next string, err error) {
		page, err := r.Dispatch(ctx, site)
		for _, c := range page.Couriers {
			for _, p := range c.Parcels {
				rows = append(rows, []string{c.Name, p.Parcel.Code, p.Order, whole(p.Grams)[0], moment(p.At, zone), locale.Say(lang, "parcel."+p.State, nil)})
			}
		}
		return rows, "", err
	}
	return e.file(as)
}
