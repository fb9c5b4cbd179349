package api

import (
	"context"
	"time"
)

// OrdersReader reads orders.
type OrdersReader interface {
	Orders(ctx context.Context, filter OrdersFilter) (OrdersPage, error)
	Order(ctx context.Context, id string) (OrderCard, error)
}

// OrdersFilter narrows the list; choices within one facet are joined by or,
// facets by and.
type OrdersFilter struct {
	AtSite
	Page
	View    string   `query:"view" example:"open" doc:"today, open, late, waiting, payment, promised, or the name of a saved one"`
	Text    string   `query:"text" maxLength:"200" doc:"number, name, the phone's last four digits, an item"`
	Status  []string `query:"status" doc:"see OrderRow.status"`
	Shop    []string `query:"shop"`
	Carrier []string `query:"carrier"`
	Paid    []string `query:"paid"`
	IDs     []string `query:"ids" doc:"these orders only; other filters are ignored"`
}

// OrdersPage is one page of the list, newest first.
type OrdersPage struct {
	Rows   List[OrderRow]  `json:"rows"`
	Next   string          `json:"next,omitempty" doc:"cursor of the next page; absent on the last"`
	Found  int64           `json:"found" doc:"rows on all pages"`
	Total  int64           `json:"total" doc:"rows of the view without filters"`
	Facets List[Facet]     `json:"facets"`
	Views  List[ViewCount] `json:"views"`
	Seq    int64           `json:"seq" doc:"journal sequence the page was read at"`
}

// OrderRow is one order of the list.
type OrderRow struct {
	ID            string     `json:"id"`
	No            string     `json:"no"`
	Version       uint64     `json:"version"`
	At            time.Time  `json:"at"`
	Status        string     `json:"status" enum:"problem,waiting,promised,picking,packing,ready,gone,cancelled"`
	Buyer         string     `json:"buyer" doc:"empty once the person was forgotten"`
	City          string     `json:"city,omitempty"`
	Gift          bool       `json:"gift,omitempty"`
	Notes         List[Said] `json:"notes" doc:"what is unusual: short of 1, arrival 15:20"`
	Lines         int64      `json:"lines"`
	Held          int64      `json:"held" doc:"lines whose goods are promised or further"`
	Units         int64      `json:"units"`
	Sum           Money      `json:"sum"`
	Paid          string     `json:"paid" enum:"paid,on_delivery,unpaid"`
	AwaitsPayment bool       `json:"awaitsPayment,omitempty" doc:"not released until it is paid in full or let go unpaid"`
	Shop          string     `json:"shop"`
	Carrier       string     `json:"carrier,omitempty"`
	Leaves        *time.Time `json:"leaves,omitempty" doc:"departure it should make"`
	Late          bool       `json:"late,omitempty"`
	Finished      bool       `json:"finished,omitempty"`
}

// OrderCard is all of one order.
type OrderCard struct {
	OrderRow
	OuterNo   string             `json:"outerNo,omitempty" doc:"the shop's own number"`
	Stages    List[OrderStage]   `json:"stages"`
	Items     List[OrderLine]    `json:"items"`
	Totals    List[Total]        `json:"totals" doc:"goods, discount, delivery; they sum to sum"`
	Customer  Buyer              `json:"customer"`
	Money     List[Total]        `json:"money" doc:"paid, cost, what remains"`
	Received  Money              `json:"received" doc:"of the sum, all that has been paid so far"`
	Documents List[Document]     `json:"documents"`
	Labels    List[CarrierLabel] `json:"labels" doc:"that carriers made; only for those who may print them"`
	Tape      List[TapeRow]      `json:"tape"`
	Holder    *PersonMark        `json:"holder,omitempty" doc:"who picks or packs it now"`
	May       List[string]       `json:"may" doc:"commands that its status allows now"`
	Seq       int64              `json:"seq"`
}

// OrderStage is one of the five stages of an order's way.
type OrderStage struct {
	Name     string     `json:"name" enum:"accepted,picked,packed,dock,gone"`
	State    string     `json:"state" enum:"done,here,ahead"`
	At       *time.Time `json:"at,omitempty" doc:"began; a forecast while ahead"`
	Share    int        `json:"share,omitempty" doc:"percent done of the stage that is here"`
	Carrier  string     `json:"carrier,omitempty"`
	Deadline *time.Time `json:"deadline,omitempty"`
}

// OrderLine is one line with where each of its units is; the states sum to qty.
type OrderLine struct {
	ID     string          `json:"id"`
	Item   ItemMark        `json:"item"`
	Qty    Quantity        `json:"qty"`
	Price  Money           `json:"price"`
	Sum    Money           `json:"sum"`
	States List[UnitState] `json:"states"`
	Kit    string          `json:"kit,omitempty" doc:"name of the kit it was ordered in"`
}

// UnitState is how many units of a line are in one state, and where.
type UnitState struct {
	State string     `json:"state" enum:"short,promised,held,picked,packed,gone,cancelled,returned"`
	Qty   int64      `json:"qty"`
	Where *PlaceMark `json:"where,omitempty"`
}

// Total is one sum with its name; what it is called is Said.
type Total struct {
	What Said  `json:"what"`
	Sum  Money `json:"sum"`
	Main bool  `json:"main,omitempty"`
	Note *Said `json:"note,omitempty" doc:"below it: how it was to be paid, where that differs"`
}

// Buyer is the person as the order knows them; all empty once forgotten.
type Buyer struct {
	Name      string `json:"name"`
	Phone     string `json:"phone,omitempty"`
	Email     string `json:"email,omitempty"`
	Address   string `json:"address,omitempty"`
	Comment   string `json:"comment,omitempty"`
	Orders    int64  `json:"orders,omitempty" doc:"how many they made"`
	Forgotten bool   `json:"forgotten,omitempty"`

	Forgets List[BuyerOrder] `json:"forgets,omitempty" doc:"all orders of this person, in which they would be forgotten; only for those who may"`
}

// BuyerOrder is an order of a person.
type BuyerOrder struct {
	ID   string    `json:"id"`
	No   string    `json:"no"`
	At   time.Time `json:"at"`
	Name string    `json:"name,omitempty" doc:"of the buyer, as this order has it: people of one phone may have several"`
	Open bool      `json:"open,omitempty" doc:"it has not ended; until it has, the buyer cannot be forgotten"`
}

// OrderEdit changes what was ordered; lines that are not named stay.
type OrderEdit struct {
	Order   string              `json:"order"`
	Version uint64              `json:"version"`
	Lines   List[OrderLineEdit] `json:"lines"`
	Add     List[OrderLineAdd]  `json:"add,omitempty" doc:"lines that were not there"`
	Address *string             `json:"address,omitempty"`
	Comment *string             `json:"comment,omitempty"`
	Reason  string              `json:"reason,omitempty" maxLength:"300"`
}

// OrderLineEdit sets the quantity of a line; 0 takes it out.
type OrderLineEdit struct {
	Line string `json:"line"`
	Qty  int64  `json:"qty" minimum:"0"`
}

// OrderLineAdd is one more line. Its price is what the buyer was told; without
// one it is the item's own.
type OrderLineAdd struct {
	Item  string `json:"item"`
	Qty   int64  `json:"qty" minimum:"1"`
	Price *Money `json:"price,omitempty" doc:"of one base unit"`
}

// OrderPay says how much of an order has been paid so far, how the last of it
// came and when. A receipt is registered where the settings of the till want one
// at this moment.
type OrderPay struct {
	Order   string `json:"order"`
	Version uint64 `json:"version" minimum:"1"`
	Sum     Money  `json:"sum" doc:"all that has come so far"`
	By      string `json:"by" enum:"bank,card,cash"`
	On      string `json:"on" format:"date" doc:"the day on which it came"`
}

// OrderCorrect registers an order whose goods were handed over without a receipt.
type OrderCorrect struct {
	Order  string `json:"order"`
	Paper  string `json:"paper" enum:"memo,statement,order" doc:"after which it is made: a memo of the shop, a statement of a commission, an order of the tax office"`
	Number string `json:"number,omitempty" maxLength:"32" doc:"of the paper; that of the tax office has one"`
	On     string `json:"on" format:"date" doc:"the day of the sale"`
}

// OrderLetUnpaid lets an order that waits for its payment go to the floor.
type OrderLetUnpaid struct {
	Order   string `json:"order"`
	Version uint64 `json:"version" minimum:"1"`
	Reason  string `json:"reason" minLength:"1" maxLength:"300"`
}

// OrderCancel cancels one order.
type OrderCancel struct {
	Order   string `json:"order"`
	Version uint64 `json:"version"`
	Reason  string `json:"reason" minLength:"1" maxLength:"300"`
}

// OrderForget forgets the buyer of an order, in all their orders.
type OrderForget struct {
	Order  string       `json:"order"`
	Orders List[string] `json:"orders" doc:"all that were shown (Buyer.forgets); refused when they are others by now"`
}

// OrdersForgotten says how many orders told of the buyer until now; 0 when the buyer
// was forgotten before, and nothing was done.
type OrdersForgotten struct {
	Orders int64 `json:"orders"`
	Seq    int64 `json:"seq"`
}

// WaveRelease sends orders to the floor.
type WaveRelease struct {
	Orders List[string] `json:"orders"`
	Site   string       `json:"site,omitempty"`
	Behind string       `json:"behind,omitempty" doc:"goes on, without orders, where an answer before said so"`
}

// WaveReleased names the wave and what did not fit into it.
type WaveReleased struct {
	Wave     string     `json:"wave"`
	Released int64      `json:"released"`
	Left     List[Said] `json:"left" doc:"why an order was left out"`
	Behind   string     `json:"behind,omitempty" doc:"the order up to which was looked, when there are some behind it"`
}

// OrderFree takes an order off whoever has it at work.
type OrderFree struct {
	Order string `json:"order"`
}

// PapersPrint prints papers of orders.
type PapersPrint struct {
	Orders  List[string] `json:"orders"`
	Kind    string       `json:"kind" enum:"pick_list,packing_slip,label"`
	Printer string       `json:"printer,omitempty" doc:"device; empty for the station's own"`
}

func (s *surface) orders() {
	read(s, "/api/orders", "orders.read", "Orders by filter, with facets and views",
		func(ctx context.Context, in *OrdersFilter) (OrdersPage, error) { return s.core.Orders.Orders(ctx, *in) })
	read(s, "/api/orders/{id}", "orders.read", "One order: lines, money, papers, tape", func(ctx context.Context, in *ByID) (OrderCard, error) {
		return s.core.Orders.Order(ctx, in.ID)
	})
	command[OrderEdit, Done](s, "orders.edit", "Change an order against the version seen")
	command[OrderPay, Done](s, "orders.pay", "Mark an order as paid")
	command[OrderCorrect, Done](s, "till.correct", "Register a sale that nobody registered, by a receipt of correction")
	command[OrderLetUnpaid, Done](s, "orders.unpaid.let", "Let an order go to the floor before its money came")
	command[OrderCancel, Done](s, "orders.cancel", "Cancel an order with a reason")
	command[OrderForget, OrdersForgotten](s, "orders.forget", "Forget the buyer of an order in all their orders")
	command[WaveRelease, WaveReleased](s, "pick.release", "Release orders to the floor as a wave")
	command[OrderFree, Done](s, "pick.free", "Take an order off its picker")
	command[OrderFree, Done](s, "pack.free", "Take an order off its packer")
	command[PapersPrint, Done](s, "orders.print", "Print papers of orders")
}

// ByID names one thing in the path.
type ByID struct {
	ID string `path:"id" maxLength:"64"`
}
