package read

import (
	"strconv"

	"warehouse-node/ui/api"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
)

// args are the placeholders of a sentence.
type args = map[string]api.Arg

// decimal writes a whole number.
func decimal[N uint32 | uint64](n N) string { return strconv.FormatUint(uint64(n), 10) }

func say(code string) api.Said { return api.Said{Code: code} }

func textArg(s string) api.Arg       { return api.Arg{Kind: "text", Text: s} }
func codeArg(s string) api.Arg       { return api.Arg{Kind: "code", Text: s} }
func countArg(n int64) api.Arg       { return api.Arg{Kind: "count", Number: n} }
func qtyArg(q measure.Qty) api.Arg   { return countArg(int64(q)) }
func orderArg(no, id string) api.Arg { return api.Arg{Kind: "order", Text: no, ID: id} }
func moneyArg(m measure.Money) api.Arg {
	return api.Arg{Kind: "money", Number: m.Minor, Unit: string(m.Currency), Text: m.String()}
}

func itemArg(i *catalog.Item) api.Arg {
	name := i.Name
	if i.Differs.Value != "" {
		name += ", " + i.Differs.Value
	}
	return api.Arg{Kind: "item", Text: name, ID: i.ID.String()}
}

// placeArg is a place as what it is: a plate, a sticker, a parcel or a name.
func placeArg(p *place.Place) api.Arg {
	arg := api.Arg{Kind: "text", Text: p.Name, ID: p.ID.String()}
	switch p.Kind {
	case place.KindBin:
		arg.Kind = "bin"
	case place.KindTote, place.KindCart, place.KindPallet:
		arg.Kind = "tote"
	case place.KindParcel:
		arg.Kind = "parcel"
	}
	return arg
}
