package api

import "context"

// LayoutReader reads of what a warehouse is made, and what a scheme would make.
type LayoutReader interface {
	Layout(ctx context.Context, site string) (LayoutPage, error)
	Scheme(ctx context.Context, ask SchemeAsk) (SchemePreview, error)
	// Closing is what stands against closing a warehouse.
	Closing(ctx context.Context, site string) (ClosingPage, error)
	Entities(ctx context.Context) (EntitiesPage, error)
}

// ClosingPage is all that stands against closing a warehouse; none when it can be
// closed.
type ClosingPage struct {
	Against List[Said]   `json:"against"`
	Shops   List[string] `json:"shops" doc:"those that still take orders for it"`
	Seq     int64        `json:"seq"`
}

// LayoutPage is all of a warehouse but its bins and totes. Before there is a
// warehouse it has legal entities only.
type LayoutPage struct {
	Site     *SiteEdit         `json:"site,omitempty" doc:"the warehouse itself, as its form begins"`
	Zones    List[PlaceMark]   `json:"zones"`
	Benches  List[PlaceMark]   `json:"benches" doc:"benches and gates"`
	Docks    List[PlaceMark]   `json:"docks" doc:"where parcels wait for a courier"`
	Gates    List[PlaceMark]   `json:"gates" doc:"where goods arrive"`
	Couriers List[CourierMark] `json:"couriers"`
	Entities List[SiteEntity]  `json:"entities" doc:"whose a warehouse can be; for those who may make one"`
	Seq      int64             `json:"seq"`
}

// CourierMark is a courier as it is called at a warehouse.
type CourierMark struct {
	Code string     `json:"code"`
	Name string     `json:"name"`
	Dock *PlaceMark `json:"dock,omitempty"`
}

// SiteEntity is a legal entity by its short name.
type SiteEntity struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// BinScheme addresses bins: prefix, then the parts that have a run, both ends
// included: 01 to 12 keeps the zeros, A to F are Latin letters.
type BinScheme struct {
	Prefix    string `json:"prefix,omitempty" query:"prefix" maxLength:"20" doc:"first part of every address: the zone"`
	AisleFrom string `json:"aisleFrom,omitempty" query:"aisleFrom" maxLength:"10"`
	AisleTo   string `json:"aisleTo,omitempty" query:"aisleTo" maxLength:"10"`
	RackFrom  string `json:"rackFrom,omitempty" query:"rackFrom" maxLength:"10"`
	RackTo    string `json:"rackTo,omitempty" query:"rackTo" maxLength:"10"`
	LevelFrom string `json:"levelFrom,omitempty" query:"levelFrom" maxLength:"10"`
	LevelTo   string `json:"levelTo,omitempty" query:"levelTo" maxLength:"10"`
	CellFrom  string `json:"cellFrom,omitempty" query:"cellFrom" maxLength:"10"`
	CellTo    string `json:"cellTo,omitempty" query:"cellTo" maxLength:"10"`
}

// SchemeAsk is a scheme before anything is made.
type SchemeAsk struct {
	AtSite
	BinScheme
}

// SchemePreview is what a scheme makes. Made bins stand at its beginning when it
// was cut off before: it goes on behind them.
type SchemePreview struct {
	Count int64  `json:"count"`
	First string `json:"first"`
	Last  string `json:"last"`
	Made  int64  `json:"made" doc:"how many of the first are there already"`
	Taken string `json:"taken,omitempty" doc:"the first name behind those that another place has: the scheme cannot be made"`
	Step  int64  `json:"step" doc:"how many bins one command makes"`
}

// SiteMake opens a warehouse or shop.
type SiteMake struct {
	Name     string `json:"name" minLength:"1" maxLength:"100"`
	Timezone string `json:"timezone" example:"Europe/Kyiv"`
	Currency string `json:"currency" example:"UAH"`
	Owner    string `json:"owner,omitempty" doc:"the legal entity whose the stock is"`
}

// SiteEdit is a warehouse as it shall be.
type SiteEdit struct {
	ID       string `json:"id"`
	Version  uint64 `json:"version" minimum:"1" doc:"the one that was seen"`
	Name     string `json:"name" minLength:"1" maxLength:"100"`
	Timezone string `json:"timezone" example:"Europe/Kyiv"`
	Currency string `json:"currency" example:"UAH"`
	Owner    string `json:"owner,omitempty" doc:"the legal entity whose the stock is"`
}

// SiteClose takes a warehouse out of use; its history stays.
type SiteClose struct {
	ID      string `json:"id"`
	Version uint64 `json:"version" minimum:"1" doc:"the one that was seen"`
}

// DockMake makes one bin at a gate.
type DockMake struct {
	Parent string `json:"parent" doc:"a zone or the warehouse"`
	Name   string `json:"name" minLength:"1" maxLength:"100"`
	Use    string `json:"use" enum:"dock,staging" doc:"dock: goods arrive; staging: parcels wait for a courier"`
}

// ZoneMake divides a warehouse.
type ZoneMake struct {
	Parent string `json:"parent" doc:"the warehouse, or for an aisle its zone"`
	Name   string `json:"name" minLength:"1" maxLength:"100"`
}

// BinsMake makes the next bins of a scheme, so many as one command makes.
type BinsMake struct {
	Parent string    `json:"parent" doc:"a zone, an aisle or the warehouse"`
	Scheme BinScheme `json:"scheme"`
	Use    string    `json:"use" enum:"pick_face,reserve,dock,staging,pack_bench,quarantine,hospital"`
	From   int64     `json:"from,omitempty" minimum:"0" doc:"how many bins of the scheme are made already"`
}

// CarriersMake makes totes, carts or pallets, which are named by their labels.
type CarriersMake struct {
	Site  string       `json:"site"`
	Kind  string       `json:"kind" enum:"tote,cart,pallet"`
	Count int64        `json:"count" minimum:"1" maximum:"200"`
	Bands List[string] `json:"bands,omitempty" doc:"colours of their stickers, #rrggbb, given in turn"`
}

// StationMake makes a bench or a gate.
type StationMake struct {
	Parent string `json:"parent" doc:"a warehouse or a zone"`
	Name   string `json:"name" minLength:"1" maxLength:"100"`
}

// CourierEntry says how a courier is called at a warehouse and where its
// parcels wait.
type CourierEntry struct {
	Site string `json:"site"`
	Code string `json:"code" minLength:"1" maxLength:"60" doc:"as on orders"`
	Name string `json:"name" minLength:"1" maxLength:"100"`
	Dock string `json:"dock,omitempty" doc:"a bin"`
}

// CourierRetire names a courier that takes nothing from a warehouse any more.
type CourierRetire struct {
	Site string `json:"site"`
	Code string `json:"code"`
}

// Made names what was made, in the order asked for.
type Made struct {
	IDs   List[string] `json:"ids"`
	Codes List[string] `json:"codes,omitempty"`
	Seq   int64        `json:"seq,omitempty"`
}

func (s *surface) layout() {
	read(s, "/api/layout", "place.read", "Of what a warehouse is made",
		func(ctx context.Context, in *AtSite) (LayoutPage, error) { return s.core.Layout.Layout(ctx, in.Site) })
	read(s, "/api/layout/scheme", "place.read", "What a scheme of addresses makes",
		func(ctx context.Context, in *SchemeAsk) (SchemePreview, error) {
			return s.core.Layout.Scheme(ctx, *in)
		})
	read(s, "/api/layout/closing", "place.read", "What stands against closing a warehouse",
		func(ctx context.Context, in *AtSite) (ClosingPage, error) { return s.core.Layout.Closing(ctx, in.Site) })
	command[SiteMake, Made](s, "place.create_site", "Make a warehouse")
	command[SiteEdit, Done](s, "place.edit_site", "Change a warehouse: its name, time, currency and owner")
	command[SiteClose, Done](s, "place.close_site", "Take a warehouse out of use that has no bins, goods, open orders or people")
	command[ZoneMake, Made](s, "place.create_zone", "Make a zone, or an aisle of one")
	command[BinsMake, Made](s, "place.create_bins", "Make the next bins of a scheme of addresses")
	command[DockMake, Made](s, "place.create_dock", "Make a dock: one bin where goods arrive, or parcels wait")
	command[CarriersMake, Made](s, "place.create_carriers", "Make totes, carts or pallets")
	command[StationMake, Made](s, "place.create_station", "Make a bench or gate")
	command[CourierEntry, Done](s, "dispatch.courier", "Enter a courier, or change what is known of it")
	command[CourierRetire, Done](s, "dispatch.courier.retire", "Take a courier off the lists of a warehouse")
}
