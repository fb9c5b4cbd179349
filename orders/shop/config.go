package shop

import (
	"maps"
	"slices"
	"time"

	"warehouse-node/orders"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/seal"
)

// firstSchema is the oldest version of CommerceML that is spoken, and
// lastSchema the newest.
const (
	firstSchema = "2.05"
	lastSchema  = "2.10"
)

// Config is how one shop is spoken to.
type Config struct {
	Name            string // the channel's name on orders: "sever-yug.ru"
	URL             string // of its exchange
	Login, Password string
	Site            warehouse.SiteID // the warehouse that serves it
	Every           time.Duration    // between two questions for orders

	Currency measure.Currency
	Region   seal.Region // whose way of writing phones is tried first

	Schema    string // the newest version of CommerceML that the site knows, if that is to be said for it
	Charset   string // of what is sent: "utf-8" or "windows-1251"
	Catalog   string // ИдКаталога that the site knows its goods by
	Warehouse string // Ид of our warehouse at the site; "" where it has none

	// Payments and Couriers say what the site's methods of payment and delivery
	// mean, by their name or id. Payment is for a method that is not there and
	// cannot be guessed; a method of delivery that is not there is its own name.
	Payment  orders.PaymentKind
	Payments map[string]orders.PaymentKind
	Couriers map[string]string
	// Statuses are the site's names of our statuses; one that is not there has
	// its own name of the default list, and one that is "" is not told.
	Statuses map[orders.Status]string

	// Patience is the longest wait for one answer; the protocol's own when zero.
	Patience time.Duration
	// Gap is the shortest time between two pushes of what has changed.
	Gap time.Duration
	// MinBackoff and MaxBackoff are how long to wait after a failure.
	MinBackoff, MaxBackoff time.Duration
}

// statusNames are what a shop's buyers read unless the shop says otherwise.
var statusNames = map[orders.Status]string{
	orders.Problem:  "Принят",
	orders.Waiting:  "Ожидает поступления",
	orders.Promised: "Принят",
	orders.Picking:  "Собирается",
	orders.Packing:  "Собирается",
	orders.Ready:    "Готов к отгрузке",
	orders.Gone:     "Отгружен",
	orders.Canceled: "Отменен",
}

// filled is c with its defaults; Invalid when it names no shop.
func (c Config) filled() (Config, error) {
	if c.Name == "" || c.URL == "" || c.Site.IsZero() {
		return c, fault.New(fault.Invalid, "shop.config", "shop", c.Name)
	}
	put(&c.Every, 30*time.Second)
	put(&c.Currency, measure.RUB)
	put(&c.Region, "RU")
	put(&c.Charset, "utf-8")
	put(&c.Catalog, c.Name)
	put(&c.Payment, orders.Prepaid)
	put(&c.Gap, time.Second)
	put(&c.MinBackoff, 5*time.Second)
	put(&c.MaxBackoff, 5*time.Minute)
	return c, c.check()
}

// Charsets are those in which a shop may be written to.
var Charsets = []string{"utf-8", "windows-1251"}

// Statuses are the names of our statuses that a shop may have its own for.
func Statuses() []orders.Status { return slices.Sorted(maps.Keys(statusNames)) }

// check refuses words that mean nothing.
func (c *Config) check() error {
	for _, k := range append(slices.Collect(maps.Values(c.Payments)), c.Payment) {
		if !slices.Contains(orders.PaymentKinds, k) {
			return fault.New(fault.Invalid, "shop.config_value", "shop", c.Name, "value", k)
		}
	}
	for s := range c.Statuses {
		if _, known := statusNames[s]; !known {
			return fault.New(fault.Invalid, "shop.config_value", "shop", c.Name, "value", s)
		}
	}
	if !c.Currency.Known() {
		return fault.New(fault.Invalid, "shop.config_value", "shop", c.Name, "value", string(c.Currency))
	}
	if !slices.Contains(Charsets, c.Charset) {
		return fault.New(fault.Invalid, "shop.config_value", "shop", c.Name, "value", c.Charset)
	}
	return nil
}

// put sets what was left at zero.
func put[T comparable](p *T, v T) {
	var zero T
	if *p == zero {
		*p = v
	}
}

// patience is how long a call may take.
func (c *Config) patience(protocol time.Duration) time.Duration {
	if c.Patience > 0 {
		return min(c.Patience, protocol)
	}
	return protocol
}

// status is what the shop calls a status of ours; "" for one it is not told.
func (c *Config) status(s orders.Status) string {
	if name, ok := c.Statuses[s]; ok {
		return name
	}
	return statusNames[s]
}
