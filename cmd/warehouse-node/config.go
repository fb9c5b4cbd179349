package main

import (
	"regexp"

	"github.com/pelletier/go-toml/v2"
)

// Config is everything that a node is told by its file. What changes while it
// runs, policy and people, is kept in the store instead.
type Config struct {
	Node    NodeConfig     `toml:"node"`
	Web     WebConfig      `toml:"web"`
	Log     LogConfig      `toml:"log"`
	Devices []DeviceConfig `toml:"device,omitempty" comment:"One block a device that hangs on this machine or on the network. To have one, take away the # before\n[[device]] and before each setting below it that you need."`
	Shops   []ShopConfig   `toml:"shop,omitempty" comment:"One block a shop that orders come from. To have one, take away the # before [[shop]] and before each setting\nbelow it that you need."`

	origins origins // of what the file says
}

// NodeConfig is about the node itself.
type NodeConfig struct {
	Data   string `toml:"data" comment:"Folder with everything the node knows: node.db, keys.db, files, backups."`
	Number uint16 `toml:"number" comment:"The node's number among those of the company, from 1. It is in every id; never give two nodes the same."`
}

// WebConfig is about the pages and the API.
type WebConfig struct {
	Listen string `toml:"listen" comment:"Address and port. On another address than this machine's own the node speaks TLS with a certificate of its own authority."`
}

// LogConfig is about the log on standard error.
type LogConfig struct {
	Level  string `toml:"level" comment:"debug, info, warn or error."`
	Format string `toml:"format" comment:"text for people, json for programs."`
}

// DeviceConfig is one device.
type DeviceConfig struct {
	Name    string         `toml:"name" comment:"What people call it; unique."`
	Kind    string         `toml:"kind" comment:"scanner, printer, cashreg or scale."`
	Driver  string         `toml:"driver" comment:"line, honeywell, ssi, keyboard or hidpos of a scanner, zpl of a printer, shtrih of a cash register, sics or text of a scale."`
	Address string         `toml:"address" comment:"serial:///dev/ttyACM0?baud=9600, hid://…, usblp://0a5f:0166, tcp://192.168.1.50:9100"`
	Station string         `toml:"station,omitempty" comment:"Name of the bench it belongs to."`
	Site    string         `toml:"site" comment:"Name of the warehouse, as site = 'North'. Empty: the one that has its bench, or where it was, or the first that was made."`
	Config  map[string]any `toml:"config,omitempty" comment:"The driver's own settings."`
	// Debounce is a duration; "" is the default, "0s" joins nothing.
	Debounce string `toml:"debounce,omitempty" comment:"Of a scanner: equal codes that come within this time are one shot. 300ms when left out."`
}

// ShopConfig is one shop.
type ShopConfig struct {
	Name     string `toml:"name" comment:"The channel's name, as on orders: sever-yug.ru"`
	Kind     string `toml:"kind" comment:"commerceml"`
	URL      string `toml:"url" comment:"Address of the shop's exchange: https://shop/bitrix/admin/1c_exchange.php"`
	Login    string `toml:"login"`
	Password string `toml:"password"`
	Site     string `toml:"site" comment:"Name of the warehouse that serves it, as site = 'North'. Empty: the one that served it, or the first that was made."`
	Every    string `toml:"every,omitempty" comment:"How often orders are asked for, as 30s."`
	Currency string `toml:"currency,omitempty" comment:"Of its prices, as RUB."`
	Payment  string `toml:"payment,omitempty" comment:"How its orders are paid unless it says: prepaid, on_delivery, invoice."`
	Region   string `toml:"region,omitempty" comment:"Country whose way of writing phones is tried first, as RU or UA."`

	Schema    string `toml:"schema,omitempty" comment:"The newest version of CommerceML that it knows, as 2.05; what it says itself goes before."`
	Charset   string `toml:"charset,omitempty" comment:"What it is written to in: utf-8 or windows-1251."`
	Catalog   string `toml:"catalog,omitempty" comment:"Id of its catalogue (ИдКаталога), where its site asks for the right one."`
	Warehouse string `toml:"warehouse,omitempty" comment:"Id of our warehouse at the site, where it keeps rests by warehouse."`

	Payments map[string]string `toml:"payments,omitempty" comment:"What its methods of payment mean, by name or id: \"17\" = \"invoice\""`
	Couriers map[string]string `toml:"couriers,omitempty" comment:"Who delivers its methods of delivery, by name or id: \"СДЭК\" = \"cdek\""`
	Statuses map[string]string `toml:"statuses,omitempty" comment:"Its names of our statuses, \"\" for one that it is not told: ready = \"Готов\""`
}

// defaults are what holds where the file says nothing.
func defaults() Config {
	return Config{
		Node: NodeConfig{Data: "data", Number: 1},
		Web:  WebConfig{Listen: "127.0.0.1:8080"},
		Log:  LogConfig{Level: "info", Format: "text"},
	}
}

// exampleConfig is a file with every setting, its default and what it is for. What
// names a thing outside, which who reads it does not have, is switched off: of such
// settings each line begins with a # right before its first sign.
func exampleConfig() ([]byte, error) {
	c := defaults()
	ours, err := toml.Marshal(c)
	if err != nil {
		return nil, err
	}
	c.Devices = []DeviceConfig{{
		Name: "printer bench 1", Kind: "printer", Driver: "zpl", Address: "tcp://192.168.1.50:9100", Station: "bench 1",
		Config: map[string]any{"DPI": 203}, Debounce: "300ms",
	}}
	c.Shops = []ShopConfig{{
		Name: "shop.example", Kind: "commerceml", URL: "https://shop.example/bitrix/admin/1c_exchange.php",
		Login: "exchange", Password: "secret", Every: "30s", Currency: "RUB", Payment: "prepaid", Region: "RU",
		Schema: "2.05", Charset: "utf-8", Catalog: "1c_catalog", Warehouse: "main",
		Payments: map[string]string{"17": "invoice"}, Couriers: map[string]string{"СДЭК": "cdek"}, Statuses: map[string]string{"ready": "Готов"},
	}}
	all, err := toml.Marshal(c)
	if err != nil {
		return nil, err
	}
	return append(ours, setting.ReplaceAll(all[len(ours):], []byte("#$1"))...), nil
}

// setting is the beginning of a line of a file that is no comment.
var setting = regexp.MustCompile(`(?m)^([^#\n])`)
