package receive_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/paper"
	"warehouse-node/warehouse/receive"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

const printing = spool.Queue("printer/dock")

// labels are the labels that wait, oldest first: kind, which of how many, its fields.
func (h *house) labels(t *testing.T, fields ...string) (all []string) {
	t.Helper()
	h.Read(t, func(tx *store.Tx) error {
		for j, err := range spool.InQueue(tx, printing) {
			if err != nil {
				return err
			}
			p, err := station.Labels.Body(j)
			if err != nil {
				return err
			}
			v, err := p.Values(context.Background(), nil)
			if err != nil {
				return err
			}
			said := []string{p.Kind, string(p.Look.Lang), v["copy.index"] + "/" + v["copy.of"]}
			for _, f := range fields {
				said = append(said, v[f])
			}
			all = append(all, strings.Join(said, " "))
		}
		return nil
	})
	return all
}

// TestLabelsOfWhatCame: once goods are taken in their labels can be printed, as
// many as the receiver says: of the lot, or where there is none, of the goods.
func TestLabelsOfWhatCame(t *testing.T) {
	h := newHouse(t)
	t.Cleanup(func() { station.PrintsAt(nil) })
	h.walk(t,
		step{"scan receive", "ok arrivals receive.scan", ""},
		step{"touch open", "ok item receive.opened", ""},
		step{"scan DOCK", "ok item receive.dock", ""},
		step{"scan 01046070341754051727033110L1", "ok quantity receive.taken", "1 SHA L1 2027-03-31"},
		step{"touch print", "attention quantity receive.no_printer", "1 SHA L1 2027-03-31"},
	)
	station.PrintsAt(func(_ *store.Tx, site warehouse.SiteID, _ warehouse.StationID) (spool.Queue, error) {
		return printing, nil
	})
	h.walk(t,
		step{"touch print copies=0", "wrong quantity receive.bad_copies", "-"},
		step{"touch print copies=201", "wrong quantity receive.bad_copies", "-"},
		step{"touch print copies=2", "ok quantity receive.labels", "1 SHA L1 2027-03-31"},
		step{"scan " + ident.CommandCode(receive.ActPrint), "ok quantity receive.labels", "1 SHA L1 2027-03-31"},
	)
	if diff := cmp.Diff([]string{
		"lot_label ru 1/2 Шампунь L1 31.03.2027 01046070341754051727033110L1",
		"lot_label ru 2/2 Шампунь L1 31.03.2027 01046070341754051727033110L1",
		"lot_label ru / Шампунь L1 31.03.2027 01046070341754051727033110L1",
	}, h.labels(t, "item.name", "lot.code", "lot.expires", "lot.gs1")); diff != "" {
		t.Error(diff)
	}
	h.walk(t,
		step{"scan " + mug, "ok quantity receive.taken", "-"},
		step{"touch print", "ok quantity receive.labels", "-"},
		step{"touch back", "ok item receive.scan", "-"},
		step{"touch print", "wrong item receive.no_action", "-"},
	)
	if all := h.labels(t, "item.name"); len(all) != 4 || all[3] != paper.ItemLabels.Name+" ru / Кружка" {
		t.Errorf("the label of goods without a lot is %q", all)
	}
}
