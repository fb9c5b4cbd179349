package main

import (
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/seal/sealtest"
	"warehouse-node/warehouse/staff"
)

// foreignCalls is with what the owner of house a tries every command of the API.
func (w *town) foreignCalls() map[string]trying {
	a, b := w.a, w.b
	order := func(more fields) fields { return with(fields{"order": b.open.Order, "version": 1}, more) }
	return map[string]trying{
		"orders.edit": {shut: bodies(order(fields{"lines": []fields{}}), order(fields{"lines": []fields{{"line": b.line, "qty": 0}}}), order(fields{"lines": []fields{}, "add": []fields{{"item": b.cup, "qty": 1}}}),
			order(fields{"lines": []fields{}, "address": "elsewhere"}), order(fields{"lines": []fields{}, "comment": "elsewhere"}),
			fields{"order": a.open.Order, "version": 1, "lines": []fields{{"line": b.line, "qty": 0}}})},
		"orders.pay":          {shut: bodies(order(fields{"sum": fields{"minor": 1, "currency": "RUB"}, "by": "bank", "on": "2026-11-21"}))},
		"orders.unpaid.let":   {shut: bodies(order(fields{"reason": "mine"}))},
		"orders.cancel":       {shut: bodies(order(fields{"reason": "mine"}))},
		"orders.forget":       {shut: bodies(fields{"order": b.packed.Order, "orders": []any{b.packed.Order}})},
		"orders.late.seen":    {shut: bodies(fields{"order": b.open.Order})},
		"orders.line.match":   {shut: bodies(fields{"order": b.strange.Order, "line": b.oddLine, "item": b.cup.String()})},
		"orders.line.confirm": {shut: bodies(fields{"order": b.strange.Order, "line": b.oddLine})},
		"orders.print":        {shut: bodies(fields{"orders": []any{b.packed.Order}, "kind": "label"}, fields{"orders": []any{b.open.Order}, "kind": "packing_slip"}, fields{"orders": []any{b.open.Order}, "kind": "pick_list"})},
		"ship.label.add":      {shut: bodies(fields{"order": b.open.Order, "file": []byte("^XA^FO1,1^FDa^FS^XZ")})},
		"ship.label.remove":   {shut: bodies(fields{"label": b.carried})},
		"ship.label.print": {shut: bodies(fields{"label": b.carried, "page": 1, "copies": 1, "width": 100000, "height": 150000, "confirmed": true}),
			clean: bodies(fields{"label": a.carried, "page": 1, "copies": 1, "width": 100000, "height": 150000, "confirmed": true, "printer": b.named("printer")})},
		"pick.free": {shut: bodies(fields{"order": b.open.Order})},
		"pack.free": {shut: bodies(fields{"order": b.open.Order})},
		"pick.release": {
			clean: bodies(fields{"orders": []any{b.open.Order}, "site": a.site}),
			shut:  bodies(fields{"orders": []any{b.open.Order}}, fields{"orders": []any{b.open.Order}, "site": b.site}, fields{"orders": []any{}, "site": b.site}, fields{"orders": []any{}, "site": staff.Anywhere}),
		},
		"catalog.edit":             {clean: bodies(fields{"item": b.tea, "version": 99, "name": "Чай"}, fields{"item": b.tea, "version": 99, "retired": true}, fields{"item": b.tea, "version": 99, "retired": false}, fields{"parent": b.tea, "differs": "XL"})},
		"catalog.barcode.add":      {clean: bodies(fields{"item": b.cup, "code": "4600000000121"})},
		"catalog.barcode.remove":   {clean: bodies(fields{"item": b.cup, "code": "4600000000121"})},
		"catalog.pack.save":        {clean: bodies(fields{"item": b.cup, "version": 99, "name": "короб", "factor": 6})},
		"catalog.pack.remove":      {shut: bodies(fields{"item": b.cup, "name": "короб"})},
		"catalog.attribute.define": {clean: bodies(fields{"name": "объём", "type": "number", "unit": "мл"})},
		"catalog.photo.add":        {clean: bodies(fields{"item": b.cup, "hash": b.file})},
		"catalog.photo.remove":     {clean: bodies(fields{"item": b.cup, "hash": b.file})},
		"place.block":              {shut: bodies(fields{"place": b.bin, "blocked": true, "reason": "mine"}, fields{"place": b.quiet, "blocked": false})},
		"label.commands":           {shut: bodies(fields{"site": b.site}, fields{"site": staff.Anywhere}), clean: bodies(fields{"site": a.site, "printer": b.named("printer")})},
		"place.label":              {shut: bodies(fields{"places": []any{b.bin}}, fields{"places": []any{a.bin, b.bin}}), clean: bodies(fields{"places": []any{a.bin}, "printer": b.named("printer")})},
		"place.edit_bin":           {shut: bodies(fields{"id": b.bin, "version": 1, "name": "mine", "use": "pick_face", "capacity": fields{}})},
		"place.edit_site":          {shut: bodies(fields{"id": b.site, "version": 1, "name": "mine", "timezone": "Europe/Kyiv", "currency": "UAH"})},
		"place.rename":             {shut: bodies(fields{"id": b.zone, "version": 1, "name": "mine"}, fields{"id": b.totes[1], "version": 1, "name": "mine"})},
		"place.archive":            {shut: bodies(fields{"id": b.bin, "version": 1}, fields{"id": b.site, "version": 1})},
		"catalog.label":            {clean: bodies(fields{"kind": "item_label", "items": []fields{{"item": b.cup, "copies": 1}}}, fields{"kind": "price_label", "items": []fields{{"item": b.cup, "copies": 1}}, "printer": b.named("printer")})},
		"catalog.lot.label":        {shut: bodies(fields{"lot": b.lot, "copies": 1}), clean: bodies(fields{"lot": b.lot, "copies": 1, "printer": b.named("printer")})},
		"stencil.save":             {clean: bodies(fields{"kind": "bin_label", "seen": 99, "stencil": oneText})},
		"stencil.restore":          {clean: bodies(fields{"kind": "bin_label", "seen": 99, "to": 0})},
		"stencil.test":             {shut: bodies(fields{"kind": "bin_label", "stencil": oneText, "subject": b.bin}, fields{"kind": "parcel_label", "stencil": oneText, "subject": b.parcel}), clean: bodies(fields{"kind": "bin_label", "stencil": oneText, "printer": b.named("printer")})},
		"place.name.add":           {shut: bodies(fields{"place": b.bin, "name": "X-1"})},
		"place.name.remove":        {shut: bodies(fields{"place": b.bin, "name": b.mark + "-ALIAS"})},
		"place.create_zone":        {shut: bodies(fields{"parent": b.site, "name": "mine"}, fields{"parent": b.zone, "name": "mine"})},
		"place.create_bins":        {shut: bodies(fields{"parent": b.zone, "scheme": fields{"aisleFrom": "1", "aisleTo": "2"}, "use": "pick_face"}, fields{"parent": b.site, "scheme": fields{"aisleFrom": "1", "aisleTo": "2"}, "use": "dock"})},
		"place.create_carriers":    {shut: bodies(fields{"site": b.site, "kind": "tote", "count": 1}, fields{"site": b.bin, "kind": "tote", "count": 1})},
		"place.create_station":     {shut: bodies(fields{"parent": b.site, "name": "mine"}, fields{"parent": b.zone, "name": "mine"})},
		"place.create_site":        {shut: bodies(fields{"name": "Мой", "timezone": "Europe/Kyiv", "currency": "UAH"}, fields{"name": "Мой", "timezone": "Europe/Kyiv", "currency": "UAH", "owner": b.entity})},
		"place.create_dock":        {shut: bodies(fields{"parent": b.site, "name": "mine", "use": "dock"}, fields{"parent": b.zone, "name": "mine", "use": "staging"})},
		"place.close_site":         {shut: bodies(fields{"id": b.site, "version": 1}, fields{"id": a.site, "version": 1})},
		"place.retire_entity":      {shut: bodies(fields{"id": b.entity, "version": 1}, fields{"id": a.entity, "version": 1})},
		"place.restore_entity":     {shut: bodies(fields{"id": b.entity, "version": 1})},
		"place.change_bins": {shut: bodies(
			fields{"site": b.site, "title": "mine", "choice": fields{"view": "all"}, "wish": fields{"use": "reserve"}},
			fields{"site": b.site, "title": "mine", "choice": fields{"from": "A", "to": "Я"}, "wish": fields{"archive": true}},
			fields{"site": a.site, "title": "mine", "choice": fields{"places": []any{a.bin, b.bin}}, "wish": fields{"archive": true}},
			fields{"site": a.site, "title": "mine", "choice": fields{"zone": b.zone}, "wish": fields{"archive": true}},
			fields{"site": staff.Anywhere, "title": "mine", "choice": fields{"view": "all"}, "wish": fields{"archive": true}})},
		"place.save_entity": {shut: bodies(fields{"name": "Мой", "country": "UA", "tax": "other"}, fields{"id": b.entity, "version": 1, "name": "Мой", "country": "UA", "tax": "other"})},
		"move.stock": {shut: bodies(
			fields{"item": b.cup, "from": b.bin, "to": b.dock, "qty": 1}, fields{"item": b.cup, "from": b.bin, "to": a.bin, "qty": 1},
			fields{"item": b.cup, "from": a.bin, "to": b.bin, "qty": 1}, fields{"item": b.cup, "from": a.bin, "to": b.totes[0], "qty": 1},
			fields{"item": b.cup, "from": a.bin, "to": b.parcel, "qty": 1}, fields{"item": b.cup, "from": a.bin, "to": b.station, "qty": 1},
			fields{"item": b.cup, "from": a.bin, "to": b.codes[b.quiet], "qty": 1}, fields{"item": b.cup, "from": b.named("bin"), "to": a.bin, "qty": 1})},
		"count.ask":               {shut: bodies(fields{"place": b.bin}, fields{"place": b.codes[b.bin], "item": b.cup}, fields{"place": b.mark + "-ALIAS"})},
		"count.answer":            {shut: bodies(fields{"ask": b.bin.String() + "/" + b.cup.String(), "qty": 1})},
		"dispatch.courier.retire": {shut: bodies(fields{"site": b.site, "code": "cdek"}, fields{"site": staff.Anywhere, "code": "cdek"})},
		"dispatch.courier":        {shut: bodies(fields{"site": b.site, "code": "mine", "name": "Мой"}, fields{"site": a.site, "code": "mine", "name": "Мой", "dock": b.dock}, fields{"site": staff.Anywhere, "code": "mine", "name": "Мой"})},
		"dispatch.close":          {shut: bodies(fields{"courier": "cdek", "site": b.site}, fields{"courier": "cdek", "site": staff.Anywhere}), clean: bodies(fields{"courier": b.mark})},
		"dispatch.print":          {shut: bodies(fields{"courier": "cdek", "site": b.site}), clean: bodies(fields{"courier": b.mark})},
		"dispatch.label":          {shut: bodies(fields{"courier": "cdek", "site": b.site, "copies": 1}, fields{"courier": b.mark, "copies": 1})},
		"sheet.check":             {shut: bodies(fields{"kind": "balances", "hash": b.file, "file": "x.csv", "site": b.site}, fields{"kind": "bins", "hash": b.file, "file": "x.csv", "site": staff.Anywhere})},
		"sheet.run":               {shut: bodies(fields{"import": b.run})},
		"sheet.cancel":            {shut: bodies(fields{"import": b.run})},
		"sheet.undo":              {shut: bodies(fields{"import": b.run})},
		"shop.exchange":           {shut: bodies(fields{"shop": b.shop()})},
		"shop.replay":             {shut: bodies(fields{"shop": b.shop(), "exchange": b.open.Order})},
		"shop.kept.take":          {shut: bodies(fields{"shop": b.shop(), "outer": "1"})},
		"shop.kept.shelve":        {shut: bodies(fields{"shop": b.shop(), "outer": "1", "reason": "mine"})},
		"shop.missing.void":       {shut: bodies(fields{"shop": b.shop(), "numbers": []int{7}, "reason": "mine"})},
		"spool.retry":             {shut: bodies(fields{"job": b.label}, fields{"job": b.receipt})},
		"spool.drop":              {shut: bodies(fields{"job": b.label, "reason": "mine"})},
		"spool.settle":            {shut: bodies(fields{"job": b.label}, fields{"job": b.label, "done": true})},
		"till.settle":             {shut: bodies(fields{"job": b.receipt}, fields{"job": b.receipt, "done": true})},
		"till.retry":              {shut: bodies(fields{"job": b.receipt})},
		"till.drop":               {shut: bodies(fields{"job": b.receipt, "reason": "mine"})},
		"till.shift.open":         {shut: bodies(fields{"register": b.named("register")})},
		"till.shift.report":       {shut: bodies(fields{"register": b.named("register")})},
		"till.shift.close":        {shut: bodies(fields{"register": b.named("register"), "shift": 3})},
		"till.correct":            {shut: bodies(fields{"order": b.packed.Order, "paper": "memo", "on": "2026-11-21"})},
		"till.cash":               {shut: bodies(fields{"register": b.named("register"), "way": "in", "sum": fields{"minor": 1, "currency": "RUB"}, "reason": "mine"})},
		"journal.retry":           {shut: bodies(fields{"follower": "till", "subject": "order/" + b.open.Order.String(), "seq": 1})},
		"journal.skip":            {shut: bodies(fields{"follower": "till", "subject": "order/" + b.open.Order.String(), "seq": 1, "reason": "mine"})},
		"device.test":             {shut: bodies(fields{"device": b.named("printer")})},
		"device.record":           {shut: bodies(fields{"device": b.named("scanner"), "on": true})},
		"device.bind":             {shut: bodies(fields{"device": b.named("scanner"), "station": a.station.String()}, fields{"device": a.named("scanner"), "station": b.station.String()})},
		"node.check":              {clean: bodies(fields{})},
		"staff.device.offer":      {clean: bodies(fields{"name": "Терминал", "origin": w.base})},
		"staff.device.end":        {shut: bodies(fields{"device": b.handheld})},
		"settings.edit":           {shut: bodies(fields{"owner": "pick", "version": 0, "values": fields{}})},
		"staff.locale":            {clean: bodies(fields{"locale": "en"})},
		"staff.site":              {shut: bodies(fields{"site": b.site}, fields{"site": staff.Anywhere})},
		"staff.edit":              {shut: bodies(fields{"name": "Новый"}, fields{"person": b.people["picker"], "version": 1, "left": true})},
		"staff.role.edit":         {shut: bodies(fields{"name": "Все", "rights": []string{"*"}})},
		"staff.role.archive":      {shut: bodies(fields{"role": "picker", "version": 0})},
		"staff.role.restore":      {shut: bodies(fields{"role": "picker", "version": 0})},
		"staff.role.grant":        {shut: bodies(fields{"person": a.people["picker"], "role": staff.Owner, "site": b.site}, fields{"person": a.people["picker"], "role": staff.Owner}, fields{"person": a.people["picker"], "role": staff.Owner, "site": staff.Anywhere}, fields{"person": b.people["picker"], "role": "packer", "site": b.site})},
		"staff.role.revoke":       {shut: bodies(fields{"person": b.people["picker"], "role": "picker", "site": b.site})},
		"staff.badge.bind":        {shut: bodies(fields{"person": b.people["picker"], "code": "long enough"}, fields{"person": a.people["picker"], "code": "long enough"})},
		"staff.badge.print":       {shut: bodies(fields{"person": b.people["picker"]}, fields{"person": a.people["picker"]})},
		"staff.badge.revoke": {
			shut: bodies(fields{"person": b.people["picker"], "id": b.token}),
		},
		"staff.password.reset": {shut: bodies(fields{"person": b.people["picker"]})},
		"staff.pin.reset":      {shut: bodies(fields{"person": b.people["picker"]})},
		"staff.pin.remove":     {shut: bodies(fields{"person": b.people["picker"]})},
		"staff.session.end":    {shut: bodies(fields{"person": b.people["packer"], "id": b.browser})},
		"staff.token.make":     {shut: bodies(fields{"person": b.people["picker"], "name": "x", "rights": []string{"orders.read"}, "days": 1})},
		"staff.token.rotate":   {shut: bodies(fields{"person": b.people["manager"], "id": b.token}, fields{"person": b.people["manager"], "id": b.token, "hours": 24})},
		"staff.token.revoke":   {shut: bodies(fields{"person": b.people["manager"], "id": b.token})},
	}
}

// with lays more over a body.
func with(body, more fields) fields {
	for name, value := range more {
		body[name] = value
	}
	return body
}

// foreignCommands is with what the owner of house a tries every command of the
// core, past the API. Those for the whole company are Denied whatever they name,
// and need no row.
func (w *town) foreignCommands() map[string]trying {
	a, b := w.a, w.b
	h, err := w.Gate.HashPassword(w.ctx, "", "a long password")
	w.must(err)
	run := trying{shut: bodies(fields{"run": b.run})}
	trial := fields{"kind": "bin_label", "version": 1, "look": fields{"lang": "ru"}, "draft": oneText}
	kind := fields{"item": b.cup, "owner": b.entity}
	line := fields{"article": "CUP", "name": "Кружка", "qty": 1, "price": measure.Money{Minor: 1, Currency: measure.RUB}}
	accept := func(site any, outer string, digest int) fields {
		return fields{"site": site, "channel": b.shop(), "outerId": outer, "digest": digestOf(digest), "payment": "prepaid", "lines": []fields{line}}
	}
	return map[string]trying{
		"catalog.create":         {clean: bodies(fields{"article": "MINE", "name": "Моё"})},
		"catalog.edit":           {clean: bodies(fields{"id": b.tea, "version": 99})},
		"catalog.archive":        {clean: bodies(fields{"id": b.tea, "version": 99}, fields{"id": b.tea, "version": 1}, fields{"id": b.cup, "version": 1})},
		"catalog.restore":        {clean: bodies(fields{"id": b.tea, "version": 99}, fields{"id": b.cup, "version": 1})},
		"catalog.add_barcode":    {clean: bodies(fields{"id": b.cup, "code": "4600000000138"})},
		"catalog.remove_barcode": {clean: bodies(fields{"id": b.cup, "code": "4600000000138"})},
		"catalog.save_pack":      {clean: bodies(fields{"id": b.cup, "name": "короб", "factor": fields{"num": 6, "den": 1}})},
		"catalog.remove_pack":    {clean: bodies(fields{"id": b.cup, "name": "короб"})},
		"catalog.add_photo":      {clean: bodies(fields{"id": b.cup, "hash": b.file})},
		"catalog.remove_photo":   {clean: bodies(fields{"id": b.cup, "hash": b.file})},
		"catalog.label": {shut: bodies(fields{"site": b.site, "kind": "item_label", "items": []fields{{"item": b.cup, "copies": 1}}, "queue": b.queue()},
			fields{"site": a.site, "kind": "price_label", "items": []fields{{"item": b.cup, "copies": 1}}, "queue": b.queue()})},
		"catalog.lot.label": {shut: bodies(fields{"site": b.site, "lot": b.lot, "copies": 1, "queue": b.queue()}, fields{"site": a.site, "lot": b.lot, "copies": 1, "queue": b.queue()},
			fields{"site": a.site, "lot": b.lot, "copies": 1, "queue": a.queue()})},
		"dispatch.label":           {shut: bodies(fields{"site": b.site, "courier": "cdek", "copies": 1, "queue": b.queue()}, fields{"site": a.site, "courier": "cdek", "copies": 1, "queue": b.queue()})},
		"stencil.save":             {clean: bodies(fields{"kind": "bin_label", "seen": 99, "stencil": oneText})},
		"stencil.restore":          {clean: bodies(fields{"kind": "bin_label", "seen": 99, "to": 0})},
		"stencil.test":             {shut: bodies(fields{"site": b.site, "queue": a.queue(), "label": trial}, fields{"site": a.site, "queue": b.queue(), "label": trial})},
		"catalog.link":             {clean: bodies(fields{"id": b.cup, "channel": a.shop(), "outer": "1"})},
		"catalog.define_attribute": {clean: bodies(fields{"name": "цвет", "kind": "text"})},

		"count.ask":    {shut: bodies(fields{"place": b.bin})},
		"count.answer": {shut: bodies(fields{"ask": b.bin.String() + "/" + b.cup.String(), "qty": 1})},
		"move.stock":   {shut: bodies(fields{"item": b.cup, "from": b.bin, "to": a.bin, "qty": 1}, fields{"item": b.cup, "from": a.bin, "to": b.bin, "qty": 1})},

		"dispatch.close":          {shut: bodies(fields{"site": b.site, "courier": "cdek"})},
		"dispatch.print":          {shut: bodies(fields{"site": b.site, "courier": "cdek"})},
		"dispatch.courier.retire": {shut: bodies(fields{"site": b.site, "code": "cdek"}, fields{"site": staff.Anywhere, "code": "cdek"})},
		"dispatch.courier":        {shut: bodies(fields{"site": b.site, "code": "mine", "name": "Мой"}, fields{"site": a.site, "code": "mine", "name": "Мой", "dock": b.dock}, fields{"site": staff.Anywhere, "code": "mine", "name": "Мой"})},

		// Where a device hangs is nobody's to say: with a site of their own in the
		// body strangers get no further.
		"device.bind": {
			clean: bodies(fields{"device": b.named("scanner"), "site": a.site}, fields{"device": b.named("scanner"), "site": a.site, "station": a.station}),
			shut:  bodies(fields{"device": b.named("scanner")}, fields{"device": b.named("scanner"), "station": a.station}, fields{"device": a.named("scanner"), "station": b.station}),
		},
		"device.record": {
			clean: bodies(fields{"device": b.named("printer"), "site": a.site, "on": true}),
			shut:  bodies(fields{"device": b.named("printer"), "on": true}),
		},
		"device.test": {
			clean: bodies(fields{"device": b.named("printer"), "kind": "printer", "site": a.site}),
			shut:  bodies(fields{"device": b.named("printer")}, fields{"device": "no such"}),
		},
		"node.check": {clean: bodies(fields{})},

		"ledger.adjust": {shut: bodies(fields{"place": b.bin, "stock": kind, "counted": 1, "reason": "count"})},
		"ledger.open": {shut: bodies(fields{"place": b.bin, "stock": kind, "qty": 1}, fields{"place": b.totes[0], "stock": kind, "qty": 1},
			fields{"place": b.parcel, "stock": kind, "qty": 1}, fields{"place": b.station, "stock": kind, "qty": 1})},
		"ledger.open.undo": {shut: bodies(fields{"move": b.opening})},

		"orders.accept": {shut: bodies(accept(b.site, "new", 9), accept(a.site, b.mark+"-1", 1), accept(a.site, b.mark+"-1", 9), accept(staff.Anywhere, b.mark+"-1", 9),
			with(accept(a.site, b.mark+"-1", 9), fields{"cancelled": "mine"}))},
		"orders.cancel":       {shut: bodies(fields{"order": b.open.Order, "reason": sealtest.Boxed("mine")})},
		"orders.edit":         {shut: bodies(fields{"order": b.open.Order, "version": 1, "add": []fields{line}})},
		"orders.late.seen":    {shut: bodies(fields{"order": b.open.Order})},
		"orders.line.confirm": {shut: bodies(fields{"order": b.strange.Order, "line": b.oddLine})},
		"orders.match":        {shut: bodies(fields{"order": b.strange.Order, "line": b.oddLine, "item": b.cup})},
		"orders.unpaid.let":   {shut: bodies(fields{"order": b.open.Order, "version": 1, "reason": sealtest.Boxed("mine")})},
		"orders.pay":          {shut: bodies(fields{"order": b.open.Order, "sum": measure.Money{Minor: 1, Currency: measure.RUB}})},

		"orders.print": {shut: bodies(fields{"site": b.site, "orders": []any{b.open.Order}, "kind": "label", "queue": b.queue()},
			fields{"site": a.site, "orders": []any{b.open.Order}, "kind": "pick_list", "queue": a.queue()}, fields{"site": a.site, "orders": []any{a.open.Order}, "kind": "pick_list", "queue": b.queue()})},
		"ship.label.add":    {shut: bodies(fields{"order": b.open.Order, "format": "zpl", "pages": 1, "bytes": 1, "file": sealtest.Boxed("mine")})},
		"ship.label.remove": {shut: bodies(fields{"label": b.carried})},
		"ship.label.print": {shut: bodies(fields{"label": b.carried, "page": 1, "copies": 1, "width": 100000, "height": 150000, "queue": b.queue()},
			fields{"label": b.carried, "page": 1, "copies": 1, "width": 100000, "height": 150000, "queue": a.queue()},
			fields{"label": a.carried, "page": 1, "copies": 1, "width": 100000, "height": 150000, "queue": b.queue()})},
		"pick.free": {shut: bodies(fields{"order": b.open.Order})},
		"pack.free": {shut: bodies(fields{"order": b.open.Order})},
		"pick.release": {
			clean: bodies(fields{"orders": []any{b.open.Order}, "site": a.site}, fields{"orders": []any{b.open.Order}, "site": a.site, "wave": b.wave}),
			shut:  bodies(fields{"orders": []any{b.open.Order}}, fields{"orders": []any{}, "site": b.site}, fields{"orders": []any{}, "site": staff.Anywhere}),
		},

		"place.add_alias":       {shut: bodies(fields{"id": b.bin, "code": "X-1"})},
		"place.restore":         {shut: bodies(fields{"id": b.bin, "version": 1})},
		"place.archive":         {shut: bodies(fields{"id": b.bin, "version": 1}, fields{"id": b.site, "version": 1})},
		"place.block":           {shut: bodies(fields{"id": b.bin, "reason": "mine"})},
		"place.create_bins":     {shut: bodies(fields{"parent": b.zone, "bins": []fields{{"name": "mine", "use": "pick_face"}}}, fields{"parent": b.site, "bins": []fields{{"name": "mine", "use": "pick_face"}}})},
		"place.create_carriers": {shut: bodies(fields{"site": b.site, "kind": "tote", "count": 1}, fields{"site": b.bin, "kind": "tote", "count": 1})},
		"place.create_station":  {shut: bodies(fields{"parent": b.zone, "name": "mine"})},
		"place.create_zone":     {shut: bodies(fields{"parent": b.site, "name": "mine"})},
		"place.edit_bin":        {shut: bodies(fields{"id": b.bin, "version": 1, "name": "mine", "use": "pick_face"})},
		"place.edit_site":       {shut: bodies(fields{"id": b.site, "version": 1, "name": "mine", "timezone": "Europe/Kyiv", "currency": "UAH"})},
		"label.commands":        {shut: bodies(fields{"site": b.site, "commands": []fields{{"code": "X-UNDO-6"}}, "queue": b.queue()}, fields{"site": a.site, "commands": []fields{{"code": "X-UNDO-6"}}, "queue": b.queue()})},
		"place.label":           {shut: bodies(fields{"site": b.site, "places": []any{b.bin}, "queue": b.queue()}, fields{"site": a.site, "places": []any{b.bin}, "queue": a.queue()}, fields{"site": a.site, "places": []any{a.bin}, "queue": b.queue()})},
		"place.remove_alias":    {shut: bodies(fields{"id": b.bin, "code": b.mark + "-ALIAS"})},
		"place.rename":          {shut: bodies(fields{"id": b.zone, "version": 1, "name": "mine"}, fields{"id": b.totes[1], "version": 1, "name": "mine"})},
		"place.unblock":         {shut: bodies(fields{"id": b.quiet})},

		"receive.open":  {shut: bodies(fields{"site": b.site}, fields{"site": staff.Anywhere}, fields{"site": b.bin})},
		"receive.close": {shut: bodies(fields{"arrival": b.arrival})},

		"settings.edit": {shut: bodies(fields{"owner": "pick", "site": b.site, "version": 0}, fields{"owner": "pick", "site": staff.Anywhere, "version": 0})},

		"sheet.start":      {shut: bodies(fields{"kind": "balances", "site": b.site, "file": b.file, "name": "x"}, fields{"kind": "balances", "site": staff.Anywhere, "file": b.file, "name": "x"})},
		"sheet.apply":      run,
		"sheet.cancel":     run,
		"sheet.resume":     run,
		"sheet.undo":       run,
		"sheet.note":       {shut: bodies(fields{"run": b.run}, fields{"run": a.run})},
		"sheet.checked":    {shut: bodies(fields{"run": b.run}, fields{"run": a.run})},
		"sheet.chunk":      {shut: bodies(fields{"run": b.run}, fields{"run": a.run})},
		"sheet.mark":       {shut: bodies(fields{"run": b.run}, fields{"run": a.run})},
		"sheet.undo_chunk": {shut: bodies(fields{"run": b.run}, fields{"run": a.run})},
		"sheet.fail":       {shut: bodies(fields{"run": b.run}, fields{"run": a.run})},

		"shop.exchange":     {shut: bodies(fields{"shop": b.shop()})},
		"shop.replay":       {shut: bodies(fields{"shop": b.shop(), "exchange": b.open.Order})},
		"shop.kept.take":    {shut: bodies(fields{"shop": b.shop(), "outer": "1"})},
		"shop.kept.shelve":  {shut: bodies(fields{"shop": b.shop(), "outer": "1", "reason": sealtest.Boxed("mine")})},
		"shop.missing.void": {shut: bodies(fields{"shop": b.shop(), "numbers": []int{7}, "reason": sealtest.Boxed("mine")})},

		"spool.drop":    {shut: bodies(fields{"job": b.label})},
		"spool.retry":   {shut: bodies(fields{"job": b.label})},
		"spool.resolve": {shut: bodies(fields{"job": b.label, "outcome": "done"})},
		"spool.pause":   {shut: bodies(fields{"queue": b.queue()})},
		"spool.resume":  {shut: bodies(fields{"queue": b.queue()})},
		"till.drop":     {shut: bodies(fields{"job": b.receipt})},
		"till.retry":    {shut: bodies(fields{"job": b.receipt})},
		"till.resolve":  {shut: bodies(fields{"job": b.receipt, "outcome": "done"})},

		"till.shift.open":   {shut: bodies(fields{"register": b.named("register")})},
		"till.shift.report": {shut: bodies(fields{"register": b.named("register")})},
		"till.shift.close":  {shut: bodies(fields{"register": b.named("register"), "shift": 3})},
		"till.correct":      {shut: bodies(fields{"order": b.packed.Order, "paper": "memo", "on": "2026-11-21"})},
		"till.cash":         {shut: bodies(fields{"register": b.named("register"), "way": "in", "sum": fields{"minor": 1, "currency": "RUB"}, "reason": sealtest.Boxed("mine")})},

		"staff.device.offer":    {shut: bodies(fields{"name": "x", "site": b.site, "digest": staff.NewEnrolCode().Digest()}, fields{"name": "x", "digest": staff.NewEnrolCode().Digest()}, fields{"name": "x", "site": staff.Anywhere, "digest": staff.NewEnrolCode().Digest()})},
		"staff.device.end":      {shut: bodies(fields{"device": b.handheld})},
		"staff.role.grant":      {shut: bodies(fields{"person": b.people["picker"], "role": "packer", "site": b.site}, fields{"person": a.people["picker"], "role": "owner", "site": staff.Anywhere}, fields{"person": a.people["picker"], "role": "owner"})},
		"staff.role.revoke":     {shut: bodies(fields{"person": b.people["picker"], "role": "picker", "site": b.site})},
		"staff.site":            {shut: bodies(fields{"site": b.site}, fields{"site": staff.Anywhere}, fields{})},
		"staff.locale":          {clean: bodies(fields{"locale": "en"})},
		"staff.logout":          {shut: bodies(fields{"id": b.browser}, fields{"person": b.people["packer"], "id": b.browser})},
		"staff.session.touch":   {clean: bodies(fields{"id": b.browser}, fields{"person": b.people["packer"], "id": b.browser})},
		"staff.session.open":    {shut: bodies(fields{"digest": staff.NewSecret().Digest()})},
		"staff.password.change": {shut: bodies(fields{"hash": h})},
		"staff.pin.change":      {shut: bodies(fields{"hash": h})},

		"station.open":    {shut: bodies(fields{"site": b.site}, fields{"site": staff.Anywhere})},
		"station.scan":    {clean: bodies(fields{"data": b.codes[b.station]}, fields{"data": b.codes[b.bin]})},
		"station.touch":   {clean: bodies(fields{"version": 1, "action": "open", "args": fields{"order": b.packed.Order}})},
		"station.badge":   {shut: bodies(fields{"device": "scanner 1", "site": b.site}, fields{"device": "scanner 1", "bench": b.station}, fields{"device": "scanner 1", "site": a.site, "bench": b.station})},
		"station.relieve": {shut: bodies(fields{"from": a.people["picker"], "bench": b.station}, fields{"from": b.people["counter"]})},
		"station.refuse":  {clean: bodies(fields{"code": "station.menu"})},
	}
}

// digestOf is what a channel's order says, as far as a test minds.
func digestOf(n int) seal.Hash { return seal.Hash{byte(n)} }
