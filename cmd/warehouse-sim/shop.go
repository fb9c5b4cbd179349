package main

import (
	"bytes"
	"fmt"
	"net"
	"net/http"
	"path/filepath"
	"time"

	"warehouse-node/orders/shop/shopsim"
)

// The simulated shop's login for the exchange.
const (
	shopLogin    = "exchange"
	shopPassword = "exchange"
	shopPath     = "/exchange"
)

// store is the simulated shop: a page where a buyer orders, and its exchange.
type store struct {
	*shopsim.Shop
	listener net.Listener
	server   *http.Server
}

// goods are what the shop sells: the articles of the node's demo.
var goods = []shopsim.Item{
	{Article: "SEV-KR-42", Name: "Кроссовки «Север» чёрные, 42", Price: 449000},
	{Article: "SEV-KR-43", Name: "Кроссовки «Север» чёрные, 43", Price: 449000},
	{Article: "TGA-450-GR", Name: "Термокружка «Тайга» 450 мл", Price: 129000},
	{Article: "CHN-17-ST", Name: "Чайник «Самовар-мини»", Price: 299000},
	{Article: "LUN-AIR-W", Name: "Наушники Luna Air", Price: 599000},
	{Article: "PNG-116-BL", Name: "Куртка детская «Пингвин», 116", Price: 389000},
	{Article: "KRP-400", Name: "Шампунь «Крапива»", Price: 24900},
	{Article: "LCH-3", Name: "Фонарь налобный «Луч-3»", Price: 89000},
	{Article: "MAY-312", Name: "Конструктор «Маяк»", Price: 219000},
	{Article: "VRS-140", Name: "Плед шерстяной «Вереск»", Price: 349000},
	{Article: "UTR-1000", Name: "Кофе в зёрнах «Утро»", Price: 119000},
}

// openStore opens the shop as dir keeps it; a new one has a few orders in it.
func openStore(dir string) (*store, error) {
	sim, err := shopsim.Open(shopsim.Options{
		Title: "sever-yug.ru", Login: shopLogin, Password: shopPassword, Charset: "windows-1251", Zip: true, Schema: "2.08",
		File: filepath.Join(dir, "shop.json"),
	})
	if err != nil {
		return nil, err
	}
	s := &store{Shop: sim}
	for _, i := range goods {
		i.ID = "site-" + i.Article
		s.Stock(i)
	}
	if len(s.Orders()) == 0 {
		s.firstOrders()
	}
	if s.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		return nil, err
	}
	s.server = &http.Server{Handler: s.Shop, ReadHeaderTimeout: 5 * time.Second}
	go func() { _ = s.server.Serve(s.listener) }() // ends with Close
	return s, nil
}

// firstOrders are what lies in a shop that was never opened before.
func (s *store) firstOrders() {
	for _, o := range []struct {
		buyer shopsim.Buyer
		note  string
		lines []shopsim.Line
	}{
		{shopsim.Buyer{Name: "Ремизова Анна", Phone: "+7 915 000-11-22", Email: "remizova@example.com", City: "Тула", Address: "пункт выдачи на Ленина, 8"},
			"Чек не вкладывайте, это подарок", []shopsim.Line{{Item: "site-SEV-KR-42", Qty: 1}, {Item: "site-TGA-450-GR", Qty: 2}, {Item: "site-LCH-3", Qty: 3}}},
		{shopsim.Buyer{Name: "Ткаченко Ірина", Phone: "+7 916 000-33-44", Email: "tkachenko@example.com", City: "Белгород", Address: "ул. Мира, 5"},
			"", []shopsim.Line{{Item: "site-KRP-400", Qty: 2}, {Item: "site-UTR-1000", Qty: 1}}},
		{shopsim.Buyer{Name: "Орлов Денис", Phone: "+7 903 000-55-66", City: "Москва", Address: "самовывоз"},
			"", []shopsim.Line{{Item: "site-VRS-140", Qty: 7}}}, // more than there are
	} {
		s.Place(shopsim.Order{Buyer: o.buyer, Comment: o.note, Lines: o.lines, Delivery: "СДЭК", Cost: 30000, Payment: "Банковская карта", Paid: true})
	}
}

func (s *store) page() string { return "http://" + s.listener.Addr().String() + "/" }

func (s *store) config() []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "[[shop]]\nname = \"sever-yug.ru\"\nkind = \"commerceml\"\nurl = %q\nlogin = %q\npassword = %q\nevery = \"2s\"\ncurrency = \"RUB\"\npayment = \"prepaid\"\n",
		"http://"+s.listener.Addr().String()+shopPath, shopLogin, shopPassword)
	return out.Bytes()
}
