package receive

import (
	"time"

	"warehouse-node/devices/scan"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/station"
)

// asks says whether a step asks something of the goods that a scan can answer.
func (s Step) asks() bool { return s == StepLot || s == StepExpiry || s == StepSerial }

// heard reads a scan as the answer to what a step asks of an item. answered is
// false when it is none, and then the scan is judged as any other.
func heard(step Step, in *station.Scanned, i *catalog.Item, now time.Time) (says told, answered bool) {
	says = tellLot(in.Code, i, now)
	bare := len(in.Things) == 0 && in.Code.Kind == scan.Text
	if !in.Code.Whole() { // nobody knows where its lot or serial number ends
		return says, false
	}
	switch step {
	case StepLot:
		if says.Lot == "" && bare {
			says.Lot = lotText(in.Code.Data)
		}
		return says, says.Lot != ""
	case StepExpiry:
		if day, ok := dayIn(in.Code.Data, now); ok && says.Expiry == 0 {
			says.Expiry = day
		}
		return says, says.Expiry != 0
	case StepSerial:
		goods, _ := in.Item()
		if in.Code.Serial() != "" || bare || in.Code.Kind == scan.GTIN && goods == nil {
			says.Serial = in.Code.Data
		}
		return says, says.Serial != ""
	}
	return says, false
}

// typed reads a typed answer to what a step asks. wrong is what the person hears
// when it is none.
func typed(step Step, args map[string]string, now time.Time) (says told, wrong station.Message) {
	switch step {
	case StepLot:
		if says.Lot = lotText(args["lot"]); says.Lot == "" {
			wrong = station.Say("receive.bad_lot", "max", MaxLot)
		}
	case StepExpiry:
		day, err := measure.ParseDay(args["expiry"])
		if short, ok := dayIn(args["expiry"], now); ok {
			day, err = short, nil
		}
		if says.Expiry = day; err != nil || day == 0 {
			wrong = station.Say("receive.bad_day")
		}
	case StepSerial:
		if says.Serial = lotText(args["serial"]); says.Serial == "" {
			wrong = station.Say("receive.bad_serial")
		}
	}
	return says, wrong
}

// notHere is as what a code that means nothing at this step is refused, and the
// sentence of it; elsewhere is the one for a place that is none of those wanted.
func notHere(in *station.Scanned, elsewhere string) (r station.Refusal, code string, args []any) {
	if p, _ := in.Place(place.KindBin, place.KindTote, place.KindPallet, place.KindCart, place.KindParcel); p != nil {
		if r.Kind = "tote"; p.Kind == place.KindBin {
			r.Kind = "bin"
		}
		r.Place = p.ID
		return r, elsewhere, []any{"place", p.Name}
	}
	r.Kind = "unknown"
	if len(in.Things) > 0 {
		return r, "receive.not_now", []any{"what", in.Things[0].Name()}
	}
	return r, "receive.unknown_code", []any{"code", in.Text()}
}
