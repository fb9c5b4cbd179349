package shop

import (
	"context"
	"fmt"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"warehouse-node/orders"
	"warehouse-node/orders/shop/shopsim"
	"warehouse-node/warehouse/fault"
)

// site is a simulated shop behind a real socket, with two goods and an order.
func site(t *testing.T, o shopsim.Options) (*shopsim.Shop, *Config) {
	t.Helper()
	o.Login, o.Password = "exchange", "secret"
	sim := shopsim.New(o)
	sim.Stock(shopsim.Item{ID: "m-1", Article: "TGA-450", Name: "Кружка", Price: 129000}, shopsim.Item{ID: "b-1", Name: "Плед", Price: 450000})
	sim.Place(shopsim.Order{Buyer: shopsim.Buyer{Name: "Анна"}, Lines: []shopsim.Line{{Item: "m-1", Qty: 2}}})
	server := httptest.NewServer(sim)
	t.Cleanup(server.Close)
	c := *testConfig
	c.URL, c.Login, c.Password, c.Patience = server.URL+"/bitrix/admin/1c_exchange.php?lang=ru", "exchange", "secret", 10*time.Second
	return sim, &c
}

// sites are shops of every kind that matters to a conversation.
var sites = []shopsim.Options{
	{}, {Zip: true}, {Charset: "windows-1251"}, {Schema: "2.08"}, {Schema: "2.10", Zip: true, Charset: "windows-1251"}, {FileLimit: 200, Zip: true, Schema: "2.08"},
}

func TestConversation(t *testing.T) {
	for _, o := range sites {
		t.Run(fmt.Sprintf("%+v", o), func(t *testing.T) {
			sim, c := site(t, o)
			sim.Break(shopsim.Fault{What: shopsim.Prefix, Mode: "checkauth", Text: "\ufeff<br />\n<b>Notice</b>: Undefined index\n"})
			s, err := dial(t.Context(), NewClient(), c, typeSale)
			if err != nil {
				t.Fatal(err)
			}
			body, err := s.query(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			all, bad, err := readAll(body)
			if err != nil || len(bad) > 0 || len(all) != 1 || all[0].Buyer.Name != "Анна" || all[0].Lines[0].Price != rub(129000) {
				t.Errorf("%+v, %v, %v", all, bad, err)
			}
			if err := s.success(t.Context()); err != nil || sim.Waiting() != 0 {
				t.Errorf("%v, %d orders wait", err, sim.Waiting())
			}
			if s, err = dial(t.Context(), NewClient(), c, typeCatalog); err != nil {
				t.Fatal(err)
			}
			if err := s.send(t.Context(), "offers.xml", file(`<ПакетПредложений><Предложения><Предложение><Ид>m-1</Ид><Количество>5</Количество></Предложение></Предложения></ПакетПредложений>`)); err != nil {
				t.Fatal(err)
			}
			if got := sim.Item("m-1").Stock; got != 5 {
				t.Errorf("the shop says %d, calls %v", got, sim.Calls())
			}
		})
	}
}

// TestFailures: what a shop does wrong has a name.
func TestFailures(t *testing.T) {
	for code, f := range map[string]shopsim.Fault{
		"shop.denied":         {What: shopsim.Fail, Mode: "checkauth", Text: "no such user"},
		"shop.refused":        {What: shopsim.Fail, Mode: "query", Text: "no"},
		"shop.refused_number": {What: shopsim.Fail, Mode: "query", Text: "ERROR: 2010"},
		"shop.refused_silent": {What: shopsim.Fail, Mode: "init"},
		"shop.unreachable":    {What: shopsim.LoseAnswer, Mode: "init"},
		"shop.http":           {What: shopsim.Status, Mode: "query"},
		"shop.no_answer":      {What: shopsim.Instead, Mode: "success", Text: "<html>Вход</html>"},
		"shop.endless":        {What: shopsim.Instead, Mode: "import", Text: "progress\n", Always: true},
	} {
		t.Run(code, func(t *testing.T) {
			sim, c := site(t, shopsim.Options{})
			sim.Break(f)
			if err := converse(t.Context(), c); err == nil || fault.Of(err).Code != code {
				t.Errorf("got %v", err)
			}
		})
	}
	t.Run("stalls", func(t *testing.T) {
		sim, c := site(t, shopsim.Options{})
		c.Patience = 50 * time.Millisecond
		sim.Break(shopsim.Fault{What: shopsim.Stall, Mode: "init"})
		if err := converse(t.Context(), c); err == nil || fault.Of(err).Code != "shop.unreachable" {
			t.Errorf("got %v", err)
		}
	})
	t.Run("wrong password", func(t *testing.T) {
		sim, c := site(t, shopsim.Options{})
		c.Password = "wrong"
		if err := converse(t.Context(), c); err == nil || fault.Of(err).Code != "shop.denied" || len(sim.Calls()) != 1 {
			t.Errorf("got %v, calls %v", err, sim.Calls())
		}
	})
	t.Run("moved", func(t *testing.T) {
		sim, c := site(t, shopsim.Options{})
		c.URL = strings.Replace(c.URL, "?lang=ru", "?mode=elsewhere", 1) // the shop's own page answers no such call
		if err := converse(t.Context(), c); err == nil || slices.Contains(sim.Calls(), "sale query") {
			t.Errorf("got %v, calls %v", err, sim.Calls())
		}
	})
}

// converse makes every call once.
func converse(ctx context.Context, c *Config) error {
	s, err := dial(ctx, NewClient(), c, typeSale)
	if err != nil {
		return err
	}
	if _, err := s.query(ctx); err != nil {
		return err
	}
	if err := s.success(ctx); err != nil {
		return err
	}
	if s, err = dial(ctx, NewClient(), c, typeCatalog); err != nil {
		return err
	}
	return s.send(ctx, "rests.xml", file())
}

func TestConfig(t *testing.T) {
	good := *testConfig
	for name, spoil := range map[string]func(*Config){
		"no name":    func(c *Config) { c.Name = "" },
		"no address": func(c *Config) { c.URL = "" },
		"a payment":  func(c *Config) { c.Payments = map[string]orders.PaymentKind{"1": "cash"} },
		"a status":   func(c *Config) { c.Statuses = map[orders.Status]string{"sent": "Отправлен"} },
		"a charset":  func(c *Config) { c.Charset = "latin-1" },
	} {
		c := good
		spoil(&c)
		if _, err := c.filled(); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	for row, want := range map[[2]string]string{{"", ""}: "2.05", {"2.08", ""}: "2.08", {"", "2.08"}: "2.08", {"2.05", "2.10"}: "2.05", {"", "3.1"}: "2.10"} {
		if got := older(row[0], row[1]); got != want {
			t.Errorf("ours %q, theirs %q: %s, want %s", row[0], row[1], got, want)
		}
	}
}
