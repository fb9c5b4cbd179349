package shop

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/encoding/charmap"

	"warehouse-node/orders"
	"warehouse-node/warehouse/measure"
)

// sheet is a file of CommerceML under way. No element is ever empty: sites stumble
// over those.
type sheet struct {
	strings.Builder
	depth int
}

func (c *Config) sheet(schema string, at time.Time) *sheet {
	s := &sheet{}
	fmt.Fprintf(s, "<?xml version=\"1.0\" encoding=%q?>\n", c.Charset)
	fmt.Fprintf(s, "<%s ВерсияСхемы=%q ДатаФормирования=%q>\n", root, schema, at.Format("2006-01-02T15:04:05"))
	return s
}

// bytes ends the file, in the shop's charset.
func (s *sheet) bytes(c *Config) []byte {
	s.WriteString("</" + root + ">\n")
	if c.Charset != "windows-1251" {
		return []byte(s.String())
	}
	var out []byte
	for _, r := range s.String() {
		if b, ok := charmap.Windows1251.EncodeRune(r); ok {
			out = append(out, b)
		} else {
			out = fmt.Appendf(out, "&#%d;", r)
		}
	}
	return out
}

// in writes an element around what fn writes.
func (s *sheet) in(name string, fn func()) {
	s.depth++
	s.WriteString(strings.Repeat("\t", s.depth) + "<" + name + ">\n")
	fn()
	name, _, _ = strings.Cut(name, " ")
	s.WriteString(strings.Repeat("\t", s.depth) + "</" + name + ">\n")
	s.depth--
}

// text writes an element with a text, and nothing for an empty one.
func (s *sheet) text(name, value string) {
	if value == "" {
		return
	}
	s.WriteString(strings.Repeat("\t", s.depth+1) + "<" + name + ">")
	_ = xml.EscapeText(s, []byte(value)) // a Builder takes all
	s.WriteString("</" + name + ">\n")
}

// value writes a ЗначениеРеквизита, and nothing for an empty one.
func (s *sheet) value(name, value string) {
	if value == "" {
		return
	}
	s.in("ЗначениеРеквизита", func() {
		s.text("Наименование", name)
		s.text("Значение", value)
	})
}

func sum(m measure.Money) string {
	sign, n := "", m.Minor
	if n < 0 {
		sign, n = "-", -n
	}
	return fmt.Sprintf("%s%d.%02d", sign, n/100, n%100)
}

func day(t time.Time, zone *time.Location) string {
	if t.IsZero() {
		return ""
	}
	return t.In(zone).Format("2006-01-02")
}

// documents is a file of what became of orders: each as the shop wrote it, with
// our values. The buyer is not in it: the shop knows who that is.
func (c *Config) documents(schema string, zone *time.Location, all []telling) []byte {
	s := c.sheet(schema, time.Now().In(zone))
	for _, t := range all {
		s.in("Документ", func() { c.document(s, zone, t.order) })
	}
	return s.bytes(c)
}

func (c *Config) document(s *sheet, zone *time.Location, o *orders.Order) {
	s.text("Ид", o.OuterID)
	s.text("Номер", first(o.OuterNumber, o.OuterID))
	s.text("Дата", first(day(o.Placed, zone), day(o.Accepted, zone)))
	s.text("ХозОперация", "Заказ товара")
	s.text("Роль", "Продавец")
	s.text("Валюта", first(string(o.Total.Currency), string(c.Currency)))
	s.text("Курс", "1")
	s.text("Сумма", sum(o.Total))
	s.in("Товары", func() {
		for _, l := range o.Lines {
			if l.Qty > 0 {
				s.in("Товар", func() { goods(s, &l) })
			}
		}
		if o.Delivery.Minor > 0 {
			s.in("Товар", func() {
				s.text("Ид", deliveryID)
				s.text("Наименование", "Доставка заказа")
				s.text("ЦенаЗаЕдиницу", sum(o.Delivery))
				s.text("Количество", "1")
				s.text("Сумма", sum(o.Delivery))
				s.in("ЗначенияРеквизитов", func() {
					s.value("ВидНоменклатуры", "Услуга")
					s.value("ТипНоменклатуры", "Услуга")
				})
			})
		}
	})
	s.in("ЗначенияРеквизитов", func() { c.values(s, zone, o) })
}

func goods(s *sheet, l *orders.Line) {
	s.text("Ид", l.OuterID)
	s.text("Артикул", l.Article)
	s.text("Наименование", l.Name)
	s.text("ЦенаЗаЕдиницу", sum(l.Price))
	s.text("Количество", strconv.FormatInt(int64(l.Qty), 10))
	s.text("Сумма", sum(l.Sum))
}

// values are what the shop is told: its own name of the status, twice since
// sites look for the one or the other, and the words of 1С for the rest.
func (c *Config) values(s *sheet, zone *time.Location, o *orders.Order) {
	status := c.status(o.Status)
	s.value("Статус заказа", status)
	s.value("Статуса заказа ИД", status)
	s.value("Номер по 1С", o.Number)
	s.value("Дата по 1С", day(o.Accepted, zone))
	s.value("Проведен", "true")
	s.value("ПометкаУдаления", "false")
	s.value("Отменен", strconv.FormatBool(o.Status == orders.Canceled))
	s.value("Отгружен", strconv.FormatBool(o.Status == orders.Gone))
	s.value("Дата отгрузки по 1С", day(o.Reached.Gone, zone))
	if o.Payment.Paid.Minor > 0 {
		s.value("Оплачен", "true")
		s.value("Дата оплаты по 1С", day(o.Payment.PaidAt, zone))
	}
}

// offers is a file of what can be sold: rests from 2.08 on, offers without
// prices before.
func (c *Config) offers(of *session, all []offer, version uint64) []byte {
	s := c.sheet(of.schema, time.Now())
	s.in(`ПакетПредложений СодержитТолькоИзменения="true"`, func() {
		s.text("Ид", c.Catalog+"#")
		s.text("Наименование", "Остатки")
		s.text("ИдКаталога", c.Catalog)
		s.in("Предложения", func() {
			for i := range all {
				s.in("Предложение", func() { c.offer(s, of.batch(), &all[i], version) })
			}
		})
	})
	return s.bytes(c)
}

func (c *Config) offer(s *sheet, batch bool, o *offer, version uint64) {
	can := strconv.FormatInt(int64(o.Can), 10)
	s.text("Ид", o.Outer)
	if !batch {
		s.text("Количество", can)
		return
	}
	s.text("НомерВерсии", fmt.Sprintf("%020d", version))
	s.in("Остатки", func() {
		s.in("Остаток", func() {
			if c.Warehouse == "" {
				s.text("Количество", can)
				return
			}
			s.in("Склад", func() {
				s.text("Ид", c.Warehouse)
				s.text("Количество", can)
			})
		})
	})
}
