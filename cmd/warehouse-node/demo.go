package main

import (
	"context"
	"embed"
	"fmt"
	"io"
	"slices"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// demoPassword opens every account of the demo, and no other: a data folder
// without --demo has no default password.
const demoPassword = "demo-demo-demo"

// demoPerson is somebody who works in the demo shop. Who has a badge logs in on
// the floor by scanning it.
type demoPerson struct {
	Login, Name, Locale string
	Role                string
	Badge               uint64 // number of the badge; 0 for none
}

var demoPeople = []demoPerson{
	{"marina", "Марина Белова", "ru", staff.Owner, 0},
	{"igor", "Игорь Савчук", "ru", "manager", 1},
	{"oksana", "Оксана Литвин", "uk", "picker", 2},
	{"ruslan", "Руслан Ахметов", "ru", "picker", 3},
	{"darya", "Дарья Котова", "ru", "packer", 4},
	{"lev", "Лев Воронин", "en", "receiver", 5},
}

// demoItem is something the demo shop sells, with the bins where it lies.
type demoItem struct {
	Article, Name  string
	Differs        catalog.Differs
	Barcode        string
	Grams          int64
	Kopecks        int64
	Size           catalog.Size
	Care           []catalog.Care
	Carton         int64 // base units in a carton; 0 for none
	Bins           map[string]measure.Qty
	Lots, Expiring bool
}

var demoItems = []demoItem{
	{"SEV-KR-42", "Кроссовки «Север» чёрные", catalog.Differs{Label: "размер", Value: "42"}, "4607034170424", 812, 449000,
		catalog.Size{Length: 330, Width: 210, Height: 120}, nil, 0, map[string]measure.Qty{"A-07-12-3": 9, "A-06-03-1": 14}, false, false},
	{"SEV-KR-43", "Кроссовки «Север» чёрные", catalog.Differs{Label: "размер", Value: "43"}, "4607034170431", 826, 449000,
		catalog.Size{Length: 330, Width: 210, Height: 120}, nil, 0, map[string]measure.Qty{"A-07-12-2": 11}, false, false},
	{"TGA-450-GR", "Термокружка «Тайга»", catalog.Differs{Value: "450 мл, зелёная"}, "4607034171186", 318, 129000,
		catalog.Size{Length: 80, Width: 80, Height: 190}, nil, 12, map[string]measure.Qty{"A-05-02-2": 40, "A-08-01-1": 24}, false, false},
	{"CHN-17-ST", "Чайник «Самовар-мини»", catalog.Differs{Value: "1,7 л, сталь"}, "4607034172251", 1240, 299000,
		catalog.Size{Length: 240, Width: 180, Height: 230}, []catalog.Care{catalog.Fragile}, 0, map[string]measure.Qty{"A-05-06-1": 8}, false, false},
	{"LUN-AIR-W", "Наушники Luna Air", catalog.Differs{Value: "белые"}, "4607034173029", 264, 599000,
		catalog.Size{Length: 160, Width: 140, Height: 60}, nil, 0, map[string]measure.Qty{"A-06-09-3": 17}, false, false},
	{"PNG-116-BL", "Куртка детская «Пингвин»", catalog.Differs{Value: "116, синяя"}, "4607034174163", 690, 389000,
		catalog.Size{Length: 400, Width: 300, Height: 80}, nil, 0, map[string]measure.Qty{"A-07-04-2": 6}, false, false},
	{"KRP-400", "Шампунь «Крапива»", catalog.Differs{Value: "400 мл"}, "4607034175405", 446, 24900,
		catalog.Size{Length: 70, Width: 45, Height: 210}, nil, 0, map[string]measure.Qty{"A-05-11-2": 36}, true, true},
	{"LCH-3", "Фонарь налобный «Луч-3»", catalog.Differs{Value: "300 лм"}, "4607034176037", 142, 89000,
		catalog.Size{Length: 90, Width: 70, Height: 60}, nil, 0, map[string]measure.Qty{"A-06-14-1": 25}, false, false},
	{"MAY-312", "Конструктор «Маяк»", catalog.Differs{Value: "312 деталей"}, "4607034177317", 735, 219000,
		catalog.Size{Length: 300, Width: 250, Height: 70}, nil, 0, map[string]measure.Qty{"A-08-07-2": 7}, false, false},
	{"VRS-140", "Плед шерстяной «Вереск»", catalog.Differs{Value: "140×200"}, "4607034178147", 1480, 349000,
		catalog.Size{Length: 400, Width: 350, Height: 150}, nil, 0, map[string]measure.Qty{"A-08-12-1": 5}, false, false},
	{"UTR-1000", "Кофе в зёрнах «Утро»", catalog.Differs{Value: "1 кг"}, "4607034179106", 1034, 119000,
		catalog.Size{Length: 120, Width: 80, Height: 280}, nil, 0, map[string]measure.Qty{"A-05-14-1": 30}, true, true},
}

// demoShop is the name of the simulated shop in the configuration that
// warehouse-sim writes; its goods are linked to ours, as an import with the
// columns "external" and "channel" links those of a real one.
const demoShop = "sever-yug.ru"

var demoBands = []string{"#d98b1f", "#3f8f5a", "#6d747c", "#c9503c", "#3d6fb6", "#8a5a83"}

// demoHouse is what the demo has made so far.
type demoHouse struct {
	*Node
	ctx    context.Context
	site   warehouse.SiteID
	entity warehouse.EntityID
	zone   warehouse.PlaceID
	bins   map[string]warehouse.PlaceID
}

// as is whom the demo works as: the node itself.
func (demoHouse) as() command.Command { return command.Command{Itself: true, Device: "demo"} }

// demo fills an empty data folder with the demo shop; a filled one is left as it
// is.
func (n *Node) demo(ctx context.Context) error {
	empty := false
	if err := n.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		sites, err := place.Sites(tx)
		empty = len(sites) == 0
		return err
	}); err != nil || !empty {
		return err
	}
	h := &demoHouse{Node: n, ctx: ctx, bins: map[string]warehouse.PlaceID{}}
	for _, step := range []func() error{h.company, h.aisles, h.around, h.goods, h.crew} {
		if err := step(); err != nil {
			return fmt.Errorf("demo: %w", err)
		}
	}
	return nil
}

func (h *demoHouse) company() error {
	e, err := place.SaveEntity.Do(h.ctx, h.Door, h.as(), &place.SaveEntityRequest{EntityBody: place.EntityBody{Name: "Север и Юг", Full: "ООО «Север и Юг»", TaxID: "7701234560", Country: "RU", Tax: place.TaxGeneral}})
	if err != nil {
		return err
	}
	h.entity = e.ID
	s, err := place.CreateSite.Do(h.ctx, h.Door, h.as(), &place.CreateSiteRequest{
		Name: "Подольск", Timezone: "Europe/Moscow", Currency: measure.RUB, Owner: e.ID,
	})
	if err != nil {
		return err
	}
	h.site = s.IDs[0]
	z, err := place.CreateZone.Do(h.ctx, h.Door, h.as(), &place.CreateZoneRequest{Parent: h.site, Name: "A"})
	if err == nil {
		h.zone = z.IDs[0]
	}
	return err
}

// aisles makes four aisles of fourteen bays and three levels.
func (h *demoHouse) aisles() error {
	specs, err := place.Scheme{
		Zone: "A", Separator: "-", Use: place.PickFace, Sides: place.SidesAlternate,
		Axes:         []place.Axis{{Part: "aisle", From: "05", To: "08"}, {Part: "bay", From: "01", To: "14"}, {Part: "level", From: "1", To: "3"}},
		AislePitchMM: 3000, BayWidthMM: 1200, LevelHeightMM: 600,
	}.Bins()
	if err != nil {
		return err
	}
	for chunk := range slices.Chunk(specs, place.MaxBins) {
		if err := h.makeBins(h.zone, chunk); err != nil {
			return err
		}
	}
	return nil
}

func (h *demoHouse) makeBins(parent warehouse.PlaceID, specs []place.BinSpec) error {
	a, err := place.CreateBins.Do(h.ctx, h.Door, h.as(), &place.CreateBinsRequest{Parent: parent, Bins: specs})
	if err != nil {
		return err
	}
	for i, s := range specs {
		h.bins[s.Name] = a.IDs[i]
	}
	return nil
}

// around makes what stands around the racks: dock, benches, gates, totes.
func (h *demoHouse) around() error {
	if err := h.makeBins(h.site, []place.BinSpec{
		{Name: "Приёмка-1", Use: place.Dock}, {Name: "R-1", Use: place.Staging}, {Name: "R-2", Use: place.Staging},
		{Name: "Карантин", Use: place.Quarantine}, {Name: "Брак", Use: place.Hospital},
	}); err != nil {
		return err
	}
	for _, name := range []string{"Стол 1", "Стол 2"} {
		if _, err := place.CreateStation.Do(h.ctx, h.Door, h.as(), &place.CreateStationRequest{Parent: h.site, Name: name}); err != nil {
			return err
		}
	}
	_, err := place.CreateCarriers.Do(h.ctx, h.Door, h.as(), &place.CreateCarriersRequest{Site: h.site, Kind: place.KindTote, Count: 24, Bands: demoBands})
	return err
}

func (h *demoHouse) goods() error {
	families := map[string]warehouse.ItemID{}
	for _, d := range demoItems {
		if families[d.Name].IsZero() {
			f, err := h.family(d)
			if err != nil {
				return fmt.Errorf("%s: %w", d.Name, err)
			}
			families[d.Name] = f
		}
		r := &catalog.CreateRequest{
			Parent:   families[d.Name],
			Barcodes: []catalog.Barcode{{Code: d.Barcode}},
			External: []catalog.External{{Channel: demoShop, ID: "site-" + d.Article}},
			Body: catalog.Body{
				Article: d.Article, Differs: d.Differs, Weight: d.Grams, Size: d.Size,
				Price: measure.Money{Minor: d.Kopecks, Currency: measure.RUB},
			},
		}
		if d.Carton > 0 {
			r.Packs = []catalog.Pack{{Name: fmt.Sprint("короб ", d.Carton), Factor: measure.Factor{Num: d.Carton, Den: 1}}}
			r.Barcodes = append(r.Barcodes, catalog.Barcode{Code: gtin14('1', d.Barcode), Pack: r.Packs[0].Name})
		}
		i, err := catalog.Create.Do(h.ctx, h.Door, h.as(), r)
		if err != nil {
			return fmt.Errorf("%s: %w", d.Article, err)
		}
		if err := h.stock(d, i.ID); err != nil {
			return fmt.Errorf("%s: %w", d.Article, err)
		}
	}
	return nil
}

// demoPhotos are drawings that stand for photos of the goods; one serves all
// variants of a family and is named after the first.
//
//go:embed demo
var demoPhotos embed.FS

func (h *demoHouse) family(d demoItem) (warehouse.ItemID, error) {
	f, err := catalog.Create.Do(h.ctx, h.Door, h.as(), &catalog.CreateRequest{Body: catalog.Body{
		Name: d.Name, VAT: measure.Percent(22), Care: d.Care, Tracking: catalog.Tracking{Lots: d.Lots, Expiry: d.Expiring},
	}})
	if err != nil {
		return warehouse.ItemID{}, err
	}
	photo, err := demoPhotos.Open("demo/" + d.Article + ".png")
	if err != nil {
		return f.ID, err
	}
	defer photo.Close()
	hash, err := h.photos.Put(h.ctx, photo)
	if err != nil {
		return f.ID, err
	}
	_, err = catalog.AddPhoto.Do(h.ctx, h.Door, h.as(), &catalog.PhotoRequest{ID: f.ID, Hash: hash})
	return f.ID, err
}

// gtin14 is the code of a carton around goods with an EAN-13.
func gtin14(indicator byte, ean13 string) string {
	body := string(indicator) + ean13[:12]
	sum := 0
	for i := range len(body) {
		weight := 3
		if i%2 == 1 {
			weight = 1
		}
		sum += int(body[i]-'0') * weight
	}
	return body + string(byte('0'+(10-sum%10)%10))
}

func (h *demoHouse) stock(d demoItem, item warehouse.ItemID) error {
	for bin, qty := range d.Bins {
		kind := ledger.Kind{Item: item, Owner: h.entity}
		if d.Lots {
			lot, err := h.lot(item)
			if err != nil {
				return err
			}
			kind.Lot = lot
		}
		if _, err := ledger.Open.Do(h.ctx, h.Door, h.as(), &ledger.OpenRequest{Place: h.bins[bin], Stock: kind, Qty: qty}); err != nil {
			return err
		}
	}
	return nil
}

func (h *demoHouse) lot(item warehouse.ItemID) (id warehouse.LotID, err error) {
	err = h.DB.Write(h.ctx, func(_ context.Context, tx *store.Tx) error {
		site, err := place.GetSite(tx, h.site)
		if err != nil {
			return err
		}
		today := site.Day(tx.Now())
		l, err := ledger.LotFor(tx, item, "L-2611", today+365, 0, today)
		if err == nil {
			id = l.ID
		}
		return err
	})
	return id, err
}

func (h *demoHouse) crew() error {
	for _, p := range demoPeople {
		hash, err := h.Gate.HashPassword(h.ctx, p.Login, demoPassword)
		if err != nil {
			return err
		}
		r := &staff.AddRequest{Name: p.Name, Login: p.Login, Locale: p.Locale, Password: hash, Roles: []staff.RoleAt{{Role: p.Role}}}
		if p.Badge > 0 {
			b, err := h.Gate.Bind(warehouse.PersonID{}, demoBadge(p.Badge))
			if err != nil {
				return err
			}
			r.Badges = []staff.BindRequest{*b}
		}
		if _, err := addPerson.Do(h.ctx, h.Door, h.as(), r); err != nil {
			return err
		}
	}
	return nil
}

// demoBadge is the code on a demo badge.
func demoBadge(n uint64) string { return ident.Label(ident.PrefixBadge, n) }

func printDemoLogins(out io.Writer) error {
	if _, err := fmt.Fprintf(out, "\ndemo logins (password %s)\n", demoPassword); err != nil {
		return err
	}
	for _, p := range demoPeople {
		badge := ""
		if p.Badge > 0 {
			badge = "badge " + demoBadge(p.Badge)
		}
		if _, err := fmt.Fprintf(out, "  %-8s %-9s %s\n", p.Login, p.Role, badge); err != nil {
			return err
		}
	}
	return nil
}
