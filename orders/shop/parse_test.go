package shop

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"warehouse-node/orders"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/measure"
)

var testConfig = func() *Config {
	c, err := Config{Name: "sever", URL: "http://localhost/", Site: warehouse.SiteID{1}, Payments: map[string]orders.PaymentKind{"17": orders.Invoice}}.filled()
	if err != nil {
		panic(err)
	}
	return &c
}()

var moscow = time.FixedZone("MSK", 3*60*60)

// testUnzipped is what an archive may unpack to here: enough for a bomb.
const testUnzipped = 2 << 20

// readAll is what an answer has: its orders, and why others have none.
func readAll(body []byte) (all []*outer, bad []error, err error) {
	err = eachFile(body, testUnzipped, func(r io.Reader) error {
		return parse(r, func(f found) error {
			if f.why != nil {
				bad = append(bad, f.why)
				return nil
			}
			if !isOrder(f.doc) {
				return nil
			}
			o, err := understand(testConfig, moscow, f.doc)
			if err != nil {
				bad = append(bad, err)
				return nil
			}
			all = append(all, o)
			return nil
		})
	})
	return all, bad, err
}

func rub(minor int64) measure.Money { return measure.Money{Minor: minor, Currency: measure.RUB} }

const prolog = `<?xml version="1.0" encoding="utf-8"?>`

// file is a file of the given documents.
func file(docs ...string) []byte {
	return []byte(prolog + `<КоммерческаяИнформация ВерсияСхемы="2.05">` + strings.Join(docs, "\n") + `</КоммерческаяИнформация>`)
}

// doc is an order of one line.
func doc(id, line string) string {
	return `<Документ><Ид>` + id + `</Ид><Номер>` + id + `</Номер><Дата>2026-11-21</Дата><Время>10:15:00</Время>` +
		`<ХозОперация>Заказ товара</ХозОперация><Товары><Товар>` + line + `</Товар></Товары></Документ>`
}

const mug = `<Ид>m-1</Ид><Артикул>TGA-450</Артикул><Наименование>Кружка</Наименование><ЦенаЗаЕдиницу>1290.00</ЦенаЗаЕдиницу><Количество>2</Количество><Сумма>2580.00</Сумма>`

// TestSites reads answers as sites of several makes write them.
func TestSites(t *testing.T) {
	for name, want := range map[string][]*outer{
		"bitrix.xml": {{
			ID: "132", Number: "132", Placed: time.Date(2021, 2, 11, 15, 45, 21, 0, time.UTC), Comment: "Позвоните заранее",
			Courier: "Самовывоз", Payment: orders.OnDelivery, Buyer: outerBuyer{
				Name: "Кравец Анна Петровна", Phone: "8 (916) 123-45-67", Email: "anna@example.org",
				Address: "420111, Казань, ул. Баумана, 7", City: "Казань",
			},
			Lines:    []outerLine{{OuterID: "910e89e5-205e-4d95-872a-0a0255c42f02", Name: "Щётка", Qty: 1, Price: rub(23174)}},
			Delivery: rub(30000),
		}},
		"exchange1c.xml": {{
			ID: "7", Number: "7", Placed: time.Date(2026, 11, 20, 21, 0, 0, 0, time.UTC), Courier: "Курьер", Payment: orders.Prepaid,
			Buyer:    outerBuyer{Name: "Олена Гнатюк", Phone: "+380671234567", Email: "olena@example.org", Address: "Львів, вул. Зелена, 1"},
			Lines:    []outerLine{{Article: "MUG-1", Name: "Кружка", Qty: 2, Price: rub(10100)}},
			Delivery: rub(500), // 207 in all and 202 of goods
		}},
		"container.xml": {{
			ID: "31", Number: "31", Placed: time.Date(2026, 11, 21, 7, 0, 0, 0, time.UTC), Payment: orders.Invoice, Cancelled: true,
			Lines: []outerLine{
				{OuterID: "a#1", Barcode: "4607034171186", Name: "Кружка", Qty: 3, Price: rub(3334), VAT: &measure.VAT{Applies: true, BasisPoints: 2000}},
				{OuterID: "b", Name: "Плед", Qty: 24, Price: rub(5000), VAT: &measure.VAT{}},
			},
			Discount: rub(12002), Paid: rub(118000),
		}},
	} {
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join("testdata", name))
			if err != nil {
				t.Fatal(err)
			}
			for charset, body := range charsetsOf(t, text) {
				got, bad, err := readAll(body)
				if err != nil || len(bad) > 0 {
					t.Fatalf("%s: %v, %v", charset, err, bad)
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%s: -want +got\n%s", charset, diff)
				}
			}
		})
	}
}

// charsetsOf is a text of UTF-8 in every form in which sites send it.
func charsetsOf(t *testing.T, text []byte) map[string][]byte {
	t.Helper()
	encode := func(label string, b []byte, err error) []byte {
		if err != nil {
			t.Fatal(label, err)
		}
		return b
	}
	in1251 := strings.Replace(string(text), `encoding="UTF-8"`, `encoding="windows-1251"`, 1)
	in16 := strings.Replace(string(text), `encoding="UTF-8"`, `encoding="utf-16"`, 1)
	cp1251, err := charmap.Windows1251.NewEncoder().String(strings.NewReplacer("і", "&#1110;").Replace(in1251))
	page := encode("windows-1251", []byte(cp1251), err)
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(in16)
	var packed bytes.Buffer
	z := zip.NewWriter(&packed)
	f, zerr := z.Create("orders.xml")
	if zerr == nil {
		_, zerr = f.Write(page)
	}
	if err := errors.Join(zerr, z.Close()); err != nil {
		t.Fatal(err)
	}
	return map[string][]byte{
		"utf-8":          text,
		"with a mark":    append([]byte("\xef\xbb\xbf"), text...),
		"after warnings": append([]byte("<br />\n<b>Warning</b>: foreach() in <b>/var/www/1c.php</b>\n\ufeff"), text...),
		"windows-1251":   page,
		"utf-16":         encode("utf-16", []byte(wide), err),
		"zip":            packed.Bytes(),
	}
}

// TestGarbage: what cannot be read is refused with its reason, at once.
func TestGarbage(t *testing.T) {
	mislabelled := strings.Replace(string(file(doc("1", mug))), "utf-8", "windows-1251", 1)
	in1251, err := charmap.Windows1251.NewEncoder().String(string(file(doc("1", mug))))
	if err != nil {
		t.Fatal(err)
	}
	for name, row := range map[string]struct {
		body string
		code string
	}{
		"nothing":              {"", "shop.not_xml"},
		"a login page":         {"<!doctype html><html><body>Вход</body></html>", "shop.not_xml"},
		"another XML":          {prolog + `<yml_catalog/>`, "shop.not_commerceml"},
		"a prolog":             {prolog, "shop.not_commerceml"},
		"half":                 {string(file(doc("1", mug))[:bytes.Index(file(doc("1", mug)), []byte("Кружка"))]), "shop.xml"},
		"wrong ends":           {string(file(`<Документ><Ид>1</Номер></Документ>`)), "shop.xml"},
		"a DOCTYPE":            {prolog + `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>` + string(file())[len(prolog):], "shop.doctype"},
		"says 1251":            {mislabelled, "shop.encoding"},
		"says utf-8":           {in1251, "shop.encoding"},
		"an unknown charset":   {strings.Replace(mislabelled, "windows-1251", "ebcdic", 1), "shop.encoding"},
		"a bad letter":         {string(file(doc("1", strings.Replace(mug, "Кружка", "Круж\xffка", 1)))), "shop.encoding"},
		"2M tags":              {prolog + "<КоммерческаяИнформация>" + strings.Repeat("<а>", 2_000_000), "shop.too_deep"},
		"2M tags in an order":  {prolog + "<КоммерческаяИнформация><Документ>" + strings.Repeat("<а>", 2_000_000), "shop.too_deep"},
		"a text without end":   {prolog + "<КоммерческаяИнформация><Документ><Ид>" + strings.Repeat("я", 2<<20), "shop.xml"},
		"a longer text":        {prolog + "<КоммерческаяИнформация><Документ><Ид>" + strings.Repeat("я", maxText), "shop.text_large"},
		"a zip cut short":      {"PK\x03\x04garbage", "shop.zip"},
		"a zip that leads out": {zipOf(t, "../../etc/orders.xml", 10), "shop.zip_name"},
		"with a drive":         {zipOf(t, `C:\orders.xml`, 10), "shop.zip_name"},
		"a bomb":               {zipOf(t, "orders.xml", testUnzipped+1), "shop.zip_bomb"},
		"a bomb that lies":     {lying(t, zipOf(t, "orders.xml", testUnzipped+1)), "shop.zip"},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := readAll([]byte(row.body))
			if said := fault.Of(err); err == nil || said.Code != row.code {
				t.Errorf("got %v, want %s", err, row.code)
			}
		})
	}
}

// zipOf is an archive of one XML with n bytes of nothing in it.
func zipOf(t *testing.T, name string, n int) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
	if err == nil {
		_, err = io.WriteString(f, prolog+"<КоммерческаяИнформация>")
	}
	chunk := append(bytes.Repeat([]byte(" "), 1<<20), "<a></a>"...)
	for ; err == nil && n > 0; n -= len(chunk) {
		_, err = f.Write(chunk[:min(n, len(chunk))])
	}
	if err := errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// lying is an archive of one file that says it is a hundred bytes long.
func lying(t *testing.T, archive string) string {
	t.Helper()
	honest, err := zip.NewReader(strings.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	f := honest.File[0]
	packed, err := f.OpenRaw()
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.CreateRaw(&zip.FileHeader{Name: f.Name, Method: f.Method, CRC32: f.CRC32, CompressedSize64: f.CompressedSize64, UncompressedSize64: 100})
	if err == nil {
		_, err = io.Copy(w, packed)
	}
	if err := errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestSumsOfDocuments: a sum that the lines cannot come to is told, and they
// count; a rounding, a discount on the whole and a delivery that is not listed fit.
func TestSumsOfDocuments(t *testing.T) {
	const delivery = `<Товар><Ид>ORDER_DELIVERY</Ид><Наименование>Доставка</Наименование><ЦенаЗаЕдиницу>300</ЦенаЗаЕдиницу><Количество>1</Количество><Сумма>300</Сумма></Товар>`
	for name, row := range map[string]struct {
		sum                string
		listed             bool
		delivered, reduced int64
		unfit, steep       bool
		named              string
	}{
		"as the lines":                 {sum: "2880", listed: true, delivered: 30000},
		"a kopeck more":                {sum: "2880.01", listed: true, delivered: 30001},
		"a rouble more":                {sum: "2881", listed: true, delivered: 30000, unfit: true},
		"a discount on the whole":      {sum: "2780", listed: true, delivered: 30000, reduced: 10000},
		"half of the goods":            {sum: "1290", reduced: 129000},
		"more than half of the goods":  {sum: "1289", reduced: 129100, steep: true},
		"a comma out of place":         {sum: "328.80", listed: true, delivered: 30000, reduced: 255120, steep: true},
		"nothing at all":               {sum: "0", reduced: 258000, steep: true},
		"the shop's own sale":          {sum: "258", named: "2322", reduced: 232200},
		"a part of it named":           {sum: "258", named: "322", reduced: 232200, steep: true},
		"a delivery that is not there": {sum: "3080", delivered: 50000},
		"nothing that anybody charges": {sum: "999999", unfit: true},
		"the same, with a delivery":    {sum: "999999", listed: true, delivered: 30000, unfit: true},
	} {
		t.Run(name, func(t *testing.T) {
			text := strings.Replace(doc("2", mug), "<Товары>", "<Сумма>"+row.sum+"</Сумма><Товары>", 1)
			if row.listed {
				text = strings.Replace(text, "</Товары>", delivery+"</Товары>", 1)
			}
			if row.named != "" {
				text = strings.Replace(text, "<Товары>", "<Скидки><Скидка><Наименование>Распродажа</Наименование><Сумма>"+row.named+"</Сумма></Скидка></Скидки><Товары>", 1)
			}
			all, bad, err := readAll(file(text))
			if err != nil || len(bad) > 0 || len(all) != 1 {
				t.Fatalf("%d, %v, %v", len(all), bad, err)
			}
			if o := all[0]; o.Delivery.Minor != row.delivered || o.Discount.Minor != row.reduced || o.Unfit != row.unfit || o.Steep != row.steep {
				t.Errorf("got delivery %v, discount %v, unfit %v, steep %v", o.Delivery, o.Discount, o.Unfit, o.Steep)
			}
		})
	}
}

// TestBadOrders: an order that makes no sense says why, and those around it are
// read.
func TestBadOrders(t *testing.T) {
	with := func(old, new string) string { return doc("2", strings.Replace(mug, old, new, 1)) }
	for name, row := range map[string]struct{ doc, code string }{
		"negative":          {with("<Количество>2", "<Количество>-2"), "shop.qty"},
		"none":              {with("<Количество>2", "<Количество>0"), "shop.qty"},
		"a part":            {with("<Количество>2", "<Количество>0.335"), "shop.qty"},
		"2^63":              {with("<Количество>2", "<Количество>9223372036854775808"), "shop.qty"},
		"2^62 of 2^62":      {with("<Количество>2</Количество><Сумма>2580.00</Сумма>", "<Количество>4611686018427387904</Количество>"), "shop.line"},
		"words":             {with("<Количество>2", "<Количество>два"), "shop.qty"},
		"VAT of no country": {with("<Количество>2", "<СтавкиНалогов><СтавкаНалога><Ставка>99</Ставка></СтавкаНалога></СтавкиНалогов><Количество>2"), "shop.vat"},
		"VAT 110 %":         {with("<Количество>2", "<Налоги><Налог><Ставка>110%</Ставка></Налог></Налоги><Количество>2"), "shop.vat"},
		"a minus sum":       {with("2580.00", "-1"), "shop.negative"},
		"a price in words":  {with("2580.00", "много"), "shop.line"},
		"no lines":          {`<Документ><Ид>2</Ид></Документ>`, "shop.no_lines"},
		"no name":           {`<Документ><Товары><Товар>` + mug + `</Товар></Товары></Документ>`, "shop.nameless"},
		"another currency":  {strings.Replace(doc("2", mug), "<Товары>", "<Валюта>XBT</Валюта><Товары>", 1), "shop.currency"},
		"less than none":    {strings.Replace(doc("2", mug), "<Товары>", "<Сумма>-1</Сумма><Товары>", 1), "shop.sum"},
		"too large":         {doc("2", strings.Replace(mug, "Кружка", strings.Repeat("я", 1<<20), 1)), "shop.document_large"},
		"too many lines":    {strings.Replace(doc("2", mug), "</Товары>", strings.Repeat("<Товар>"+mug+"</Товар>", maxLines)+"</Товары>", 1), "shop.many_lines"},
	} {
		t.Run(name, func(t *testing.T) {
			all, bad, err := readAll(file(doc("1", mug), row.doc, doc("3", mug)))
			if err != nil {
				t.Fatal(err)
			}
			if len(all) != 2 || all[0].ID != "1" || all[1].ID != "3" {
				t.Errorf("%d orders were read beside it", len(all))
			}
			if len(bad) != 1 || fault.Of(bad[0]).Code != row.code {
				t.Errorf("got %v, want %s", bad, row.code)
			}
		})
	}
}

// TestUnseenSigns: what a shop copied with signs that nobody sees is read without
// them, and the order is taken.
func TestUnseenSigns(t *testing.T) {
	all, bad, err := readAll(file(strings.Replace(doc("1", strings.NewReplacer("Кружка", "\ufeffКру\u00adжка\u200b", "TGA-450", "\u202aTGA-450\u202c").Replace(mug)),
		"<Товары>", "<Комментарий>Позвонить\nзаранее\u200b</Комментарий><Товары>", 1)))
	if err != nil || len(bad) > 0 || len(all) != 1 {
		t.Fatalf("%d orders, %v, %v", len(all), bad, err)
	}
	o := all[0]
	if got, want := o.Lines[0].Name+"|"+o.Lines[0].Article+"|"+o.Comment, "Кружка|TGA-450|Позвонить\nзаранее"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestRaw: a document is kept as it was written, and can be read from that.
func TestRaw(t *testing.T) {
	first, second := doc("1", mug), doc("2", mug)
	var raw []string
	if err := parse(bytes.NewReader(file(first, "<!-- between -->", second)), func(f found) error {
		raw = append(raw, string(f.raw))
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{first, second}, raw); diff != "" {
		t.Error(diff)
	}
}

func TestAnswers(t *testing.T) {
	in1251, err := charmap.Windows1251.NewEncoder().String("failure\nНеверный пароль ERROR: 2032")
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]answer{
		"success\nkey\nabc":                        {wordSuccess, []string{"key", "abc"}},
		"\ufeffsuccess\r\nPHPSESSID\r\nv\r\n":      {wordSuccess, []string{"PHPSESSID", "v"}},
		"<b>Warning</b>: x\n\nsuccess\nsessid=1":   {wordSuccess, []string{"sessid=1"}},
		"PROGRESS\n1 из 2":                         {wordProgress, []string{"1 из 2"}},
		"failure ERROR: 2010":                      {wordFailure, []string{"ERROR: 2010"}},
		in1251:                                     {wordFailure, []string{"Неверный пароль ERROR: 2032"}},
		"zip-no\nfile_limit=100":                   {"", []string{"zip-no", "file_limit=100"}},
		"<html>\nSuccessful people\n</html>":       {"", []string{"<html>", "Successful people", "</html>"}},
		"":                                         {"", nil},
		"\n\n  success  ":                          {wordSuccess, nil},
		"Notice: Undefined\n\xef\xbb\xbffailure\n": {wordFailure, nil},
	} {
		got := parseAnswer([]byte(text))
		if got.word != want.word || fmt.Sprint(got.lines) != fmt.Sprint(want.lines) {
			t.Errorf("%q: %+v, want %+v", text, got, want)
		}
	}
	if a := parseAnswer([]byte("zip-no\nFile_Limit=100")); a.value("zip") != "no" || a.value("file_limit") != "100" {
		t.Errorf("%+v", a)
	}
	err = parseAnswer([]byte(in1251)).refusal("shop.refused", "file")
	if said := fault.Of(err); said.Args["number"] != "2032" || strings.Contains(err.Error(), "пароль") {
		t.Errorf("%v", err)
	}
}

// FuzzAnswer: whatever a shop sends, it is read or refused, in bounded memory
// and with sums that agree.
func FuzzAnswer(f *testing.F) {
	for _, name := range []string{"bitrix.xml", "exchange1c.xml", "container.xml"} {
		text, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Add([]byte(string(file(doc("1", mug)))))
	f.Add([]byte("PK\x05\x06" + strings.Repeat("\x00", 18)))
	f.Fuzz(func(t *testing.T, body []byte) {
		parseAnswer(body)
		all, _, _ := readAll(body)
		for _, o := range all {
			if o.ID == "" || len(o.ID) > maxID || len(o.Comment) > maxComment || o.Delivery.Minor < 0 || o.Discount.Minor < 0 {
				t.Errorf("%+v", o)
			}
			for _, l := range o.Lines {
				if l.Qty <= 0 || l.Price.Minor < 0 {
					t.Errorf("%+v", l)
				}
			}
		}
	})
}
