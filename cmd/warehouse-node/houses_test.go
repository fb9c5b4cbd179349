package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"warehouse-node/devices/receipt"
	"warehouse-node/orders"
	"warehouse-node/orders/ship"
	"warehouse-node/orders/till"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/dispatch"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/move"
	"warehouse-node/warehouse/pack"
	"warehouse-node/warehouse/pick"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/receive"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/sheet"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// house is one of two warehouses of a company, with something of everything in
// it. All that it calls by a name has the mark in that name, so that a byte of
// it is known wherever it comes out.
type house struct {
	*town
	mark   string
	badges uint64 // the first of its people

	site     warehouse.SiteID
	entity   warehouse.EntityID
	zone     warehouse.PlaceID
	bin      warehouse.PlaceID
	dock     warehouse.PlaceID
	quiet    warehouse.PlaceID // a bin that is blocked
	station  warehouse.PlaceID
	totes    []warehouse.PlaceID
	codes    map[warehouse.PlaceID]string // labels
	tea      warehouse.ItemID             // what only this house has
	lot      warehouse.LotID
	open     *orders.AcceptAnswer // promised, and released by nobody
	strange  *orders.AcceptAnswer // has a line that nobody could match
	carried  ship.LabelID         // a carrier's label of open
	packed   *orders.AcceptAnswer // in a parcel on the courier's open list
	parcel   warehouse.PlaceID
	wave     string
	label    spool.JobID
	receipt  spool.JobID
	arrival  receive.ArrivalID
	run      sheet.RunID
	file     string           // of the run, by its hash
	line     warehouse.LineID // of the open order
	oddLine  warehouse.LineID // that nobody could match
	list     dispatch.ListID
	opening  ledger.MoveID
	people   map[string]warehouse.PersonID // by role
	session  station.SessionID             // of the packer
	browser  staff.SessionID               // of the packer too
	token    staff.TokenID
	handheld staff.DeviceID
}

// town is a node with two houses, a and b.
type town struct {
	t   *testing.T
	ctx context.Context
	*Node
	base  string
	log   *lines
	cup   warehouse.ItemID // what both have
	a, b  *house
	asked int
}

// cupCode is on the goods that both houses have.
const cupCode = "4600000000015"

// officeRoles are all roles there are.
var officeRoles = []string{"picker", "packer", "receiver", "counter", "cashier", "operator", "manager", "buyer", "accountant", staff.Owner}

// lines keeps what a node logs.
type lines struct{ day }

func (l *lines) String() string {
	l.logMu.Lock()
	defer l.logMu.Unlock()
	return l.log.String()
}

func newTown(t *testing.T) *town {
	t.Helper()
	w := &town{t: t, ctx: t.Context(), log: &lines{day{log: new(bytes.Buffer)}}}
	c := defaults()
	c.Node.Data, c.Web.Listen = t.TempDir(), "127.0.0.1:0"
	var err error
	w.Node, err = Open(w.ctx, c, slog.New(slog.NewTextHandler(w.log, &slog.HandlerOptions{Level: slog.LevelInfo})))
	w.must(err)
	t.Cleanup(func() { w.must(w.Close()) })
	card, err := w.Gate.Bind(warehouse.PersonID{}, w.company().badge(staff.Owner))
	w.must(err)
	obeyed(w, addPerson, itself, &staff.AddRequest{
		Name: "Хозяйка", Locale: "ru", Roles: []staff.RoleAt{{Role: staff.Owner}}, Badges: []staff.BindRequest{*card},
	})
	w.cup = w.item("CUP", "Кружка", cupCode)
	w.a = w.house("ALPHA7", 100)
	w.b = w.house("KANAR7", 200)
	w.must(w.Start(w.ctx))
	w.base = "http://" + w.Addr.String()
	w.a.furnish()
	w.b.furnish()
	return w
}

// company is where the owner of both houses belongs.
func (w *town) company() *house { return &house{town: w, mark: "company", badges: 300} }

func (w *town) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// itself is the node as a caller.
var itself = command.Command{Itself: true, Device: "test"}

// obeyed carries out a command that must go well.
func obeyed[Req, Ans any](w *town, s *command.Spec[Req, Ans], c command.Command, r *Req) *Ans {
	w.t.Helper()
	a, err := s.Do(w.ctx, w.Door, c, r)
	if err != nil {
		w.t.Fatalf("%s: %v", s.Name, err)
	}
	return a
}

func (w *town) item(article, name, code string) warehouse.ItemID {
	return obeyed(w, catalog.Create, itself, &catalog.CreateRequest{
		Barcodes: []catalog.Barcode{{Code: code}},
		Body:     catalog.Body{Article: article, Name: name, Weight: 300, VAT: measure.Percent(22), Price: measure.Money{Minor: 50000, Currency: measure.RUB}},
	}).ID
}

// named is a name with the house's mark.
func (h *house) named(what string) string { return h.mark + " " + what }

// house makes what must be there before the devices are.
func (w *town) house(mark string, badges uint64) *house {
	h := &house{town: w, mark: mark, badges: badges, people: map[string]warehouse.PersonID{}, codes: map[warehouse.PlaceID]string{}}
	h.entity = obeyed(w, place.SaveEntity, itself, &place.SaveEntityRequest{EntityBody: place.EntityBody{Name: h.named("firm"), Full: h.named("limited"), Country: "RU", Tax: place.TaxGeneral}}).ID
	h.site = obeyed(w, place.CreateSite, itself, &place.CreateSiteRequest{
		Name: h.named("house"), Timezone: "Europe/Moscow", Currency: measure.RUB, Owner: h.entity,
	}).IDs[0]
	h.station = h.made(obeyed(w, place.CreateStation, itself, &place.CreateStationRequest{Parent: h.site, Name: h.named("bench")}))[0]
	dir := w.t.TempDir()
	w.Config.Devices = append(w.Config.Devices,
		DeviceConfig{Name: h.named("scanner"), Kind: "scanner", Driver: "line", Address: "serial://" + dir + "/none", Site: h.named("house"), Station: h.named("bench")},
		DeviceConfig{Name: h.named("printer"), Kind: "printer", Driver: "zpl", Address: "tcp://127.0.0.1:9", Site: h.named("house"), Station: h.named("bench")})
	w.Config.Shops = append(w.Config.Shops, ShopConfig{
		Name: h.shop(), Kind: "commerceml", URL: "http://127.0.0.1:9/" + mark, Login: "exchange", Password: "secret", Site: h.named("house"), Every: "1h",
	})
	return h
}

func (h *house) shop() string { return strings.ToLower(h.mark) + ".ru" }

// made keeps the labels of new places.
func (h *house) made(a *place.CreateAnswer) []warehouse.PlaceID {
	for i, id := range a.IDs {
		if i < len(a.Codes) {
			h.codes[id] = a.Codes[i]
		}
	}
	return a.IDs
}

// furnish fills a house through its doors: places, goods, people, orders, and
// the work of a day that came half way.
func (h *house) furnish() {
	h.places()
	h.crew()
	h.goods()
	h.papers()
	h.orders()
	h.walk()
	h.enter("packer")
	h.look(func(tx *store.Tx) error {
		for s, err := range staff.Sessions(tx, h.people["packer"]) {
			if err != nil {
				return err
			}
			h.browser = s.ID
		}
		return nil
	})
}

func (h *house) places() {
	h.zone = h.made(obeyed(h.town, place.CreateZone, itself, &place.CreateZoneRequest{Parent: h.site, Name: h.named("zone")}))[0]
	bins := h.made(obeyed(h.town, place.CreateBins, itself, &place.CreateBinsRequest{Parent: h.zone, Bins: []place.BinSpec{
		{Name: h.named("bin"), Use: place.PickFace, Aliases: []string{h.mark + "-ALIAS"}},
		{Name: h.named("quiet"), Use: place.PickFace}, {Name: h.named("dock"), Use: place.Staging},
	}}))
	h.bin, h.quiet, h.dock = bins[0], bins[1], bins[2]
	h.totes = h.made(obeyed(h.town, place.CreateCarriers, itself, &place.CreateCarriersRequest{Site: h.site, Kind: place.KindTote, Count: 2}))
	obeyed(h.town, place.Block, itself, &place.BlockRequest{ID: h.quiet, Reason: h.named("wet floor")})
	obeyed(h.town, dispatch.Enter, itself, &dispatch.CourierRequest{Site: h.site, Code: "cdek", Name: h.named("courier"), Dock: h.dock})
}

// badge is what one of the house's people shows to get in.
func (h *house) badge(role string) string {
	for i, r := range officeRoles {
		if r == role {
			return ident.Label(ident.PrefixBadge, h.badges+uint64(i))
		}
	}
	h.t.Fatalf("no role %s", role)
	return ""
}

func (h *house) crew() {
	for _, role := range officeRoles {
		card, err := h.Gate.Bind(warehouse.PersonID{}, h.badge(role))
		h.must(err)
		h.people[role] = obeyed(h.town, addPerson, itself, &staff.AddRequest{
			Name: h.named(role), Locale: "ru", Roles: []staff.RoleAt{{Role: role, Site: h.site}}, Badges: []staff.BindRequest{*card},
		}).Person
	}
	secret := staff.NewToken()
	h.door("staff.token.make", itself, staff.TokenMake{
		Person: h.people["manager"], Name: h.named("program"), Rights: []staff.Pattern{"stock.read"}, Sites: []warehouse.SiteID{h.site},
		Digest: secret.Digest(), Tail: secret.Tail(),
	})
	code, device := staff.NewEnrolCode(), staff.NewSecret()
	obeyed(h.town, till.Tell, itself, &till.Told{Register: h.named("register"), Site: h.site, Status: receipt.Status{Shift: receipt.ShiftOpen, ShiftNo: 3}})
	h.door("staff.device.offer", itself, staff.OfferRequest{Name: h.named("handheld"), Site: h.site, Digest: code.Digest()})
	answer, err := h.try("staff.device.enrol", itself, staff.EnrolRequest{Code: code.Digest(), Digest: device.Digest()})
	h.must(err)
	var enrolled staff.EnrolAnswer
	h.must(json.Unmarshal([]byte(answer), &enrolled))
	h.handheld = enrolled.Device
	h.look(func(tx *store.Tx) error {
		for t, err := range staff.Tokens(tx, h.people["manager"]) {
			if err != nil {
				return err
			}
			h.token = t.ID
		}
		return nil
	})
}

// look reads the store.
func (w *town) look(fn func(*store.Tx) error) {
	w.t.Helper()
	w.must(w.DB.Read(w.ctx, func(_ context.Context, tx *store.Tx) error { return fn(tx) }))
}

// by is one of the house's people as a caller.
func (h *house) by(role string) command.Command {
	return command.Command{Person: h.people[role], Device: "test"}
}

func (h *house) goods() {
	h.tea = h.town.item(fmt.Sprint("TEA-", h.badges), "Чай", fmt.Sprint("TEA", h.badges))
	for item, qty := range map[warehouse.ItemID]measure.Qty{h.cup: 20, h.tea: 7} {
		kind := ledger.Kind{Item: item, Owner: h.entity}
		if item == h.tea {
			h.must(h.DB.Write(h.ctx, func(_ context.Context, tx *store.Tx) error {
				l, err := ledger.LotFor(tx, item, h.mark+"-LOT", measure.Day(0), 0, 0)
				if err == nil {
					h.lot = l.ID
				}
				return err
			}))
			kind.Lot = h.lot
		}
		h.opening = obeyed(h.town, ledger.Open, itself, &ledger.OpenRequest{Place: h.bin, Stock: kind, Qty: qty}).Move
	}
	obeyed(h.town, move.AskCount, h.by("manager"), &move.CountRequest{Place: h.bin.String(), Item: h.cup.String(), Reason: h.named("looks wrong")})
}

// papers are an arrival under way, and a table with a wrong row.
func (h *house) papers() {
	h.arrival = obeyed(h.town, receive.Open, h.by("receiver"), &receive.OpenRequest{Site: h.site, From: h.named("supplier"), Paper: h.named("paper")}).Arrival
	var err error
	h.file, err = h.folder.Put(h.ctx, strings.NewReader("Артикул;Ячейка;Количество\n"+h.mark+"-NONE;"+h.named("nowhere")+";3\n"))
	h.must(err)
	h.run = obeyed(h.town, sheet.Start, h.by("manager"), &sheet.StartRequest{Kind: "balances", Site: h.site, File: h.file, Name: h.mark + ".csv"}).Run
	h.until("the table is checked", func(tx *store.Tx) (bool, error) {
		r, err := sheet.GetRun(tx, h.run)
		return err == nil && r.State != sheet.Checking, err
	})
}

// until waits for something that the node does by itself.
func (w *town) until(what string, done func(*store.Tx) (bool, error)) {
	w.t.Helper()
	late := time.After(patience)
	for {
		bell, ready := w.DB.Bell(), false
		w.look(func(tx *store.Tx) (err error) { ready, err = done(tx); return err })
		if ready {
			return
		}
		select {
		case <-bell:
		case <-late:
			w.t.Fatalf("not in time: %s\n%s", what, w.log)
		}
	}
}

func (h *house) orders() {
	cup := orders.IncomingLine{Article: "CUP", Name: h.named("cup"), Qty: 1, Price: measure.Money{Minor: 50000, Currency: measure.RUB}, VAT: measure.Percent(22)}
	odd := cup
	odd.Article, odd.Name = h.mark+"-ODD", h.named("what nobody knows")
	h.open = h.order("1", cup)
	h.strange = h.order("2", odd)
	h.packed = h.order("3", cup)
	var buyer warehouse.SubjectID
	h.look(func(tx *store.Tx) error {
		o, err := orders.Get(tx, h.open.Order)
		if err == nil {
			buyer = o.Buyer.Subject
		}
		return err
	})
	file, err := h.Ring.Seal(h.ctx, buyer, "^XA^FO10,10^A0N,30^FD"+h.mark+"^FS^XZ")
	h.must(err)
	h.carried = obeyed(h.town, ship.Add, itself, &ship.AddRequest{Order: h.open.Order, Format: ship.ZPL, Pages: 1, Bytes: 40, File: file}).Label
	h.look(func(tx *store.Tx) error {
		for of, line := range map[warehouse.OrderID]*warehouse.LineID{h.open.Order: &h.line, h.strange.Order: &h.oddLine} {
			o, err := orders.Get(tx, of)
			if err != nil {
				return err
			}
			*line = o.Lines[0].ID
		}
		return nil
	})
}

func (h *house) order(outer string, lines ...orders.IncomingLine) *orders.AcceptAnswer {
	subject, err := h.Ring.NewSubject(h.ctx)
	h.must(err)
	sealed := func(text string) seal.Sealed {
		s, err := h.Ring.Seal(h.ctx, subject, h.named(text))
		h.must(err)
		return s
	}
	return obeyed(h.town, orders.Accept, itself, &orders.Incoming{
		Site: h.site, Channel: h.shop(), OuterID: h.mark + "-" + outer, OuterNumber: h.mark + "-N" + outer, Digest: digestOf(1),
		Buyer:   orders.IncomingBuyer{Subject: subject, Name: sealed("buyer"), Address: sealed("street"), City: sealed("city")},
		Comment: sealed("ring the bell"), Courier: "cdek", Payment: orders.Prepaid, Paid: measure.Money{Minor: 50000, Currency: measure.RUB}, Lines: lines,
	})
}

// walk picks and packs one order and puts it on the courier's list.
func (h *house) walk() {
	h.wave = obeyed(h.town, pick.Release, h.by("manager"), &pick.ReleaseRequest{Orders: []warehouse.OrderID{h.packed.Order}}).Wave
	obeyed(h.town, station.Open, h.by("picker"), &station.OpenRequest{Site: h.site})
	h.scan("picker", ident.CommandCode("pick"), h.codes[h.totes[0]], h.codes[h.bin], cupCode, h.codes[h.totes[0]])
	h.session = obeyed(h.town, station.Open, h.by("packer"), &station.OpenRequest{Site: h.site}).Session
	h.scan("packer", h.codes[h.station], ident.CommandCode("pack"), h.codes[h.totes[0]], cupCode)
	var code string
	h.look(func(tx *store.Tx) error {
		for p, err := range job.ParcelsOf(tx, h.packed.Order) {
			if err != nil {
				return err
			}
			at, err := place.Get(tx, p.Place)
			if err != nil {
				return err
			}
			h.parcel, code = p.Place, at.Code
		}
		return nil
	})
	if h.parcel.IsZero() {
		h.t.Fatalf("%s packed nothing", h.mark)
	}
	h.codes[h.parcel] = code
	h.scan("packer", ident.CommandCode("dispatch"), code)
	h.until("label, receipt and list are there", func(tx *store.Tx) (bool, error) {
		for j, err := range spool.About(tx, pack.AboutParcel(h.parcel)) {
			if err != nil {
				return false, err
			}
			h.label = j.ID
		}
		for j, err := range spool.About(tx, orders.About(h.packed.Order)) {
			if err != nil {
				return false, err
			}
			if j.Kind == till.Receipts.Name {
				h.receipt = j.ID
			}
		}
		l, err := dispatch.OpenList(tx, h.site, "cdek")
		if err != nil || l == nil {
			return false, err
		}
		h.list = l.ID
		return !h.label.IsZero() && !h.receipt.IsZero(), nil
	})
}

// queue is where labels of the house's bench wait.
func (h *house) queue() spool.Queue { return spool.Queue("printer/" + h.station.String()) }

func (h *house) scan(role string, codes ...string) {
	h.t.Helper()
	for _, code := range codes {
		a := obeyed(h.town, station.Scan, h.by(role), &station.ScanRequest{Data: code})
		if a.Reply.Cue == station.CueWrong {
			h.t.Fatalf("%s scans %s: %+v", role, code, a.Reply)
		}
	}
}

// door sends a command by name, as the API's route does.
func (w *town) door(name string, c command.Command, body any) {
	w.t.Helper()
	if _, err := w.try(name, c, body); err != nil {
		w.t.Fatalf("%s: %v", name, err)
	}
}
