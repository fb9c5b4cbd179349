package cashreg

import (
	"bytes"
	"encoding/hex"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"warehouse-node/devices/receipt"
)

func unhex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.ReplaceAll(s, " ", ""))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestRealFrames takes frames of real registers and drivers apart and makes them
// again (logs in the issues of fr_drv_ng and javapos_shtrih).
func TestRealFrames(t *testing.T) {
	for name, frame := range map[string]string{
		"status, fr_drv_ng": "02 05 11 1C 00 00 00 08",
		"device, fr_drv_ng": "02 01 FC FD",
		"26h":               "02 06 26 1E 00 00 00 01 3F",
		"answer to 26h":     "02 07 26 00 F8 01 0C 19 09 C4",
		"FF32":              "02 08 FF 32 1E 00 00 00 79 00 A2",
		"FF39":              "02 06 FF 39 1E 00 00 00 DE",
		"answer to FF39":    "02 10 FF 39 00 00 00 00 00 00 00 00 00 00 00 00 00 00 D6",
		"open shift":        "02 05 E0 1E 00 00 00 FB",
		"FF61":              "02 29 FF 61 1E 00 00 00 01 00 1F 00 30 31 30 34 36 30 30 36 35 33 31 30 35 39 39 30 32 31 35 32 43 55 6E 71 1D 39 33 47 6B 33 30 85",
		"FF4A, fr_drv_ng 287": "02 45 FF 4A 1E 00 00 00 00 02 D8 E6 27 00 00 00 00 00 00 00 D8 E6 27 00 00 00 00 00 00 00" + strings.Repeat(" 00", 30) +
			" 79 A6 06 00 00 00 00 00 00 00 01 34",
		"FF08, javapos_shtrih 58":      "02 06 FF 08 1E 00 00 00 EF",
		"answer to FF46, the same":     "02 03 FF 46 00 BA",
		"short status, fr_drv_ng 97":   "02 10 10 00 1C 90 02 02 00 00 9D D7 D3 01 00 A0 02 00 B6",
		"open receipt, javapos_shtrih": "02 06 8D 01 00 00 00 00 8A",
		"answer to it":                 "02 03 8D 00 01 8F",
	} {
		b := unhex(t, frame)
		body, used, is := cutFrame(b)
		if is != frameWhole || used != len(b) || !bytes.Equal(encodeFrame(body), b) {
			t.Errorf("%s: %v, %d of %d bytes, again % X", name, is, used, len(b), encodeFrame(body))
		}
	}
}

// The closing command in the log of javapos_shtrih issue 58: 100.00 in cash,
// general taxation. Its LRC is E4.
func TestClosingIsTheMakers(t *testing.T) {
	r := receipt.Receipt{TaxSystem: receipt.General, Payments: receipt.Payments{Cash: 100_00}}
	got := encodeFrame(append(unhex(t, "FF 45 1E 00 00 00"), closing(r)...))
	want := unhex(t, "02 76 FF 45 1E 00 00 00 10 27 00 00 00"+strings.Repeat(" 00", 16*5-5+1+6*5)+" 01 E4")
	if !bytes.Equal(got, want) {
		t.Errorf("got  % X\nwant % X", got, want)
	}
}

// The correction in a log of fr_drv_ng issue 287: 26150.00 without cash, the tax of a
// share in 20 % is 4358.33. (It is of a return, which registers of FFD 1.05 refuse.)
func TestCorrectionIsTheMakers(t *testing.T) {
	s := &shtrih{shtrihConfig: shtrihConfig{Format: "1.05"}, taxes: map[receipt.Rate]byte{"ru-20/120": 0x10}}
	r := receipt.Receipt{Kind: receipt.Return, TaxSystem: receipt.General, Correction: &receipt.Correction{}, Payments: receipt.Payments{Card: 26150_00}}
	r.Lines = []receipt.Line{{Sum: 26150_00, Rate: "ru-20/120"}}
	got := append(unhex(t, "FF 4A 1E 00 00 00"), s.closingTotals(r)...)
	want := unhex(t, "FF 4A 1E 00 00 00 00 02 D8 E6 27 00 00 00 00 00 00 00 D8 E6 27 00 00 00 00 00 00 00"+strings.Repeat(" 00", 30)+" 79 A6 06 00 00 00 00 00 00 00 01")
	if !bytes.Equal(got, want) {
		t.Errorf("got  % X\nwant % X", got, want)
	}
}

// The line in the same log: 3 × 13.33 = 40.00 at 20 %, "Позиция 1". The maker's
// driver sends no department and fills the name up with zeros.
func TestOperationIsTheMakers(t *testing.T) {
	s := &shtrih{taxes: map[receipt.Rate]byte{"ru-20": 1}}
	name, err := charmap.Windows1251.NewDecoder().Bytes(unhex(t, "CF EE E7 E8 F6 E8 FF 20 31"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.operation(receipt.Sale, receipt.Line{
		Name: string(name), Price: 13_33, Quantity: receipt.Pieces(3), Sum: 40_00, Rate: "ru-20", Subject: receipt.Goods, Method: receipt.FullPayment,
	})
	if err != nil {
		t.Fatal(err)
	}
	want := unhex(t, "01 C0 C6 2D 00 00 00 35 05 00 00 00 A0 0F 00 00 00 FF FF FF FF FF 01 01 04 01 CF EE E7 E8 F6 E8 FF 20 31")
	if !bytes.Equal(got, want) {
		t.Errorf("got  % X\nwant % X", got, want)
	}
}

func FuzzCutFrame(f *testing.F) {
	f.Add([]byte("\xff\xff\x02\x03\xffF\x00\xba"))
	f.Add([]byte("\x02\x00\x00\x02\x01\xfc\xfd"))
	f.Add([]byte("\x02\xff"))
	f.Add([]byte("junk"))
	f.Fuzz(func(t *testing.T, b []byte) {
		body, used, is := cutFrame(b)
		switch {
		case used < 0 || used > len(b):
			t.Fatalf("used %d of %d", used, len(b))
		case is != frameWhole && body != nil, is == frameWhole && len(body) == 0:
			t.Fatalf("%v with a body of %d", is, len(body))
		case is == framePart && used < len(b) && b[used] != stx:
			t.Fatalf("a part that begins with %02X", b[used])
		case is == frameWhole && !bytes.HasSuffix(b[:used], encodeFrame(body)):
			t.Fatalf("% X of % X", body, b)
		}
		// More bytes behind it change nothing of a frame that is whole.
		if more, n, again := cutFrame(append(bytes.Clone(b), 0x55)); is != framePart && (again != is || n != used || !bytes.Equal(more, body)) {
			t.Fatalf("with a byte behind it: %v, %d", again, n)
		}
	})
}

func FuzzFindTag(f *testing.F) {
	f.Add(append(tag(1008, []byte("a@b.ru")), tag(1192, []byte("A-1"))...), uint16(1192))
	f.Add([]byte{0xA8, 4, 0xFF, 0xFF}, uint16(1192))
	f.Fuzz(func(t *testing.T, list []byte, number uint16) {
		value, ok := findTag(list, number)
		if ok && !bytes.Contains(list, tag(number, value)) {
			t.Fatalf("tag %d is % X of % X", number, value, list)
		}
	})
}

func TestConfig(t *testing.T) {
	for _, c := range []struct {
		config string
		ok     bool
	}{
		{``, true},
		{`{"Taxes":"ru-20=01 ru-7/107=90"}`, true},
		{`{"Zone":"UTC","Format":"1.05"}`, true},
		{`{"Taxes":""}`, false},
		{`{"Taxes":"ru-20"}`, false},
		{`{"Taxes":"ru-20=0"}`, false},
		{`{"Taxes":"ru-20=100"}`, false},
		{`{"Taxes":"ru-18=01"}`, false},
		{`{"Taxes":"ru-20=01 ru-20=02"}`, false},
		{`{"Format":"1.3"}`, false},
		{`{"Zone":"Moon/Base"}`, false},
		{`{"Retries":0}`, false},
		{`{"ByteMS":-5}`, false},
		{`{"Pasword":30}`, false},
	} {
		if err := Drivers.Check("shtrih", []byte(c.config)); (err == nil) != c.ok {
			t.Errorf("%s: %v", c.config, err)
		}
	}
}
