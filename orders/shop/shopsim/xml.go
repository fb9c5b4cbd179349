package shopsim

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/encoding/charmap"
)

// encode writes a text of UTF-8 in a charset; what it lacks becomes a reference.
func encode(text, charset string) []byte {
	if charset != "windows-1251" {
		return []byte(text)
	}
	var b bytes.Buffer
	for _, r := range text {
		if c, ok := charmap.Windows1251.EncodeRune(r); ok {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "&#%d;", r)
		}
	}
	return b.Bytes()
}

// sheet is an XML under way.
type sheet struct{ strings.Builder }

// open begins an element and returns what ends it.
func (x *sheet) open(name string) func() {
	x.WriteString("<" + name + ">\n")
	return func() { x.WriteString("</" + name + ">\n") }
}

func (x *sheet) text(name, value string) {
	x.WriteString("<" + name + ">")
	_ = xml.EscapeText(x, []byte(value)) // a Builder takes all
	x.WriteString("</" + name + ">\n")
}

// values writes ЗначенияРеквизитов, given as name, value pairs.
func (x *sheet) values(pairs ...string) {
	defer x.open("ЗначенияРеквизитов")()
	for i := 0; i < len(pairs); i += 2 {
		end := x.open("ЗначениеРеквизита")
		x.text("Наименование", pairs[i])
		x.text("Значение", pairs[i+1])
		end()
	}
}

func roubles(kopecks int64) string { return fmt.Sprintf("%d.%02d00", kopecks/100, kopecks%100) }

// documents is the answer to a query, as a Bitrix site writes it.
func (s *Shop) documents(orders []*Order) string {
	var x sheet
	fmt.Fprintf(&x, "<?xml version=\"1.0\" encoding=%q?>\n", s.opt.Charset)
	schema := s.opt.Schema
	if schema == "" {
		schema = "2.05"
	}
	fmt.Fprintf(&x, "<КоммерческаяИнформация ВерсияСхемы=%q ДатаФормирования=%q>\n", schema, s.opt.Clock().Format("2006-01-02T15:04:05"))
	for _, o := range orders {
		for range max(o.Times, 1) {
			s.document(&x, o)
		}
	}
	x.WriteString("</КоммерческаяИнформация>\n")
	return x.String()
}

func (s *Shop) document(x *sheet, o *Order) {
	defer x.open("Документ")()
	x.text("Ид", o.ID)
	x.text("Номер", o.Number)
	x.text("Дата", o.At.Format("2006-01-02"))
	x.text("ХозОперация", "Заказ товара")
	x.text("Роль", "Продавец")
	x.text("Валюта", "RUB")
	x.text("Курс", "1")
	x.text("Сумма", roubles(s.sum(o)))
	buyer(x, o)
	x.text("Время", o.At.Format("15:04:05"))
	x.text("Комментарий", o.Comment)
	if o.Discount > 0 {
		end := x.open("Скидки")
		one := x.open("Скидка")
		x.text("Наименование", "Скидка")
		x.text("Сумма", roubles(o.Discount))
		x.text("УчтеноВСумме", "true")
		one()
		end()
	}
	s.goods(x, o)
	x.values("Способ доставки", o.Delivery, "Метод оплаты", o.Payment, "Заказ оплачен", strconv.FormatBool(o.Paid),
		"Отменен", strconv.FormatBool(o.Cancelled), "Статус заказа", "["+strings.ToUpper(o.Status)+"] "+o.Status,
		"Дата изменения статуса", o.At.Format("02.01.2006 15:04:05"), "Сайт", "[s1] "+s.opt.Title)
}

func buyer(x *sheet, o *Order) {
	defer x.open("Контрагенты")()
	defer x.open("Контрагент")()
	x.text("Ид", o.ID+"#"+o.Buyer.Email+"#"+o.Buyer.Name)
	x.text("Наименование", o.Buyer.Name)
	x.text("ПолноеНаименование", o.Buyer.Name)
	x.text("Роль", "Покупатель")
	end := x.open("АдресРегистрации")
	x.text("Представление", o.Buyer.Address)
	for _, field := range [][2]string{{"Страна", "Россия"}, {"Город", o.Buyer.City}} {
		one := x.open("АдресноеПоле")
		x.text("Тип", field[0])
		x.text("Значение", field[1])
		one()
	}
	end()
	end = x.open("Контакты")
	for _, c := range [][2]string{{"Телефон мобильный", o.Buyer.Phone}, {"Почта", o.Buyer.Email}} {
		one := x.open("Контакт")
		x.text("Тип", c[0])
		x.text("Значение", c[1])
		one()
	}
	end()
}

func (s *Shop) goods(x *sheet, o *Order) {
	defer x.open("Товары")()
	for _, l := range o.Lines {
		i := s.item(l.Item)
		if i == nil {
			i = &Item{ID: l.Item, Name: l.Item}
		}
		end := x.open("Товар")
		x.text("Ид", i.ID)
		x.text("Артикул", i.Article)
		x.text("Наименование", i.Name)
		x.WriteString(`<БазоваяЕдиница Код="796 " НаименованиеПолное="Штука" МеждународноеСокращение="PCE">шт</БазоваяЕдиница>` + "\n")
		x.text("ЦенаЗаЕдиницу", roubles(i.Price))
		x.text("Количество", fmt.Sprintf("%d.0000", l.Qty))
		x.text("Сумма", roubles(i.Price*l.Qty))
		x.values("ВидНоменклатуры", "Товар", "ТипНоменклатуры", "Товар")
		end()
	}
	if o.Cost > 0 {
		end := x.open("Товар")
		x.text("Ид", "ORDER_DELIVERY")
		x.text("Наименование", "Доставка заказа")
		x.text("ЦенаЗаЕдиницу", roubles(o.Cost))
		x.text("Количество", "1.0000")
		x.text("Сумма", roubles(o.Cost))
		x.values("ВидНоменклатуры", "Услуга", "ТипНоменклатуры", "Услуга")
		end()
	}
}

// reader reads what the other side sent.
func reader(doc []byte) *xml.Decoder {
	d := xml.NewDecoder(bytes.NewReader(doc))
	d.CharsetReader = func(label string, in io.Reader) (io.Reader, error) {
		if strings.EqualFold(label, "windows-1251") {
			return charmap.Windows1251.NewDecoder().Reader(in), nil
		}
		return nil, fmt.Errorf("charset %s", label)
	}
	return d
}

// readDocuments reads a file of documents: what our orders have come to.
func (s *Shop) readDocuments(doc []byte) (func(), error) {
	var in struct {
		XMLName xml.Name `xml:"КоммерческаяИнформация"`
		Docs    []struct {
			ID     string `xml:"Ид"`
			Number string `xml:"Номер"`
			Values []struct {
				Name  string `xml:"Наименование"`
				Value string `xml:"Значение"`
			} `xml:"ЗначенияРеквизитов>ЗначениеРеквизита"`
		} `xml:"Документ"`
	}
	if err := reader(doc).Decode(&in); err != nil {
		return nil, err
	}
	for _, d := range in.Docs {
		if slices.ContainsFunc(s.orders, func(o *Order) bool { return o.ID == d.ID && o.Poison }) {
			return nil, fmt.Errorf("ERROR: 2032: %s", d.ID)
		}
	}
	return func() {
		for _, d := range in.Docs {
			for _, o := range s.orders {
				if o.ID != d.ID || o.Number != d.Number {
					continue
				}
				for _, v := range d.Values {
					switch v.Name {
					case "Статус заказа":
						o.Status = v.Value
						o.History = append(o.History, v.Value)
					case "Номер по 1С":
						o.Our = v.Value
					}
				}
			}
		}
	}, nil
}

// readRests reads a file of offers or rests: how much there is.
func (s *Shop) readRests(doc []byte) (func(), error) {
	var in struct {
		XMLName xml.Name `xml:"КоммерческаяИнформация"`
		Offers  []struct {
			ID      string   `xml:"Ид"`
			Version string   `xml:"НомерВерсии"`
			Plain   string   `xml:"Количество"`
			Rests   []string `xml:"Остатки>Остаток>Склад>Количество"`
			Whole   []string `xml:"Остатки>Остаток>Количество"`
		} `xml:"ПакетПредложений>Предложения>Предложение"`
	}
	if err := reader(doc).Decode(&in); err != nil {
		return nil, err
	}
	rests := make([]int64, len(in.Offers))
	for i, o := range in.Offers {
		if it := s.item(o.ID); it != nil && it.Poison {
			return nil, fmt.Errorf("ERROR: 2010: %s", o.ID)
		}
		for _, text := range append(append([]string{o.Plain}, o.Rests...), o.Whole...) {
			if text == "" {
				continue
			}
			n, err := strconv.ParseInt(strings.TrimSuffix(text, ".0000"), 10, 64)
			if err != nil {
				return nil, fmt.Errorf("Количество %q", text)
			}
			rests[i] += n
		}
	}
	return func() {
		for i, o := range in.Offers {
			it := s.item(o.ID)
			if it == nil || o.Version != "" && o.Version <= it.Version {
				continue // unknown, or no newer than what we have
			}
			it.Stock, it.Version, it.Told = rests[i], o.Version, it.Told+1
		}
	}, nil
}
