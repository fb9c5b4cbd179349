package paper_test

import (
	"bytes"
	"context"
	"testing"
	"time"

	"warehouse-node/devices/label"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/paper"
	"warehouse-node/warehouse/seal"
)

// Names that have been seen to break a page or a label.
const (
	long60 = "Константинопольская-Рождественская Александра-Вікторія Ґалаґан" // with a space or two
	word60 = "Превысокомногорассмотрительствующийсверхдлинныйпокупательный"   // none
	zpl    = "Шампунь ^XZ~JA^XA^FO0,0 №1"
	script = "<script>alert('x')</script> & \"Ёлка\""
	cmd    = "=cmd|' /C calc'!A0"
	astral = "Чашка 🎁 \u202eтаблица\x00\x1b[2J"
)

// drawer opens what these tests seal: the box is the text.
type drawer struct {
	forgotten map[warehouse.SubjectID]bool
	broken    error
}

func (d drawer) Open(_ context.Context, s seal.Sealed) (string, error) {
	if d.forgotten[s.Subject] {
		return "", fault.New(fault.NotFound, "seal.forgotten")
	}
	return string(s.Box), d.broken
}

var anna = warehouse.SubjectID{15: 5}

func sealed(text string) seal.Sealed { return seal.Sealed{Subject: anna, Box: []byte(text)} }

var (
	look    = paper.Look{Lang: paper.RU, Zone: "Europe/Kyiv"}
	morning = time.Date(2026, 11, 21, 12, 5, 0, 0, time.UTC)
)

func uah(minor int64) measure.Money { return measure.Money{Minor: minor, Currency: measure.UAH} }

func pickList(lines int) *paper.PickList {
	m := &paper.PickList{
		Number: "118", Code: "N1187", Site: "Склад Подольск", At: morning, Cutoff: morning.Add(2 * time.Hour), Picker: "Олена Коваль",
		Orders: []string{"10482", "10483"}, Totes: []string{"T-118"},
	}
	names := []string{"Крем-бальзам восстанавливающий для сухой кожи рук «Ёлочка», 250 мл", long60, word60, zpl, script, cmd, astral, "Молоко"}
	for i := range lines {
		m.Lines = append(m.Lines, paper.PickLine{
			Bin: "A-07-12-3", BinCode: "B001343", Item: names[i%len(names)], Article: "4711-B/250", Barcode: "4607001771562",
			Lot: "L-2291", Expires: measure.DayFrom(2027, 3, 31), Qty: measure.Qty(i + 1), Unit: measure.Unit(i % 2), Into: "T-118",
		})
	}
	return m
}

func packingSlip() *paper.PackingSlip {
	return &paper.PackingSlip{
		Order: "10482", Parcel: "P0017452", Index: 1, Of: 2, At: morning, Seller: "ООО «Север и Юг», ИНН 7701234567", Packer: "Дарья Котова",
		Courier: "СДЭК", Grams: 3742, Buyer: sealed(long60), Address: sealed("м. Київ, вул. Ґонти, 7, під'їзд 2, кв. 15"),
		Phone: sealed("+380 44 123-45-67"), Comment: sealed("Позвоните за час. " + script),
		Lines: []paper.SlipLine{
			{Item: "Крем-бальзам восстанавливающий", Article: "4711-B", Qty: 3, Price: uah(19990), Sum: uah(59970)},
			{Item: zpl, Article: cmd, Qty: 1250, Unit: measure.Gram, Price: uah(1), Sum: uah(886230)},
		},
		Delivery: uah(0), Total: uah(946200), Paid: uah(946200),
	}
}

func manifest(parcels int) *paper.Manifest {
	m := &paper.Manifest{
		Number: "СДЭК-2026-118", Code: "M-118", Site: "Склад Подольск", Sender: "ООО «Север и Юг»", Courier: "СДЭК", At: morning,
		Handed: "Котова Дарья", COD: uah(946200),
	}
	for i := range parcels {
		m.Parcels = append(m.Parcels, paper.ManifestParcel{
			Code: "P0017452", Order: "10482", Index: 1 + i%2, Of: 2, Grams: 3742, City: sealed("Тула, " + long60), COD: uah(473100),
		})
	}
	return m
}

var commandSheet = &paper.CommandSheet{Place: "Стол 2", At: morning, Commands: []paper.Command{
	{Code: "X-UNDO-6", Title: "Отменить скан"}, {Code: "X-SHORT-0", Title: "Не хватает"},
	{Code: "X-LABEL-3", Title: "Ещё этикетка"}, {Code: "X-DONE-1", Title: script},
}}

var enrolSheet = &paper.EnrolSheet{
	Name: "Терминал 3 " + script, At: morning, Ends: morning.Add(15 * time.Minute), Trust: "http://192.168.10.5:8080/authority.crt",
	Fingerprint: "3A:5F:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD 3A:5F:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD",
	Enter:       "https://192.168.10.5:8080/pick?enrol=ABCD-EFGH-JKLM", Code: "ABCD-EFGH-JKLM",
}

// documents are samples of every kind of document.
func documents(t *testing.T, look paper.Look) map[string]*paper.Document {
	t.Helper()
	all := map[string]*paper.Document{}
	keep := func(name string, doc *paper.Document, err error) {
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		all[name] = doc
	}
	ctx := context.Background()
	doc, err := paper.PickLists.Draw(ctx, look, drawer{}, pickList(30))
	keep("pick_list", doc, err)
	doc, err = paper.PackingSlips.Draw(ctx, look, drawer{}, packingSlip())
	keep("packing_slip", doc, err)
	doc, err = paper.Manifests.Draw(ctx, look, drawer{}, manifest(45))
	keep("manifest", doc, err)
	doc, err = paper.CommandSheets.Draw(ctx, look, drawer{}, commandSheet)
	keep("command_sheet", doc, err)
	doc, err = paper.EnrolSheets.Draw(ctx, look, drawer{}, enrolSheet)
	keep("enrol_sheet", doc, err)
	return all
}

// print is a label as it is spooled.
func print[M any](t *testing.T, k paper.LabelKind[M], m *M) paper.Print {
	t.Helper()
	p, err := k.Print(look, m)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// cut is a label with a stencil as it is spooled, by what the program brings along.
func cut[M any](t *testing.T, k paper.StencilKind[M], m *M) paper.Print {
	t.Helper()
	p, err := k.BuiltInPrint(look, m)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// prints are samples of every kind of label.
func prints(t *testing.T) map[string]paper.Print {
	parcel := paper.ParcelLabel{
		Order: "10482", Parcel: "P0017452", Index: 1, Of: 2, Courier: "СДЭК", Dock: "R2", Grams: 3742,
		Buyer: sealed("Ремизова Анна"), City: sealed("Тула, ул. Ленина, 8"), Sender: "ООО «Север и Юг», Подольск", QR: "Заказ 10482, посылка P0017452",
	}
	again := parcel
	again.Copy, again.QR, again.Buyer, again.City = 2, "", sealed(long60), sealed(word60)
	evil := parcel
	evil.Order, evil.Courier, evil.Dock, evil.Sender = "10482-ЮГ/2026-00017", script, cmd, zpl
	evil.Buyer, evil.City, evil.QR, evil.Grams = sealed(zpl), sealed(astral), zpl+script, 1234567
	goods := paper.ItemLabel{Name: "Крем-бальзам восстанавливающий", Article: "4711-B", Note: "250 мл", Code: "4607001771562"}
	slip, picks, lists := packingSlip(), pickList(30).Labels(), manifest(17).Labels()
	slip.ToPay = uah(0)
	return map[string]paper.Print{
		"slip":         print(t, paper.SlipLabels, &slip.Labels()[0]),
		"picks":        print(t, paper.PickLabels, &picks[0]),
		"picks-last":   print(t, paper.PickLabels, &picks[2]),
		"list":         print(t, paper.ManifestLabels, &lists[0]),
		"list-last":    print(t, paper.ManifestLabels, &lists[len(lists)-1]),
		"parcel":       cut(t, paper.ParcelLabels, &parcel),
		"parcel-again": cut(t, paper.ParcelLabels, &again),
		"parcel-evil":  cut(t, paper.ParcelLabels, &evil),
		"parcel-least": cut(t, paper.ParcelLabels, &paper.ParcelLabel{Order: "1", Parcel: "P0018", Index: 1}),
		"item":         cut(t, paper.ItemLabels, &paper.ItemLabel{Name: long60, Article: "4711-B", Note: "250 мл", Code: "4607001771562"}),
		"item-own":     cut(t, paper.ItemLabels, &paper.ItemLabel{Name: "Ґудзик синій", Code: "G0017"}),
		"item-evil":    cut(t, paper.ItemLabels, &paper.ItemLabel{Name: zpl, Article: script, Note: cmd, Code: zpl}),
		"bin":          cut(t, paper.BinLabels, &paper.PlaceLabel{Name: "A-07-12-3", Code: "B001343", Note: "Зона А"}),
		"tote":         cut(t, paper.ToteLabels, &paper.PlaceLabel{Name: "T-118", Code: "T1184", Note: "жёлтый"}),
		"badge":        cut(t, paper.BadgeLabels, &paper.BadgeLabel{Name: long60, Role: "Комплектувальник", Code: sealed("W-8F3K-22QX")}),
		"item-third":   cut(t, paper.ItemLabels, &paper.ItemLabel{Name: long60, Article: "4711-B", Note: "250 мл", Code: "4607001771562"}).Copy(3, 3),
		"lot":          cut(t, paper.LotLabels, &paper.LotLabel{ItemLabel: goods, Lot: "L-2291", Expires: measure.DayFrom(2027, 3, 31), GS1: "01046070017715621727033110L-2291"}),
		"lot-own":      cut(t, paper.LotLabels, &paper.LotLabel{ItemLabel: paper.ItemLabel{Name: zpl, Code: "G0017"}, Expires: measure.DayFrom(2027, 3, 31)}).Copy(1, 12),
		"price":        cut(t, paper.PriceLabels, &paper.PriceLabel{ItemLabel: goods, Price: uah(129900)}),
		"price-weight": cut(t, paper.PriceLabels, &paper.PriceLabel{ItemLabel: paper.ItemLabel{Name: "Кава в зернах", Code: "G0018"}, Price: uah(1234567), Per: measure.Gram}),
		"shipment":     cut(t, paper.ShipmentLabels, &paper.ShipmentLabel{Number: "118", Code: "M0001187", Courier: "Нова пошта", Parcels: 45, Grams: 128400, At: morning, Sender: "ООО «Север и Юг»"}).Copy(2, 2),
		"command":      cut(t, paper.CommandLabels, &commandSheet.Commands[0]),
	}
}

func drawn(t *testing.T, p paper.Print) *label.Label {
	t.Helper()
	l, err := p.Label(context.Background(), nil, drawer{})
	if err != nil {
		t.Fatalf("%s: %v", p.Kind, err)
	}
	return l
}

func pdfOf(t *testing.T, doc *paper.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := doc.PDF(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
