package shop

import (
	"strings"
	"time"
	"unicode/utf8"

	"warehouse-node/orders"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/measure"
)

// placed is when an order was made, by the clock of the shop's warehouse; zero
// when the shop does not say.
func placed(zone *time.Location, doc *node) time.Time {
	day, clock := doc.say("Дата"), doc.say("Время")
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02 15:04", "02.01.2006 15:04:05", "2006-01-02", "02.01.2006"} {
		for _, text := range []string{day + " " + clock, day} {
			if at, err := time.ParseInLocation(layout, strings.TrimSpace(text), zone); err == nil && at.Year() > 1990 && at.Year() < 2200 {
				return at.UTC()
			}
		}
	}
	return time.Time{}
}

// buyerOf finds who ordered, wherever a site writes it.
func buyerOf(doc *node) outerBuyer {
	var who *node
	for k := range doc.at("Контрагенты").each("Контрагент") {
		if who == nil || strings.EqualFold(k.say("Роль"), "Покупатель") {
			who = k
		}
	}
	full := strings.Join(strings.Fields(who.say("Фамилия")+" "+who.say("Имя")+" "+who.say("Отчество")), " ")
	b := outerBuyer{
		Name:  first(full, who.say("ПолноеНаименование"), who.say("Наименование")),
		Phone: who.say("Телефон", "Представление"),
		Email: who.say("Email", "Представление"),
	}
	for _, within := range []*node{who.at("Контакты"), who.at("Представители", "Представитель", "Контрагент", "Контакты")} {
		for c := range within.each("Контакт") {
			kind, value := strings.ToLower(first(c.say("Тип"), c.say("КонтактВид"))), c.say("Значение")
			switch {
			case strings.Contains(kind, "телефон"):
				b.Phone = first(b.Phone, value)
			case strings.Contains(kind, "почта"), strings.Contains(kind, "mail"):
				b.Email = first(b.Email, value)
			}
		}
	}
	b.Address, b.City = addressOf(who)
	b.Name, b.Phone, b.Email = cut(b.Name, maxName), cut(b.Phone, maxName), cut(b.Email, maxName)
	return b
}

// addressOf is the address in one line, and its town.
func addressOf(who *node) (line, city string) {
	for _, name := range []string{"Адрес", "АдресРегистрации"} {
		a := who.at(name)
		var parts []string
		for f := range a.each("АдресноеПоле") {
			value := f.say("Значение")
			if value == "" {
				continue
			}
			switch strings.ToLower(f.say("Тип")) {
			case "город", "населенный пункт":
				city = first(city, value)
			}
			parts = append(parts, value)
		}
		line = first(line, a.say("Представление"), strings.Join(parts, ", "))
	}
	return cut(line, maxComment), cut(city, maxName)
}

// cancelled says that the buyer or the shop gave the order up.
func cancelled(doc *node, v map[string]string) bool {
	return truth(v["отменен"]) || truth(v["отменён"]) || truth(v["пометкаудаления"]) || truth(doc.say("ПометкаУдаления"))
}

// courier is our code of who delivers.
func (c *Config) courier(v map[string]string) string {
	method := first(v["способ доставки"], v["метод доставки"])
	for _, name := range []string{v["способ доставки ид"], v["метод доставки ид"], method} {
		if code, ok := c.Couriers[name]; ok && name != "" {
			return code
		}
	}
	return cut(method, 60)
}

// guesses are what words in a method's name tell of how it is paid, in the
// order in which they are tried.
var guesses = []struct {
	word string
	kind orders.PaymentKind
}{
	{"при получении", orders.OnDelivery}, {"наличн", orders.OnDelivery}, {"курьер", orders.OnDelivery},
	{"наложен", orders.OnDelivery}, {"при отриманні", orders.OnDelivery}, {"готівк", orders.OnDelivery},
	{"по счет", orders.Invoice}, {"по счёт", orders.Invoice}, {"безнал", orders.Invoice}, {"рахун", orders.Invoice},
	{"карт", orders.Prepaid}, {"онлайн", orders.Prepaid}, {"сбп", orders.Prepaid}, {"yoo", orders.Prepaid},
}

// payment is how the order is paid: as the configuration says of the method, or
// as its name tells.
func (c *Config) payment(v map[string]string) orders.PaymentKind {
	method := first(v["метод оплаты"], v["способ оплаты"])
	for _, name := range []string{v["метод оплаты ид"], v["способ оплаты ид"], method} {
		if kind, ok := c.Payments[name]; ok && name != "" {
			return kind
		}
	}
	lower := strings.ToLower(method)
	for _, g := range guesses {
		if strings.Contains(lower, g.word) {
			return g.kind
		}
	}
	return c.Payment
}

// currencies are the names that sites give to currencies beside their codes.
var currencies = map[string]measure.Currency{
	"РУБ": measure.RUB, "РУБ.": measure.RUB, "RUR": measure.RUB, "643": measure.RUB, "ГРН": measure.UAH, "ГРН.": measure.UAH, "980": measure.UAH,
}

// currency reads Валюта; a shop that says none means its own.
func (c *Config) currency(text string) (measure.Currency, error) {
	code := strings.ToUpper(text)
	known := currencies[code]
	switch {
	case code == "", measure.Currency(code) == c.Currency, known == c.Currency:
		return c.Currency, nil
	}
	return "", fault.New(fault.Invalid, "shop.currency", "currency", cut(code, 8))
}

func truth(text string) bool {
	switch strings.ToLower(text) {
	case "true", "1", "да", "y", "yes", "так":
		return true
	}
	return false
}

// first is the first text that says something.
func first(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// cut shortens a text to at most n bytes, between two letters.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
