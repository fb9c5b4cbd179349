package main

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/text/encoding/charmap"

	"warehouse-node/orders/shop/shopsim"
	"warehouse-node/ui/api"
	"warehouse-node/ui/locale"
	"warehouse-node/warehouse/ident"
)

// swollen is how much the node's memory may peak above what it was before it was
// sent rubbish of any length, in bytes. What the race detector notes of each byte
// counts as the node's.
func swollen() int64 {
	if raced {
		return 1 << 30
	}
	return 384 << 20
}

// peak is the most memory that the node has taken so far. The kernel counts it,
// so nothing that came and went is missed.
func (d *day) peak() int64 {
	d.t.Helper()
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", d.node.Process.Pid))
	d.must(err)
	_, rest, found := strings.Cut(string(raw), "VmHWM:")
	if !found {
		d.t.Fatal("this kernel counts no peaks: nothing would be proved")
	}
	kib, err := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
	d.must(err)
	return kib << 10
}

// stays fails when the node swelled since before.
func (d *day) stays(before int64) {
	d.t.Helper()
	grown := d.peak() - before
	if d.t.Logf("it grew by %d MiB", grown>>20); grown > swollen() {
		d.t.Errorf("more than %d MiB", swollen()>>20)
	}
	d.must(d.check())
}

// zipped is an archive of a file of that many bytes of nothing.
func zipped(t *testing.T, name, head string, n int64) string {
	t.Helper()
	return filled(t, name, head, strings.Repeat(" ", 1<<20), n)
}

// filled is an archive of a file with that many bytes of a chunk, again and
// again.
func filled(t *testing.T, name, head, chunk string, n int64) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
	must(t, err)
	_, err = io.WriteString(f, head)
	must(t, err)
	for ; n > 0; n -= int64(len(chunk)) {
		_, err = io.WriteString(f, chunk)
		must(t, err)
	}
	must(t, z.Close())
	return b.String()
}

// bomb is what a small archive unpacks to here: above what is read of one, and
// never to be held at once.
const bomb = 96 << 20

const (
	xmlProlog = `<?xml version="1.0" encoding="utf-8"?>`
	xmlRoot   = "<КоммерческаяИнформация ВерсияСхемы=\"2.08\">"
	xmlEnd    = "</КоммерческаяИнформация>"
)

// shopOrder is an order as a shop writes it.
func shopOrder(id, item, name, qty string) string {
	return "<Документ><Ид>" + id + "</Ид><Номер>" + id + "</Номер><Дата>2026-11-22</Дата><ХозОперация>Заказ товара</ХозОперация><Роль>Продавец</Роль><Валюта>RUB</Валюта>" +
		"<Контрагенты><Контрагент><Наименование>Анна</Наименование><Роль>Покупатель</Роль></Контрагент></Контрагенты>" +
		"<Товары><Товар><Ид>" + item + "</Ид><Артикул>" + item + "</Артикул><Наименование>" + name + "</Наименование><ЦенаЗаЕдиницу>500.00</ЦенаЗаЕдиницу><Количество>" + qty + "</Количество></Товар></Товары></Документ>"
}

// TestBadExchange: whatever a shop answers instead of its orders, the node says
// what is wrong with it, takes nothing, swells by a bounded amount, and goes on
// with the orders that come next.
func TestBadExchange(t *testing.T) {
	d := newDay(t, &txtar.Archive{})
	p, err := d.who("marina")
	d.must(err)
	in1251, err := charmap.Windows1251.NewEncoder().String(xmlProlog + xmlRoot + shopOrder("1", "LCH-3", "Фонарь", "1") + xmlEnd)
	d.must(err)
	before := d.peak()
	for _, row := range []struct{ what, body, code string }{
		{"a page", "<!doctype html><html><body>Вход</body></html>", "shop.not_xml"},
		{"half a file", xmlProlog + xmlRoot + strings.TrimSuffix(shopOrder("1", "LCH-3", "Фонарь", "1"), "</Товар></Товары></Документ>"), "shop.xml"},
		{"a DOCTYPE", xmlProlog + `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>` + xmlRoot + shopOrder("1", "LCH-3", "&b;&f;", "1") + xmlEnd, "shop.doctype"},
		{"2M nested tags", xmlProlog + xmlRoot + strings.Repeat("<а>", 2_000_000) + strings.Repeat("</а>", 2_000_000) + xmlEnd, "shop.too_deep"},
		{"2M tags in an order", xmlProlog + xmlRoot + "<Документ>" + strings.Repeat("<а>", 2_000_000), "shop.too_deep"},
		{"2M tags side by side", xmlProlog + xmlRoot + "<Документ>" + strings.Repeat("<а/>", 2_000_000) + "</Документ>" + xmlEnd, "shop.document_large"},
		{"another encoding", in1251, "shop.encoding"},
		{"a bomb", zipped(t, "orders.xml", xmlProlog+xmlRoot, bomb), "shop.zip_bomb"},
		{"a bomb of well-formed elements", filled(t, "orders.xml", xmlProlog+xmlRoot, "<Комментарий>"+strings.Repeat(" ", 32<<10)+"</Комментарий>", bomb), "shop.zip_bomb"},
		{"a text without an end", zipped(t, "orders.xml", xmlProlog+xmlRoot, bomb/2), "shop.text_large"},
		{"one in an order", zipped(t, "orders.xml", xmlProlog+xmlRoot+"<Документ><Ид>", bomb/2), "shop.text_large"},
		{"a way out", zipped(t, "../../../etc/orders.xml", xmlProlog+xmlRoot+xmlEnd, 0), "shop.zip_name"},
		{"no end", strings.Repeat("x", 33<<20), "shop.too_large"},
	} {
		what := d.answers(p, row.body)
		if why, _, _ := strings.Cut(locale.Say(locale.RU, "fault."+row.code, nil), "{{"); !strings.Contains(what, why) {
			t.Errorf("%s: it says %s, want %q", row.what, what, why)
		}
	}
	var page api.OrdersPage
	d.must(d.call(p, http.MethodGet, "/api/orders", nil, &page))
	rows := page.Total

	what := d.answers(p, xmlProlog+xmlRoot+
		shopOrder("b-1", "LCH-3", "Фонарь", "9223372036854775808")+shopOrder("b-2", "LCH-3", "Фонарь", "-1")+shopOrder("b-3", "LCH-3", "Фонарь", "1e400")+
		shopOrder("b-4", "NOBODY-KNOWS", "=cmd|' /C calc'!A0 ^XZ~JA &lt;script&gt;", "1")+shopOrder("b-5", "LCH-3", "Фонарь", "1")+xmlEnd)
	if !strings.Contains(what, `"shop.say.kept"`) || !strings.Contains(what, "3") {
		t.Errorf("three orders make no sense: %s", what)
	}
	d.must(d.call(p, http.MethodGet, "/api/orders", nil, &page))
	if page.Total != rows+2 {
		t.Errorf("%d orders after %d: the two that make sense", page.Total, rows)
	}
	d.must(d.buy([]string{"LCH-3*1"}))
	d.must(d.orderIs("1", "promised"))
	d.stays(before)
	if found, err := filepath.Glob(filepath.Join(d.dir, "data", "*.xml")); err != nil || len(found) > 0 {
		t.Errorf("unpacked %v, %v", found, err)
	}
}

// answers has the shop answer so when it is asked for its orders, and returns
// what the office is shown of that exchange.
func (d *day) answers(p *person, body string) (what string) {
	d.t.Helper()
	newest := func() (e api.Exchange, err error) { // of those that went wrong; others go on beside
		var page api.ExchangesPage
		err = d.call(p, http.MethodGet, "/api/shops/sever-yug.ru/exchanges", nil, &page)
		for _, e := range page.Rows {
			if e.In && e.State != "running" && e.What != nil && e.What.Code != "shop.say.orders" {
				return e, err
			}
		}
		return e, err
	}
	before, err := newest()
	d.must(err)
	d.shop.Break(shopsim.Fault{What: shopsim.Instead, Type: "sale", Mode: "query", Text: body})
	d.must(d.call(p, http.MethodPost, "/api/do/shop.exchange", api.ShopName{Shop: "sever-yug.ru"}, nil)) // after a failure it waits a while
	d.eventually("the exchange", func() error {
		e, err := newest()
		if err != nil || e.ID == before.ID && e.Tries == before.Tries {
			return fmt.Errorf("it is %+v, %w", e, err)
		}
		raw, err := json.Marshal(e.What)
		what = string(raw)
		return err
	})
	return what
}

// TestBadSheets: files that are no tables, however large they unpack, are refused
// with a reason or come to nothing, and the next good table is taken.
func TestBadSheets(t *testing.T) {
	d := newDay(t, &txtar.Archive{Files: []txtar.File{{Name: "goods.csv", Data: []byte("Артикул;Наименование\nGOOD;Кружка\n")}}})
	p, err := d.who("marina")
	d.must(err)
	before := d.peak()
	heading := "Артикул;Наименование;Цена, руб.\n"
	for _, row := range []struct{ what, body, code string }{
		{"nothing", "\n", "sheet.empty"},
		{"a workbook", zipped(t, "xl/worksheets/sheet1.xml", "<worksheet>", 1), "sheet.archive"},
		{"a bomb", zipped(t, "xl/worksheets/sheet1.xml", "<worksheet>", bomb), "sheet.archive"},
		{"a way out", zipped(t, "../../../node.db", "", 1), "sheet.archive"},
		{"an old workbook", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 5000), "sheet.old_workbook"},
		{"a DOCTYPE", `<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>`, "sheet.columns_missing"},
		{"2M nested tags", strings.Repeat("<a>", 2_000_000), "sheet.cell"},
		{"2M tags by the line", strings.Repeat("<a>\n", 2_000_000), "sheet.rows"},
		{"a quote that never ends", heading + `"` + strings.Repeat("я;\n", 1_000_000), "sheet.quote"},
		{"columns without end", strings.Repeat(";x", 2_000_000), "sheet.columns"},
		{"zeros without end", heading + strings.Repeat("\x00", 32<<20), ""},
	} {
		t.Run(row.what, func(t *testing.T) {
			if said := d.tables(p, "items", row.body); !strings.Contains(said, row.code) {
				t.Errorf("it says %s, want %s", clipText(said, 500), row.code)
			}
		})
	}
	d.must(d.importTable("items", "goods.csv"))
	d.eventually("the good one", func() error {
		var page api.ItemsPage
		if err := d.call(p, http.MethodGet, "/api/items?text=GOOD", nil, &page); err != nil || page.Found != 1 {
			return fmt.Errorf("%d are found, %w", page.Found, err)
		}
		return nil
	})
	d.stays(before)
}

// tables uploads a file and tries it as a table of a kind; it returns what the
// person is told of it, whichever door says it.
func (d *day) tables(p *person, kind, body string) string {
	d.t.Helper()
	mark, err := d.upload(p, []byte(body))
	if err != nil {
		return err.Error()
	}
	var run api.ImportName
	if err := d.call(p, http.MethodPost, "/api/do/sheet.check", api.ImportStart{Kind: kind, Hash: mark.Hash, File: "x.csv"}, &run); err != nil {
		return err.Error()
	}
	var raw json.RawMessage
	d.eventually("it is checked", func() error {
		if err := d.call(p, http.MethodGet, "/api/imports/"+run.Import, nil, &raw); err != nil {
			return err
		}
		var card api.ImportCard
		if err := json.Unmarshal(raw, &card); err != nil || card.State == "checking" {
			return fmt.Errorf("it is %s, %w", card.State, err)
		}
		return nil
	})
	return string(raw)
}

// TestBadLines: two people at two benches, whose scanners both send noise, half
// codes, codes glued together and megabytes without an end at the same time.
// Nothing of that is done, nobody hears of the other's line, and each one's next
// code is obeyed.
func TestBadLines(t *testing.T) {
	d := newDay(t, &txtar.Archive{Comment: []byte(fmt.Sprintf("scanner 1 reads %s\ndarya finds scanner ok\nscanner 2 reads %s\noksana finds scanner ok\n", demoBadge(4), demoBadge(2)))})
	d.play(nil)
	people := map[string]api.FloorState{}
	for _, login := range []string{"darya", "oksana"} {
		p, err := d.who(login)
		d.must(err)
		d.must(d.look(p))
		people[login] = p.sees()
	}
	before, goods := d.peak(), d.goods()
	var both sync.WaitGroup
	for i := range 2 {
		both.Go(func() {
			s := d.scanners[i]
			for n := range 40 {
				for _, bytes := range []string{
					"\x00\xff\xfe^XZ~JA\x1b[2J\r", "]E0460000\r", "]C0T-00]C0T-001]E04600000000015\r", "]Q1=cmd|' /C calc'!A0\r", "]Q1<script>alert(1)</script>\r",
					"]C0" + strings.Repeat("T-001", 2+n) + "\r", "\r\r\n\r", strings.Repeat("без конца ", 4<<10),
				} {
					if err := s.Send([]byte(bytes)); err != nil {
						t.Error(err)
					}
				}
			}
			if err := s.Send([]byte("\r")); err != nil {
				t.Error(err)
			}
		})
	}
	both.Wait()
	d.must(d.do(line{words: []string{"scanner", "1", "reads", ident.CommandCode("pack")}}))
	d.must(d.do(line{words: []string{"scanner", "2", "reads", ident.CommandCode("pick")}}))
	for login, flow := range map[string]string{"darya": "pack", "oksana": "pick"} {
		p, err := d.who(login)
		d.must(err)
		d.eventually(login+" is obeyed", func() error {
			if err := d.look(p); err != nil || p.sees().Reply.Flow != flow {
				return fmt.Errorf("%s is in %q, %w", login, p.sees().Reply.Flow, err)
			}
			return nil
		})
		if now, was := p.sees(), people[login]; now.Session != was.Session || now.Station == nil || now.Station.Code != was.Station.Code {
			t.Errorf("%s was at %+v and is at %+v", login, was.Station, now.Station)
		}
	}
	if diff := cmp.Diff(goods, d.goods()); diff != "" {
		t.Errorf("something was done:\n%s", diff)
	}
	if n := len(d.printer.Labels()); n > 0 || len(d.printer.Errors()) > 0 {
		t.Errorf("%d labels, %v", n, d.printer.Errors())
	}
	d.stays(before)
}

// goods is all that lies in the house, is ordered, and waits for a person.
func (d *day) goods() (all []any) {
	d.t.Helper()
	p, err := d.who("marina")
	d.must(err)
	for _, path := range []string{"/api/stock/bins", "/api/orders", "/api/stuck"} {
		var view any
		d.must(d.call(p, http.MethodGet, path, nil, &view))
		steady(view)
		all = append(all, view)
	}
	return all
}
