package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"warehouse-node/devices"
	"warehouse-node/devices/wire"
	"warehouse-node/orders"
	"warehouse-node/orders/shop"
)

// check refuses what can be seen to be wrong before anything is opened. What a
// file may name before somebody makes it, a warehouse or a bench, is not.
func (c *Config) check() error {
	if c.Node.Number == 0 {
		return c.origins.wrong(errors.New("it counts from 1"), "node", "number")
	}
	if err := listens(c.Web.Listen); err != nil {
		return c.origins.wrong(err, "web", "listen")
	}
	if _, err := c.Log.level(); err != nil {
		return c.origins.wrong(err, "log", "level")
	}
	if err := oneOf(c.Log.Format, logFormats); err != nil {
		return c.origins.wrong(err, "log", "format")
	}
	named := map[string]bool{}
	for i := range c.Devices {
		if path, err := c.Devices[i].check(named); err != nil {
			return c.origins.wrong(err, append([]string{"device", strconv.Itoa(i)}, path...)...)
		}
	}
	named = map[string]bool{}
	for i := range c.Shops {
		if path, err := c.Shops[i].check(named); err != nil {
			return c.origins.wrong(err, append([]string{"shop", strconv.Itoa(i)}, path...)...)
		}
	}
	return nil
}

// check says what is wrong with a device, and with which of its settings.
func (d *DeviceConfig) check(named map[string]bool) (path []string, err error) {
	if err := uniquely(d.Name, named); err != nil {
		return []string{"name"}, err
	}
	if err := oneOf(d.Kind, slices.Sorted(maps.Keys(deviceDrivers))); err != nil {
		return []string{"kind"}, err
	}
	drivers := deviceDrivers[d.Kind]
	if err := oneOf(d.Driver, drivers.Names()); err != nil {
		return []string{"driver"}, err
	}
	raw, err := d.driverConfig()
	if err != nil {
		return []string{"config"}, err
	}
	if err := drivers.Check(d.Driver, raw); err != nil {
		return d.settingOf(err)
	}
	if _, err := wire.ParseAddress(d.Address); err != nil {
		return []string{"address"}, err
	}
	if _, err := d.debounce(); err != nil {
		return []string{"debounce"}, err
	}
	return nil, nil
}

// settingOf says which of the driver's own settings an error is of, as the file spells
// it; all of them where it tells of none.
func (d *DeviceConfig) settingOf(err error) (path []string, why error) {
	wrong, one := errors.AsType[*devices.SettingError](err)
	if !one {
		return []string{"config"}, err
	}
	for name := range d.Config {
		if strings.EqualFold(name, wrong.Name) {
			return []string{"config", name}, errors.New(wrong.Why)
		}
	}
	return []string{"config", wrong.Name}, errors.New(wrong.Why)
}

// driverConfig are the driver's own settings as it reads them; none are its
// defaults.
func (d *DeviceConfig) driverConfig() (json.RawMessage, error) {
	if d.Config == nil {
		return nil, nil
	}
	return json.Marshal(d.Config)
}

// shopKinds are the ways to speak with a shop.
var shopKinds = []string{"commerceml"}

var (
	currencyShape = regexp.MustCompile(`^[A-Z]{3}$`)
	regionShape   = regexp.MustCompile(`^[A-Z]{2}$`)
	schemaShape   = regexp.MustCompile(`^\d\.\d\d$`)
)

// check says what is wrong with a shop, and with which of its settings.
func (s *ShopConfig) check(named map[string]bool) (path []string, err error) {
	for _, setting := range []struct {
		name string
		err  error
	}{
		{"name", uniquely(s.Name, named)},
		{"kind", oneOf(s.Kind, shopKinds)},
		{"url", webAddress(s.URL)},
		{"every", s.everyIs()},
		{"currency", shaped(s.Currency, currencyShape, "RUB")},
		{"region", shaped(s.Region, regionShape, "RU")},
		{"schema", shaped(s.Schema, schemaShape, "2.05")},
		{"charset", oneOfOrNone(s.Charset, shop.Charsets)},
		{"payment", oneOfOrNone(s.Payment, orders.PaymentKinds)},
	} {
		if setting.err != nil {
			return []string{setting.name}, setting.err
		}
	}
	for method, kind := range s.Payments {
		if err := oneOf(kind, orders.PaymentKinds); err != nil {
			return []string{"payments", method}, err
		}
	}
	for status := range s.Statuses {
		if err := oneOf(status, shop.Statuses()); err != nil {
			return []string{"statuses", status}, err
		}
	}
	return nil, nil
}

func (s *ShopConfig) everyIs() error {
	_, err := duration(s.Every, 0)
	return err
}

// uniquely refuses a thing without a name, and one whose name another has.
func uniquely(name string, named map[string]bool) error {
	switch {
	case name == "":
		return errors.New("it has no name")
	case named[name]:
		return fmt.Errorf("there are two named %q", name)
	}
	named[name] = true
	return nil
}

// oneOf refuses a word that is none of those there are.
func oneOf[W ~string](word string, words []W) error {
	if slices.Contains(words, W(word)) {
		return nil
	}
	var all []string
	for _, w := range words {
		all = append(all, string(w))
	}
	return fmt.Errorf("there is no %q: there are %s", word, strings.Join(all, ", "))
}

// oneOfOrNone is oneOf for what may be left out.
func oneOfOrNone[W ~string](word string, words []W) error {
	if word == "" {
		return nil
	}
	return oneOf(word, words)
}

// shaped refuses a text of another shape; none is a default.
func shaped(text string, shape *regexp.Regexp, as string) error {
	if text == "" || shape.MatchString(text) {
		return nil
	}
	return fmt.Errorf("%q is not understood: write it as %s", text, as)
}

// duration reads how long something lasts; usual when it is left out.
func duration(text string, usual time.Duration) (time.Duration, error) {
	if text == "" {
		return usual, nil
	}
	d, err := time.ParseDuration(text)
	if err != nil || d < 0 {
		return 0, fmt.Errorf("%q is not understood: write how long it lasts as 300ms, 30s or 5m", text)
	}
	return d, nil
}

// webAddress refuses what is no page's address.
func webAddress(text string) error {
	u, err := url.Parse(text)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return errors.New("it is no address: write it as https://shop.example/exchange") // without what it says: a login may stand in it
	}
	return nil
}

// listens refuses an address that nothing can listen on.
func listens(address string) error {
	_, port, err := net.SplitHostPort(address)
	if err == nil {
		_, err = net.LookupPort("tcp", port)
	}
	if err != nil {
		return fmt.Errorf("%q is no address and port: write it as 127.0.0.1:8080", address)
	}
	return nil
}

var logFormats = []string{"text", "json"}

// level is how much is logged.
func (c LogConfig) level() (level slog.Level, err error) {
	if err := level.UnmarshalText([]byte(c.Level)); err != nil {
		return 0, fmt.Errorf("there is no %q: there are debug, info, warn, error", c.Level)
	}
	return level, nil
}
