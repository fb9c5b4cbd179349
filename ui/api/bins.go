package api

import "context"

// BinsReader reads places.
type BinsReader interface {
	Bins(ctx context.Context, filter BinsFilter) (BinsPage, error)
	Bin(ctx context.Context, id string) (BinCard, error)
}

// BinsFilter narrows the places of a site.
type BinsFilter struct {
	AtSite
	Page
	Text string   `query:"text" maxLength:"100" doc:"start of a code, or a second name"`
	Kind []string `query:"kind" doc:"bin, tote, dock, zone"`
	View string   `query:"view" doc:"all, empty, full, blocked"`
}

// BinsPage is one page of places by walking order.
type BinsPage struct {
	Rows  List[BinRow]    `json:"rows"`
	Next  string          `json:"next,omitempty"`
	Found int64           `json:"found"`
	Views List[ViewCount] `json:"views"`
	Seq   int64           `json:"seq"`
}

// BinRow is one place of the list.
type BinRow struct {
	Place   PlaceMark  `json:"place"`
	Zone    string     `json:"zone,omitempty"`
	Purpose string     `json:"purpose" enum:"pick,reserve,dock,staging,quarantine,damaged,pack,tote,parcel,other"`
	Items   int64      `json:"items" doc:"different items in it and in what stands in it"`
	Units   int64      `json:"units" doc:"base units of all of them"`
	Unit    string     `json:"unit,omitempty" doc:"where all of it is counted in one"`
	Held    int64      `json:"held"`
	Fill    *int64     `json:"fill,omitempty" doc:"percent of its capacity; absent where that is not known"`
	Blocked *Said      `json:"blocked,omitempty" doc:"why"`
	Only    *ItemMark  `json:"only,omitempty" doc:"its one item, where it holds one"`
	In      *PlaceMark `json:"in,omitempty" doc:"where a tote stands"`
}

// BinCard answers "what is here" and "what happened here".
type BinCard struct {
	BinRow
	Version uint64         `json:"version"`
	Kind    string         `json:"kind" enum:"site,zone,aisle,bin,station,tote,cart,pallet,parcel"`
	Bin     *BinRules      `json:"bin,omitempty" doc:"of a bin: what it is for, and what fits"`
	Code    string         `json:"code,omitempty" doc:"ours, as on its label"`
	Names   List[string]   `json:"names" doc:"second names: codes already glued to it"`
	Content List[BinStock] `json:"content"`
	Tape    List[TapeRow]  `json:"tape" doc:"its last moves"`
	Seq     int64          `json:"seq"`
}

// LabelsPrint prints labels of places.
type LabelsPrint struct {
	Places  List[string] `json:"places"`
	Printer string       `json:"printer,omitempty"`
}

// CommandsPrint prints command barcodes of the floor as labels, in the language
// of who asks.
type CommandsPrint struct {
	Site    string       `json:"site"`
	Codes   List[string] `json:"codes,omitempty" doc:"as on the sheet; absent: all"`
	Printer string       `json:"printer,omitempty"`
}

// BinRules is what a bin is for, what may be done with goods in it, and what fits.
type BinRules struct {
	Use      string      `json:"use" enum:"pick_face,reserve,dock,staging,pack_bench,quarantine,hospital,virtual"`
	Sellable bool        `json:"sellable,omitempty" doc:"counts for promises to customers"`
	Pickable bool        `json:"pickable,omitempty" doc:"picks are allocated from here"`
	Capacity BinCapacity `json:"capacity"`
}

// BinCapacity is what fits; absent is not limited.
type BinCapacity struct {
	VolumeMM3 int64 `json:"volumeMm3,omitempty" minimum:"0"`
	Grams     int64 `json:"grams,omitempty" minimum:"0"`
	Units     int64 `json:"units,omitempty" minimum:"0" doc:"base units"`
}

// BinEdit is a bin as it shall be. Where it stands in the walk stays.
type BinEdit struct {
	ID      string `json:"id"`
	Version uint64 `json:"version" minimum:"1" doc:"the one that was seen"`
	Name    string `json:"name" minLength:"1" maxLength:"100"`
	BinRules
}

// PlaceRename gives a zone, a bench or something carried another name, and what
// is carried its band.
type PlaceRename struct {
	ID      string `json:"id"`
	Version uint64 `json:"version" minimum:"1" doc:"the one that was seen"`
	Name    string `json:"name" minLength:"1" maxLength:"100"`
	Band    string `json:"band,omitempty" doc:"colour of its sticker, #rrggbb"`
}

// PlaceArchive takes an empty place off the floor; its history stays.
type PlaceArchive struct {
	ID      string `json:"id"`
	Version uint64 `json:"version" minimum:"1" doc:"the one that was seen"`
}

// BinsChoice says which bins are meant: those that are named, or those between two
// names, or those of a zone, or those of the list as it is narrowed.
type BinsChoice struct {
	Places List[string] `json:"places,omitempty"`
	From   string       `json:"from,omitempty" maxLength:"100" doc:"A-01-01; a run of digits is a number"`
	To     string       `json:"to,omitempty" maxLength:"100" doc:"included"`
	Zone   string       `json:"zone,omitempty" doc:"the zone or aisle"`
	View   string       `json:"view,omitempty" doc:"all, empty, full, blocked: the list"`
	Text   string       `json:"text,omitempty" maxLength:"100" doc:"of the list"`
}

// BinsWish is what shall be of bins; what is absent stays as it is.
type BinsWish struct {
	Zone     string       `json:"zone,omitempty" maxLength:"100" doc:"name of the zone they move to; one that is not there is made"`
	Use      string       `json:"use,omitempty" enum:"pick_face,reserve,dock,staging,pack_bench,quarantine,hospital"`
	Sellable *bool        `json:"sellable,omitempty"`
	Pickable *bool        `json:"pickable,omitempty"`
	Capacity *BinCapacity `json:"capacity,omitempty" doc:"all three limits; zero is none"`
	Archive  bool         `json:"archive,omitempty" doc:"take them off the floor"`
}

// BinsChange asks what a wish would make of many bins: a dry run, which is then
// written or not, and can be undone, as any table.
type BinsChange struct {
	Site   string     `json:"site"`
	Title  string     `json:"title" minLength:"1" maxLength:"200" doc:"what the run is called"`
	Choice BinsChoice `json:"choice"`
	Wish   BinsWish   `json:"wish"`
}

// PlaceBlock blocks a place or lets it free.
type PlaceBlock struct {
	Place   string `json:"place"`
	Blocked bool   `json:"blocked"`
	Reason  string `json:"reason,omitempty" maxLength:"300"`
}

// PlaceName gives a place a second name, or takes it.
type PlaceName struct {
	Place string `json:"place"`
	Name  string `json:"name" minLength:"1" maxLength:"100"`
}

func (s *surface) bins() {
	read(s, "/api/bins", "place.read", "Places of a warehouse",
		func(ctx context.Context, in *BinsFilter) (BinsPage, error) { return s.core.Bins.Bins(ctx, *in) })
	read(s, "/api/bins/{id}", "place.read", "What is here, and what happened here", func(ctx context.Context, in *ByID) (BinCard, error) {
		return s.core.Bins.Bin(ctx, in.ID)
	})
	command[LabelsPrint, Done](s, "place.label", "Print labels of places")
	command[CommandsPrint, Done](s, "label.commands", "Print command barcodes as labels")
	command[BinEdit, Done](s, "place.edit_bin", "Change what a bin is for and what fits")
	command[BinsChange, ImportName](s, "place.change_bins", "Dry run of a change of many bins: nothing is written")
	command[PlaceRename, Done](s, "place.rename", "Rename a zone, a bench or something carried")
	command[PlaceArchive, Done](s, "place.archive", "Take an empty place off the floor")
	command[PlaceBlock, Done](s, "place.block", "Block a place or let it free")
	command[PlaceName, Done](s, "place.name.add", "Take a code already glued to a place as its second name")
	command[PlaceName, Done](s, "place.name.remove", "Forget a second name")
}
