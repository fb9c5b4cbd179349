package station

import "time"

// Marks: the things every floor screen draws, each always in the same way. A
// flow's View is made of them and is pure data; the screen decides nothing.
//
// Quantities are int64 in the item's base unit (pieces, or grams where the item
// is counted by weight). Names of goods and people are written in the language
// of the person at the screen; everything else is a code that ui/locale turns
// into words. Instants are UTC.

// Item is a thing to take, pack or put away.
type Item struct {
	ID      string  `json:"id"`
	Name    string  `json:"name"`
	Differs Differs `json:"differs"`
	// Photo is a path on this server; without one the screen draws a monogram.
	Photo string `json:"photo,omitempty"`
	// Code is the barcode people look at; a screen shows its last six signs.
	Code string `json:"code,omitempty"`
	// Codes are all barcodes of the item and of its packs. A handheld that lost
	// its network knows by them what it scanned; otherwise the node does.
	Codes []Barcode `json:"codes,omitempty"`
	Unit  Unit      `json:"unit" enum:"pcs,g"`
	// Grams is the weight of one base unit; zero is unknown.
	Grams int64 `json:"grams,omitempty"`
}

// Differs is what tells the item from its neighbours: size 42, "450 ml, green".
// The name may be cut by a screen, this never.
type Differs struct {
	Label string `json:"label,omitempty"` // "size"; may be missing
	Value string `json:"value"`
}

// Barcode is a code and how many base units one scan of it counts.
type Barcode struct {
	Code string `json:"code"`
	Qty  int64  `json:"qty"`
}

// Unit is the base unit of an item, in words under "unit.<unit>".
type Unit string

// The base units an item may be counted in.
const (
	UnitPieces Unit = "pcs"
	UnitGrams  Unit = "g"
)

// Bin is a place on a rack, as its plate and as it is seen from the aisle.
type Bin struct {
	Code  string    `json:"code"`
	Parts []BinPart `json:"parts,omitempty"` // in the order of the plate
	Rack  *Rack     `json:"rack,omitempty"`
	Way   *Way      `json:"way,omitempty"`   // from where the person stands
	Codes []string  `json:"codes,omitempty"` // what its labels read as
}

// BinPart is one part of a bin's plate and the word under it.
type BinPart struct {
	Kind BinPartKind `json:"kind" enum:"zone,aisle,bay,level,slot"`
	Text string      `json:"text"`
}

// BinPartKind names what a part of a plate counts, in words under "bin.<kind>".
type BinPartKind string

// The parts a plate may have.
const (
	PartZone  BinPartKind = "zone"
	PartAisle BinPartKind = "aisle"
	PartBay   BinPartKind = "bay"
	PartLevel BinPartKind = "level"
	PartSlot  BinPartKind = "slot"
)

// Rack is the piece of rack around a bin, drawn as a person in the aisle sees
// it: Bays from left to right, Levels from the floor up. Bay and Level index the
// bin in them.
type Rack struct {
	Bays   []string `json:"bays"`
	Levels []string `json:"levels"`
	Bay    int      `json:"bay"`
	Level  int      `json:"level"`
}

// Way is how to walk to a bin.
type Way struct {
	Turn   Turn  `json:"turn" enum:"ahead,right,left,corner,back,here"`
	Metres int64 `json:"metres"`
}

// Turn is the first thing to do on the way, in words under "way.<turn>".
type Turn string

// The turns a way may begin with.
const (
	TurnAhead  Turn = "ahead"
	TurnRight  Turn = "right"
	TurnLeft   Turn = "left"
	TurnCorner Turn = "corner" // into another aisle
	TurnBack   Turn = "back"
	TurnHere   Turn = "here"
)

// Tote is a box on wheels or in hands, found by its colour band first.
type Tote struct {
	Code  string   `json:"code"`
	Band  string   `json:"band,omitempty"` // "#rrggbb", the colour of the sticker
	Units int64    `json:"units"`          // base units of all goods in it, added up
	Codes []string `json:"codes,omitempty"`
}

// Ribbon counts lines: how many are behind, and how many there are.
type Ribbon struct {
	Done int `json:"done"`
	Of   int `json:"of"`
}

// Action is what the person may do now beside scanning. The screen shows the
// actions of a View and no others, and sends Name back in a touch; the command
// barcode of the same name does the same.
type Action struct {
	Name string `json:"name"` // words under "act.<name>"
	// Command is the text of the barcode that does the same. A handheld without
	// its network keeps it as a scan, because a touch would be judged by a
	// version that is gone by then; empty when the action needs an answer first.
	Command string `json:"command,omitempty"`
	// Why is set when the action is shown but cannot be used: the right that is
	// missing and who has it.
	Why *Message `json:"why,omitempty"`
}

// Wrong is a scan that was refused: what was needed beside what is in the hand.
// Nothing was posted. It stays until the right scan.
type Wrong struct {
	// Kind says which of the fields hold, in words under "wrong.<kind>": "item",
	// "size" (another variant of the same item), "bin", "tote", "lot",
	// "parcel", "unknown".
	Kind   string    `json:"kind" enum:"item,size,bin,tote,lot,parcel,unknown"`
	Needed WrongSide `json:"needed"`
	Held   WrongSide `json:"held"`
	// Excused: it was needed until the work was changed under the person's hands,
	// and is no mistake of theirs.
	Excused bool `json:"excused,omitempty"`
	// Said is why it was refused and what to do now, where Kind does not say it all;
	// it stays when the person is told of something else since. A flow that keeps
	// it beside leaves it out.
	Said *Message `json:"said,omitempty"`
}

// WrongSide is one half of a Wrong; one field beside Code holds.
type WrongSide struct {
	Code string `json:"code,omitempty"` // as scanned, control bytes included
	Item *Item  `json:"item,omitempty"`
	Bin  *Bin   `json:"bin,omitempty"`
	Tote *Tote  `json:"tote,omitempty"`
	Text string `json:"text,omitempty"` // a lot, a courier, a parcel's number
}

// Halt is why work on an order must stop at once.
type Halt struct {
	Why  Message   `json:"why"`
	Said string    `json:"said,omitempty"` // the reason in the words of who gave it
	Who  Person    `json:"who"`
	At   time.Time `json:"at"`
}

// Person is how a colleague is shown.
type Person struct {
	Name     string `json:"name"`
	Initials string `json:"initials"`
}

// Menu is the View of a session in which no flow runs: what this person may
// begin here. Flow is "menu".
type Menu struct {
	Works []Work `json:"works"`
}

// Work is one row of a Menu.
type Work struct {
	Flow string `json:"flow"` // words under "flow.<flow>"
	// Waiting is how many tasks, parcels or lines wait for somebody.
	Waiting int `json:"waiting"`
	// Left is what this person began and did not end; the flow goes on with it.
	Left *Left `json:"left,omitempty"`
	// Command is the text of the barcode that starts the same flow.
	Command string   `json:"command"`
	Why     *Message `json:"why,omitempty"` // set when the person may not
}

// Left is an order that a person left in the middle, and how far it came.
type Left struct {
	Order string `json:"order"` // its number
	Lines Ribbon `json:"lines"`
}

// Device is the health of one machine of a station, for the bench's bottom row.
type Device struct {
	Kind DeviceKind `json:"kind" enum:"scanner,printer,register,scale,node"`
	// State is "ok", "attention" (works, a person should look) or "wrong"
	// (does not work).
	State   string  `json:"state" enum:"ok,attention,wrong"`
	Message Message `json:"message"` // "paper ends, about 40 left"
	// Heard is when it last spoke; zero is never.
	Heard time.Time `json:"heard,omitzero"`
}

// DeviceKind names a machine, in words under "device.<kind>". A bench shows them
// in the order of these constants.
type DeviceKind string

// The machines of a bench.
const (
	DeviceScanner  DeviceKind = "scanner"
	DevicePrinter  DeviceKind = "printer"
	DeviceRegister DeviceKind = "register"
	DeviceScale    DeviceKind = "scale"
	DeviceNode     DeviceKind = "node"
)
