package zebra

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// parcelLabel is what a carrier's label looks like: settings, letters, a frame, a
// barcode and a picture.
const parcelLabel = "\ufeff^XA\r\n^MMT^PW800^LL1200^LS0^CI28\r\n" +
	"^FX to whom^FS\r\n" +
	"^FO40,40^A0N,40,30^FDИванов И. И.^FS\r\n" +
	"^FO20,20^GB760,400,3^FS\r\n" +
	"^BY3,3,160^FO80,500^BCN,160,N,N,N,A^FH^FD_31Z99AA10123456784^FS\r\n" +
	"^FO80,900^GFA,8,8,2,HA,:!,^FS\r\n" +
	"^PQ1,0,1,Y^XZ\r\n"

func TestParse(t *testing.T) {
	all, err := Parse([]byte(parcelLabel + parcelLabel[len("\ufeff"):]))
	if err != nil || len(all) != 2 {
		t.Fatalf("%d labels, %v", len(all), err)
	}
	f := all[0]
	if f.Width != 800 || f.Length != 1200 {
		t.Errorf("a label of %d by %d dots", f.Width, f.Length)
	}
	if d := cmp.Diff([]Code{{"^BC", "1Z99AA10123456784"}}, f.Codes); d != "" {
		t.Error(d)
	}
	want := "^CI28^FO40,40^A0N,40,30^FDИванов И. И.^FS^FO20,20^GB760,400,3^FS" +
		"^BY3,3,160^FO80,500^BCN,160,N,N,N,A^FH^FD_31Z99AA10123456784^FS^FO80,900^GFA,8,8,2,AA,:JF,^FS"
	if d := cmp.Diff(want, string(f.Body())); d != "" {
		t.Error(d)
	}
}

// preamble is what ZebraDesigner sets before each label.
const preamble = "^XA~TA000~JSN^LT0^MNW^MTD^PON^PMN^LH0,0^JMA^PR6,6~SD15^JUS^LRN^CI0^XZ"

// TestPreamble: a label as ZebraDesigner writes it goes on without what it sets.
func TestPreamble(t *testing.T) {
	for _, head := range []string{"\x10" + usual + "\r\n", usual, ""} {
		all, err := Parse([]byte(head + preamble + "\r\n^XA\r\n^MMT\r\n^PW799\r\n^LL1199\r\n^LS0\r\n^FT40,60^A0N,28,28^FH\\^FDA^FS\r\n^PQ1,0,1,Y^XZ"))
		if err != nil || len(all) != 1 || all[0].Width != 799 || string(all[0].Body()) != "^FT40,60^A0N,28,28^FH\\^FDA^FS" {
			t.Errorf("behind %q: %d labels, %v", head, len(all), err)
		}
	}
}

// TestRefused: what a label must not do to a printer is refused by its name and
// place, and so is what is no label.
func TestRefused(t *testing.T) {
	const head, tail = "^XA^FO1,1^FDa^FS", "^XZ"
	in := func(s string) string { return head + s + tail }
	type row struct {
		in      string
		kind    Kind
		command string
	}
	rows := []row{
		{"", Empty, ""}, {"  \r\n", Empty, ""}, {"%PDF-1.4", Outside, ""}, {"^XA", Unterminated, "^XA"}, {"^X", Unterminated, ""}, {"^", Unterminated, ""},
		{"^XA^XZ", Empty, ""}, {"^XA^POI^PW800^XZ", Empty, ""}, {"^XA^FO1,1^FS^XZ", Empty, ""}, {usual + preamble, Empty, ""},
		{in("^JUF"), Forbidden, "^JU"}, {in("^JUN"), Forbidden, "^JU"}, {in("^JMB"), Forbidden, "^JM"}, {"CT~~CD,~CC!~CT~" + in(""), Outside, ""}, {usual + usual + in(""), Outside, ""},
		{in("^XA"), Nested, "^XA"}, {in("^FO1,1^FO2,2"), Nested, "^FO"}, {in("^FO1,1^FDa^FDb^FS"), Nested, "^FD"}, {in("^FO1,1^FDa"), Unterminated, "^XZ"},
		{head, Unterminated, "^XA"}, {in("") + "x", Outside, "^XZ"}, {in("") + "^FO1,1", Outside, "^FO"}, {"^XZ", Outside, "^XZ"}, {in("") + "~JR", Forbidden, "~JR"},
		{in("^FS beside"), Outside, "^FS"}, {"^XA beside^FDa^FS^XZ", Outside, "^XA"},
		{in("^PQ2"), Quantity, "^PQ"}, {in("^PQ0"), Quantity, "^PQ"}, {in("^PQ99999999999"), Parameter, "^PQ"}, {in("^PQ-1"), Parameter, "^PQ"},
		{in("^FO1,1^FH^FDa_5EJUS^FS"), Hidden, "^FD"}, {in("^FO1,1^FH^FDa_7eJR^FS"), Hidden, "^FD"}, {in("^FO1,1^FH|^FDa|5E^FS"), Hidden, "^FD"}, {in("^FO1,1^FH^FDa_02^FS"), Hidden, "^FD"},
		{in("^FO1,1^FDa\x02^FS"), Control, "^FD"}, {"\x02" + in(""), Control, ""}, {in("^FO1,\x101^FDa^FS"), Control, "^FO"},
		{in("^LL99999"), Parameter, "^LL"}, {in("^LS40"), Parameter, "^LS"}, {in("^CIx"), Parameter, "^CI"}, {in("^PON,"), Parameter, "^PO"}, {in("^FWX"), Parameter, "^FW"}, {in("^FO1,1,1,1,1"), Parameter, "^FO"},
		{in("^FB" + strings.Repeat("1", 200)), TooLarge, "^FB"}, {in("^FO1,1^FD" + strings.Repeat("a", 9000) + "^FS"), TooLarge, "^FD"},
		{strings.Repeat(" ", MaxBytes+1), TooLarge, ""}, {strings.Repeat(in(""), MaxFormats+1), TooLarge, "^XA"}, {"^XA" + strings.Repeat("^FS", maxCommands), TooLarge, "^FS"},
	}
	for _, name := range []string{
		"^CC", "^CD", "^CT", "~CC", "~CD", "~CT", // signs
		"~JR", "~JA", "~JC", "~JX", "~JB", "^JB", "^JU", "^JM", "^JZ", "^JS", "~PP", "^PP", "~PH", "~RO", "~WC", "^WD", // acts and settings
		"~DG", "~DY", "~DB", "~DE", "~DS", "~DT", "~DU", "^DF", "^XF", "^XG", "^IM", "^IL", "^IS", "^ID", "~EG", "^EG", "^CW", "^FN", "^FV", "^SN", "^SF", "^MC", // memory
		"^NS", "~NC", "~NR", "~NT", "^ND", "^NT", "^KN", "^KP", "^KD", "^SX", "^ST", "^SL", "^SZ", "^SC", // network, clock, password
		"~HS", "~HI", "~HQ", "^HH", "^HW", "^HV", "^HZ", // questions
		"^RF", "^RS", "^WT", "^ZZ", "^xa", "^xz",
	} {
		rows = append(rows, row{in(name + "1"), Forbidden, name})
	}
	for _, r := range rows {
		all, err := Parse([]byte(r.in))
		var p *Problem
		if !errors.As(err, &p) || p.Kind != r.kind || p.Command != r.command || all != nil {
			t.Errorf("%.60q: %v; want %s %s", r.in, err, r.command, r.kind)
		} else if p.Command != "" && !strings.HasPrefix(r.in[p.Offset:], p.Command) {
			t.Errorf("%.60q: %s does not stand at %d", r.in, p.Command, p.Offset)
		}
	}
}

func TestGraphics(t *testing.T) {
	for data, want := range map[string]string{
		"A,2,2,1,AA55":    "AA55",
		"A,8,8,2,HA,:!,":  "AA00AA00FFFF0000",
		"A,8,8,2,HA,:\n!": "",
		"A,4,4,2,aa 5\n5": "",
		"A,4,4,2,aa,55,":  "AA005500",
		// Two of other hands, with the counts as different programs write them.
		"A,10,2,1,:Z64:eJxbFQoAAasBAA==:B023":                        "AA55",
		"A,41,288,72,:Z64:eJzj4KAKYJChDmCwoQ5gEKAOYAAAavEfEQ==:24EF": "*",
		"A,2,2,1,:B64:qlU=:CC7F":                                     "AA55",
		"A,10,2,1,:Z64:eJxbFQoAAasBAA==:B024":                        "",
		"A,10,2,1,:Z64:eJxbFQoAAasBAA==":                             "",
		"A,10,4,1,:Z64:eJxbFQoAAasBAA==:B023":                        "",
		"A,10,1,1,:Z64:eJxbFQoAAasBAA==:B023":                        "",
		"A,2,3,2,AA5500":                                             "",
		"A,0,0,1,":                                                   "",
		"A,2,2,0,AA55":                                               "",
		"A,2,2,1,AA":                                                 "",
		"A,2,2,1,AA5555":                                             "",
		"A,2,2,1,zzzzzzF":                                            "",
		"A,2,2,1,:AA":                                                "",
		"A,2,2,1,AAH":                                                "",
		"A,2,2,1,AA?5":                                               "",
		"A,99999999,99999999,1,AA":                                   "",
		"A,2":                                                        "",
		"B,2,2,1,^~":                                                 "5E7E",
		"B,2,2,1,\x00\xff":                                           "00FF",
		"B,3,2,1,ab":                                                 "",
		"B,2000,2000,1,ab":                                           "",
		"C,2,2,1,ab":                                                 "",
	} {
		all, err := Parse([]byte("^XA^FO1,1^GF" + data + "^FS^XZ"))
		if want == "" {
			var p *Problem
			if !errors.As(err, &p) || p.Kind != Graphic && p.Kind != TooLarge {
				t.Errorf("%q: %v", data, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%q: %v", data, err)
			continue
		}
		if got := fmt.Sprintf("%X", all[0].fields[0].dots.Bytes); got != want && want != "*" {
			t.Errorf("%q: got %s, want %s", data, got, want)
		}
		if body := all[0].Body(); bytes.ContainsAny(body, "~\x00:") && !bytes.Contains(body, []byte("AA,:")) || bytes.Count(body, []byte("^")) != 3 {
			t.Errorf("%q goes on as %q", data, body)
		}
	}
}

// written is how a sender puts a label.
func written(f *Format) []byte {
	return fmt.Appendf(nil, "^XA^PW%d^LL%d%s^XZ", f.Width, f.Length, f.Body())
}

// FuzzParse: any bytes are labels or a problem; what is passed on reads as itself,
// and has no command that is not on the list.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		parcelLabel, "^XA^FO1,1^GFB,2,2,1,^~^FS^XZ", "^XA^FO1,1^GFA,10,2,1,:Z64:eJxbFQoAAasBAA==:B023^FS^XZ", "^XA^FO1,1^FH^FD_5E^FS^XZ", "^XA^CC!^XZ",
		"^XA^FO1,1^A@N,1,1,E:A.TTF^FR^FB10,1,0,C^FDa\\&b^FS^XZ", "^XA^FT1,1^BXN,6,200,,,,_^FD_1a^FS^PQ1^XZ", "^XA^FO1,1^GE1,1,1^FS^XZ~JR", "", "^", "^X", "^XA^", "\x02\x03",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		all, err := Parse(in)
		var p *Problem
		if err != nil {
			if !errors.As(err, &p) || all != nil || p.Offset < 0 || p.Offset > len(in) {
				t.Fatalf("%T %v", err, err)
			}
			return
		}
		for _, one := range all {
			out := written(&one)
			again, err := Parse(out)
			if err != nil || len(again) != 1 || !bytes.Equal(written(&again[0]), out) {
				t.Fatalf("%q was read as %q, and that: %v", in, out, err)
			}
			for _, c := range strings.Split(string(one.Body()), "^")[1:] {
				name := "^" + c[:min(2, len(c))]
				if c[0] == 'A' {
					name = "^A"
				}
				if allowed[name] == nil && name != "^GF" || strings.Contains(c, "~") {
					t.Fatalf("%q is passed on", name)
				}
			}
		}
	})
}

// TestLinear: what is read slowest takes no longer than its length allows.
func TestLinear(t *testing.T) {
	slow := map[string]func(n int) string{
		"commands": func(n int) string { return "^XA" + strings.Repeat("^FO1,1^FDa^FS", n/13) + "^XZ" },
		"counts":   func(n int) string { return "^XA^FO1,1^GFA,8,8,1," + strings.Repeat("z", n) + "^FS^XZ" },
		"rows": func(n int) string {
			return fmt.Sprintf("^XA^FO1,1^GFA,%d,%d,8,%s^FS^XZ", 8*n, 8*n, strings.Repeat(",", n))
		},
		"comments": func(n int) string { return "^XA^FX" + strings.Repeat("x", n) + "^FDa^FS^XZ" },
		"blanks":   func(n int) string { return strings.Repeat(" ", n) },
	}
	for name, make := range slow {
		in := []byte(make(MaxBytes / 2))
		began := time.Now()
		_, err := Parse(in)
		if took := time.Since(began); took > 10*time.Second { // far above what it takes, far below what squares take
			t.Errorf("%s: %v for %d bytes (%v)", name, took, len(in), err)
		}
	}
}

// TestRubbish: labels with bytes changed, taken out or put in are labels or problems.
func TestRubbish(t *testing.T) {
	const seed = 20_261_123
	r := rand.New(rand.NewPCG(seed, 1))
	for n := range 20_000 {
		b := []byte(parcelLabel)
		for range 1 + r.IntN(4) {
			at := r.IntN(len(b))
			switch r.IntN(3) {
			case 0:
				b[at] = byte(r.IntN(256))
			case 1:
				b = append(b[:at], b[at+1:]...)
			default:
				b = append(b[:at], append([]byte{"^~\x02XFGA,_"[r.IntN(9)]}, b[at:]...)...)
			}
		}
		all, err := Parse(b)
		var p *Problem
		if err == nil == (len(all) == 0) || err != nil && !errors.As(err, &p) {
			t.Fatalf("seed %d, label %d: %d labels, %v", seed, n, len(all), err)
		}
	}
}
