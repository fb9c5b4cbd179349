package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"image"
	"net/http"
	"path/filepath"
	"reflect"
	"regexp"
	"strconv"
	"strings"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/oned"

	"warehouse-node/orders/shop/shopsim"
	"warehouse-node/ui/api"
	"warehouse-node/warehouse/ident"
)

// do carries out one line of a script; shift, trouble, office, till, shelf, gaps,
// scored and scales know more.
//
//	import KIND FILE           a table of the script is uploaded, tried and run
//	sells ITEM NAME KOPECKS    the shop offers goods
//	buyer [mail=…] [phone=…] [by=…] ITEM*N …  somebody orders in the shop
//	cart ITEM*N …              and leaves it at the page where one pays by card
//	shop pays N                the buyer of order N comes back and pays
//	order N is STATUS          our order N, counted by placing, comes to a status
//	shop N says TEXT           the buyer of order N sees a status that has TEXT in it
//	shop has ITEM N            the shop shows so many of an item
//	shop cancels N             the buyer gives order N up in the shop
//	cancel N REASON            the office cancels an order
//	WHO releases N…            orders go to the floor as a wave
//	WHO leaves N CODE          an order that cannot go, and why
//	WHO scans CODE…            at a handheld; GS is written <GS>
//	WHO does ACTION…           scans the command barcodes of actions
//	WHO types NAME=VALUE…      an answer on the screen
//	WHO prints KIND N          at a desk: pick_list, packing_slip or label of order N
//	WHO moves N ITEM FROM TO   at a desk: stock by hand
//	WHO counts BIN N           at a desk: asks for a count and says what was found
//	WHO cannot …               and is refused
//	scanner N reads CODE…      a scanner on a pty
//	WHO sees FLOW/SCREEN [RE]  the screen of the session, and what its view has in it
//	WHO hears CUE [CODE]       the cue of the last answer, and its sentence
//	WHO touches ACTION [K=V]…  an action of the view that they see
//	WHO repeats N CODE         one scan, sent N times at once under one id
//	WHO loses answers | line | network   of the handheld, which keeps what is scanned
//	WHO drains once | twice    the network is back, and what was kept is sent
//	WHO forges CODE            under the id of the last scan: refused
//	WHO finds MACHINE STATE    of their bench; "in 2s" of the last tampering
//	labels N                   so many came out of the printer; "differ": none twice
//	label N says RE            the barcodes of a label, read off its picture
//	receipts N                 so many are in the fiscal memory
//	receipt N returns receipt M   of the same goods and money, the other way
//	paper out | in | N | ends  of the printer; N labels are left; under the next one
//	close COURIER              the courier's list: here the goods leave the house
//	kill                       kill -9, and start again
//	check                      store, journal, ledger and promise prove themselves
func (d *day) do(l line) error {
	w := l.words
	switch {
	case w[0] == "import" && len(w) == 3:
		return d.importTable(w[1], w[2])
	case w[0] == "sells" && len(w) == 4:
		return d.sells(w[1], w[2], w[3])
	case w[0] == "buyer":
		return d.buy(w[1:])
	case w[0] == "cart":
		return d.buy(w[1:], func(o *shopsim.Order) { o.Paid = false })
	case w[0] == "shop" && len(w) == 3 && w[1] == "pays":
		return d.shopPays(w[2])
	case w[0] == "order" && len(w) == 4 && w[2] == "is":
		return d.orderIs(w[1], w[3])
	case w[0] == "shop" && len(w) == 4 && w[2] == "says":
		return d.shopSays(w[1], w[3])
	case w[0] == "shop" && len(w) == 4 && w[1] == "has":
		return d.shopHas(w[2], w[3])
	case w[0] == "shop" && len(w) == 3 && w[1] == "cancels":
		return d.shopCancels(w[2])
	case w[0] == "cancel" && len(w) == 3:
		return d.cancel(w[1], w[2])
	case w[0] == "scanner" && len(w) > 3 && w[2] == "reads":
		return d.reads(w[1], w[3:])
	case w[0] == "labels" && len(w) == 2 && w[1] == "differ":
		return d.labelsDiffer()
	case w[0] == "labels" && len(w) == 2:
		return d.count("labels", w[1], func() int { return len(d.printer.Labels()) })
	case w[0] == "receipts" && len(w) == 2:
		return d.count("receipts", w[1], func() int { return len(d.fiscal.Receipts()) })
	case w[0] == "receipt" && len(w) == 5 && w[2] == "returns":
		return d.returns(w[1], w[4])
	case w[0] == "label" && len(w) == 4 && w[2] == "says":
		return d.labelSays(w[1], w[3])
	case w[0] == "paper" && len(w) == 2:
		return d.paper(w[1])
	case w[0] == "kill":
		d.kill()
		d.start()
		return nil
	case w[0] == "close" && len(w) == 2:
		return d.close(w[1])
	case w[0] == "check":
		return d.check()
	}
	for _, more := range []func([]string) (bool, error){d.shift, d.trouble, d.office, d.till, d.shelf, d.gaps, d.scored, d.scales} {
		if known, err := more(w); known {
			return err
		}
	}
	return d.personDoes(w)
}

func (d *day) personDoes(w []string) error {
	if len(w) < 3 {
		return fmt.Errorf("what is %q?", w)
	}
	p, err := d.who(w[0])
	if err != nil {
		return err
	}
	switch w[1] {
	case "scans":
		for _, code := range w[2:] {
			if err := d.scan(p, code); err != nil {
				return err
			}
		}
		return nil
	case "does":
		for _, action := range w[2:] {
			if err := d.scan(p, ident.CommandCode(action)); err != nil {
				return err
			}
		}
		return nil
	case "types":
		return d.types(p, w[2:])
	case "prints", "moves", "counts", "cannot":
		return d.desk(p, w[1:])
	case "sees":
		return d.sees(p, w[2], strings.Join(w[3:], " "))
	case "hears":
		return d.hears(p, w[2:])
	case "releases":
		return d.release(p, w[2:])
	case "leaves":
		return d.leaves(p, w[2], w[3])
	case "touches":
		return d.touch(p, w[2], w[3:])
	case "repeats":
		return d.repeat(p, w[2:])
	case "loses":
		return d.loses(p, w[2])
	case "drains":
		return d.drains(p, w[2] == "twice")
	case "forges":
		return d.forges(p, w[2])
	case "finds":
		return d.finds(p, w[2:])
	}
	return fmt.Errorf("what is %q?", w)
}

func (d *day) scan(p *person, code string) error {
	in := p.next(d.code(code))
	if p.keeps {
		d.keep(p, in)
		return nil
	}
	return d.sendScan(p, in)
}

// sendScan sends a scan, which may have been sent before.
func (d *day) sendScan(p *person, in api.FloorScan) error {
	var state api.FloorState
	if err := d.call(p, http.MethodPost, "/api/floor/scan", in, &state); err != nil {
		return err
	}
	p.saw(state)
	return nil
}

// code is what a script writes for a code: <GS> is the separator, $parcel the
// barcode of the label read last.
func (d *day) code(text string) string {
	return strings.NewReplacer("<GS>", "\x1d", "$parcel", d.names["parcel"]).Replace(text)
}

func (d *day) look(p *person) error {
	var state api.FloorState
	if err := d.call(p, http.MethodGet, "/api/floor", nil, &state); err != nil {
		return err
	}
	p.saw(state)
	return nil
}

func (d *day) sees(p *person, screen, re string) error {
	pattern, err := regexp.Compile(re)
	if err != nil {
		return err
	}
	return d.soon("sees "+screen, func() error {
		if err := d.look(p); err != nil {
			return err
		}
		now := p.sees()
		if got := now.Reply.Flow + "/" + now.Reply.Screen; got != screen {
			return fmt.Errorf("%s sees %s", p.login, got)
		}
		if !pattern.Match(now.Reply.View) {
			return fmt.Errorf("no %q in what %s sees", re, p.login)
		}
		return nil
	})
}

func (d *day) hears(p *person, want []string) error {
	return d.soon("hears", func() error {
		if err := d.look(p); err != nil {
			return err
		}
		now := p.sees()
		got := []string{string(now.Reply.Cue), now.Reply.Message.Code}
		for i := range want {
			if got[i] != want[i] {
				return fmt.Errorf("%s hears %v", p.login, got)
			}
		}
		return nil
	})
}

// importTable uploads a file of the script and runs it.
func (d *day) importTable(kind, name string) error {
	p, err := d.who("marina")
	if err != nil {
		return err
	}
	var data []byte
	for _, f := range d.script.Files {
		if f.Name == name {
			data = f.Data
		}
	}
	mark, err := d.upload(p, data)
	if err != nil {
		return err
	}
	var run api.ImportName
	if err := d.call(p, http.MethodPost, "/api/do/sheet.check", api.ImportStart{Kind: kind, Hash: mark.Hash, File: name}, &run); err != nil {
		return err
	}
	state := func(want string) func() error {
		return func() error {
			var card api.ImportCard
			if err := d.call(p, http.MethodGet, "/api/imports/"+run.Import, nil, &card); err != nil {
				return err
			}
			if card.State != want || len(card.Faults) > 0 {
				return fmt.Errorf("import is %s, faults %+v", card.State, card.Faults)
			}
			return nil
		}
	}
	if err := d.soon("checked", state("checked")); err != nil {
		return err
	}
	if err := d.call(p, http.MethodPost, "/api/do/sheet.run", run, nil); err != nil {
		return err
	}
	return d.soon("imported", state("done"))
}

func (d *day) upload(p *person, data []byte) (mark api.FileMark, err error) {
	return d.bring(p, "sheet", data)
}

// bring has the node keep a file of a kind.
func (d *day) bring(p *person, kind string, data []byte) (mark api.FileMark, err error) {
	text, err := d.send(p, http.MethodPost, "/api/files?kind="+kind, "application/octet-stream", data)
	if err != nil {
		return mark, err
	}
	return mark, json.Unmarshal(text, &mark)
}

func (d *day) sells(article, name, kopecks string) error {
	price, err := strconv.ParseInt(kopecks, 10, 64)
	d.shop.Stock(shopsim.Item{ID: "site-" + article, Article: article, Name: name, Price: price})
	return err
}

// buy places an order in the shop: "SEV-KR-42*1 LCH-3*3".
func (d *day) buy(lines []string, otherwise ...func(*shopsim.Order)) error {
	o := shopsim.Order{
		Buyer:    shopsim.Buyer{Name: "Ремизова Анна", Phone: "+7 915 000-11-22", Email: "anna@example.com", City: "Тула", Address: "пункт выдачи на Ленина, 8"},
		Comment:  "Чек не вкладывайте, это подарок",
		Delivery: "СДЭК", Payment: "Банковская карта", Paid: true, Times: d.times, Forgets: d.forgets,
	}
	for _, text := range lines {
		if mail, ok := strings.CutPrefix(text, "mail="); ok {
			o.Buyer.Email = mail
			continue
		}
		if phone, ok := strings.CutPrefix(text, "phone="); ok {
			o.Buyer.Phone = phone
			continue
		}
		if courier, ok := strings.CutPrefix(text, "by="); ok {
			o.Delivery = courier
			continue
		}
		item, n, ok := strings.Cut(text, "*")
		qty, err := strconv.ParseInt(n, 10, 64)
		if !ok || err != nil {
			return fmt.Errorf("%q is no ITEM*N", text)
		}
		o.Lines = append(o.Lines, shopsim.Line{Item: "site-" + item, Qty: qty})
	}
	for _, change := range otherwise {
		change(&o)
	}
	d.peopleMu.Lock()
	defer d.peopleMu.Unlock()
	d.orders = append(d.orders, d.shop.Place(o))
	return nil
}

// outer is the shop's number of the nth order placed.
func (d *day) outer(n string) (string, error) {
	i, err := strconv.Atoi(n)
	if err != nil || i < 1 || i > len(d.orders) {
		return "", fmt.Errorf("no order %s", n)
	}
	return d.orders[i-1], nil
}

// row is our side of the nth order placed.
func (d *day) row(n string) (row api.OrderRow, err error) {
	outer, err := d.outer(n)
	if err != nil {
		return row, err
	}
	p, err := d.who("marina")
	if err != nil {
		return row, err
	}
	var page api.OrdersPage
	if err := d.call(p, http.MethodGet, "/api/orders?text="+outer, nil, &page); err != nil {
		return row, err
	}
	if page.Rows, err = d.named(p, page.Rows, outer); err != nil {
		return row, err
	}
	if len(page.Rows) != 1 {
		return row, fmt.Errorf("%d orders are %s in the shop", len(page.Rows), outer)
	}
	return page.Rows[0], nil
}

// named are the rows that have the shop's number, and not one that begins so.
func (d *day) named(p *person, rows []api.OrderRow, outer string) (own []api.OrderRow, err error) {
	if len(rows) < 2 {
		return rows, nil
	}
	for _, r := range rows {
		var card api.OrderCard
		if err := d.call(p, http.MethodGet, "/api/orders/"+r.ID, nil, &card); err != nil {
			return nil, err
		}
		if card.OuterNo == outer {
			own = append(own, r)
		}
	}
	return own, nil
}

func (d *day) orderIs(n, status string) error {
	return d.soon("order "+n+" is "+status, func() error {
		row, err := d.row(n)
		if err == nil && row.Status != status {
			err = fmt.Errorf("it is %s", row.Status)
		}
		return err
	})
}

func (d *day) shopSays(n, text string) error {
	outer, err := d.outer(n)
	if err != nil {
		return err
	}
	return d.soon("shop says "+text, func() error {
		if o := d.shop.Order(outer); !strings.Contains(o.Status, text) {
			return fmt.Errorf("the buyer sees %q after %q", o.Status, o.History)
		}
		return nil
	})
}

func (d *day) shopHas(article, n string) error {
	return d.soon("shop has", func() error {
		if i := d.shop.Item("site-" + article); fmt.Sprint(i.Stock) != n {
			return fmt.Errorf("it has %d", i.Stock)
		}
		return nil
	})
}

func (d *day) shopCancels(n string) error {
	outer, err := d.outer(n)
	if err == nil && !d.shop.Edit(outer, func(o *shopsim.Order) { o.Cancelled = true }) {
		err = fmt.Errorf("the shop has no order %s", outer)
	}
	return err
}

func (d *day) shopPays(n string) error {
	outer, err := d.outer(n)
	if err == nil && !d.shop.Edit(outer, func(o *shopsim.Order) { o.Paid = true }) {
		err = fmt.Errorf("the shop has no order %s", outer)
	}
	if err != nil {
		return err
	}
	return d.soon("shop pays", func() error {
		row, err := d.row(n)
		if err == nil && (row.Paid != "paid" || row.AwaitsPayment) {
			err = fmt.Errorf("it is %s", row.Paid)
		}
		return err
	})
}

// cancel looks at the order once more when it changed meanwhile, as a person who is told
// so does: that picking has begun is on it a moment after the scan.
func (d *day) cancel(n, reason string) (err error) {
	p, err := d.who("igor")
	if err != nil {
		return err
	}
	late := d.soon("cancel", func() error {
		var row api.OrderRow
		if row, err = d.row(n); err == nil {
			err = d.call(p, http.MethodPost, "/api/do/orders.cancel", api.OrderCancel{Order: row.ID, Version: row.Version, Reason: reason}, nil)
		}
		if err != nil && strings.Contains(err.Error(), "orders.changed") {
			return err
		}
		return nil
	})
	return cmp.Or(late, err)
}

func (d *day) close(courier string) error {
	p, err := d.who("igor")
	if err != nil {
		return err
	}
	return d.call(p, http.MethodPost, "/api/do/dispatch.close", api.CourierClose{CourierList: api.CourierList{Courier: courier}}, nil)
}

func (d *day) release(p *person, ns []string) error {
	var r api.WaveRelease
	for _, n := range ns {
		row, err := d.row(n)
		if err != nil {
			return err
		}
		r.Orders = append(r.Orders, row.ID)
	}
	var out api.WaveReleased
	if err := d.call(p, http.MethodPost, "/api/do/pick.release", r, &out); err != nil {
		return err
	}
	if int(out.Released) != len(ns) {
		return fmt.Errorf("%d released, left %+v", out.Released, out.Left)
	}
	return nil
}

// leaves tries to release an order that waits for its payment.
func (d *day) leaves(p *person, n, code string) error {
	row, err := d.row(n)
	if err != nil {
		return err
	}
	var out api.WaveReleased
	if err := d.call(p, http.MethodPost, "/api/do/pick.release", api.WaveRelease{Orders: api.List[string]{row.ID}}, &out); err != nil {
		return err
	}
	if out.Released != 0 || len(out.Left) != 1 || out.Left[0].Code != code {
		return fmt.Errorf("%d released, left %+v", out.Released, out.Left)
	}
	return nil
}

func (d *day) reads(n string, codes []string) error {
	i, err := strconv.Atoi(n)
	if err != nil || i < 1 || i > len(d.scanners) {
		return fmt.Errorf("no scanner %s", n)
	}
	for _, code := range codes {
		read := d.scanners[i-1].Scan
		if d.power != nil {
			read = func(code string) error { return d.readUntilSeen(i, code) }
		}
		if err := read(d.code(code)); err != nil {
			return err
		}
	}
	return nil
}

func (d *day) count(what, want string, now func() int) error {
	return d.soon(want+" "+what, func() error {
		if n := now(); fmt.Sprint(n) != want {
			return fmt.Errorf("there are %d", n)
		}
		return nil
	})
}

// labelSays reads the Code 128 of a label off its picture.
func (d *day) returns(back, sold string) error {
	all := d.fiscal.Receipts()
	a, err := strconv.Atoi(back)
	b, bad := strconv.Atoi(sold)
	if err != nil || bad != nil || min(a, b) < 1 || max(a, b) > len(all) {
		return fmt.Errorf("there are %d receipts", len(all))
	}
	is, was := all[a-1], all[b-1]
	if was.Kind != 1 || is.Kind != 2 || is.Sum != was.Sum || !reflect.DeepEqual(is.Lines, was.Lines) || is.Payments != was.Payments {
		return fmt.Errorf("%+v does not return %+v", is, was)
	}
	return nil
}

func (d *day) labelSays(n, re string) error {
	i, err := strconv.Atoi(n)
	labels := d.printer.Labels()
	if err != nil || i < 1 || i > len(labels) {
		return fmt.Errorf("there are %d labels", len(labels))
	}
	text, err := readCode128(labels[i-1].Image)
	if err != nil {
		return err
	}
	if ok, err := regexp.MatchString(re, text); err != nil || !ok {
		return fmt.Errorf("it says %q, %v", text, err)
	}
	d.names["parcel"] = text
	return nil
}

// labelsDiffer says that no parcel has two labels.
func (d *day) labelsDiffer() error {
	seen := map[string]int{}
	for i, l := range d.printer.Labels() {
		code, err := readCode128(l.Image)
		if err != nil {
			return err
		}
		if before, twice := seen[code]; twice {
			return fmt.Errorf("labels %d and %d are both of %s", before, i+1, code)
		}
		seen[code] = i + 1
	}
	return nil
}

func readCode128(img image.Image) (string, error) {
	bmp, err := gozxing.NewBinaryBitmapFromImage(img)
	if err != nil {
		return "", err
	}
	r, err := oned.NewCode128Reader().Decode(bmp, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true})
	if err != nil {
		return "", err
	}
	return r.GetText(), nil
}

// check has the running node prove itself.
func (d *day) check() error {
	out, err := program("check", "--config", filepath.Join(d.dir, "node.toml")).CombinedOutput()
	if err != nil || strings.Count(string(out), "holds") != len(proofs) {
		return fmt.Errorf("%s%w", out, err)
	}
	return nil
}
