package receive

import (
	"cmp"
	"strconv"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/paper"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/station"
)

// print asks for so many labels of the goods that were taken in; without a
// number for one.
func (st state) print(copies string) verdict {
	n, err := strconv.Atoi(cmp.Or(copies, "1"))
	if err != nil || n < 1 || n > station.MaxLabels {
		return st.says(station.CueWrong, "receive.bad_copies", "max", int64(station.MaxLabels))
	}
	v := st.says(station.CueOK, "receive.labels", "qty", int64(n))
	v.deed = prints{n}
	return v
}

// prints spools labels of the line in hand at the printer that is nearest: of
// its lot, or where the goods have none, of the goods.
type prints struct{ copies int }

func (p prints) do(d *doer, v verdict) (verdict, error) {
	queue, err := station.PrinterOf(d.tx, d.site.ID, d.s.Station)
	if err != nil {
		return v, err
	}
	if queue == "" {
		return v.state.says(station.CueAttention, "receive.no_printer"), nil
	}
	label, err := d.label(&v.state.Line)
	if err != nil {
		return v, err
	}
	to := spool.To{Queue: queue, Site: d.site.ID, Subject: aboutItem(v.state.Line.Item)}
	_, err = station.PutLabels(d.tx, to, label, p.copies)
	return v, err
}

// label is what stands on goods of a line, in the language of who receives them.
func (d *doer) label(l *line) (paper.Print, error) {
	who, err := staff.Get(d.tx, d.s.Person)
	if err != nil {
		return paper.Print{}, err
	}
	look := paper.Look{Lang: paper.Lang(who.Locale), Zone: d.site.Timezone}
	i, err := catalog.Get(d.tx, l.Item)
	if err != nil {
		return paper.Print{}, err
	}
	s, err := d.stock(l, warehouse.Good)
	if err != nil {
		return paper.Print{}, err
	}
	if s.Lot.IsZero() {
		m := i.Label()
		return paper.ItemLabels.Print(d.tx, look, &m)
	}
	lot, err := ledger.GetLot(d.tx, s.Lot)
	if err != nil {
		return paper.Print{}, err
	}
	m := lot.Label(i)
	return paper.LotLabels.Print(d.tx, look, &m)
}
