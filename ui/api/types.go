package api

import (
	"encoding/json"
	"reflect"
	"time"

	"github.com/danielgtaylor/huma/v2"
)

// List is a list of a view; an empty one is sent as [], never as null.
type List[T any] []T

// MarshalJSON makes nil an empty list.
func (l List[T]) MarshalJSON() ([]byte, error) {
	if l == nil {
		return []byte("[]"), nil
	}
	return json.Marshal([]T(l))
}

// Schema says the same to the OpenAPI document.
func (List[T]) Schema(r huma.Registry) *huma.Schema {
	item := reflect.TypeFor[T]()
	return &huma.Schema{Type: huma.TypeArray, Items: r.Schema(item, true, item.Name())}
}

// Money is a sum in whole minor units (kopecks) of a currency (ISO 4217).
type Money struct {
	Minor    int64  `json:"minor"`
	Currency string `json:"currency" example:"RUB"`
}

// Quantity is a count in whole base units of an item: pieces, grams, …
type Quantity struct {
	Value int64  `json:"value"`
	Unit  string `json:"unit" example:"piece"`
}

// Tone is how a thing fares; the colour of its chip, never alone.
type Tone string

// Schema lists the tones.
func (Tone) Schema(huma.Registry) *huma.Schema {
	return enum("ok", "attention", "wrong", "info", "neutral")
}

func enum(values ...any) *huma.Schema { return &huma.Schema{Type: huma.TypeString, Enum: values} }

// ItemMark is what a screen needs to draw an item.
type ItemMark struct {
	ID      string `json:"id"`
	Article string `json:"article"`
	Name    string `json:"name"`
	Differs string `json:"differs,omitempty" doc:"what tells it from its neighbours: size, colour, volume; drawn apart"`
	Photo   string `json:"photo,omitempty" doc:"address of the photo on this node"`
}

// PlaceMark is what a screen needs to draw a bin, tote, parcel, cart or dock.
type PlaceMark struct {
	ID   string `json:"id"`
	Code string `json:"code" doc:"as printed: A-07-12-3, T-118"`
	Kind string `json:"kind" enum:"bin,tote,parcel,cart,dock,zone"`
	Band string `json:"band,omitempty" doc:"colour of a tote's sticker, #rrggbb"`
}

// PersonMark is what a screen needs to draw a person; the machine itself is an
// absent PersonMark.
type PersonMark struct {
	ID    string `json:"id"`
	Short string `json:"short" doc:"initials"`
	Name  string `json:"name"`
}

// SiteMark names a warehouse.
type SiteMark struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Said is a sentence before it has a language: the key in ui/locale and what
// fills its placeholders.
type Said struct {
	Code   string         `json:"code" example:"tape.pick.short"`
	Args   map[string]Arg `json:"args,omitempty"`
	Detail string         `json:"detail,omitempty" doc:"what the program or the system said, in its own words, for whoever mends it"`
}

// Arg fills one placeholder. Kind says how it is drawn; Text is what is read
// aloud; Number carries a count, or minor units of money in currency Unit.
type Arg struct {
	Kind   string `json:"kind" enum:"text,count,quantity,money,bin,tote,parcel,order,item,code,person,time,day,field"`
	Text   string `json:"text,omitempty"`
	Number int64  `json:"number,omitempty"`
	Unit   string `json:"unit,omitempty"`
	ID     string `json:"id,omitempty" doc:"of the order, item, place or person, for a link"`
}

// Saying builds a Said from placeholders.
func Saying(code string, args map[string]Arg) Said { return Said{Code: code, Args: args} }

// TapeRow is one entry of the journal as a card shows it; newest first.
type TapeRow struct {
	Seq     int64       `json:"seq" doc:"number in the journal; 0 where the entry is not in this node's journal"`
	At      time.Time   `json:"at"`
	Person  *PersonMark `json:"person,omitempty" doc:"absent: the machine itself"`
	What    Said        `json:"what"`
	Tone    Tone        `json:"tone"`
	Changes []Said      `json:"changes,omitempty" doc:"of an edit: what it changed, one by one"`
}

// Action is a button that the server offers: the command it posts, with its
// body ready, or a screen it opens. The word on it is "action.NAME" in ui/locale.
type Action struct {
	Name    string          `json:"name" example:"ask_again"`
	Command string          `json:"command,omitempty" doc:"posted to /api/do/COMMAND"`
	Body    json.RawMessage `json:"body,omitempty"`
	Open    string          `json:"open,omitempty" doc:"path of a screen instead of a command: /orders/ID"`
	Right   string          `json:"right,omitempty" doc:"the right it needs"`
	Main    bool            `json:"main,omitempty" doc:"the one filled button"`
	Ask     []string        `json:"ask,omitempty" doc:"fields the person fills in before it is posted: reason, quantity"`
}

// Document is a paper that can be opened or printed.
type Document struct {
	ID     string `json:"id"`
	Kind   string `json:"kind" enum:"pick_list,packing_slip,label,carrier_label,receipt,receipt_sale,receipt_return,manifest,invoice,bin_label,error_file"`
	Number string `json:"number,omitempty" doc:"of the paper, for people"`
	State  string `json:"state" enum:"ready,waiting,printed,failed"`
	Open   string `json:"open,omitempty" doc:"address on this node"`
	Why    *Said  `json:"why,omitempty" doc:"why it waits or failed"`
}

// Facet is one group of a list's filters; its counts ignore its own choice.
type Facet struct {
	Name   string           `json:"name" example:"status"`
	Values List[FacetValue] `json:"values"`
}

// FacetValue is one choice of a facet. Label is empty where the value is a name
// that ui/locale speaks.
type FacetValue struct {
	Value string `json:"value"`
	Label string `json:"label,omitempty"`
	Count int64  `json:"count"`
}

// ViewCount is a saved filter with its live count.
type ViewCount struct {
	Name  string `json:"name" example:"open"`
	Label string `json:"label,omitempty" doc:"given by a person; empty for the product's own views"`
	Count int64  `json:"count"`
	Tone  Tone   `json:"tone,omitempty"`
}

// Page is what every list asks: where to go on and how far.
type Page struct {
	Cursor string `query:"cursor" doc:"next of the page before"`
	Limit  int    `query:"limit" minimum:"1" maximum:"500" default:"100"`
}

// AtSite limits a read to one warehouse; empty is the one the session is at.
type AtSite struct {
	Site string `query:"site" doc:"id of the warehouse"`
}

func (s AtSite) atSite() string { return s.Site }
