package receipt

import (
	"errors"
	"math"
	"math/big"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

const today Day = "2026-03-10"

// good is a receipt that every register can take.
func good() Receipt {
	return Receipt{
		Job: "R2K7-000123", Kind: Sale, TaxSystem: General,
		Lines: []Line{
			{Name: "Кружка эмалированная", Price: 450_00, Quantity: Pieces(2), Sum: 900_00, Rate: "ru-22", Subject: Goods, Method: FullPayment},
			{Name: "Чай чёрный, на вес", Price: 1_233_33, Quantity: Thousandths(150), Sum: 185_00, Rate: "ru-10", Subject: Goods, Method: FullPayment, Unit: Kilogram},
		},
		Payments: Payments{Cash: 85_00, Card: 1_000_00},
		Cashier:  Cashier{Name: "Иванова И. И.", INN: "123456789012"},
		Buyer:    Buyer{Contact: "+79161234567"},
	}
}

const (
	milk = "0104607001771562215w9EJp\x1d93abc1"
	shoe = "010460700177156221G+mgsHw<DiLN_\x1d91EE05\x1d92A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8S9t0U1v="
)

// marked is a line that costs what the first of good does.
func marked(code string) Line {
	return Line{Name: "Молоко", Price: 900_00, Quantity: One, Sum: 900_00, Rate: "ru-22", Subject: MarkedGoods, Method: FullPayment, Mark: code}
}

func TestGood(t *testing.T) {
	if err := good().Validate(today); err != nil {
		t.Fatal(err)
	}
	ret := good()
	ret.Kind, ret.Lines[0].Rate = Return, "ru-20"
	if err := ret.Validate(today); err != nil {
		t.Errorf("a return with the rate of its old sale: %v", err)
	}
}

func TestValidate(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(*Receipt)
		want  string // line field code of each problem
	}{
		"no job":             {func(r *Receipt) { r.Job = "" }, "0 Job empty"},
		"blank job":          {func(r *Receipt) { r.Job = "  " }, "0 Job empty"},
		"job of 17":          {func(r *Receipt) { r.Job = strings.Repeat("1", 17) }, "0 Job long"},
		"no kind":            {func(r *Receipt) { r.Kind = "gift" }, "0 Kind unknown"},
		"tax system":         {func(r *Receipt) { r.TaxSystem = "ЕНВД" }, "0 TaxSystem unknown"},
		"no cashier":         {func(r *Receipt) { r.Cashier.Name = "" }, "0 Cashier empty"},
		"cashier's INN":      {func(r *Receipt) { r.Cashier.INN = "12345" }, "0 Cashier form"},
		"no lines":           {func(r *Receipt) { r.Lines = nil }, "0 Lines range, 0 Payments sum"},
		"no name":            {func(r *Receipt) { r.Lines[0].Name = "" }, "1 Name empty"},
		"name of 129":        {func(r *Receipt) { r.Lines[1].Name = strings.Repeat("ж", 129) }, "2 Name long"},
		"name of 128":        {func(r *Receipt) { r.Lines[1].Name = strings.Repeat("ж", 128) }, ""},
		"Ukrainian і":        {func(r *Receipt) { r.Lines[0].Name = "Кава зi смаком літа" }, "1 Name letters"},
		"emoji":              {func(r *Receipt) { r.Lines[0].Name = "Tea 🍵" }, "1 Name letters"},
		"control":            {func(r *Receipt) { r.Lines[0].Name = "Tea\x1b@" }, "1 Name letters"},
		"box drawing":        {func(r *Receipt) { r.Lines[0].Name = "═══" }, "1 Name letters"},
		"negative price":     {func(r *Receipt) { r.Lines[0].Price = -1 }, "1 Price range"},
		"2^63 price":         {func(r *Receipt) { r.Lines[0].Price = math.MaxInt64 }, "1 Price range, 1 Sum sum"},
		"no quantity":        {func(r *Receipt) { r.Lines[0].Quantity = 0 }, "1 Quantity range"},
		"2^63 quantity":      {func(r *Receipt) { r.Lines[0].Quantity = math.MaxInt64 }, "1 Quantity range, 1 Sum sum"},
		"line sum by two":    {func(r *Receipt) { r.Lines[0].Sum += 2; r.Payments.Cash += 2 }, "1 Sum sum"},
		"line sum by one":    {func(r *Receipt) { r.Lines[0].Sum--; r.Payments.Cash-- }, ""},
		"2^63 line sum":      {func(r *Receipt) { r.Lines[0].Sum = math.MaxInt64 }, "1 Sum range"},
		"rate of nowhere":    {func(r *Receipt) { r.Lines[0].Rate = "ru-18" }, "1 Rate unknown"},
		"subject":            {func(r *Receipt) { r.Lines[0].Subject = "" }, "1 Subject unknown"},
		"method":             {func(r *Receipt) { r.Lines[0].Method = "barter" }, "1 Method unknown"},
		"unit":               {func(r *Receipt) { r.Lines[0].Unit = "pood" }, "1 Unit unknown"},
		"paid too little":    {func(r *Receipt) { r.Payments.Card-- }, "0 Payments sum"},
		"paid too much":      {func(r *Receipt) { r.Payments.Cash++ }, "0 Payments sum"},
		"negative payment":   {func(r *Receipt) { r.Payments.Cash, r.Payments.Card = -1, 108501 }, "0 Payments range"},
		"payments that wrap": {func(r *Receipt) { r.Payments.Cash = math.MaxInt64 }, "0 Payments range"},
		"zero total": {func(r *Receipt) {
			r.Lines = r.Lines[:1]
			r.Lines[0].Price, r.Lines[0].Sum = 0, 0
			r.Payments = Payments{}
		}, "0 Lines sum"},
		"gift beside": {func(r *Receipt) {
			r.Lines = append(r.Lines, Line{Name: "Пакет", Quantity: One, Rate: "ru-22", Subject: Goods, Method: FullPayment})
		}, ""},
		"phone":                 {func(r *Receipt) { r.Buyer.Contact = "89161234567" }, "0 Buyer form"},
		"e-mail":                {func(r *Receipt) { r.Buyer.Contact = "anna@example.org" }, ""},
		"e-mail without a host": {func(r *Receipt) { r.Buyer.Contact = "anna@" }, "0 Buyer form"},
		"two e-mails":           {func(r *Receipt) { r.Buyer.Contact = "a@b.ru,c@d.ru" }, "0 Buyer form"},
		"no contact":            {func(r *Receipt) { r.Buyer = Buyer{} }, ""},
		"buyer's INN":           {func(r *Receipt) { r.Buyer.INN = "77368880" }, "0 Buyer form"},
		"correction":            {func(r *Receipt) { r.Correction = &Correction{Basis: "акт", Day: "2026-03-01"} }, ""},
		"correction tomorrow":   {func(r *Receipt) { r.Correction = &Correction{Basis: "акт", Day: "2026-03-11"} }, "0 Correction form"},
		"correction of no day":  {func(r *Receipt) { r.Correction = &Correction{Basis: "акт", Day: "2026-02-30"} }, "0 Correction form"},
		"no basis":              {func(r *Receipt) { r.Correction = &Correction{Day: "2026-03-01"} }, "0 Correction empty"},
		"basis of 65":           {func(r *Receipt) { r.Correction = &Correction{Basis: strings.Repeat("ж", 65), Day: "2026-03-01"} }, "0 Correction long"},
		"order without number": {func(r *Receipt) {
			r.Correction = &Correction{Ordered: true, Basis: "предписание", Day: "2026-03-01"}
		}, "0 Correction empty"},
		"marked":                {func(r *Receipt) { r.Lines[0] = marked(milk) }, ""},
		"marked, full form":     {func(r *Receipt) { r.Lines[0] = marked(shoe) }, ""},
		"no separator":          {func(r *Receipt) { r.Lines[0] = marked(strings.ReplaceAll(milk, "\x1d", "")) }, "1 Mark cut"},
		"one separator of two":  {func(r *Receipt) { r.Lines[0] = marked(strings.Replace(shoe, "\x1d92", "92", 1)) }, "1 Mark cut"},
		"no tail":               {func(r *Receipt) { r.Lines[0] = marked(milk[:24]) }, "1 Mark cut"},
		"an EAN":                {func(r *Receipt) { r.Lines[0] = marked("4607001771562") }, "1 Mark cut"},
		"code too long":         {func(r *Receipt) { r.Lines[0] = marked(shoe + strings.Repeat("A", 150)) }, "1 Mark long"},
		"marked without a code": {func(r *Receipt) { r.Lines[0] = marked("") }, "1 Mark empty"},
		"a code of goods":       {func(r *Receipt) { r.Lines[0].Mark, r.Lines[0].Quantity = milk, One; r.Lines[0].Price *= 2 }, "1 Mark empty"},
		"two of one code":       {func(r *Receipt) { r.Lines[0].Mark, r.Lines[0].Subject = milk, MarkedGoods }, "1 Quantity range"},
		"marked by weight":      {func(r *Receipt) { r.Lines[1].Mark, r.Lines[1].Subject = milk, MarkedGoods }, ""},
		"129 codes": {func(r *Receipt) {
			r.Lines = slices.Repeat([]Line{marked(milk)}, 129)
			r.Payments = Payments{Card: 129 * 900_00}
		}, "0 Mark range"},
		"too many lines": {func(r *Receipt) { r.Lines = make([]Line, MaxLines+1) }, "many"},
	} {
		t.Run(name, func(t *testing.T) {
			r := good()
			c.spoil(&r)
			err := r.Validate(today)
			var bad *Invalid
			if err != nil && !errors.As(err, &bad) {
				t.Fatalf("a %T", err)
			}
			if got := codes(bad); got != c.want && (c.want != "many" || !strings.HasPrefix(got, "0 Lines range")) {
				t.Errorf("got %q, want %q (%v)", got, c.want, err)
			}
		})
	}
	old := good()
	if err := old.Validate("2025-12-31"); err == nil || !strings.Contains(err.Error(), NotYet) {
		t.Errorf("22 %% in 2025: %v", err)
	}
}

func codes(bad *Invalid) string {
	if bad == nil {
		return ""
	}
	var all []string
	for _, p := range bad.Problems {
		all = append(all, string(rune('0'+p.Line%10))+" "+p.Field+" "+p.Code)
	}
	return strings.Join(all, ", ")
}

// A problem is logged, so it must not tell who the buyer is.
func TestProblemsNameNobody(t *testing.T) {
	r := good()
	r.Buyer = Buyer{Contact: "Анна Каренина 🚂", Name: "Анна Каренина 🚂", INN: "77368880772"}
	if err := r.Validate(today); err == nil || strings.Contains(err.Error(), "Анна") || strings.Contains(err.Error(), "7736888") {
		t.Errorf("got %v", err)
	}
}

func TestRates(t *testing.T) {
	has := func(on Day, want Rate) bool {
		for _, r := range Rates("RU", on) {
			if r.Rate == want {
				return true
			}
		}
		return false
	}
	for _, c := range []struct {
		on   Day
		rate Rate
		want bool
	}{
		{"2025-12-31", "ru-20", true}, {"2025-12-31", "ru-22", false},
		{"2026-01-01", "ru-20", false}, {"2026-01-01", "ru-22", true},
		{"2024-12-31", "ru-5", false}, {"2026-01-01", "ru-none", true}, {"2026-01-01", "ua-20", false},
	} {
		if got := has(c.on, c.rate); got != c.want {
			t.Errorf("%s on %s: got %v", c.rate, c.on, got)
		}
	}
	seen := map[Rate]bool{}
	for _, r := range rates {
		if seen[r.Rate] || r.Country == "" || r.Title == "" || r.Until != "" && r.Until < r.Since {
			t.Errorf("row %+v", r)
		}
		seen[r.Rate] = true
	}
	if r, ok := FindRate("ru-20"); !ok || r.In(120_00) != 20_00 || r.In(1) != 0 || r.In(3) != 1 {
		t.Errorf("20 %% of 120.00: %d", r.In(120_00))
	}
	if r, _ := FindRate("ru-none"); r.In(500) != 0 {
		t.Error("a sum without tax has tax")
	}
}

func TestMulDiv(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.Int64Min(0).Draw(t, "a"), rapid.Int64Min(0).Draw(t, "b")
		c := rapid.Int64Range(1, 1e12).Draw(t, "c")
		want := new(big.Int).Mul(big.NewInt(a), big.NewInt(b))
		want.Add(want, big.NewInt(c/2)).Div(want, big.NewInt(c))
		if !want.IsInt64() {
			want = big.NewInt(-1)
		}
		if got := mulDiv(a, b, c); got != want.Int64() {
			t.Fatalf("%d*%d/%d: got %d, want %v", a, b, c, got, want)
		}
	})
}
