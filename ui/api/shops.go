package api

import (
	"context"
	"time"
)

// ShopsReader reads channels and their exchanges.
type ShopsReader interface {
	Shops(ctx context.Context) (ShopsPage, error)
	Exchanges(ctx context.Context, shop string, page Page) (ExchangesPage, error)
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
	Health  string     `json:"health" enum:"ok,attention,wrong,info,neutral"`
	State   Said       `json:"state"`
	Last    *time.Time `json:"last,omitempty" doc:"last exchange that ended well"`
	Next    *time.Time `json:"next,omitempty"`
	LagMS   int64      `json:"lagMs" doc:"age of the oldest change the shop has not seen"`
	Waiting int64      `json:"waiting" doc:"changes it has not seen"`
	Orders  int64      `json:"orders" doc:"taken today"`
	Errors  int64      `json:"errors" doc:"exchanges that failed today"`
	Address string     `json:"address,omitempty"`
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
	command[ShopName, Done](s, "shop.exchange", "Exchange now")
	command[ExchangeName, Done](s, "shop.replay", "Take a kept incoming file once more")
}
