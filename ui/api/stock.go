package api

import (
	"context"
	"time"
)

// StockReader reads what lies where, and why it cannot be sold.
type StockReader interface {
	Stock(ctx context.Context, filter StockFilter) (StockPage, error)
	StockByBin(ctx context.Context, filter StockFilter) (BinStockPage, error)
	Why(ctx context.Context, site, item string) (Why, error)
}

// StockFilter narrows stock.
type StockFilter struct {
	AtSite
	Page
	View string   `query:"view" doc:"all, low, blocked"`
	Text string   `query:"text" maxLength:"200" doc:"name, article, barcode or bin"`
	IDs  []string `query:"ids" doc:"these items only"`
}

// StockPage is stock by item.
type StockPage struct {
	Rows  List[StockRow]  `json:"rows"`
	Next  string          `json:"next,omitempty"`
	Views List[ViewCount] `json:"views"`
	Proof Proof           `json:"proof"`
	Seq   int64           `json:"seq"`
}

// StockRow is one item at one site. On = free + promised + stopped (what lies
// there and may not be sold, the sum of all such terms).
type StockRow struct {
	Item     ItemMark        `json:"item"`
	Unit     string          `json:"unit"`
	Free     int64           `json:"free" doc:"can be promised now"`
	Promised int64           `json:"promised" doc:"promised to or held for orders"`
	Stopped  int64           `json:"stopped" doc:"damaged, in quarantine, blocked, expired, in a tote of no order"`
	Coming   int64           `json:"coming"`
	On       int64           `json:"on" doc:"lies there"`
	Bins     List[PlaceMark] `json:"bins" doc:"the first few"`
	More     int64           `json:"more" doc:"bins that are not listed"`
	Days     *int64          `json:"days,omitempty" doc:"for how many days free is enough, at the pace of the last 30 days; absent when none was sold"`
}

// Proof is the last check that every sum matches.
type Proof struct {
	State string    `json:"state" enum:"ok,running,failed,never"`
	Moves int64     `json:"moves"`
	At    time.Time `json:"at"`
	Bad   *Said     `json:"bad,omitempty" doc:"the first line that does not match"`
}

// BinStockPage is stock by bin.
type BinStockPage struct {
	Rows List[BinStock] `json:"rows"`
	Next string         `json:"next,omitempty"`
	Seq  int64          `json:"seq"`
}

// BinStock is one kind of stock in one place.
type BinStock struct {
	Place     PlaceMark `json:"place"`
	Item      ItemMark  `json:"item"`
	Qty       Quantity  `json:"qty"`
	Held      int64     `json:"held"`
	Lot       string    `json:"lot,omitempty"`
	LotID     string    `json:"lotId,omitempty" doc:"of a lot, which may have no code but an expiry"`
	Expiry    string    `json:"expiry,omitempty" doc:"day, YYYY-MM-DD"`
	Condition string    `json:"condition" enum:"good,damaged,quarantine,second"`
	Owner     string    `json:"owner,omitempty" doc:"legal entity, where there are several"`
}

// Why leads every unit that cannot be sold back to a person, a device and a
// moment. On minus the terms is Free.
type Why struct {
	Item   ItemMark      `json:"item"`
	Unit   string        `json:"unit"`
	On     int64         `json:"on"`
	Terms  List[WhyTerm] `json:"terms"`
	Free   int64         `json:"free"`
	Coming List[Said]    `json:"coming"`
	Seq    int64         `json:"seq"`
}

// WhyTerm is one reason with its chain of holds or moves, newest first.
type WhyTerm struct {
	Kind   string        `json:"kind" enum:"promised,held,quarantine,damaged,blocked,expired,counting,tote,transit"`
	Qty    int64         `json:"qty"`
	What   Said          `json:"what"`
	Tone   string        `json:"tone" enum:"reserve,wrong,attention,info"`
	Chain  List[TapeRow] `json:"chain"`
	Action *Action       `json:"action,omitempty"`
}

// StockMove moves stock between two places by hand.
type StockMove struct {
	Item   string `json:"item"`
	From   string `json:"from" doc:"code or id of a place"`
	To     string `json:"to"`
	Qty    int64  `json:"qty" minimum:"1"`
	Lot    string `json:"lot,omitempty"`
	Reason string `json:"reason,omitempty" maxLength:"300"`
}

// CountAsk asks for a count of a bin.
type CountAsk struct {
	Place  string `json:"place"`
	Item   string `json:"item,omitempty"`
	Reason string `json:"reason,omitempty" maxLength:"300"`
}

func (s *surface) stock() {
	read(s, "/api/stock", "stock.read", "Stock by item",
		func(ctx context.Context, in *StockFilter) (StockPage, error) { return s.core.Stock.Stock(ctx, *in) })
	read(s, "/api/stock/bins", "stock.read", "Stock by bin",
		func(ctx context.Context, in *StockFilter) (BinStockPage, error) {
			return s.core.Stock.StockByBin(ctx, *in)
		})
	read(s, "/api/stock/why/{id}", "stock.read", "Why can't I sell it?", func(ctx context.Context, in *struct {
		ByID
		AtSite
	}) (Why, error) {
		return s.core.Stock.Why(ctx, in.Site, in.ID)
	})
	command[StockMove, Done](s, "move.stock", "Move stock between two places")
	command[CountAsk, Done](s, "count.ask", "Ask for a count")
}
