// Package warehouse holds the nouns that all floors share. It has no logic.
package warehouse

import "warehouse-node/warehouse/ident"

// Ids of things that more than one package names. Kinds are empty types that
// exist to keep one id from being taken for another.
type (
	ItemID    = ident.ID[itemKind]    // an item; a variant is an item
	PlaceID   = ident.ID[placeKind]   // a bin, tote, dock, parcel, zone, site or place of the world
	LotID     = ident.ID[lotKind]     // a batch of an item
	UnitID    = ident.ID[unitKind]    // one piece with a serial or marking code
	EntityID  = ident.ID[entityKind]  // a legal entity: the owner of stock
	PersonID  = ident.ID[personKind]  // a person who works here
	OrderID   = ident.ID[orderKind]   // an order of a customer
	LineID    = ident.ID[lineKind]    // a line of an order
	SubjectID = ident.ID[subjectKind] // a person whose personal data is sealed
)

type (
	itemKind    struct{}
	placeKind   struct{}
	lotKind     struct{}
	unitKind    struct{}
	entityKind  struct{}
	personKind  struct{}
	orderKind   struct{}
	lineKind    struct{}
	subjectKind struct{}
)

// SiteID is the place at the root of a warehouse.
type SiteID = PlaceID

// StationID is the place of a bench or gate with its printer, register and
// scale.
type StationID = PlaceID

// Condition of goods is part of what stock is counted by.
type Condition uint8

const (
	Good Condition = iota
	Damaged
	Quarantined
	SecondGrade
)

// Conditions are all there are, in the order of their numbers.
var Conditions = [...]Condition{Good, Damaged, Quarantined, SecondGrade}

var conditionNames = [...]string{"good", "damaged", "quarantined", "second_grade"}

func (c Condition) String() string {
	if int(c) < len(conditionNames) {
		return conditionNames[c]
	}
	return "unknown"
}

// Stock is the kind of stock that a quantity is of: every move, balance and
// hold counts by all four.
type Stock struct {
	Item      ItemID
	Lot       LotID // zero where the item is not kept by lots
	Owner     EntityID
	Condition Condition
}
