package main

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
)

func write(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "node.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// switchedOn is the example with all that it has switched off, as somebody makes it
// who takes the # before each setting away.
func switchedOn(t *testing.T) string {
	t.Helper()
	text, err := exampleConfig()
	must(t, err)
	return regexp.MustCompile(`(?m)^#(\S)`).ReplaceAllString(string(text), "$1")
}

// TestExampleConfigIsRead: as it is printed it names nothing that a newcomer does not
// have; with all of it switched on it is read too, and no setting is missing there.
func TestExampleConfigIsRead(t *testing.T) {
	text, err := exampleConfig()
	must(t, err)
	c, err := readConfig(write(t, string(text)))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if c.origins = (origins{}); !reflect.DeepEqual(c, defaults()) {
		t.Errorf("got %+v", c)
	}
	whole := switchedOn(t)
	c, err = readConfig(write(t, whole))
	if err != nil {
		t.Fatalf("%v\n%s", err, whole)
	}
	if len(c.Devices) != 1 || len(c.Shops) != 1 {
		t.Fatalf("got %+v", c)
	}
	for _, block := range []any{c, c.Node, c.Web, c.Log, c.Devices[0], c.Shops[0]} {
		of := reflect.TypeOf(block)
		for i := range of.NumField() {
			name, _, _ := strings.Cut(of.Field(i).Tag.Get("toml"), ",")
			if name != "" && !regexp.MustCompile(`(?m)^(\[+(\w+\.)?)?`+name+`\b`).MatchString(whole) {
				t.Errorf("%s: no %q in\n%s", of, name, whole)
			}
		}
	}
	for _, line := range []string{"# Folder with everything", "# debug, info, warn or error.", "# Name of the warehouse, as", "# Name of the warehouse that serves it, as", "site = ''"} {
		if !strings.Contains(string(text), line) {
			t.Errorf("no comment %q in\n%s", line, text)
		}
	}
}

// TestWrongConfigPointsAtItsLine: whatever is wrong in a file is said with its
// line and the words that would be right.
func TestWrongConfigPointsAtItsLine(t *testing.T) {
	const device = "# benches\n\n[[device]]\nname = 'a'\nkind = 'scanner'\ndriver = 'line'\naddress = 'tcp://10.0.0.7:1'\n"
	const zpl = "[[device]]\nname = 'a'\nkind = 'printer'\ndriver = 'zpl'\naddress = 'tcp://10.0.0.7:1'\n"
	const shop = "[[shop]]\nname = 'a'\nkind = 'commerceml'\nurl = 'https://shop.example/x'\n"
	for name, row := range map[string][2]string{
		"unknown name":     {"[node]\ndata = 'x'\nnumbr = 2\n", "node.toml:3:1: there is no such setting"},
		"wrong type":       {"[node]\nnumber = 'two'\n", "node.toml:2:"},
		"no TOML":          {"[node\n", "node.toml:1:"},
		"number":           {"[node]\nnumber = 0\n", "node.toml:2:1: node.number: it counts from 1"},
		"level":            {"\n[log]\n  level = 'loud'\n", "node.toml:3:3: log.level: there is no \"loud\": there are debug"},
		"format":           {"[log]\nformat = 'xml'\n", "node.toml:2:1: log.format: there is no \"xml\": there are text, json"},
		"dotted":           {"log.level = 'loud'\n", "node.toml:1:1: log.level:"},
		"inline":           {"log = {level = 'loud'}\n", "node.toml:1:1: log.level:"},
		"listen":           {"[web]\nlisten = '8080'\n", "node.toml:2:1: web.listen: \"8080\" is no address and port"},
		"port":             {"[web]\nlisten = ':99999'\n", "node.toml:2:1: web.listen:"},
		"two devices":      {device + "[[device]]\nkind = 'printer'\nname = 'a'\n", "node.toml:10:1: device.name: there are two named \"a\""},
		"nameless":         {"[[device]]\nkind = 'printer'\n", "node.toml:1:3: device.name: it has no name"},
		"kind":             {"[[device]]\nname = 'a'\nkind = 'toaster'\n", "node.toml:3:1: device.kind: there is no \"toaster\": there are cashreg, printer, scale, scanner"},
		"driver":           {"[[device]]\nname = 'a'\nkind = 'printer'\ndriver = 'epl'\n", "node.toml:4:1: device.driver: there is no \"epl\": there are"},
		"driver's setting": {device + "[device.config]\n\ncolour = 'red'\n", "node.toml:10:1: device.config.colour: there is no such setting: there are Suffix, Prefix"},
		"driver's number":  {zpl + "[device.config]\ndpi = 'many'\n", "node.toml:7:1: device.config.dpi: a whole number is wanted, without quotes"},
		"driver's check":   {zpl + "[device.config]\nFont = 'A'\nDPI = 100\n", "node.toml:8:1: device.config.DPI: "},
		"inline setting":   {zpl + "config = {DPI = 'many'}\n", "node.toml:6:1: device.config.DPI: a whole number is wanted"},
		"dotted setting":   {zpl + "config.DPX = 203\n", "node.toml:6:1: device.config.DPX: there is no such setting: there are DPI"},
		"address":          {strings.Replace(device, "tcp://", "", 1), "node.toml:7:1: device.address:"},
		"debounce":         {device + "debounce = '300'\n", "node.toml:8:1: device.debounce: \"300\" is not understood: write how long"},
		"second device":    {device + strings.Replace(device, "'a'", "'b'", 1) + "debounce = '-1s'\n", "node.toml:15:1: device.debounce:"},
		"two shops":        {shop + shop, "node.toml:6:1: shop.name: there are two named"},
		"shop's kind":      {"[[shop]]\nname = 'a'\nkind = 'amazon'\n", "node.toml:3:1: shop.kind: there is no \"amazon\": there are commerceml"},
		"shop's address":   {"[[shop]]\nname = 'a'\nkind = 'commerceml'\nurl = 'shop.example'\n", "node.toml:4:1: shop.url:"},
		"no address":       {"[[shop]]\nname = 'a'\nkind = 'commerceml'\n", "node.toml:1:3: shop.url:"},
		"every":            {shop + "every = 'often'\n", "node.toml:5:1: shop.every: \"often\" is not understood"},
		"currency":         {shop + "currency = 'rub'\n", "node.toml:5:1: shop.currency:"},
		"region":           {shop + "region = 'Russia'\n", "node.toml:5:1: shop.region:"},
		"schema":           {shop + "schema = '2.5'\n", "node.toml:5:1: shop.schema:"},
		"charset":          {shop + "charset = 'cp1251'\n", "node.toml:5:1: shop.charset: there is no \"cp1251\": there are utf-8, windows-1251"},
		"payment":          {shop + "payment = 'barter'\n", "node.toml:5:1: shop.payment: there is no \"barter\": there are prepaid"},
		"payments":         {shop + "[shop.payments]\n\"17.1\" = 'barter'\n", "node.toml:6:1: shop.payments.17.1: there is no \"barter\""},
		"payments inline":  {shop + "payments = {\"17\" = 'barter'}\n", "node.toml:5:1: shop.payments.17: there is no \"barter\""},
		"statuses":         {shop + "[shop.statuses]\nlost = 'Потерян'\n", "node.toml:6:1: shop.statuses.lost: there is no \"lost\""},
		"line ends":        {"[log]\r\nlevel = 'loud'\r\n", "node.toml:2:1: log.level"},
		"mark":             {"\ufeff[log]\nlevel = 'loud'\n", "node.toml:2:1: log.level"},
		"UTF-16":           {"\xff\xfe[\x00l\x00", "save it as UTF-8"},
	} {
		_, err := readConfig(write(t, row[0]))
		if err == nil || !strings.Contains(err.Error(), row[1]) {
			t.Errorf("%s: got %v, want %q in it", name, err, row[1])
		}
		if err != nil && strings.ContainsAny(err.Error(), "\r\x00") {
			t.Errorf("%s: %q", name, err)
		}
	}
}

// TestConfigOfNotepad: a byte order mark and line ends of Windows change nothing.
func TestConfigOfNotepad(t *testing.T) {
	text := switchedOn(t)
	want, err := readConfig(write(t, text))
	must(t, err)
	got, err := readConfig(write(t, "\ufeff"+strings.ReplaceAll(text, "\n", "\r\n")))
	must(t, err)
	want.origins, got.origins = origins{}, origins{}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}
