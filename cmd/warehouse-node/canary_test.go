package main

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"codeberg.org/go-pdf/fpdf"
	"github.com/rogpeppe/go-internal/txtar"

	"warehouse-node/orders/shop/shopsim"
	"warehouse-node/ui/api"
	"warehouse-node/warehouse/seal/sealtest"
)

// The canary: a buyer whose every word occurs nowhere else.
var canary = shopsim.Buyer{
	Name: "Щурёнковська-Канарейко Євпраксія", Phone: "+7 916 273-18-45", Email: "kanareika.evpraksia@ptitsa-canary.example",
	City: "Верхнеканарейск", Address: "ул. Желтопёрая, 173, кв. 9041",
}

const canaryComment = "Домофон 7319 не звонит, спросите Зяблицкую"

// canaryWords are looked for, one word or number at a time.
var canaryWords = []string{
	"Щурёнковська", "Канарейко", "Євпраксія", "+79162731845", "9162731845", "273-18-45", "kanareika.evpraksia", "ptitsa-canary",
	"Верхнеканарейск", "Желтопёрая", "Домофон", "Зяблицкую",
}

// TestCanary lives the whole way of an order, from the shop to the hand-over,
// with a buyer who is then forgotten. Neither before nor after is any word of
// them in the data folder, the log or a backup, in whatever form; the screens
// show them before and never after.
func TestCanary(t *testing.T) {
	t.Parallel()
	script, err := txtar.ParseFile("testdata/day/one-order.txtar")
	if err != nil {
		t.Fatal(err)
	}
	const buys = "buyer TEST-CUP*1 TEST-SOCK*2\n"
	morning, rest, found := strings.Cut(string(script.Comment), buys)
	if !found {
		t.Fatal("the script has another buyer by now")
	}
	c := &canaryDay{newDay(t, script)}

	script.Comment = []byte(morning)
	c.play(nil)
	c.order(shopsim.Line{Item: "site-TEST-CUP", Qty: 1}, shopsim.Line{Item: "site-TEST-SOCK", Qty: 2})
	c.setAside()
	script.Comment = []byte("order 1 is promised\n")
	c.play(nil)
	c.mustShow()
	owner, err := c.who("marina")
	c.must(err)
	c.forget(http.StatusConflict) // the parcel still has to find them

	record := func(on bool) {
		for _, device := range []string{"printer 1", "register 1"} {
			c.must(c.call(owner, http.MethodPost, "/api/do/device.record", api.DeviceRecord{Device: device, On: on}, nil))
		}
	}
	record(true)
	script.Comment = []byte(rest)
	c.play(nil)
	c.carriersLabels()
	c.refuse("handed over")
	record(false)
	c.mustShow("/files/recording/register", "/files/order/packing_slip/", "/api/carrier-labels/{id}: kanareika.evpraksia")

	c.forget(http.StatusOK)
	c.eventually("no screen shows who was forgotten", func() error {
		if hits := c.shown(); len(hits) > 0 {
			return fmt.Errorf("%s", hits)
		}
		return nil
	})
	c.refuse("forgotten")
	c.must(c.check())

	c.kill() // what was read into memory is not it
	c.start()
	if hits := c.shown(); len(hits) > 0 {
		t.Errorf("after a restart: %s", hits)
	}
	c.refuse("restarted")
	c.seesPlanted()
}

// canaryDay is a day with the canary among its buyers.
type canaryDay struct{ *day }

// order is placed by the canary, who pays at once.
func (c *canaryDay) order(lines ...shopsim.Line) {
	o := shopsim.Order{Buyer: canary, Comment: canaryComment, Delivery: "СДЭК", Payment: "Банковская карта", Paid: true, Lines: lines}
	c.orders = append(c.orders, c.shop.Place(o))
}

// carriersLabels brings labels of a carrier that name the canary, in letters, in a
// barcode and in the words of a PDF, to their order, and prints them.
func (c *canaryDay) carriersLabels() {
	c.t.Helper()
	row, err := c.row("1")
	c.must(err)
	n := len(c.printer.Labels())
	zpl := "^XA^CI28^FX " + canary.Phone + "^FS^FO40,40^A0N,40^FD" + canary.Name + "^FS^FO40,120^A0N,30^FH^FD" + canary.Address + "_21^FS" +
		"^FO100,300^BY2,3,10^BQN,2,5^FDMA,mailto:" + canary.Email + "^FS^XZ"
	doc := fpdf.New("P", "mm", "A4", "")
	doc.SetCompression(false)
	doc.SetTitle(canary.Name, true)
	doc.AddPage()
	doc.SetFont("Helvetica", "", 14)
	doc.Cell(60, 10, canary.Email)
	var pdf bytes.Buffer
	c.must(doc.Output(&pdf))
	for _, file := range [][]byte{pdf.Bytes(), []byte(zpl)} { // the newest is the one that is looked at
		id := c.brings(row.ID, file)
		c.bids("ship.label.print", onLarge(id, fields{"confirmed": true}), nil)
		n++
		c.labels(n)
	}
	if refused := c.printer.Errors(); len(refused) > 0 {
		c.t.Errorf("the printer refused %v", refused)
	}
}

// setAside places an order that cannot be taken, and waits until the shop was
// told that nothing of it is lost: it is kept for a person.
func (c *canaryDay) setAside() {
	c.t.Helper()
	c.order(shopsim.Line{Item: "site-TEST-CUP", Qty: -1})
	c.eventually("the shop was told that its orders are safe", func() error {
		if n := c.shop.Waiting(); n > 0 {
			return fmt.Errorf("%d wait", n)
		}
		return nil
	})
	if row, err := c.row("2"); err == nil {
		c.t.Errorf("an order of minus one cup was taken: %+v", row)
	}
}

// refuse makes a backup and fails for every place where the canary is found: the
// data folder as it lies under the running node, the backups, the log.
func (c *canaryDay) refuse(when string) {
	c.t.Helper()
	beside := c.t.TempDir()
	c.must(os.WriteFile(filepath.Join(beside, "node.log"), c.logged(), 0o600))
	c.tell("backup", filepath.Join(beside, "backup.db"), "--keys", filepath.Join(beside, "keys"))
	for _, dir := range []string{c.data(), beside} {
		found, err := sealtest.Search(dir, canaryWords...)
		c.must(err)
		for _, f := range found {
			c.t.Errorf("%s: in the open: %s", when, f)
		}
	}
}

// logged is all that the node has logged.
func (c *canaryDay) logged() []byte {
	c.logMu.Lock()
	defer c.logMu.Unlock()
	return bytes.Clone(c.log.Bytes())
}

func (c *canaryDay) data() string { return filepath.Join(c.dir, "data") }

// tell gives the running node a command of its command line.
func (c *canaryDay) tell(args ...string) {
	c.t.Helper()
	out, err := program(append(args, "--config", filepath.Join(c.dir, "node.toml"))...).CombinedOutput()
	if err != nil {
		c.t.Fatalf("%s: %v\n%s", args, err, out)
	}
}

// forget asks for it as the owner does on the order's card.
func (c *canaryDay) forget(want int) {
	c.t.Helper()
	row, err := c.row("1")
	c.must(err)
	p, err := c.who("marina")
	c.must(err)
	err = c.call(p, http.MethodPost, "/api/do/orders.forget", api.OrderForget{Order: row.ID, Orders: api.List[string]{row.ID}}, nil)
	if want == http.StatusOK {
		c.must(err)
	} else if err == nil || !strings.Contains(err.Error(), fmt.Sprint(want)) {
		c.t.Errorf("forget: %v, want %d", err, want)
	}
}

// mustShow sees the canary on the screens, or the search of them is blind.
func (c *canaryDay) mustShow(files ...string) {
	c.t.Helper()
	c.eventually("the screens show who is not forgotten", func() (err error) {
		hits := strings.Join(c.shown(), "\n")
		for _, want := range append(files, "/api/orders/{id}: Канарейко", "/api/orders/{id}: Желтопёрая", "/api/orders/{id}: Зяблицкую", "/api/orders?text=") {
			if !strings.Contains(hits, want) {
				err = fmt.Errorf("%s is not shown before:\n%s", want, hits)
			}
		}
		return err
	})
}

// fileMark is an address of a file in an answer.
var fileMark = regexp.MustCompile(`"(/files/[^"]+)"`)

// shown asks everything that the API can be asked, as the owner, and opens every
// file that an answer names, and says which have a word of the canary in them.
func (c *canaryDay) shown() (hits []string) {
	c.t.Helper()
	p, err := c.who("marina")
	c.must(err)
	asked := c.asked(p)
	files := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(asked)) {
		body := c.get(p, asked[name])
		for _, word := range canaryWords {
			if strings.Contains(strings.ToLower(string(body)), strings.ToLower(word)) {
				hits = append(hits, name+": "+word)
			}
		}
		for _, mark := range fileMark.FindAllSubmatch(body, -1) {
			files[string(mark[1])] = true
		}
	}
	return append(hits, c.inFiles(p, files)...)
}

// inFiles searches files by their address, and what went over the wire of devices.
func (c *canaryDay) inFiles(p *person, files map[string]bool) (hits []string) {
	c.t.Helper()
	dir, names := c.t.TempDir(), map[string]string{}
	keep := func(name string, body []byte) {
		file := fmt.Sprintf("%d%s", len(names), filepath.Ext(name))
		names[file] = name
		c.must(os.WriteFile(filepath.Join(dir, file), body, 0o600))
	}
	for file := range files {
		keep(file, c.get(p, file))
	}
	var page api.DevicesPage
	c.must(c.call(p, http.MethodGet, "/api/devices", nil, &page))
	for _, device := range page.Rows {
		var wire api.DeviceFrames
		if slices.Contains(device.May, "device.record") {
			c.must(c.call(p, http.MethodGet, "/api/devices/"+url.PathEscape(device.ID)+"/frames", nil, &wire))
		}
		var said []byte
		for _, frame := range wire.Frames {
			said = append(said, frame.Bytes...)
		}
		keep("wire of "+device.Name, said)
		if wire.Open != "" {
			keep(wire.Open, c.get(p, wire.Open))
		}
	}
	found, err := sealtest.Search(dir, canaryWords...)
	c.must(err)
	for _, f := range found {
		hits = append(hits, names[f.File]+": "+f.Needle)
	}
	return hits
}

// asked are all reads of the API's document, and searches for the canary by all
// that a person may remember: name of the read -> address. A read with a
// parameter that is not known here fails the test.
func (c *canaryDay) asked(p *person) map[string]string {
	c.t.Helper()
	all := map[string]string{}
	for path, item := range api.Mount(http.NewServeMux(), &api.Core{}).OpenAPI().Paths {
		if item.Get == nil || path == "/api/setup/{token}" || path == "/api/manual/{lang}" { // nobody's data
			continue
		}
		if !strings.Contains(path, "{") {
			all[path] = path
			continue
		}
		id := c.oneOf(p, path)
		all[path] = strings.NewReplacer("{id}", id, "{number}", "0").Replace(path)
	}
	for _, text := range []string{canary.Name, "Канарейко", canary.Phone, "+79162731845", "1845", canary.Email} {
		for _, path := range []string{"/api/orders", "/api/find"} {
			all[path+"?text="+text] = path + "?text=" + url.QueryEscape(text)
		}
	}
	return all
}

// oneOf is the id of the canary's order for reads of an order, and of something
// that its order touched for others; nothing where nothing has an id yet.
func (c *canaryDay) oneOf(p *person, path string) string {
	c.t.Helper()
	lists := map[string]string{
		"/api/items/{id}": "/api/items", "/api/stock/why/{id}": "/api/items", "/api/bins/{id}": "/api/bins", "/api/people/{id}": "/api/people",
		"/api/imports/{id}": "/api/imports", "/api/imports/{id}/errors": "/api/imports", "/api/imports/{id}/kept": "/api/imports", "/api/devices/{id}/frames": "/api/devices", "/api/devices/{id}/reads": "/api/devices",
	}
	switch list, known := lists[path]; {
	case path == "/api/orders/{id}":
		row, err := c.row("1")
		c.must(err)
		return row.ID
	case path == "/api/carrier-labels/{id}":
		row, err := c.row("1")
		c.must(err)
		var card api.OrderCard
		c.must(c.call(p, http.MethodGet, "/api/orders/"+row.ID, nil, &card))
		if len(card.Labels) == 0 {
			return "none"
		}
		return card.Labels[len(card.Labels)-1].ID
	case strings.HasPrefix(path, "/api/stencils/{id}"):
		return "parcel_label"
	case path == "/api/shops/{id}/exchanges", path == "/api/shops/{id}/kept":
		return "sever-yug.ru"
	case known:
		var page struct{ Rows []struct{ ID string } }
		if err := c.call(p, http.MethodGet, list, nil, &page); err != nil || len(page.Rows) == 0 {
			return "none"
		}
		return page.Rows[0].ID
	}
	c.t.Errorf("%s: say here what it is asked with", path)
	return "none"
}

func (c *canaryDay) get(p *person, path string) []byte {
	c.t.Helper()
	res, err := p.client.Get(c.base + path)
	c.must(err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	c.must(err)
	return body
}

// seesPlanted plants a word in the data folder that was searched all along, as a
// name of goods, and sees it found: in the database of a running node the search
// is not blind. Package sealtest plants in every other form of file.
func (c *canaryDay) seesPlanted() {
	c.t.Helper()
	const planted = "Подсадноканарейное"
	c.script.Comment = []byte("import items planted.csv\n")
	c.script.Files = append(c.script.Files, txtar.File{
		Name: "planted.csv", Data: []byte("Артикул;Наименование;Штрихкод;Цена, руб.;Вес, г\nPLANTED;" + planted + ";;1,00;1\n"),
	})
	c.play(nil)
	found, err := sealtest.Search(c.data(), planted)
	c.must(err)
	if !slices.ContainsFunc(found, func(f sealtest.Finding) bool { return f.File == "node.db" }) {
		c.t.Errorf("a word in the database is not found: %v", found)
	}
	if !bytes.Contains(c.logged(), []byte("sever-yug")) {
		c.t.Error("the log that was searched says nothing of the day")
	}
}
