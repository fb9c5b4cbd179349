package read_test

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"warehouse-node/orders"
	"warehouse-node/ui/api"
	"warehouse-node/ui/read"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/seal/sealtest"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

// noon is when the story of a test begins: 14:00 in Kazan.
var noon = time.Date(2026, 11, 21, 11, 0, 0, 0, time.UTC)

// house is two warehouses with bins, goods and people, made through commands.
type house struct {
	*read.Reader
	t       testing.TB
	door    *command.Door
	now     time.Time
	owner   warehouse.EntityID
	kazan   warehouse.SiteID
	tver    warehouse.SiteID
	bins    map[string]warehouse.PlaceID // of Kazan, by name; "tver" is the one of Tver
	items   map[string]warehouse.ItemID  // by article
	people  map[string]warehouse.PersonID
	buyers  map[string]warehouse.SubjectID // by name
	ordered int
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func newHouse(t testing.TB) *house {
	t.Helper()
	return newHouseAt(t, noon)
}

// newHouseAt is a house that was made at a moment.
func newHouseAt(t testing.TB, now time.Time) *house {
	t.Helper()
	return newHouseOver(t, now, memory.New())
}

// newHouseOver is a house that was made at a moment, kept by an engine.
func newHouseOver(t testing.TB, now time.Time, engine store.Engine) *house {
	t.Helper()
	h := &house{
		t: t, now: now, bins: map[string]warehouse.PlaceID{}, items: map[string]warehouse.ItemID{},
		people: map[string]warehouse.PersonID{}, buyers: map[string]warehouse.SubjectID{},
	}
	db := store.Open(engine, store.Options{Clock: func() time.Time { return h.now }})
	h.door = &command.Door{DB: db}
	h.Reader = &read.Reader{DB: db, Ring: sealtest.Ring(t)}
	for _, step := range []func(context.Context, *store.Tx) error{h.places, h.goods, h.crew} {
		h.write(step)
	}
	return h
}

func (h *house) write(fn func(context.Context, *store.Tx) error) {
	h.t.Helper()
	must(h.t, h.DB.Write(context.Background(), fn))
}

func (h *house) see(fn func(*store.Tx) error) {
	h.t.Helper()
	must(h.t, h.DB.Read(context.Background(), func(_ context.Context, tx *store.Tx) error { return fn(tx) }))
}

func (h *house) places(ctx context.Context, tx *store.Tx) error {
	e, err := place.SaveEntity.In(ctx, tx, &place.SaveEntityRequest{EntityBody: place.EntityBody{Name: "Север", Full: "ООО «Север»", Country: "RU", Tax: place.TaxGeneral}})
	if err != nil {
		return err
	}
	h.owner = e.ID
	for _, s := range []struct {
		name string
		id   *warehouse.SiteID
	}{{"Казань", &h.kazan}, {"Тверь", &h.tver}} {
		a, err := place.CreateSite.In(ctx, tx, &place.CreateSiteRequest{Name: s.name, Timezone: "Europe/Moscow", Currency: measure.RUB, Owner: e.ID})
		if err != nil {
			return err
		}
		*s.id = a.IDs[0]
	}
	if err := h.makeBins(ctx, tx, h.kazan, place.BinSpec{Name: "A-1", Use: place.PickFace}, place.BinSpec{Name: "A-2", Use: place.PickFace},
		place.BinSpec{Name: "Карантин", Use: place.Quarantine}, place.BinSpec{Name: "Приёмка", Use: place.Dock}); err != nil {
		return err
	}
	if err := h.makeBins(ctx, tx, h.tver, place.BinSpec{Name: "tver", Use: place.PickFace}); err != nil {
		return err
	}
	a, err := place.CreateCarriers.In(ctx, tx, &place.CreateCarriersRequest{Site: h.kazan, Kind: place.KindTote, Count: 2, Bands: []string{"#3d6fb6"}})
	if err != nil {
		return err
	}
	h.bins["T-1"], h.bins["T-2"] = a.IDs[0], a.IDs[1]
	return nil
}

func (h *house) makeBins(ctx context.Context, tx *store.Tx, site warehouse.SiteID, specs ...place.BinSpec) error {
	a, err := place.CreateBins.In(ctx, tx, &place.CreateBinsRequest{Parent: site, Bins: specs})
	if err != nil {
		return err
	}
	for i, s := range specs {
		h.bins[s.Name] = a.IDs[i]
	}
	return nil
}

func (h *house) goods(ctx context.Context, tx *store.Tx) error {
	for i, article := range []string{"SHOE-42", "HAT", "COFFEE"} {
		r := &catalog.CreateRequest{
			Body: catalog.Body{
				Article: article, Name: "Name of " + article, Weight: 100, VAT: measure.Percent(20),
				Price: measure.Money{Minor: 10000, Currency: measure.RUB}, Tracking: catalog.Tracking{Lots: article == "COFFEE", Expiry: article == "COFFEE"},
			},
			Barcodes: []catalog.Barcode{{Code: fmt.Sprintf("CODE-%d", i+1)}},
		}
		made, err := catalog.Create.In(ctx, tx, r)
		if err != nil {
			return err
		}
		h.items[article] = made.ID
	}
	return nil
}

// crew hires one person for every role at Kazan, and the owner everywhere.
func (h *house) crew(ctx context.Context, tx *store.Tx) error {
	roles, err := staff.Roles(tx)
	if err != nil {
		return err
	}
	for _, role := range roles {
		at := staff.RoleAt{Role: role.ID, Site: h.kazan}
		if role.ID == staff.Owner {
			at.Site = warehouse.SiteID{}
		}
		p, err := staff.Add(ctx, tx, &staff.AddRequest{Name: "Person " + role.ID, Login: role.ID, Locale: "ru", Roles: []staff.RoleAt{at}})
		if err != nil {
			return err
		}
		h.people[role.ID] = p.Person
	}
	return nil
}

// as is a context of a person, by role.
func (h *house) as(role string) context.Context {
	id, known := h.people[role]
	if !known {
		h.t.Fatalf("nobody is %s", role)
	}
	return read.As(context.Background(), read.Actor{Person: id, Device: "test"})
}

// by carries out fn in the name of a person.
func (h *house) by(role string, fn func(context.Context, *store.Tx) error) {
	h.t.Helper()
	h.write(func(ctx context.Context, tx *store.Tx) error {
		tx.SetOrigin(store.Origin{Person: h.people[role], Device: "test", Command: "c1"})
		return fn(ctx, tx)
	})
}

func (h *house) receive(article, bin string, qty measure.Qty) {
	h.t.Helper()
	h.by("receiver", func(_ context.Context, tx *store.Tx) error {
		return ledger.Post(tx, &ledger.Move{Stock: h.stock(article), Qty: qty, From: place.Supplier, To: h.bins[bin], Reason: "receive"})
	})
}

func (h *house) stock(article string) warehouse.Stock {
	return warehouse.Stock{Item: h.items[article], Owner: h.owner}
}

// buyer seals what is known of somebody; the same name is the same person.
func (h *house) buyer(name, phone string) orders.IncomingBuyer {
	h.t.Helper()
	ctx := context.Background()
	subject, known := h.buyers[name]
	if !known {
		var err error
		subject, err = h.Ring.NewSubject(ctx)
		must(h.t, err)
		h.buyers[name] = subject
	}
	sealed := func(text string) seal.Sealed {
		s, err := h.Ring.Seal(ctx, subject, text)
		must(h.t, err)
		return s
	}
	whole, err := seal.Phone("RU", phone)
	must(h.t, err)
	email := fmt.Sprintf("b%x@example.com", h.Ring.Hash(seal.PhoneHash, whole))
	return orders.IncomingBuyer{
		Subject: subject, Name: sealed(name), Phone: sealed(whole), Email: sealed(email), Address: sealed("улица " + name), City: sealed("Город " + name),
		ByPhone: h.Ring.Hash(seal.PhoneHash, whole), ByTail: h.Ring.Hash(seal.PhoneTailHash, seal.PhoneTail(whole)), ByEmail: h.Ring.Hash(seal.EmailHash, email),
	}
}

type line struct {
	article string
	qty     measure.Qty
	minor   int64
}

// order accepts an order of a channel; change may say more about it.
func (h *house) order(name, phone string, change func(*orders.Incoming), lines ...line) warehouse.OrderID {
	h.t.Helper()
	h.ordered++
	r := &orders.Incoming{
		Site: h.kazan, Owner: h.owner, Channel: "sever-yug.ru", OuterID: fmt.Sprint("outer-", h.ordered), OuterNumber: fmt.Sprint("A-", 2230+h.ordered),
		Digest: seal.Hash{1}, Payment: orders.Prepaid, Courier: "СДЭК",
	}
	if name != "" {
		r.Buyer = h.buyer(name, phone)
	}
	for _, l := range lines {
		r.Lines = append(r.Lines, orders.IncomingLine{
			Article: l.article, Name: "ordered " + l.article, Qty: l.qty, Price: measure.Money{Minor: l.minor, Currency: measure.RUB},
		})
	}
	if change != nil {
		change(r)
	}
	a, err := orders.Accept.Do(context.Background(), h.door, command.Command{Itself: true, Device: "shop"}, r)
	must(h.t, err)
	return a.Order
}

// follow lets the follower of orders catch up.
func (h *house) follow() {
	h.t.Helper()
	f := orders.Follow()
	for {
		n, err := f.Step(context.Background(), h.DB)
		must(h.t, err)
		if n == 0 {
			return
		}
	}
}

// anywhere makes matrix ask for a right of what belongs to no warehouse.
var anywhere = staff.Anywhere

// matrix asks one read as every role, at their own warehouse and at a foreign
// one: whoever has the right there is answered, all others are Denied.
func (h *house) matrix(t *testing.T, name string, right staff.Right, ask func(ctx context.Context, site warehouse.SiteID) error, at ...warehouse.SiteID) {
	t.Helper()
	for role, person := range h.people {
		for _, site := range []warehouse.SiteID{h.kazan, h.tver} {
			granted := false
			h.see(func(tx *store.Tx) error {
				asked := site
				if len(at) > 0 {
					asked = at[0]
				}
				err := staff.May(tx, person, right, asked)
				if granted = err == nil; fault.KindOf(err) == fault.Denied {
					err = nil
				}
				return err
			})
			err := ask(h.as(role), site)
			if granted && err != nil {
				t.Errorf("%s: %s at own=%t: %v", name, role, site == h.kazan, err)
			}
			if !granted && fault.KindOf(err) != fault.Denied {
				t.Errorf("%s: %s at own=%t lacks %s and is answered %v", name, role, site == h.kazan, right, err)
			}
		}
	}
	if err := ask(context.Background(), h.kazan); err == nil {
		t.Errorf("%s: nobody is answered", name)
	}
}

// changes are what an edit on a card changed.
func changes(row api.TapeRow) (all []string) {
	for _, c := range row.Changes {
		all = append(all, said(c))
	}
	return all
}

// said is a sentence as a test compares it: its code and its arguments' texts.
func said(s api.Said) string {
	out := s.Code
	for _, name := range []string{"shop", "reason", "item", "count", "from", "to", "order", "sum", "courier", "lot", "field", "was", "is"} {
		if a, has := s.Args[name]; has {
			if a.Text == "" {
				a.Text = fmt.Sprint(a.Number)
			}
			out += " " + name + "=" + a.Text
		}
	}
	return out
}

func asJSON(t testing.TB, v any) string {
	t.Helper()
	raw, err := json.Marshal(v)
	must(t, err)
	return string(raw)
}

// command0 is a command of the node itself.
func command0() command.Command { return command.Command{Itself: true, Device: "test"} }

// jobTo moves the job of an order, and the order after it.
func (h *house) jobTo(id warehouse.OrderID, to string) {
	h.t.Helper()
	h.write(func(_ context.Context, tx *store.Tx) error { _, err := job.To(tx, id, job.State(to)); return err })
	h.follow()
}

// doubt puts a job whose worker begins it and loses sight of it.
func doubt[B, R any](h *house, kind *spool.Kind[B, R], to spool.To, body *B) spool.JobID {
	h.t.Helper()
	return stuck(h, kind, to, body, []byte("begun"), spool.InDoubt(fault.New(fault.Unknown, "spool.lost")), spool.Unknown)
}

// stuck puts a job whose worker ends each try so, until it is in a state for it.
func stuck[B, R any](h *house, kind *spool.Kind[B, R], to spool.To, body *B, intent []byte, why error, want spool.State) (id spool.JobID) {
	h.t.Helper()
	h.write(func(_ context.Context, tx *store.Tx) (err error) {
		id, err = kind.Put(tx, to, body)
		return err
	})
	lost := func() (none R, err error) { return none, why }
	w := spool.NewWorker(to.Queue)
	kind.On(w, func(ctx context.Context, t *spool.Try, _ B) (none R, err error) {
		if intent != nil {
			if err := t.Intend(ctx, intent); err != nil {
				return none, err
			}
		}
		return lost()
	}, func(context.Context, *spool.Job, B) (R, error) { return lost() })
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error)
	go func() { ended <- w.Run(ctx, h.DB) }()
	for {
		bell := h.DB.Bell()
		there := false
		h.see(func(tx *store.Tx) error {
			j, err := spool.Get(tx, id)
			there = err == nil && j.State == want && j.Stuck()
			return err
		})
		if there {
			stop()
			<-ended
			return id
		}
		<-bell
	}
}

// ask is the name of the count that is asked for at Kazan.
func (h *house) ask(t *testing.T) (name string) {
	t.Helper()
	page, err := h.Stuck(h.as("owner"), h.kazan.String())
	must(t, err)
	for _, row := range page.Rows {
		if row.Kind == "count_asked" {
			var body struct{ Ask string }
			must(t, json.Unmarshal(row.Actions[0].Body, &body))
			name = body.Ask
		}
	}
	return name
}

// command1 is a command of the operator, made once.
func command1(h *house) command.Command {
	h.ordered++
	return command.Command{ID: fmt.Sprint("test-command-", h.ordered), Person: h.people["operator"], Device: "test"}
}
