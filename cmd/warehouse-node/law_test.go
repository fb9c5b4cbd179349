package main

import (
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// Groups of packages that the law names together. A group holds what its
// members may be imported as, never what they may import.
const (
	words      = "devices/scan devices/label devices/receipt devices/weight devices/zebra "
	foundation = "warehouse warehouse/store warehouse/journal warehouse/measure warehouse/ident warehouse/fault warehouse/seal " +
		"warehouse/staff warehouse/settings warehouse/command warehouse/spool warehouse/letter "
	papers = "warehouse/paper warehouse/stencil warehouse/sheet "
	rooms  = "warehouse/catalog warehouse/place warehouse/ledger warehouse/promise warehouse/route warehouse/station warehouse/job warehouse/stow "
	flows  = "warehouse/receive warehouse/pick warehouse/pack warehouse/dispatch warehouse/move warehouse/look warehouse/score "
	sales  = "orders orders/shop orders/till orders/ship "
	core   = "warehouse warehouse/store warehouse/ident warehouse/fault "
)

// law says who may import whom, from the ground up. A package that is not
// listed may import nothing of ours, so a new package is put somewhere on
// purpose; when a row changes, doc.go of the package and the map in README.md
// say why.
var law = map[string]string{
	// Words: pure data. Drivers: I/O. Simulators: for tests and warehouse-sim.
	"devices/scan":        "",
	"devices/label":       "",
	"devices/receipt":     "devices/scan",
	"devices/weight":      "",
	"devices/zebra":       "devices/label",
	"devices/wire":        "",
	"devices/wire/serial": "devices/wire",
	"devices/wire/hid":    "devices/wire",
	"devices":             "devices/wire devices/scan",
	"devices/scanner":     "devices devices/wire devices/scan",
	"devices/printer":     "devices devices/wire devices/label devices/zebra",
	"devices/cashreg":     "devices devices/wire devices/receipt",
	"devices/scale":       "devices devices/wire devices/weight",
	"devices/sim":         "devices/wire",
	"devices/sim/scanner": "devices/sim devices/wire",
	"devices/sim/printer": "devices/sim devices/wire devices/label",
	"devices/sim/cashreg": "devices/sim devices/wire devices/receipt",
	"devices/sim/scale":   "devices/sim devices/weight",

	// Replays recordings, for the tests of drivers.
	"devices/wire/wiretest": "devices/wire",

	// Foundation.
	"warehouse/store":               "",
	"warehouse/store/bolt":          "warehouse/store",
	"warehouse/store/memory":        "warehouse/store",
	"warehouse/store/tee":           "warehouse/store",
	"warehouse/store/storetest":     "warehouse/store",
	"warehouse/fault":               "",
	"warehouse/letter":              "warehouse/fault",
	"warehouse/measure":             "warehouse/store warehouse/fault",
	"warehouse/ident":               "warehouse/store warehouse/fault",
	"warehouse":                     "warehouse/ident",
	"warehouse/seal":                core,
	"warehouse/seal/sealtest":       core + "warehouse/seal warehouse/store/memory",
	"warehouse/journal":             core + "warehouse/seal",
	"warehouse/journal/journaltest": "warehouse/journal",
	"warehouse/settings":            core + "warehouse/journal warehouse/measure",
	"warehouse/staff":               core + "warehouse/journal warehouse/seal warehouse/settings warehouse/letter",
	"warehouse/command":             core + "warehouse/journal warehouse/staff warehouse/letter",
	"warehouse/spool":               core + "warehouse/journal warehouse/command warehouse/seal warehouse/staff",
	"warehouse/stencil":             core + "warehouse/journal warehouse/command warehouse/staff devices/label",
	"warehouse/paper":               core + "warehouse/journal warehouse/measure warehouse/seal warehouse/stencil devices/label",
	"warehouse/sheet":               core + "warehouse/journal warehouse/staff warehouse/command warehouse/measure",

	// Floor.
	"warehouse/route":                 "warehouse/measure",
	"warehouse/route/batch":           "warehouse/route",
	"warehouse/route/batch/batchtest": "warehouse/route warehouse/route/batch",
	"warehouse/route/routetest":       "warehouse/route",
	"warehouse/route/instance":        "warehouse/route",
	"warehouse/catalog":               foundation + papers + words,
	"warehouse/place":                 foundation + papers + words,
	"warehouse/ledger":                foundation + papers + words + "warehouse/catalog warehouse/place",
	"warehouse/promise":               foundation + papers + words + "warehouse/catalog warehouse/place warehouse/ledger",
	"warehouse/job":                   foundation + "warehouse/place warehouse/ledger warehouse/promise",
	"warehouse/stow":                  foundation + "warehouse/catalog warehouse/place warehouse/ledger",
	"warehouse/station":               foundation + papers + words + "warehouse/place warehouse/catalog",
	"warehouse/receive":               foundation + papers + words + rooms,
	"warehouse/pick":                  foundation + papers + words + rooms,
	"warehouse/pack":                  foundation + papers + words + rooms,
	"warehouse/dispatch":              foundation + papers + words + rooms,
	"warehouse/move":                  foundation + papers + words + rooms,
	"warehouse/look":                  foundation + words + rooms,

	// Counts what people do in all flows.
	"warehouse/score": foundation + words + rooms + flows,

	// Carries out imports, for the tests of those who declare tables.
	"warehouse/sheet/sheettest": core + "warehouse/sheet",

	// On its floor the tests of flows scan and touch; it proves the books.
	"warehouse/station/stationtest": foundation + "warehouse/store/memory warehouse/catalog warehouse/place warehouse/ledger warehouse/promise warehouse/station",

	// Work and face.
	"orders":              foundation + papers + words + rooms + flows,
	"orders/till":         foundation + papers + words + rooms + flows + "orders",
	"orders/shop":         foundation + papers + words + rooms + flows + "orders",
	"orders/ship":         foundation + papers + words + rooms + flows + "orders",
	"orders/shop/shopsim": "",
	"ui/locale":           "warehouse/fault warehouse/measure",
	"ui/api":              foundation + papers + words + rooms + flows + sales + "ui/locale",
	"ui/read":             foundation + papers + words + rooms + flows + sales + "ui/locale ui/api",
	"ui":                  foundation + papers + words + rooms + flows + sales + "ui/locale ui/api",
}

// wires may see everything below them; nothing of ours may import them.
var wires = []string{"cmd/warehouse-node", "cmd/warehouse-sim"}

func TestLaw(t *testing.T) {
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports,Doc", "../../...").Output()
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for dec := json.NewDecoder(strings.NewReader(string(out))); dec.More(); {
		var p struct {
			ImportPath, Doc string
			Imports         []string
		}
		if err := dec.Decode(&p); err != nil {
			t.Fatal(err)
		}
		seen++
		me, _ := strings.CutPrefix(p.ImportPath, "warehouse-node/")
		if p.Doc == "" {
			t.Errorf("%s has no package comment", me)
		}
		for _, i := range p.Imports {
			if i == "encoding/csv" {
				t.Errorf("%s writes tables past sheet.Write, which lets no formula out", me)
			}
			dep, ours := strings.CutPrefix(i, "warehouse-node/")
			if ours && !may(me, dep) {
				t.Errorf("%s may not import %s", me, dep)
			}
		}
	}
	if seen < 5 {
		t.Fatalf("the law looked at %d packages only", seen)
	}
}

// may says whether the law lets package me import package dep, both named
// below the module.
func may(me, dep string) bool {
	if me == "cmd/warehouse-node" && (strings.Contains(dep, "/sim") || strings.Contains(dep, "shopsim")) {
		return false // simulators are another program
	}
	return slices.Contains(wires, me) || slices.Contains(strings.Fields(law[me]), dep)
}

func TestLawRefuses(t *testing.T) {
	for _, row := range [][2]string{
		{"warehouse/pick", "warehouse/pack"},
		{"warehouse/ledger", "orders"},
		{"devices/scan", "warehouse/store"},
		{"warehouse/station", "devices/scanner"},
		{"warehouse/receive", "warehouse/station/stationtest"}, // but its tests
		{"cmd/warehouse-node", "devices/sim/printer"},
		{"somewhere/new", "warehouse/store"},
	} {
		if may(row[0], row[1]) {
			t.Errorf("%s may import %s", row[0], row[1])
		}
	}
}
