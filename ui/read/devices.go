package read

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// rightDevices is the right of reading how devices fare, and what they say.
const rightDevices staff.Right = "devices.read"

// Machine is a device as the program knows it that speaks with it: what of its
// row stands in no table.
type Machine struct {
	api.DeviceRow
	Site    warehouse.SiteID
	Bench   warehouse.StationID // zero for none
	Scanner bool                // somebody may hold it
	DPI     int                 // of a printer's head; 0 for others
	Queue   spool.Queue         // where its jobs wait; "" for a scanner
}

// Devices are the devices of a warehouse, those that are not well on top.
func (r *Reader) Devices(ctx context.Context, named string) (page api.DevicesPage, err error) {
	err = r.view(ctx, func(tx *store.Tx) error {
		site, err := at(ctx, tx, named, rightDevices)
		if err != nil {
			return err
		}
		l, err := r.reading(ctx, tx)
		if err != nil {
			return err
		}
		if r.Outside.Machines != nil {
			for _, m := range r.Outside.Machines() {
				if !m.Site.IsZero() && m.Site != site.ID { // one without stands in the file of this host only
					continue
				}
				row, err := l.device(m)
				if err != nil {
					return err
				}
				page.Rows = append(page.Rows, row)
			}
		}
		for d, err := range staff.Devices(tx) {
			if err != nil {
				return err
			}
			if d.Site.IsZero() || d.Site == site.ID {
				row := enrolled(d)
				if err := l.habits(&row); err != nil {
					return err
				}
				page.Rows = append(page.Rows, row)
			}
		}
		slices.SortStableFunc(page.Rows, func(a, b api.DeviceRow) int {
			return cmp.Or(cmp.Compare(unwellFirst(a), unwellFirst(b)), compareBenches(a.Station, b.Station), cmp.Compare(a.Name, b.Name))
		})
		page.Seq, err = seq(tx)
		return err
	})
	return page, err
}

// unwellFirst ranks what a person should look at before the rest.
func unwellFirst(d api.DeviceRow) int {
	switch api.Tone(d.Health) {
	case toneWrong:
		return 0
	case toneAttention:
		return 1
	}
	return 2
}

// compareBenches puts what stands at no bench last.
func compareBenches(a, b string) int {
	if (a == "") != (b == "") {
		return -cmp.Compare(a, b)
	}
	return cmp.Compare(a, b)
}

// device adds to a machine what the store knows of it.
func (l *look) device(m Machine) (api.DeviceRow, error) {
	row := m.DeviceRow
	if !m.Site.IsZero() {
		site, err := l.place(m.Site)
		if err != nil {
			return row, err
		}
		row.Site = site.Name
	}
	if !m.Bench.IsZero() {
		bench, err := l.place(m.Bench)
		if err != nil {
			return row, err
		}
		row.Station = bench.Name
	}
	if row.Kind == "cashreg" {
		return row, l.tells(&row)
	}
	if !m.Scanner {
		return row, nil
	}
	who, err := station.Holder(l.tx, m.ID)
	if err != nil {
		return row, err
	}
	if row.Holder, err = l.person(who); err != nil {
		return row, err
	}
	return row, l.habits(&row)
}

// habits adds what a scanner spoils of the codes that it reads.
func (l *look) habits(row *api.DeviceRow) error {
	h, err := station.HabitOf(l.tx, row.ID)
	if err != nil {
		return err
	}
	if !h.Drops.IsZero() {
		row.Habits = append(row.Habits, say("device.habit.drops_gs"))
	}
	if h.Layout != "" {
		row.Habits = append(row.Habits, say("device.habit.layout_"+string(h.Layout)))
	}
	if health := api.Tone(row.Health); len(row.Habits) > 0 && health != toneWrong && health != toneAttention {
		row.Health, row.State = string(toneAttention), say("device.state.spoils")
	}
	return nil
}

// tells adds a register's day. What would stop it makes a register that works one
// that a person should look at.
func (l *look) tells(row *api.DeviceRow) (err error) {
	if row.Register, err = l.register(row.ID); err != nil || row.Register == nil {
		return err
	}
	for _, w := range row.Register.Warnings {
		if row.Health == string(toneOK) || row.Health == string(toneAttention) {
			row.Health = string(w.Tone)
		}
	}
	return nil
}

// enrolled is a handheld or bench computer that was let in and comes by itself.
func enrolled(d *staff.Device) api.DeviceRow {
	row := api.DeviceRow{
		ID: d.ID.String(), Kind: "handheld", Name: d.Name, Health: string(toneNeutral), State: say("device.state.enrolled"),
	}
	if !d.Seen.IsZero() {
		row.Heard = &d.Seen
	}
	return row
}

// Frames are the last bytes of a device, the oldest first.
func (r *Reader) Frames(ctx context.Context, id string) (out api.DeviceFrames, err error) {
	none := fault.New(fault.NotFound, "device.none", "device", id)
	if r.Outside.Frames == nil {
		return out, none
	}
	out, site, known := r.Outside.Frames(id)
	err = r.view(ctx, func(tx *store.Tx) error {
		if known {
			return may(ctx, tx, rightDevices, site)
		}
		if err := may(ctx, tx, rightDevices, staff.Anywhere); err != nil {
			return err
		}
		var device staff.DeviceID
		if device.UnmarshalText([]byte(id)) != nil {
			return none
		}
		for d, err := range staff.Devices(tx) {
			if err != nil {
				return err
			}
			if d.ID == device { // it says nothing over a wire of ours
				return may(ctx, tx, rightDevices, d.Site)
			}
		}
		return none
	})
	if err != nil {
		return api.DeviceFrames{}, err
	}
	out.Device = id
	return out, nil
}

// Reads are codes that a scanner read, newest first.
func (r *Reader) Reads(ctx context.Context, f api.DeviceReadsFilter) (out api.DeviceReads, err error) {
	err = r.view(ctx, func(tx *store.Tx) error {
		if r.Outside.Reads == nil {
			return fault.New(fault.NotFound, "device.none", "device", f.ID)
		}
		found, site, known, err := r.Outside.Reads(tx, f)
		if !known {
			site = staff.Anywhere
		}
		if err := errors.Join(may(ctx, tx, rightDevices, site), err); err != nil {
			return err
		}
		if !known {
			return fault.New(fault.NotFound, "device.none", "device", f.ID)
		}
		out = found
		return nil
	})
	return out, err
}
