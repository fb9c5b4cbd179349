package measure_test

import (
	"errors"
	"math"
	"math/big"
	"testing"
	"time"

	"pgregory.net/rapid"

	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/measure"
)

func TestParseDecimal(t *testing.T) {
	for text, want := range map[string]int64{
		"12,5": 1250, "12.50": 1250, "1 234,50": 123450, "1\u00a0234.5": 123450, "1'234": 123400,
		"1,234.50": 123450, "1.234,50": 123450, "-3": -300, "+0,07": 7, ",5": 50, "5,": 500, "0.500": 50, "\u22121": -100,
	} {
		if got, err := measure.ParseDecimal(text, 2); err != nil || got != want {
			t.Errorf("%q: got %d, %v; want %d", text, got, err, want)
		}
	}
	for _, text := range []string{"", "-", ".", "1.2.3", "1,2,3.4.5", "12x", "0x10", "1e5", "--1", "NaN", "0,001", "٣"} {
		if got, err := measure.ParseDecimal(text, 2); !errors.Is(err, fault.Invalid) {
			t.Errorf("%q: got %d, %v", text, got, err)
		}
	}
	if _, err := measure.ParseDecimal("9223372036854775808", 0); !errors.Is(err, fault.Limit) {
		t.Errorf("2^63: %v", err)
	}
}

// TestAllocate: parts sum to the whole and none is off by a minor unit or more.
func TestAllocate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		total := measure.Money{Minor: rapid.Int64().Draw(t, "total"), Currency: measure.RUB}
		weights := rapid.SliceOfN(rapid.Int64Range(0, math.MaxInt64/64), 1, 50).Draw(t, "weights")
		parts, err := measure.Allocate(total, weights)
		if err != nil {
			t.Fatal(err)
		}
		sum, all := big.NewInt(0), big.NewInt(0)
		for i, p := range parts {
			sum.Add(sum, big.NewInt(p.Minor))
			all.Add(all, big.NewInt(weights[i]))
		}
		if sum.Int64() != total.Minor || !sum.IsInt64() {
			t.Fatalf("parts sum to %s of %d", sum, total.Minor)
		}
		if all.Sign() == 0 {
			return
		}
		for i, p := range parts { // |part·all - total·weight| < all
			off := new(big.Int).Mul(big.NewInt(p.Minor), all)
			off.Sub(off, new(big.Int).Mul(big.NewInt(total.Minor), big.NewInt(weights[i])))
			if off.CmpAbs(all) >= 0 {
				t.Fatalf("line %d got %d of %d by weight %d of %s", i, p.Minor, total.Minor, weights[i], all)
			}
		}
	})
}

func TestSumsAreChecked(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.Int64().Draw(t, "a"), rapid.Int64().Draw(t, "b")
		check(t, measure.Qty(a).Add, measure.Qty(b), new(big.Int).Add(big.NewInt(a), big.NewInt(b)))
		times := func(q measure.Qty) (measure.Qty, error) { return measure.Qty(a).Times(int64(q)) }
		check(t, times, measure.Qty(b), new(big.Int).Mul(big.NewInt(a), big.NewInt(b)))
	})
}

func check(t *rapid.T, op func(measure.Qty) (measure.Qty, error), arg measure.Qty, want *big.Int) {
	got, err := op(arg)
	if fits := want.IsInt64(); fits != (err == nil) || fits && int64(got) != want.Int64() {
		t.Fatalf("got %d, %v; want %s", got, err, want)
	}
}

func TestFactor(t *testing.T) {
	carton := measure.Factor{Num: 12, Den: 1}
	if q, err := carton.Base(3); q != 36 || err != nil {
		t.Errorf("got %d, %v", q, err)
	}
	if n, rest, err := carton.Packs(40); n != 3 || rest != 4 || err != nil {
		t.Errorf("got %d and %d, %v", n, rest, err)
	}
	third := measure.Factor{Num: 1000, Den: 3}
	if _, err := third.Base(1); !errors.Is(err, fault.Invalid) {
		t.Errorf("a third of 1000 g came out whole: %v", err)
	}
	if n, rest, err := third.Packs(1500); n != 3 || rest != 500 || err != nil {
		t.Errorf("got %d and %d, %v", n, rest, err)
	}
	if _, err := (measure.Factor{}).Base(1); !errors.Is(err, fault.Invalid) {
		t.Errorf("no factor: %v", err)
	}
}

func TestMoney(t *testing.T) {
	rub := func(minor int64) measure.Money { return measure.Money{Minor: minor, Currency: measure.RUB} }
	if got := measure.Percent(20).In(rub(12000)); got != rub(2000) {
		t.Errorf("VAT 20 %%: %v", got)
	}
	if got := measure.Percent(22).In(rub(10000)); got != rub(1803) { // 1803.27…
		t.Errorf("VAT 22 %%: %v", got)
	}
	if got := (measure.VAT{}).In(rub(12000)); got != rub(0) {
		t.Errorf("no VAT: %v", got)
	}
	if got, err := rub(19990).Of(335, 1000); err != nil || got != rub(6697) { // 6696.65
		t.Errorf("335 g: %v, %v", got, err)
	}
	if _, err := rub(1).Add(measure.Money{Minor: 1, Currency: measure.UAH}); !errors.Is(err, fault.Invalid) {
		t.Errorf("two currencies: %v", err)
	}
	if got := rub(-5).String(); got != "-0.05 RUB" {
		t.Errorf("got %s", got)
	}
}

func TestDay(t *testing.T) {
	kyiv, err := time.LoadLocation("Europe/Kyiv")
	if err != nil {
		t.Fatal(err)
	}
	late := time.Date(2026, 11, 20, 22, 30, 0, 0, time.UTC)
	if d := measure.DayOf(late, kyiv); d.String() != "2026-11-21" {
		t.Errorf("in Kyiv it is %s", d)
	}
	for _, text := range []string{"2026-11-21", "21.11.2026", "20261121"} {
		if d, err := measure.ParseDay(text); err != nil || d.String() != "2026-11-21" {
			t.Errorf("%s: %s, %v", text, d, err)
		}
	}
	if d := measure.DayFrom(2026, 3, 0); d.String() != "2026-02-28" {
		t.Errorf("day 0: %s", d)
	}
	if d, err := measure.ParseDay(""); d != 0 || err != nil || d.String() != "" {
		t.Errorf("no day: %v %v", d, err)
	}
	if measure.DayFrom(1970, 1, 1) != 1 {
		t.Error("the first day is not 1")
	}
}

// TestCurrencies: what people pay with is known, what only looks like a code is not.
func TestCurrencies(t *testing.T) {
	for _, c := range []measure.Currency{measure.RUB, measure.UAH, measure.USD, measure.EUR, measure.BYN, measure.KZT, "AED", "ZWG", "PLN"} {
		if !c.Known() {
			t.Errorf("%s is not known", c)
		}
	}
	for _, c := range []measure.Currency{"", "ZZZ", "QQQ", "rub", "RU", "RUBL", "₴", "  ", "D A", " RU", "JPY", "KWD", "XAU", "XTS"} {
		if c.Known() {
			t.Errorf("%q is known", c)
		}
	}
}
