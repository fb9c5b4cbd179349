package api

import (
	"context"
	"time"
)

// ShopsReader reads channels and their exchanges.
type ShopsReader interface {
	Shops(ctx context.Context) (ShopsPage, error)
	Exchanges(ctx context.Context, shop string, page Page) (ExchangesPage, error)
	Kept(ctx context.Context, shop string) (KeptPage, error)
}

// ShopsPage is every channel.
type ShopsPage struct {
	Rows List[ShopRow] `json:"rows"`
	Seq  int64         `json:"seq"`
}

// ShopRow is one channel and how its exchange fares.
type ShopRow struct {
	ID      string     `json:"id"`
	Name    string     `json:"name"`
	Kind    string     `json:"kind" example:"commerceml"`
	Site    string     `json:"site" doc:"name of the warehouse that serves it"`
	Health  string     `json:"health" enum:"ok,attention,wrong,info,neutral"`
	State   Said       `json:"state"`
	Last    *time.Time `json:"last,omitempty" doc:"last exchange that ended well"`
	Next    *time.Time `json:"next,omitempty"`
	LagMS   int64      `json:"lagMs" doc:"age of the oldest change the shop has not seen"`
	Waiting int64      `json:"waiting" doc:"changes it has not seen"`
	Orders  int64      `json:"orders" doc:"taken today"`
	Errors  int64      `json:"errors" doc:"exchanges that failed today"`
	Address string     `json:"address,omitempty"`
	Missing *ShopGap   `json:"missing,omitempty" doc:"numbers that were passed over and never came; absent for none"`
}

// ShopGap is the numbers of a shop that never came though later ones did.
type ShopGap struct {
	What    Said         `json:"what"`
	Since   time.Time    `json:"since" doc:"when the first of them was passed over"`
	Actions List[Action] `json:"actions"`
}

// ExchangesPage is exchanges of one shop, newest first.
type ExchangesPage struct {
	Rows List[Exchange] `json:"rows"`
	Next string         `json:"next,omitempty"`
}

// Exchange is one conversation with a shop.
type Exchange struct {
	ID     string       `json:"id"`
	At     time.Time    `json:"at"`
	In     bool         `json:"in" doc:"from the shop"`
	Kind   string       `json:"kind" enum:"orders,states,rests,check"`
	State  string       `json:"state" enum:"done,running,failed,unknown"`
	Rows   int64        `json:"rows"`
	TookMS int64        `json:"tookMs"`
	Tries  int64        `json:"tries" doc:"that ended so, one after another"`
	What   *Said        `json:"what,omitempty" doc:"what went wrong, or what came"`
	May    List[string] `json:"may" doc:"shop.replay"`
}

// KeptPage is the orders of one shop that could not be taken, newest first.
type KeptPage struct {
	Rows List[KeptOrder] `json:"rows"`
}

// KeptOrder is an order that came and could not be taken.
type KeptOrder struct {
	Outer   string       `json:"outer" doc:"what names it to the commands"`
	Number  string       `json:"number,omitempty" doc:"the shop's; absent when its document says none"`
	At      time.Time    `json:"at"`
	Why     Said         `json:"why"`
	Trying  bool         `json:"trying,omitempty" doc:"it is being taken once more"`
	Shelved *time.Time   `json:"shelved,omitempty" doc:"when a person put it aside; absent while it waits for one"`
	Reason  string       `json:"reason,omitempty" doc:"why they did"`
	May     List[string] `json:"may" doc:"shop.kept.take, shop.kept.shelve"`
}

// KeptName names an order that could not be taken.
type KeptName struct {
	Shop  string `json:"shop"`
	Outer string `json:"outer"`
}

// KeptShelf puts an order aside that could not be taken.
type KeptShelf struct {
	Shop   string `json:"shop"`
	Outer  string `json:"outer"`
	Reason string `json:"reason" minLength:"1" maxLength:"300"`
}

// ShopVoid says that a shop has no orders under numbers that never came.
type ShopVoid struct {
	Shop    string   `json:"shop"`
	Numbers []uint64 `json:"numbers" minItems:"1" maxItems:"100"`
	Reason  string   `json:"reason" minLength:"1" maxLength:"300"`
}

// ShopName names a channel.
type ShopName struct {
	Shop string `json:"shop"`
}

// ExchangeName names an exchange.
type ExchangeName struct {
	Shop     string `json:"shop"`
	Exchange string `json:"exchange"`
}

func (s *surface) shops() {
	read(s, "/api/shops", "shop.read", "Channels and how their exchange fares",
		func(ctx context.Context, _ *none) (ShopsPage, error) { return s.core.Shops.Shops(ctx) })
	read(s, "/api/shops/{id}/exchanges", "shop.read", "Exchanges of one shop", func(ctx context.Context, in *struct {
		ByID
		Page
	}) (ExchangesPage, error) {
		return s.core.Shops.Exchanges(ctx, in.ID, in.Page)
	})
	read(s, "/api/shops/{id}/kept", "shop.read", "Orders of one shop that could not be taken",
		func(ctx context.Context, in *ByID) (KeptPage, error) { return s.core.Shops.Kept(ctx, in.ID) })
	command[KeptName, Done](s, "shop.kept.take", "Try an order once more that could not be taken")
	command[KeptShelf, Done](s, "shop.kept.shelve", "Put an order aside that could not be taken")
	command[ShopVoid, Done](s, "shop.missing.void", "Say that a shop has no orders under numbers that never came")
	command[ShopName, Done](s, "shop.exchange", "Exchange now")
	command[ExchangeName, Done](s, "shop.replay", "Take a kept incoming file once more")
}
