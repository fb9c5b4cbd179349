package read

import (
	"cmp"
	"encoding/json"

	"warehouse-node/ui/api"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/paper"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/spool"
)

// printed is what any sheet calls what it is of: goods, places and people by
// their name, orders and lists by their number, commands by what they do.
type printed struct {
	Name    string `json:"name"`
	Title   string `json:"title"`
	Order   string `json:"order"`
	Number  string `json:"number"`
	Courier string `json:"courier"`
	Sheet   int64  `json:"sheet"`
	Sheets  int64  `json:"sheets"`
}

// sheets are the kinds of sheet that a person may ask for, and what is said of
// one that stands.
var sheets = map[string]string{
	"item_label":     "stuck.what.item_label",
	"bin_label":      "stuck.what.bin_label",
	"tote_label":     "stuck.what.tote_label",
	"lot_label":      "stuck.what.lot_label",
	"price_label":    "stuck.what.price_label",
	"parcel_label":   "stuck.what.parcel_label",
	"shipment_label": "stuck.what.shipment_label",
	"badge_label":    "stuck.what.badge_label",
	"command_label":  "stuck.what.command_label",
	"slip_label":     "stuck.what.slip_label",
	"pick_label":     "stuck.what.pick_label",
	"manifest_label": "stuck.what.manifest_label",
}

// stuckPrint says which sheet a job is to print, and of what; false when the job
// prints none, or one that this program does not know.
func (l *look) stuckPrint(j *spool.Job, queue string, row *api.StuckRow) (bool, error) {
	var p paper.Print
	var of printed
	if json.Unmarshal(j.Body, &p) != nil || sheets[p.Kind] == "" || json.Unmarshal(p.Model, &of) != nil {
		return false, nil
	}
	row.Kind = "label_unprinted"
	row.What = api.Saying(sheets[p.Kind], args{
		"printer": textArg(queue), "why": l.why(j.Why.Code, j.Why.Args), "sheet": countArg(max(of.Sheet, 1)), "sheets": countArg(max(of.Sheets, 1)),
		"name": textArg(cmp.Or(of.Name, of.Title, of.Order, of.Number)), "courier": textArg(of.Courier),
	})
	row.Safe = say("stuck.safe.print")
	if p.Kind == "command_label" {
		return true, nil // it is about the whole warehouse
	}
	_, err := l.subjects([]journal.Subject{j.Subject}, place.Site{Place: &place.Place{ID: j.Site}}, row)
	return true, err
}
