package receive_test

import (
	"context"
	"strings"
	"testing"

	"warehouse-node/devices/scan"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/station/stationtest"
	"warehouse-node/warehouse/store"
)

// TestAskedAtTheDock: lot, day and serial number are asked one after the other,
// and answered by a scan or by typing.
func TestAskedAtTheDock(t *testing.T) {
	h := newHouse(t)
	h.walk(t,
		step{"scan receive", "ok arrivals receive.scan", ""},
		step{"touch open", "ok item receive.opened", ""},
		step{"scan DOCK", "ok item receive.dock", ""},
		step{"scan " + shampoo, "attention lot receive.ask_lot", ""},
		step{"touch confirm lot=012345678901234567890", "wrong lot receive.bad_lot", ""},
		step{"scan A-1", "wrong wrong receive.not_dock", ""},
		step{"scan L-1", "attention expiry receive.ask_expiry", ""},
		step{"scan tomorrow", "wrong expiry receive.scan_day", ""},
		step{"scan 4600000000008", "wrong expiry receive.scan_day", ""},
		step{"touch confirm expiry=soon", "wrong expiry receive.bad_day", ""},
		step{"scan 270331", "ok quantity receive.taken", "1 SHA L-1 2027-03-31"},
		step{"touch back", "ok item receive.scan", "1 SHA L-1 2027-03-31"},
		step{"scan " + shampoo, "attention lot receive.ask_lot", "1 SHA L-1 2027-03-31"},
		step{"touch confirm lot=L-2", "attention expiry receive.ask_expiry", "1 SHA L-1 2027-03-31"},
		step{"touch confirm expiry=270430", "ok quantity receive.taken", "1 SHA L-1 2027-03-31, 1 SHA L-2 2027-04-30"},
		step{"touch undo", "ok item receive.undone", "1 SHA L-1 2027-03-31"},
		step{"scan " + phone, "attention serial receive.ask_serial", "1 SHA L-1 2027-03-31"},
		step{"touch confirm serial=", "wrong serial receive.bad_serial", "1 SHA L-1 2027-03-31"},
		step{"touch confirm serial=SN-1", "ok quantity receive.taken", "1 PHO, 1 SHA L-1 2027-03-31"},
		step{"scan " + phone, "attention serial receive.ask_serial", "1 PHO, 1 SHA L-1 2027-03-31"},
		step{"scan SN-1", "wrong wrong receive.unit_known", "1 PHO, 1 SHA L-1 2027-03-31"},
		step{"scan 4600000000008", "ok quantity receive.taken", "1 SHA L-1 2027-03-31, 2 PHO"}, // a serial number that looks like a barcode
	)
}

// TestAskedOnTheWay: what was taken in by an answer is put away by the same one.
func TestAskedOnTheWay(t *testing.T) {
	h := newHouse(t)
	h.walk(t,
		step{"scan receive", "ok arrivals receive.scan", ""},
		step{"touch open", "ok item receive.opened", ""},
		step{"scan DOCK", "ok item receive.dock", ""},
		step{"scan " + phone, "attention serial receive.ask_serial", ""},
		step{"scan 4600000000008", "ok quantity receive.taken", "1 PHO"},
	)
	h.came(t, "DOCK", shampoo, 3, "L-1", warehouse.Good)
	h.came(t, "DOCK", shampoo, 4, "L-2", warehouse.Good)
	h.walk(t,
		step{"scan putaway", "ok take putaway.scan", "-"},
		step{"scan " + phone, "attention serial receive.ask_serial", "-"},
		step{"scan SN-9", "wrong wrong putaway.none", "-"},
		step{"scan " + phone, "attention serial receive.ask_serial", "-"},
		step{"touch confirm serial=", "wrong serial receive.bad_serial", "-"},
		step{"scan 4600000000008", "ok go putaway.go", "-"},
		step{"touch back", "ok take putaway.scan", "-"},
		step{"scan " + shampoo, "attention lot putaway.which_lot", "-"},
		step{"touch confirm lot=", "wrong lot receive.bad_lot", "-"},
		step{"scan L-3", "wrong wrong putaway.none", "-"},
		step{"scan " + shampoo, "attention lot putaway.which_lot", "-"},
		step{"scan L-2", "ok count putaway.took", "-"},
	)
	if v := h.view(t); v.Lot != "L-2" || v.Most != 4 {
		t.Errorf("in the hands: lot %s, at most %d", v.Lot, v.Most)
	}
}

// TestDayOnTheWay: of one lot in two days the day is asked, and may be typed as
// it is printed.
func TestDayOnTheWay(t *testing.T) {
	h := newHouse(t)
	stationtest.Must(t, h.Write(func(_ context.Context, tx *store.Tx) error {
		site, err := place.GetSite(tx, h.Site)
		if err != nil {
			return err
		}
		for _, day := range []measure.Day{measure.DayFrom(2027, 3, 31), measure.DayFrom(2027, 4, 30)} {
			l, err := ledger.LotFor(tx, h.Item[shampoo], "L-1", day, 0, day)
			if err != nil {
				return err
			}
			s := warehouse.Stock{Item: h.Item[shampoo], Lot: l.ID, Owner: site.Owner}
			if err := ledger.Post(tx, &ledger.Move{Stock: s, Qty: 2, From: place.Supplier, To: h.At["DOCK"], Reason: "test"}); err != nil {
				return err
			}
		}
		return nil
	}))
	h.walk(t,
		step{"scan putaway", "ok take putaway.scan", "-"},
		step{"scan " + shampoo, "attention expiry putaway.which_lot", "-"},
		step{"touch confirm expiry=", "wrong expiry receive.bad_day", "-"},
		step{"touch confirm expiry=270430", "ok count putaway.took", "-"},
	)
	if v := h.view(t); v.Expiry != "2027-04-30" {
		t.Errorf("in the hands: good until %s", v.Expiry)
	}
}

// TestLostSeparator: of a code that lost its separators the goods are taken, but
// never the piece or the lot that it seems to name: both are asked for, with what
// is wrong beside the question.
func TestLostSeparator(t *testing.T) {
	h := newHouse(t)
	mark := "010" + phone + "215w9EJp" + scan.GS + "93abc1"
	lost := strings.ReplaceAll(mark, scan.GS, "")
	h.walk(t,
		step{"scan receive", "ok arrivals receive.scan", ""},
		step{"touch open", "ok item receive.opened", ""},
		step{"scan DOCK", "ok item receive.dock", ""},
		step{"scan " + lost, "attention serial receive.ask_serial", ""},
		step{"scan " + lost, "attention serial receive.ask_serial", ""},
	)
	if hint := h.Last.Reply.Hint.Code; hint != "station.hint.separator" {
		t.Errorf("beside the question stands %q", hint)
	}
	h.walk(t, step{"scan " + mark, "ok quantity receive.taken", "1 PHO"})
}
