package main

import (
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/staff"
)

// oneText is a label with one text on it.
var oneText = fields{"width": 58000, "height": 40000, "elements": []fields{
	{"kind": "text", "x": 0, "y": 0, "width": 50000, "height": 5000, "size": 5000, "text": "x"},
}}

// foreignReads is with what the owner of house a tries every read.
func (w *town) foreignReads() map[string]trying {
	a, b := w.a, w.b
	at := "?site=" + b.site.String()
	// Whoever names no warehouse, or all of them, sees their own.
	anywhere := "?site=" + staff.Anywhere.String()
	table := map[string]trying{
		"get-orders": {
			clean: reads("/api/orders?text="+b.mark, "/api/orders?view=today&text="+b.named("buyer"), "/api/orders?text="+b.open.Number,
				"/api/orders?ids="+b.open.Order.String()+"&ids="+a.open.Order.String(), "/api/orders?cursor="+b.packed.Order.String(), "/api/orders?shop="+b.shop()),
			shut: reads("/api/orders"+at, "/api/orders"+at+"&text="+b.mark, "/api/orders"+anywhere),
		},
		"get-orders-id":         {shut: reads("/api/orders/"+b.open.Order.String(), "/api/orders/"+b.strange.Order.String(), "/api/orders/"+b.packed.Order.String())},
		"get-carrier-labels-id": {shut: reads("/api/carrier-labels/"+b.carried.String(), "/api/carrier-labels/"+b.carried.String()+"?page=1&width=58000&height=40000")},
		"get-stock": {
			clean: reads("/api/stock?ids="+b.cup.String(), "/api/stock?text="+b.named("bin"), "/api/stock?text="+b.codes[b.bin], "/api/stock?view=blocked", "/api/stock?view=low"),
			shut:  reads("/api/stock"+at, "/api/stock"+at+"&ids="+b.cup.String(), "/api/stock"+anywhere),
		},
		"get-stock-bins": {
			clean: reads("/api/stock/bins?text="+b.named("bin"), "/api/stock/bins?text="+b.codes[b.bin], "/api/stock/bins?ids="+b.cup.String(),
				"/api/stock/bins?cursor=1 "+b.bin.String(), "/api/stock/bins?cursor=beyond"),
			shut: reads("/api/stock/bins"+at, "/api/stock/bins"+anywhere),
		},
		"get-stock-why-id": {
			clean: reads("/api/stock/why/" + b.cup.String()),
			shut:  reads("/api/stock/why/"+b.cup.String()+at, "/api/stock/why/"+b.cup.String()+anywhere),
		},
		"get-items":      {clean: reads("/api/items?text=Кружка")}, // goods are the company's
		"get-attributes": {clean: reads("/api/attributes")},
		"get-items-id": {
			clean: reads("/api/items/" + b.cup.String()),
		},
		"get-bins": {
			clean: reads("/api/bins?text="+b.mark, "/api/bins?kind=tote", "/api/bins?kind=dock", "/api/bins?kind=zone", "/api/bins?view=blocked", "/api/bins?text="+b.codes[b.totes[0]]),
			shut:  reads("/api/bins"+at, "/api/bins"+anywhere),
		},
		"get-bins-id": {shut: reads("/api/bins/"+b.bin.String(), "/api/bins/"+b.totes[0].String(), "/api/bins/"+b.station.String(),
			"/api/bins/"+b.site.String(), "/api/bins/"+b.zone.String(), "/api/bins/"+b.parcel.String())},
		"get-layout":                      {shut: reads("/api/layout"+at, "/api/layout"+anywhere)},
		"get-layout-scheme":               {shut: reads("/api/layout/scheme"+at+"&aisleFrom=1&aisleTo=2", "/api/layout/scheme"+anywhere+"&aisleFrom=1&aisleTo=2")},
		"get-layout-closing":              {shut: reads("/api/layout/closing"+at, "/api/layout/closing"+anywhere, "/api/layout/closing?site="+a.site.String())},
		"get-entities":                    {clean: reads("/api/entities")},
		"get-devices":                     {shut: reads("/api/devices"+at, "/api/devices"+anywhere)},
		"get-stencils":                    {clean: reads("/api/stencils")}, // how labels are laid out is the company's
		"get-stencils-id":                 {clean: reads("/api/stencils/bin_label")},
		"get-stencils-id-versions-number": {clean: reads("/api/stencils/bin_label/versions/0")},
		"get-stencils-id-subjects": {clean: reads("/api/stencils/bin_label/subjects?text="+b.named("bin"), "/api/stencils/bin_label/subjects?text="+b.codes[b.bin],
			"/api/stencils/tote_label/subjects?text="+b.codes[b.totes[0]], "/api/stencils/parcel_label/subjects?text="+b.codes[b.parcel],
			"/api/stencils/parcel_label/subjects?text="+b.packed.Number, "/api/stencils/badge_label/subjects?text="+b.named("picker"))},
		"get-devices-id-reads": {shut: reads("/api/devices/"+b.named("scanner")+"/reads", "/api/devices/"+b.named("scanner")+"/reads?text=4006")},
		"get-devices-id-frames": {shut: reads("/api/devices/"+b.named("scanner")+"/frames", "/api/devices/"+b.named("printer")+"/frames",
			"/api/devices/"+b.handheld.String()+"/frames")},
		"get-people":    {clean: reads("/api/people?text="+b.mark, "/api/people?all=true", "/api/people?cursor="+b.people["buyer"].String())},
		"get-tokens":    {clean: reads("/api/tokens")},
		"get-people-id": {shut: reads("/api/people/"+b.people["picker"].String(), "/api/people/"+b.people[staff.Owner].String())},
		"get-roles":     {clean: reads("/api/roles")},
		"get-holders":   {clean: reads("/api/holders?name=orders.read"), shut: reads("/api/holders"+at+"&name=orders.read", "/api/holders"+anywhere+"&name=orders.read")},
		"get-scores": {
			clean: reads("/api/scores", "/api/scores?from=2020-01-01&to=2021-01-01"), shut: reads("/api/scores"+at, "/api/scores"+anywhere),
		},
		"get-scores-slips": {
			clean: reads("/api/scores/slips?person=" + b.people["picker"].String()),
			shut:  reads("/api/scores/slips"+at+"&person="+b.people["picker"].String(), "/api/scores/slips"+anywhere+"&person="+b.people["picker"].String()),
		},
		"get-stuck":   {shut: reads("/api/stuck"+at, "/api/stuck"+anywhere)},
		"get-imports": {clean: reads("/api/imports?cursor=" + b.run.String())},
		"get-imports-id": {
			shut: reads("/api/imports/" + b.run.String()),
		},
		"get-import-errors": {shut: reads("/api/imports/" + b.run.String() + "/errors")},
		"get-import-kept":   {shut: reads("/api/imports/" + b.run.String() + "/kept")},
		"get-balances-compare": {
			clean: reads("/api/balances/compare?hash=0000", "/api/balances/compare?hash=../../node.db"),
			shut:  reads("/api/balances/compare"+at+"&hash="+b.file, "/api/balances/compare"+anywhere+"&hash="+b.file),
		},
		"get-tables-items": {clean: reads("/api/tables/items?text=Кружка")},
		"get-tables-bins": {
			clean: reads("/api/tables/bins?text="+b.mark, "/api/tables/bins?kind=tote", "/api/tables/bins?text="+b.codes[b.totes[0]]+"&as=csv"),
			shut:  reads("/api/tables/bins"+at, "/api/tables/bins"+anywhere),
		},
		"get-tables-stock": {
			clean: reads("/api/tables/stock?as=csv&ids=" + b.cup.String()),
			shut:  reads("/api/tables/stock"+at, "/api/tables/stock"+anywhere),
		},
		"get-tables-balances": {
			clean: reads("/api/tables/balances?as=csv&ids="+b.cup.String(), "/api/tables/balances?as=csv&text="+b.named("bin")),
			shut:  reads("/api/tables/balances"+at, "/api/tables/balances"+anywhere),
		},
		"get-tables-orders": {
			clean: reads("/api/tables/orders?as=csv&text="+b.mark, "/api/tables/orders?as=csv&ids="+b.open.Order.String()),
			shut:  reads("/api/tables/orders"+at, "/api/tables/orders"+anywhere),
		},
		"get-tables-parcels": {shut: reads("/api/tables/parcels"+at, "/api/tables/parcels"+anywhere)},
		"get-tables-scores":  {clean: reads("/api/tables/scores?as=csv"), shut: reads("/api/tables/scores"+at, "/api/tables/scores"+anywhere)},
		"get-dispatch":       {shut: reads("/api/dispatch"+at, "/api/dispatch"+anywhere)},
		"get-shops":          {clean: reads("/api/shops")},
		"get-shops-id-exchanges": {
			shut: reads("/api/shops/" + b.shop() + "/exchanges"),
		},
		"get-shops-id-kept": {
			shut: reads("/api/shops/" + b.shop() + "/kept"),
		},
		"get-status":      {clean: reads("/api/status")},
		"get-settings":    {clean: reads("/api/settings"), shut: reads("/api/settings"+at, "/api/settings"+anywhere)},
		"get-counters":    {shut: reads("/api/counters"+at, "/api/counters"+anywhere)},
		"get-me":          {clean: reads("/api/me")},
		"get-setup-token": {clean: reads("/api/setup/none")},
		"get-manual-lang": {clean: reads("/api/manual/uk")},
		"get-find": {
			clean: reads("/api/find?text="+b.mark, "/api/find?text="+b.open.Number, "/api/find?text="+b.codes[b.bin], "/api/find?text="+b.codes[b.parcel],
				"/api/find?text="+b.codes[b.totes[0]], "/api/find?text="+b.named("bin"), "/api/find?text="+b.named("picker"), "/api/find?text="+b.named("scanner"),
				"/api/find"+at+"&text="+b.mark, "/api/find"+anywhere+"&text="+b.mark),
		},
		"get-floor": {clean: reads("/api/floor")},
	}
	for id, asks := range w.ownReads() {
		tried := table[id]
		tried.clean = append(tried.clean, asks...)
		table[id] = tried
	}
	return table
}

// ownReads is every read of what is one's own, with the warehouse named and not.
func (w *town) ownReads() map[string][]attempt {
	a := w.a
	at := "?site=" + a.site.String()
	return map[string][]attempt{
		"get-orders":                      reads("/api/orders", "/api/orders"+at),
		"get-orders-id":                   reads("/api/orders/" + a.open.Order.String()),
		"get-carrier-labels-id":           reads("/api/carrier-labels/" + a.carried.String()),
		"get-stock":                       reads("/api/stock", "/api/stock"+at),
		"get-stock-bins":                  reads("/api/stock/bins", "/api/stock/bins"+at),
		"get-stock-why-id":                reads("/api/stock/why/"+a.cup.String(), "/api/stock/why/"+a.cup.String()+at),
		"get-items":                       reads("/api/items"),
		"get-attributes":                  reads("/api/attributes"),
		"get-items-id":                    reads("/api/items/" + a.cup.String()),
		"get-bins":                        reads("/api/bins", "/api/bins"+at),
		"get-bins-id":                     reads("/api/bins/" + a.bin.String()),
		"get-layout":                      reads("/api/layout", "/api/layout"+at),
		"get-layout-scheme":               reads("/api/layout/scheme?aisleFrom=1&aisleTo=2", "/api/layout/scheme"+at+"&prefix=Z&aisleFrom=1&aisleTo=2"),
		"get-devices":                     reads("/api/devices", "/api/devices"+at),
		"get-stencils":                    reads("/api/stencils"),
		"get-stencils-id":                 reads("/api/stencils/parcel_label"),
		"get-stencils-id-versions-number": reads("/api/stencils/parcel_label/versions/0"),
		"get-stencils-id-subjects":        reads("/api/stencils/bin_label/subjects", "/api/stencils/item_label/subjects?text=Кружка"),
		"get-devices-id-frames":           reads("/api/devices/" + a.named("scanner") + "/frames"),
		"get-devices-id-reads":            reads("/api/devices/" + a.named("scanner") + "/reads"),
		"get-people":                      reads("/api/people"),
		"get-people-id":                   reads("/api/people/" + a.people["picker"].String()),
		"get-roles":                       reads("/api/roles"),
		"get-tokens":                      reads("/api/tokens"),
		"get-scores":                      reads("/api/scores", "/api/scores"+at),
		"get-scores-slips":                reads("/api/scores/slips?person="+a.people["picker"].String(), "/api/scores/slips"+at+"&person="+a.people["picker"].String()),
		"get-stuck":                       reads("/api/stuck", "/api/stuck"+at),
		"get-imports":                     reads("/api/imports"),
		"get-imports-id":                  reads("/api/imports/" + a.run.String()),
		"get-import-errors":               reads("/api/imports/" + a.run.String() + "/errors"),
		"get-import-kept":                 reads("/api/imports/" + a.run.String() + "/kept"),
		"get-balances-compare":            reads("/api/balances/compare?hash=" + a.file),
		"get-tables-items":                reads("/api/tables/items", "/api/tables/items?as=csv"),
		"get-tables-bins":                 reads("/api/tables/bins?as=csv", "/api/tables/bins"+at+"&as=csv"),
		"get-tables-stock":                reads("/api/tables/stock?as=csv", "/api/tables/stock"+at+"&as=csv"),
		"get-tables-balances":             reads("/api/tables/balances?as=csv", "/api/tables/balances"+at+"&as=csv"),
		"get-tables-orders":               reads("/api/tables/orders?as=csv", "/api/tables/orders"+at+"&as=csv"),
		"get-tables-parcels":              reads("/api/tables/parcels?as=csv", "/api/tables/parcels"+at+"&as=csv"),
		"get-tables-scores":               reads("/api/tables/scores?as=csv", "/api/tables/scores"+at+"&as=csv"),
		"get-dispatch":                    reads("/api/dispatch", "/api/dispatch"+at),
		"get-shops":                       reads("/api/shops"),
		"get-shops-id-exchanges":          reads("/api/shops/" + a.shop() + "/exchanges"),
		"get-shops-id-kept":               reads("/api/shops/" + a.shop() + "/kept"),
		"get-status":                      reads("/api/status"),
		"get-settings":                    reads("/api/settings"),
		"get-counters":                    reads("/api/counters", "/api/counters"+at),
		"get-floor":                       reads("/api/floor"),
	}
}

// foreignFloor is what is tried at a session of house a with the codes of b, and
// the few operations that name nothing of any house.
func (w *town) foreignFloor() map[string]trying {
	b := w.b
	scans, touches := []attempt{}, []attempt{}
	n := 0
	scan := func(code string) {
		n++
		scans = append(scans, attempt{"/api/floor/scan", fields{"id": ident.Label("N", uint64(n)), "device": "handheld a", "counter": n, "data": code}})
	}
	codes := []string{b.badge("picker"), b.open.Number, b.mark + "-N1", b.mark + "-ALIAS", b.named("bin"), b.bin.String(), b.open.Order.String()}
	for _, code := range b.codes {
		codes = append(codes, code)
	}
	for _, flow := range []string{"", "pick", "pack", "receive", "putaway", "move", "dispatch", "count"} {
		if flow != "" {
			scan(ident.CommandCode(flow))
		}
		for _, code := range codes {
			scan(code)
		}
		scan(ident.CommandCode("menu"))
	}
	for _, action := range []string{"pick", "open", "tote", "close", "station", "bin", "order", "print"} {
		n++
		touches = append(touches, attempt{"/api/floor/touch", fields{
			"id": ident.Label("N", uint64(n)), "device": "handheld a", "counter": n, "version": 1, "action": action,
			"args": fields{"order": b.packed.Order.String(), "tote": b.totes[0].String(), "bin": b.bin.String(), "list": b.list.String(), "arrival": b.arrival.String()},
		}})
	}
	return map[string]trying{
		"post-floor-scan":  {clean: scans},
		"post-floor-touch": {clean: touches},
		"post-floor-badge": {clean: []attempt{{"/api/floor/badge", fields{"badge": w.a.badge("counter")}}}},
		"post-stencils-id-preview": {
			shut: []attempt{{"/api/stencils/bin_label/preview", fields{"stencil": oneText, "dpi": 203, "subject": b.bin}},
				{"/api/stencils/parcel_label/preview", fields{"stencil": oneText, "dpi": 203, "subject": b.parcel}}},
			clean: []attempt{{"/api/stencils/bin_label/preview", fields{"stencil": oneText, "dpi": 203}}},
		},
		"post-files":            {clean: []attempt{{"/api/files?kind=sheet", "Артикул;Ячейка;Количество"}}},
		"post-session-device":   {shut: []attempt{{"/api/session/device", fields{"code": "0000-0000-0000"}}}},
		"post-session-badge":    {shut: []attempt{{"/api/session/badge", fields{"badge": "W9999", "pin": ""}}}},
		"post-session-password": {shut: []attempt{{"/api/session/password", fields{"login": b.mark, "password": "wrong"}}}},
		"post-session-password-change": {shut: []attempt{{"/api/session/password/change", fields{
			"login": b.mark, "password": "wrong", "chosen": "a long password",
		}}}},
		"post-me-pin": {clean: []attempt{{"/api/me/pin", fields{"password": "wrong", "pin": "258036"}}}},
		"post-setup": {shut: []attempt{{"/api/setup", fields{
			"token": "none", "name": "Никто", "login": "nobody", "password": "long enough", "locale": "ru",
		}}}},
		"end-session": {clean: []attempt{}, shut: []attempt{{"/api/session/of/another", nil}}},
	}
}
