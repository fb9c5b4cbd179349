package shop

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"warehouse-node/orders"
	"warehouse-node/orders/shop/shopsim"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/seal/sealtest"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

// TestOrderThereAndBack: an order comes, is known by its buyer, and the shop
// sees its statuses and what is left to sell, at shops of every kind.
func TestOrderThereAndBack(t *testing.T) {
	for _, o := range sites {
		t.Run(fmt.Sprintf("%+v", o), func(t *testing.T) {
			h := newHouse(t, o)
			h.receive(t, "MUG", 5)
			placed := mugs(2)
			placed.Comment, placed.Discount, placed.Paid = "Позвоните", 10001, true
			number := h.sim.Place(placed)
			h.exchange(t)
			is := h.only(t)
			if is.Status != orders.Promised || is.OuterNumber != number || is.Total != rub(2*129000-10001+30000) || is.Payment.Paid != is.Total || is.Lines[0].VAT != measure.Percent(20) {
				t.Errorf("%+v", is)
			}
			if got := h.open(t, is.Buyer.Name) + "|" + h.open(t, is.Buyer.City) + "|" + h.open(t, is.Comment); got != "Кравец Анна|Казань|Позвоните" {
				t.Errorf("buyer %s", got)
			}
			for _, hash := range []seal.Hash{h.Ring.Hash(seal.PhoneHash, "+79161234567"), h.Ring.Hash(seal.PhoneTailHash, "4567"), h.Ring.Hash(seal.EmailHash, "anna@example.org")} {
				h.read(t, func(tx *store.Tx) error {
					for o, err := range orders.ByContact(tx, hash) {
						if err != nil || o.ID == is.ID {
							return err
						}
					}
					return fmt.Errorf("the buyer is not found")
				})
			}
			if h.sim.Waiting() != 0 {
				t.Error("the shop was not told success")
			}
			h.exchange(t)
			if got := h.sim.Order(number); got.Status != "Принят" || got.Our != is.Number {
				t.Errorf("the shop shows %q, ours %q", got.Status, got.Our)
			}
			if got := h.sim.Item("m-1"); got.Stock != 3 {
				t.Errorf("the shop sells %d", got.Stock)
			}
			h.floor(t, is.ID, job.Released, job.Picking, job.Picked, job.Packing, job.Packed, job.Gone)
			h.exchange(t)
			if got := h.sim.Order(number); got.Status != "Отгружен" {
				t.Errorf("the shop shows %q, %v", got.Status, got.History)
			}
			told := len(h.sim.Order(number).History)
			h.exchange(t)
			if got := len(h.sim.Order(number).History); got != told || h.standing(t).Waiting != 0 {
				t.Errorf("told again though nothing happened: %d, %d", told, got)
			}
		})
	}
}

// TestSameOrderFiftyTimes: fifty exchanges at once make one order.
func TestSameOrderFiftyTimes(t *testing.T) {
	h := newHouse(t, shopsim.Options{})
	h.receive(t, "MUG", 5)
	h.sim.Place(mugs(2))
	var all sync.WaitGroup
	for range 50 {
		r, err := NewRunner(t.Context(), h.Parts, h.c)
		must(t, err)
		all.Go(func() {
			if err := r.exchange(t.Context(), Orders); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	h.follow(t)
	h.only(t)
	h.read(t, func(tx *store.Tx) error {
		can, err := promise.Can(tx, h.c.Site, h.items["MUG"])
		if can != 3 {
			t.Errorf("%d mugs are left", can)
		}
		return err
	})
	if kept := h.kept(t); len(kept) != 0 {
		t.Errorf("%+v", kept[0])
	}
}

// TestLostAnswers breaks every call of an exchange in every way: once the shop
// works again nothing is lost, nothing is doubled and nothing old stands.
func TestLostAnswers(t *testing.T) {
	for _, o := range []shopsim.Options{{}, {Schema: "2.10", Zip: true}} {
		calls := []string{"sale checkauth", "sale init", "sale query", "sale success", "sale file", "sale import", "catalog checkauth", "catalog init", "catalog file", "catalog import"}
		for _, call := range calls {
			for _, what := range []shopsim.What{shopsim.LoseCall, shopsim.LoseAnswer, shopsim.HalfAnswer, shopsim.Fail, shopsim.Status} {
				t.Run(fmt.Sprintf("%s %s %s", o.Schema, call, what), func(t *testing.T) {
					h := newHouse(t, o)
					h.receive(t, "MUG", 5)
					number := h.sim.Place(mugs(2))
					h.exchange(t) // so that statuses and rests are due beside a new order
					second := h.sim.Place(mugs(1))
					h.receive(t, "MUG", 1)
					kind, mode, _ := strings.Cut(call, " ")
					h.sim.Break(shopsim.Fault{Type: kind, Mode: mode, What: what, Text: "ERROR 1"})
					_ = h.Exchange(t.Context()) // breaks, or not where the site has no such call
					h.sim.Repair()
					for range 3 {
						h.exchange(t)
					}
					all := h.orders(t)
					if len(all) != 2 || h.sim.Waiting() != 0 || len(h.kept(t)) != 0 {
						t.Errorf("%d orders, %d wait, %d kept", len(all), h.sim.Waiting(), len(h.kept(t)))
					}
					for _, n := range []string{number, second} {
						if got := h.sim.Order(n); got.Status != "Принят" || got.Our == "" {
							t.Errorf("the shop shows %q of %s, ours %q", got.Status, n, got.Our)
						}
					}
					if got := h.sim.Item("m-1").Stock; got != 3 {
						t.Errorf("the shop sells %d", got)
					}
					if st := h.standing(t); st.Waiting != 0 {
						t.Errorf("%+v", st)
					}
				})
			}
		}
	}
}

// TestOldRestNeverWins: a file whose answer was lost is read by the shop after
// the next one, and changes nothing.
func TestOldRestNeverWins(t *testing.T) {
	h := newHouse(t, shopsim.Options{Schema: "2.10"})
	h.receive(t, "MUG", 9)
	h.sim.Break(shopsim.Fault{Type: "catalog", Mode: "import", What: shopsim.Late})
	if err := h.Exchange(t.Context()); err == nil {
		t.Fatal("the answer was not lost")
	}
	h.read(t, func(tx *store.Tx) error {
		for e, err := range Exchanges(tx, channel) {
			if err != nil || e.Kind != Rests || e.State != Unknown || e.Why.Code != "shop.unreachable" {
				t.Errorf("%+v, %v", e, err)
			}
			break
		}
		return nil
	})
	h.sim.Place(mugs(8))
	h.exchange(t)
	h.exchange(t)
	if got := h.sim.Item("m-1"); got.Stock != 1 {
		t.Fatalf("the shop sells %d", got.Stock)
	}
	h.sim.Finish()
	if got := h.sim.Item("m-1"); got.Stock != 1 {
		t.Errorf("the old file made it %d", got.Stock)
	}
}

// TestRestsOnlyWhatChanged: what is not linked, or came out the same, is not
// told; what is linked later is.
func TestRestsOnlyWhatChanged(t *testing.T) {
	h := newHouse(t, shopsim.Options{})
	h.receive(t, "MUG", 5)
	h.receive(t, "BLANKET", 4)
	h.exchange(t)
	if m, b, tea := h.sim.Item("m-1"), h.sim.Item("b-1"), h.sim.Item("t-1"); m.Told != 1 || b.Told != 0 || tea.Told != 1 || tea.Stock != 0 {
		t.Errorf("mugs %d, blankets %d, tea %d of %d", m.Told, b.Told, tea.Told, tea.Stock)
	}
	h.receive(t, "BLANKET", 1)
	h.exchange(t)
	if got := h.sim.Item("m-1").Told; got != 1 {
		t.Errorf("mugs were told %d times", got)
	}
	h.sim.Place(shopsim.Order{Buyer: anna, Lines: []shopsim.Line{{Item: "b-1", Qty: 2}}}) // matched by its article: the shop's id is learnt
	h.exchange(t)
	h.exchange(t)
	if got := h.sim.Item("b-1"); got.Stock != 3 || h.sim.Item("m-1").Told != 1 {
		t.Errorf("%+v", got)
	}
	_, err := catalog.Link.Do(t.Context(), h.Door, command.Command{Itself: true}, &catalog.LinkRequest{ID: h.items["BLANKET"], Channel: channel})
	must(t, err)
	h.receive(t, "BLANKET", 1)
	told := h.sim.Item("b-1").Told
	h.exchange(t)
	if got := h.sim.Item("b-1").Told; got != told {
		t.Errorf("the shop was told of what it does not sell: %d, %d", told, got)
	}
}

// TestSetAside: an order that makes no sense is kept with its reason, those
// around it come, and it goes once it makes sense or a person has it tried.
func TestSetAside(t *testing.T) {
	h := newHouse(t, shopsim.Options{Charset: "windows-1251"})
	h.receive(t, "MUG", 5)
	h.sim.Place(mugs(1))
	bad := h.sim.Place(mugs(-1))
	tea := h.sim.Place(shopsim.Order{Buyer: anna, Lines: []shopsim.Line{{Item: "t-1", Qty: 2}}})
	h.sim.Place(mugs(2))
	h.exchange(t)
	if got := len(h.orders(t)); got != 2 || h.sim.Waiting() != 0 {
		t.Fatalf("%d orders came, %d wait", got, h.sim.Waiting())
	}
	why := map[string]string{}
	kept := h.kept(t)
	for _, k := range kept {
		why[k.Number] = k.Why.Code
		for _, part := range k.Text {
			if text := h.open(t, part); !strings.Contains(text, "Кравец Анна") {
				t.Errorf("kept as %s", text)
			}
		}
	}
	if len(kept) != 2 || why[bad] != "shop.qty" || why[tea] != "shop.unit" || kept[0].Why.Args["order"] == "" || kept[0].Why.Args["line"] != "1" {
		t.Fatalf("kept %v", why)
	}
	h.read(t, func(tx *store.Tx) error {
		n := 0
		for _, err := range KeptBy(tx, h.Ring.Hash(seal.PhoneHash, "+79161234567")) {
			if err != nil {
				return err
			}
			n++
		}
		if n != 2 {
			t.Errorf("%d are found by the phone", n)
		}
		return nil
	})

	h.sim.Edit(bad, func(o *shopsim.Order) { o.Lines[0].Qty = 1 })
	h.exchange(t)
	if got := len(h.orders(t)); got != 3 || len(h.kept(t)) != 1 {
		t.Errorf("mended: %d orders, %d kept", got, len(h.kept(t)))
	}

	id := h.kept(t)[0].Exchange
	if left, err := h.Replay(t.Context(), id); err != nil || left != 1 || len(h.kept(t)) != 1 || h.kept(t)[0].Tried.IsZero() {
		t.Errorf("tried in vain: %d left, %v", left, err)
	}
	h.write(t, func(ctx context.Context, tx *store.Tx) error { // tea is sold by the packet now
		i, err := catalog.Own(tx, h.items["TEA"])
		if err != nil {
			return err
		}
		i.Body.Unit = measure.Piece
		_, err = catalog.Edit.In(ctx, tx, &catalog.EditRequest{ID: i.ID, Version: i.Version, Body: i.Body})
		return err
	})
	if left, err := h.Replay(t.Context(), h.kept(t)[0].Exchange); err != nil || left != 0 {
		t.Errorf("%d left, %v", left, err)
	}
	if got := len(h.orders(t)); got != 4 || len(h.kept(t)) != 0 {
		t.Errorf("tried again: %d orders, %d kept", got, len(h.kept(t)))
	}
	if _, err := h.Replay(t.Context(), id); err == nil {
		t.Error("an exchange that kept nothing was tried")
	}
}

// TestPoison: an order and an item that the shop refuses keep no other back.
func TestPoison(t *testing.T) {
	h := newHouse(t, shopsim.Options{Schema: "2.08"})
	h.receive(t, "MUG", 5)
	h.sim.Stock(shopsim.Item{ID: "bad", Poison: true})
	h.write(t, func(ctx context.Context, tx *store.Tx) error {
		_, err := catalog.Create.In(ctx, tx, &catalog.CreateRequest{Body: catalog.Body{Name: "x"}, External: []catalog.External{{Channel: channel, ID: "bad"}}})
		return err
	})
	var numbers []string
	for n := range 5 {
		o := mugs(1)
		o.Poison = n == 3
		numbers = append(numbers, h.sim.Place(o))
	}
	h.exchange(t)
	h.exchange(t)
	for n, number := range numbers {
		if told := h.sim.Order(number).Our != ""; told != (n != 3) {
			t.Errorf("order %d: told %v", n, told)
		}
	}
	if got := h.sim.Item("m-1"); got.Stock != 0 || got.Told == 0 {
		t.Errorf("%+v", got)
	}
	if st := h.standing(t); st.Waiting != 2 {
		t.Errorf("%d wait", st.Waiting)
	}
	calls := len(h.sim.Calls())
	h.exchange(t) // they rest now
	if got := h.sim.Calls()[calls:]; len(got) != 4 {
		t.Errorf("asked again at once: %v", got)
	}
}

// TestChannelChanges: what the shop changes of an order is an edit, what it
// cancels is given up, and money that comes after the goods went is no late edit.
func TestChannelChanges(t *testing.T) {
	h := newHouse(t, shopsim.Options{})
	h.receive(t, "MUG", 5)
	number := h.sim.Place(mugs(2))
	h.exchange(t)
	subject := h.only(t).Buyer.Subject
	for _, qty := range []int64{4, 2, 4, 2, 3} { // there and back: the digest of an earlier version comes again
		h.sim.Edit(number, func(o *shopsim.Order) { o.Lines[0].Qty = qty })
		h.exchange(t)
		if got := h.only(t); got.Lines[0].Qty != measure.Qty(qty) || got.Buyer.Subject != subject {
			t.Fatalf("%d, want %d; subject %s", got.Lines[0].Qty, qty, got.Buyer.Subject)
		}
	}
	is := h.only(t)
	h.floor(t, is.ID, job.Released, job.Picking, job.Picked, job.Packing, job.Packed, job.Gone)
	h.sim.Edit(number, func(o *shopsim.Order) { o.Paid = true })
	h.exchange(t)
	if got := h.only(t); got.Payment.Paid != got.Total || got.Late != "" {
		t.Errorf("%+v, late %q", got.Payment, got.Late)
	}
	h.sim.Edit(number, func(o *shopsim.Order) { o.Cancelled = true })
	h.exchange(t)
	if got := h.only(t); got.Late != "orders.late_cancel" || got.Status != orders.Gone {
		t.Errorf("%s, late %q", got.Status, got.Late)
	}

	second := h.sim.Place(mugs(1))
	h.exchange(t)
	h.sim.Edit(second, func(o *shopsim.Order) { o.Cancelled = true })
	h.exchange(t)
	h.exchange(t)
	if got := h.sim.Order(second); got.Status != "Отменен" || h.orders(t)[1].Status != orders.Canceled {
		t.Errorf("the shop shows %s, we %s", got.Status, h.orders(t)[1].Status)
	}
}

// TestOlderVersions: a shop that tells two versions of an order in one file, in whatever
// order, is taken at the higher one, money too, and no exchange goes back and forth.
func TestOlderVersions(t *testing.T) {
	h := newHouse(t, shopsim.Options{})
	h.receive(t, "MUG", 5)
	doc := func(version string, qty int) string {
		return fmt.Sprintf(`<Документ><Ид>502</Ид><Номер>502</Номер>%s<ХозОперация>Заказ товара</ХозОперация><Валюта>RUB</Валюта><Сумма>%d</Сумма><Товары><Товар><Ид>m-1</Ид>`+
			`<Наименование>Кружка</Наименование><ЦенаЗаЕдиницу>500</ЦенаЗаЕдиницу><Количество>%d</Количество><Сумма>%d</Сумма></Товар></Товары>`+
			`<ЗначенияРеквизитов><ЗначениеРеквизита><Наименование>Заказ оплачен</Наименование><Значение>true</Значение></ЗначениеРеквизита></ЗначенияРеквизитов></Документ>`, version, 500*qty, qty, 500*qty)
	}
	two, one := doc("<НомерВерсии>00000000000000000002</НомерВерсии>", 2), doc("<НомерВерсии>1</НомерВерсии>", 1)
	var was uint64
	for i, docs := range []string{two + one, one + two, two + one} {
		body := `<?xml version="1.0" encoding="UTF-8"?><КоммерческаяИнформация ВерсияСхемы="2.08">` + docs + `</КоммерческаяИнформация>`
		must(t, (&attempt{r: h.Runner, kind: Orders}).takeAll(t.Context(), []byte(body)))
		o := h.only(t)
		if o.Lines[0].Qty != 2 || o.Payment.Paid != (measure.Money{Minor: 100_000, Currency: measure.RUB}) || o.Late != "orders.late_older" {
			t.Errorf("file %d: %d ordered, %v paid, late %q", i, o.Lines[0].Qty, o.Payment.Paid, o.Late)
		}
		if i > 0 && o.Version != was {
			t.Errorf("file %d made version %d of %d", i, o.Version, was)
		}
		was = o.Version
	}
	body := `<?xml version="1.0" encoding="UTF-8"?><КоммерческаяИнформация>` + doc("<НомерВерсии>AAAAAQAAAAE=</НомерВерсии>", 1) + `</КоммерческаяИнформация>`
	must(t, (&attempt{r: h.Runner, kind: Orders}).takeAll(t.Context(), []byte(body)))
	if o := h.only(t); o.Lines[0].Qty != 1 {
		t.Errorf("a version that is no number: %d ordered", o.Lines[0].Qty)
	}
}

// TestForgotten: an edit of an order whose buyer was forgotten is somebody new.
func TestForgotten(t *testing.T) {
	h := newHouse(t, shopsim.Options{})
	number := h.sim.Place(mugs(1))
	h.exchange(t)
	was := h.only(t).Buyer.Subject
	must(t, h.Ring.Forget(t.Context(), was))
	h.sim.Edit(number, func(o *shopsim.Order) { o.Lines[0].Qty = 2 })
	h.exchange(t)
	if got := h.only(t); got.Buyer.Subject == was || h.open(t, got.Buyer.Name) != "Кравец Анна" {
		t.Errorf("%+v", got.Buyer)
	}
}

// TestForgottenKept: what was set aside goes with the buyer who is forgotten, and
// what the shop says of an order that has ended brings nothing back.
func TestForgottenKept(t *testing.T) {
	h := newHouse(t, shopsim.Options{})
	h.receive(t, "MUG", 1)
	number := h.sim.Place(mugs(1))
	h.sim.Place(mugs(-1))
	other := mugs(-1)
	other.Buyer = shopsim.Buyer{Name: "Пётр", Phone: "+7 916 000-00-01"}
	others := h.sim.Place(other)
	h.exchange(t)
	if len(h.kept(t)) != 2 {
		t.Fatalf("%d kept", len(h.kept(t)))
	}
	var texts []seal.Sealed
	for _, k := range h.kept(t) {
		if k.Number != others {
			texts = append(texts, k.Text...)
		}
	}
	is := h.only(t)
	h.floor(t, is.ID, job.Released, job.Picking, job.Picked, job.Packing, job.Packed, job.Gone)
	_, err := orders.Forget.Do(t.Context(), h.Door, command.Command{Itself: true}, &orders.ForgetRequest{Order: is.ID, Orders: append(orders.ForgetRequest{}.Orders, is.ID)})
	must(t, err)
	must(t, h.Ring.ForgetDue(t.Context(), h.DB))
	if left := h.kept(t); len(left) != 1 || left[0].Number != others || !strings.Contains(h.open(t, left[0].Text[0]), "Пётр") {
		t.Errorf("kept %+v", left)
	}
	h.sim.Edit(number, func(o *shopsim.Order) { o.Comment = "и ещё" })
	h.exchange(t)
	is = h.only(t)
	for _, s := range append(texts, is.Buyer.Name, is.Buyer.Phone) {
		if text, err := h.Ring.Open(t.Context(), s); err == nil {
			t.Errorf("still to be read: %s", text)
		}
	}
	if !is.Buyer.ByPhone.IsZero() || is.Late != "orders.late_edit" {
		t.Errorf("%+v", is)
	}
}

// TestSuccessWaitsForTheDisk: while a commit is held the shop is told nothing,
// and of one that fails it is never told.
func TestSuccessWaitsForTheDisk(t *testing.T) {
	engine := memory.New()
	h := houseOn(t, shopsim.Options{}, store.Open(engine), sealtest.Ring(t))
	h.sim.Place(mugs(1))
	held, release := make(chan struct{}), make(chan struct{})
	var once sync.Once
	engine.OnCommit = func() error {
		once.Do(func() { close(held) })
		<-release
		return nil
	}
	ended := make(chan error, 1)
	go func() { ended <- h.Exchange(t.Context()) }()
	<-held
	if calls := h.sim.Calls(); calls[len(calls)-1] != "sale query" {
		t.Errorf("while the order was not safe: %v", calls)
	}
	close(release)
	must(t, <-ended)
	if h.sim.Waiting() != 0 {
		t.Error("no success after the commit")
	}

	h.sim.Place(mugs(1))
	engine.OnCommit = func() error { return errors.New("the disk is gone") }
	if err := h.Exchange(t.Context()); err == nil || h.sim.Waiting() != 1 {
		t.Errorf("%v, %d wait", err, h.sim.Waiting())
	}
}

// TestKeptStays: a shop that sends the same order again that cannot be taken makes
// no new key of it, and does not make it younger.
func TestKeptStays(t *testing.T) {
	h := newHouse(t, shopsim.Options{})
	o := mugs(-1)
	o.Forgets = 3
	h.sim.Place(o)
	h.exchange(t)
	first := h.kept(t)
	h.exchange(t)
	h.exchange(t)
	again := h.kept(t)
	if len(first) != 1 || len(again) != 1 || len(first[0].Text) == 0 || again[0].Text[0].Subject != first[0].Text[0].Subject || !again[0].At.Equal(first[0].At) {
		t.Errorf("kept %+v, and then %+v", first, again)
	}
}
