package main

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"warehouse-node/orders"
	"warehouse-node/orders/shop"
	"warehouse-node/ui/read"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/store"
)

// startShops begins the exchange with the shops of the configuration: for each a
// conversation, one at a time, and a follower that notes what it is to be told.
func (n *Node) startShops(ctx context.Context) error {
	names := make([]string, len(n.Config.Shops))
	for i, c := range n.Config.Shops {
		names[i] = c.Name
	}
	if err := shop.Configured(ctx, n.DB, names); err != nil {
		return err
	}
	for _, c := range n.Config.Shops {
		config, err := n.shopConfig(ctx, c)
		if err != nil {
			return fmt.Errorf("shop %s: %w", c.Name, err)
		}
		if config.Site.IsZero() {
			n.Log.Warn("a shop waits: "+missingHome(c.Site), "shop", c.Name, "site", c.Site)
			n.channels.wait(c.Name)
			n.run(ctx, "shop "+c.Name, func(ctx context.Context) error { return n.shopLater(ctx, c) })
			continue
		}
		if err := n.startShop(ctx, config); err != nil {
			return err
		}
	}
	return nil
}

func (n *Node) startShop(ctx context.Context, config shop.Config) error {
	r, err := shop.NewRunner(ctx, shop.Parts{DB: n.DB, Door: n.Door, Ring: n.Ring, Log: n.Log}, config)
	if err != nil {
		return fmt.Errorf("shop %s: %w", config.Name, err)
	}
	n.channels.add(r)
	f := r.Follower()
	n.run(ctx, "follower "+f.Name, func(ctx context.Context) error { return f.Run(ctx, n.DB) })
	n.run(ctx, "shop "+config.Name, r.Run)
	return nil
}

// shopLater begins the exchange with a shop once somebody has made the warehouse
// that serves it.
func (n *Node) shopLater(ctx context.Context, c ShopConfig) error {
	for {
		made := n.raised.heard()
		config, err := n.shopConfig(ctx, c)
		if err != nil {
			return err
		}
		if !config.Site.IsZero() {
			return n.startShop(ctx, config)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-made:
		}
	}
}

// shopConfig is a shop of the file; its site is zero while it is not made.
func (n *Node) shopConfig(ctx context.Context, c ShopConfig) (out shop.Config, err error) {
	out = shop.Config{
		Name: c.Name, URL: c.URL, Login: c.Login, Password: c.Password,
		Currency: measure.Currency(c.Currency), Payment: orders.PaymentKind(c.Payment), Region: seal.Region(c.Region),
		Schema: c.Schema, Charset: c.Charset, Catalog: c.Catalog, Warehouse: c.Warehouse, Couriers: c.Couriers,
		Payments: map[string]orders.PaymentKind{}, Statuses: map[orders.Status]string{},
	}
	for method, kind := range c.Payments {
		out.Payments[method] = orders.PaymentKind(kind)
	}
	for status, name := range c.Statuses {
		out.Statuses[orders.Status(status)] = name
	}
	if err := oneOf(c.Kind, shopKinds); err != nil {
		return out, err
	}
	if out.Every, err = duration(c.Every, 0); err != nil {
		return out, err
	}
	err = n.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		if out.Site, err = homeOfShop(tx, &c); fault.KindOf(err) == fault.NotFound {
			return nil
		}
		return err
	})
	return out, err
}

// missingHome says for the log why a shop has no warehouse.
func missingHome(named string) string {
	if named == "" {
		return "no warehouse is made yet"
	}
	return "no warehouse has that name"
}

// channels are the runners of shops by their name, and the shops that wait for
// their warehouse.
type channels struct {
	mu    sync.Mutex // guards what follows
	of    map[string]*shop.Runner
	waits []string
}

// wait notes that a shop waits.
func (c *channels) wait(name string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.waits = append(c.waits, name)
}

// unserved are the shops that wait.
func (c *channels) unserved() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.waits)
}

func (c *channels) add(r *shop.Runner) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.of == nil {
		c.of = map[string]*shop.Runner{}
	}
	c.of[r.Name()] = r
	c.waits = slices.DeleteFunc(c.waits, func(name string) bool { return name == r.Name() })
}

// named is who speaks with a shop; nil when nobody does.
func (c *channels) named(name string) read.Channel {
	c.mu.Lock()
	defer c.mu.Unlock()
	if r := c.of[name]; r != nil {
		return r
	}
	return nil
}
