package pack

import (
	"time"

	"warehouse-node/warehouse/station"
)

// Flow is the name of this flow in a reply and on a command barcode.
const Flow = "pack"

// Step is the screen a packer sees.
type Step string

// The steps of packing.
const (
	StepTote   Step = "tote"   // nothing on the bench: waits for a tote
	StepUnits  Step = "units"  // waits for the next unit
	StepShort  Step = "short"  // a unit is not in the tote: asks which and why
	StepClosed Step = "closed" // the last scan closed the parcel; waits for the next tote
	StepStop   Step = "stop"   // the order was cancelled or changed: take out, unit by unit
)

// Actions a packer may be offered, each with its key on the bench.
const (
	ActUndo   = "undo"   // F2: really reverses the last scan
	ActLabel  = "label"  // F3: the label once more
	ActShort  = "short"  // F4: opens StepShort; with args item, reason: what remains of the item is not there
	ActParcel = "parcel" // F6: the rest goes into a new parcel
	ActAside  = "aside"  // F8: sets the order aside with its totes
	ActReopen = "reopen" // F9: opens the closed parcel again
	ActWeight = "weight" // args grams: corrects the weight, by hand or by the scale of the bench; args empty: takes it back
	ActBack   = "back"   // from short to units
)

// View is what every screen of the bench draws; two of them are equal.
type View struct {
	Step   Step           `json:"step" enum:"tote,units,short,closed,stop"`
	Bench  string         `json:"bench,omitempty"`
	Order  string         `json:"order,omitempty"`
	Totes  []station.Tote `json:"totes,omitempty"`  // of this order, on the bench
	Back   []station.Tote `json:"back,omitempty"`   // of those, with goods in them that it does not want: they wait for put-back
	Cutoff *Cutoff        `json:"cutoff,omitempty"` // when its courier leaves
	// Today is how many parcels this person closed today.
	Today int `json:"today"`
	// Last is the band on top: the last scan, replaced by the next.
	Last *Last `json:"last,omitempty"`
	// Need and Packed count base units of the whole order.
	Need   int64 `json:"need"`
	Packed int64 `json:"packed"`
	// Open are lines with units still to scan, Closed those that are all in a
	// box; Open counts what remains.
	Open   []Line `json:"open,omitempty"`
	Closed []Line `json:"closed,omitempty"`
	// All says what is to be done when nothing is left to scan, or the parcel is
	// to be weighed: units.
	All     *station.Message `json:"all,omitempty"`
	Parcel  *Parcel          `json:"parcel,omitempty"`  // units, closed
	Inserts []Insert         `json:"inserts,omitempty"` // what else goes in
	Comment *Comment         `json:"comment,omitempty"`
	Next    Next             `json:"next"`

	Effects []Effect `json:"effects,omitempty"` // closed
	Dock    string   `json:"dock,omitempty"`    // closed: "SDEK · R2"
	// Label is the path of a picture of the parcel's label, as the printer was told it.
	Label string `json:"label,omitempty"`
	Short *Short `json:"short,omitempty"` // short
	Stop  *Stop  `json:"stop,omitempty"`  // stop

	Actions []station.Action `json:"actions,omitempty"`
}

// Cutoff is the moment a courier leaves.
type Cutoff struct {
	Courier string    `json:"courier"`
	At      time.Time `json:"at"`
}

// Last is the last scan as the far end of the bench reads it. When it was
// refused Wrong holds and Item does not.
type Last struct {
	Item   *station.Item  `json:"item,omitempty"`
	Tote   *station.Tote  `json:"tote,omitempty"`
	Packed int64          `json:"packed"` // of this line, in this parcel
	Need   int64          `json:"need"`
	Parcel int            `json:"parcel,omitempty"`
	Code   string         `json:"code,omitempty"` // as scanned
	Wrong  *station.Wrong `json:"wrong,omitempty"`
	// Said is why it was refused and what to do now; it stays with Wrong when
	// the bench is told of something else since.
	Said *station.Message `json:"said,omitempty"`
}

// Line is one item of the order, in base units.
type Line struct {
	Item   station.Item `json:"item"`
	Need   int64        `json:"need"`
	Packed int64        `json:"packed"`
	// Note is how to pack it, in words under "packnote.<note>": fragile, liquid.
	Note string `json:"note,omitempty"`
}

// Parcel is the box being filled.
type Parcel struct {
	Number string `json:"number,omitempty"` // given when it closes
	Index  int    `json:"index"`            // 1 for the first of the order
	Of     int    `json:"of"`               // parcels of the order; 0 while that is not known
	Box    string `json:"box,omitempty"`    // the box's name and its size, if chosen
	Units  int64  `json:"units"`
	// FillPermille is the volume of the goods in it over that of the box; -1 is
	// not known.
	FillPermille int `json:"fillPermille"`
	// ExpectedGrams is worked out from the items; zero when one of them has no
	// weight. Grams is what goes on the label: expected, or as corrected.
	ExpectedGrams int64 `json:"expectedGrams"`
	Grams         int64 `json:"grams"`
	Corrected     bool  `json:"corrected"`
	// ToleranceGrams is how far Grams may lie from ExpectedGrams unremarked.
	ToleranceGrams int64 `json:"toleranceGrams"`
}

// Insert is something beside the goods that goes in the box.
type Insert struct {
	Text string `json:"text"`
	Gift bool   `json:"gift"`
	In   bool   `json:"in"`
}

// Comment is the buyer's word to the packer.
type Comment struct {
	Text string `json:"text"`
	From string `json:"from,omitempty"`
}

// Next is what waits for this bench.
type Next struct {
	Totes []station.Tote `json:"totes,omitempty"` // the first few
	More  int            `json:"more"`            // beyond them
}

// Effect is one thing that the closing scan set going, exactly once.
type Effect struct {
	Kind EffectKind `json:"kind" enum:"parcel,stock,label,receipt,dock,money"`
	// State is "done", "waiting" (Why says for what), "unknown" (it is being
	// asked, never repeated) or "none" (not wanted for this order: Why).
	State string           `json:"state" enum:"done,waiting,unknown,none"`
	Why   *station.Message `json:"why,omitempty"`
	// Number is what a person may look for: parcel, document of the register.
	Number string    `json:"number,omitempty"`
	Grams  int64     `json:"grams,omitempty"` // closed
	Units  int64     `json:"units,omitempty"` // closed, stock
	Minor  int64     `json:"minor,omitempty"` // receipt: minor units of Currency
	Money  string    `json:"currency,omitempty"`
	Copy   int       `json:"copy,omitempty"` // label
	At     time.Time `json:"at,omitzero"`    // when done
}

// EffectKind names an effect, in words under "effect.<kind>.<state>".
type EffectKind string

// The effects of a close, in the order they are drawn.
const (
	EffectParcel  EffectKind = "parcel"
	EffectStock   EffectKind = "stock"
	EffectLabel   EffectKind = "label"
	EffectReceipt EffectKind = "receipt"
	EffectDock    EffectKind = "dock"
	EffectMoney   EffectKind = "money" // of a stop only: what the buyer has paid
)

// Short is the question what is not in the tote. The packer scans or chooses the
// item.
type Short struct {
	Lines   []Line   `json:"lines"`
	Reasons []string `json:"reasons"` // words under "short.<reason>"
}

// Stop takes the whole screen: why, what was not done, and what hands do now.
type Stop struct {
	station.Halt
	// AfterScan is how many units the packer had scanned by then.
	AfterScan int `json:"afterScan"`
	// Undone says of each effect what became of it: Kind with State "none" (it
	// was not done), "done" or "waiting" (it comes back by itself).
	Undone []Effect `json:"undone"`
	// Into is the tote that takes the goods back; Back counts what is in it.
	Into *station.Tote `json:"into,omitempty"`
	Back []BackLine    `json:"back,omitempty"`
}

// BackLine is what must come out of the box, in base units.
type BackLine struct {
	Item station.Item `json:"item"`
	Need int64        `json:"need"`
	Done int64        `json:"done"`
}
