package read_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"warehouse-node/ui/api"
	"warehouse-node/ui/locale"
	"warehouse-node/ui/read"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	_ "warehouse-node/warehouse/pick"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/settings"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/station"
	"warehouse-node/warehouse/store"
)

// enters binds a badge to a person and opens a session with it.
func (h *house) enters(role, badge, where string) (id staff.SessionID) {
	h.t.Helper()
	gate := staff.NewGate(h.DB, h.Ring, staff.GateOptions{Clock: h.DB.Clock})
	h.by("owner", func(ctx context.Context, tx *store.Tx) error {
		bind, err := gate.Bind(h.people[role], badge)
		if err != nil {
			return err
		}
		_, err = staff.BindBadge(ctx, tx, bind)
		return err
	})
	proof, err := gate.Badge(context.Background(), badge, "", "here")
	must(h.t, err)
	h.by(role, func(ctx context.Context, tx *store.Tx) error {
		a, err := staff.OpenSession(ctx, tx, &staff.OpenRequest{Voucher: proof.Voucher, Digest: staff.NewSecret().Digest(), Where: where})
		if err == nil {
			id = a.Session
		}
		return err
	})
	return id
}

func TestPeople(t *testing.T) {
	h := newHouse(t)
	h.enters("picker", "WN-BADGE-77", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36")
	h.by("owner", func(ctx context.Context, tx *store.Tx) error {
		left := true
		p, err := staff.Get(tx, h.people["cashier"])
		if err != nil {
			return err
		}
		_, err = staff.Edit(ctx, tx, &staff.EditRequest{Person: p.ID, Version: p.Version, Left: &left})
		return err
	})
	names := func(f api.PeopleFilter) (all []string, next string) {
		page, err := h.People(h.as("manager"), f)
		must(t, err)
		for _, row := range page.Rows {
			all = append(all, row.Person.Name)
		}
		return all, page.Next
	}
	all, _ := names(api.PeopleFilter{})
	want := []string{"Person accountant", "Person buyer", "Person counter", "Person manager", "Person operator", "Person owner", "Person packer", "Person picker", "Person receiver"}
	if diff := cmp.Diff(want, all); diff != "" {
		t.Errorf("who works here, by name:\n%s", diff)
	}
	if with, _ := names(api.PeopleFilter{All: true}); !slices.Contains(with, "Person cashier") {
		t.Errorf("who left is not among all: %v", with)
	}
	if left, _ := names(api.PeopleFilter{Left: true}); !slices.Equal(left, []string{"Person cashier"}) {
		t.Errorf("who left: %v", left)
	}
	if found, _ := names(api.PeopleFilter{Text: "person c", All: true}); !slices.Equal(found, []string{"Person counter", "Person cashier"}) {
		t.Errorf("found with who left, behind who works here: %v", found)
	}
	if found, _ := names(api.PeopleFilter{Text: " PACK "}); !slices.Equal(found, []string{"Person packer"}) {
		t.Errorf("found by text: %v", found)
	}
	var walked []string
	for cursor := ""; ; {
		some, next := names(api.PeopleFilter{Page: api.Page{Limit: 4, Cursor: cursor}})
		walked = append(walked, some...)
		if cursor = next; next == "" {
			break
		}
	}
	if diff := cmp.Diff(want, walked); diff != "" {
		t.Errorf("page by page:\n%s", diff)
	}
	page, err := h.People(h.as("manager"), api.PeopleFilter{Text: "picker"})
	must(t, err)
	row := page.Rows[0]
	if row.Badges != 1 || row.Sessions != 1 || row.Seen == nil || len(row.Roles) != 1 || row.Roles[0].Name != "Сборщик" || row.Roles[0].Site.Name != "Казань" {
		t.Errorf("the picker is %+v", row)
	}
	h.now = h.now.Add(24 * time.Hour)
	if page, err = h.People(h.as("manager"), api.PeopleFilter{Text: "picker"}); err != nil || page.Rows[0].Sessions != 0 {
		t.Errorf("a session of yesterday is open: %+v, %v", page.Rows[0], err)
	}
}

// TestAllTokens: the keys of all programs stand in one list, one that is over too,
// with who answers; those of the company are for who sees everybody.
func TestAllTokens(t *testing.T) {
	h := newHouse(t)
	make := func(name string, days int, who warehouse.PersonID, at ...warehouse.SiteID) {
		t.Helper()
		h.by("owner", func(ctx context.Context, tx *store.Tx) error {
			_, err := staff.MakeToken(ctx, tx, &staff.TokenMake{Person: who, Name: name, Rights: []staff.Pattern{"stock.read"}, Sites: at, Days: days, Digest: staff.NewToken().Digest(), Tail: "tail"})
			return err
		})
	}
	make("1С", 30, h.people["manager"], h.kazan)
	make("Сайт", 1, h.people["owner"])
	make("Склад", 0, warehouse.PersonID{}, h.kazan)
	h.now = h.now.AddDate(0, 0, 2)
	said := func(role string) (all string) {
		t.Helper()
		page, err := h.Tokens(h.as(role))
		must(t, err)
		for _, k := range page.Rows {
			who := "company"
			if k.Person != nil {
				who = k.Person.Name
			}
			all += fmt.Sprintln(k.Name, who, k.Rights, len(k.Sites), k.Everywhere, k.Over, k.Until != nil)
		}
		return all
	}
	want := "1С …tail Person manager [stock.read] 1 false false true\nСайт …tail Person owner [stock.read] 0 true true true\nСклад …tail company [stock.read] 1 false false false\n"
	if diff := cmp.Diff(want, said("owner")); diff != "" {
		t.Error(diff)
	}
	if got := said("manager"); !strings.Contains(got, "1С") || strings.Contains(got, "company") {
		t.Errorf("a manager of Kazan is told:\n%s", got)
	}
	h.matrix(t, "tokens", staff.RightRead, func(ctx context.Context, _ warehouse.SiteID) error {
		_, err := h.Tokens(ctx)
		return err
	}, anywhere)
}

// TestNowAtABench: somebody is at a bench while they are logged in or its scanner is
// theirs; a session that another ended is not told as their going out.
func TestNowAtABench(t *testing.T) {
	h := newHouse(t)
	ctx := context.Background()
	a, err := place.CreateStation.Do(ctx, h.door, command0(), &place.CreateStationRequest{Parent: h.kazan, Name: "Стол 1"})
	must(t, err)
	picker := command.Command{Person: h.people["picker"], Device: "scanner 1"}
	at := func() string {
		t.Helper()
		card, err := h.Person(h.as("owner"), h.people["picker"].String())
		must(t, err)
		return card.Station
	}
	session := h.enters("picker", "WN-BADGE-77", "handheld 3")
	_, err = station.Open.Do(ctx, h.door, picker, &station.OpenRequest{})
	must(t, err)
	_, err = station.Scan.Do(ctx, h.door, picker, &station.ScanRequest{Data: a.Codes[0]})
	must(t, err)
	if got := at(); got != "Стол 1" {
		t.Errorf("logged in at a bench: %q", got)
	}
	h.by("owner", func(ctx context.Context, tx *store.Tx) error {
		_, err := staff.EndSession(ctx, tx, &staff.SessionRequest{Person: h.people["picker"], ID: session})
		return err
	})
	if got := at(); got != "" {
		t.Errorf("logged in nowhere, and at %q", got)
	}
	card, err := h.Person(h.as("owner"), h.people["picker"].String())
	must(t, err)
	if last := card.Tape[0]; last.What.Code != "tape.session_ended" || last.Person.Name != "Person owner" {
		t.Errorf("told as %s of %+v", last.What.Code, last.Person)
	}
	_, err = station.Badge.Do(ctx, h.door, picker, &station.BadgeRequest{Device: "scanner 1"})
	must(t, err)
	if got := at(); got != "Стол 1" {
		t.Errorf("with its scanner: %q", got)
	}
	session = h.enters("picker", "WN-BADGE-77", "handheld 3")
	h.by("picker", func(ctx context.Context, tx *store.Tx) error {
		_, err := staff.EndOwn(ctx, tx, &staff.SessionRequest{ID: session})
		return err
	})
	card, err = h.Person(h.as("owner"), h.people["picker"].String())
	must(t, err)
	if card.Tape[0].What.Code != "tape.logout" {
		t.Errorf("going out is told as %s", card.Tape[0].What.Code)
	}
}

func TestPersonCard(t *testing.T) {
	h := newHouse(t)
	session := h.enters("picker", "WN-BADGE-77", "handheld 3")
	h.by("owner", func(ctx context.Context, tx *store.Tx) error {
		_, err := staff.MakeToken(ctx, tx, &staff.TokenMake{
			Person: h.people["picker"], Name: "1С", Rights: []staff.Pattern{"stock.read"}, Sites: []warehouse.SiteID{h.kazan}, Days: 30,
			Digest: staff.NewToken().Digest(), Tail: "x7Qd",
		})
		return err
	})
	ctx := read.As(context.Background(), read.Actor{Person: h.people["owner"], Session: session})
	card, err := h.Person(ctx, h.people["picker"].String())
	must(t, err)
	if len(card.Cards) != 1 || card.Cards[0].Masked != "•••77" {
		t.Errorf("badges %+v", card.Cards)
	}
	if len(card.Open) != 1 || card.Open[0].Where != "handheld 3" || !card.Open[0].Mine {
		t.Errorf("sessions %+v", card.Open)
	}
	if len(card.Tokens) != 1 || card.Tokens[0].Name != "1С …x7Qd" || !slices.Equal(card.Tokens[0].Rights, []string{"stock.read"}) || card.Tokens[0].Until == nil {
		t.Fatalf("tokens %+v", card.Tokens)
	}
	if key := card.Tokens[0]; key.Everywhere || len(key.Sites) != 1 || key.By == nil || key.By.ID != h.people["owner"].String() || key.Over || key.Used != nil || key.Before != nil {
		t.Errorf("token %+v", key)
	}
	var tape []string
	for _, r := range card.Tape {
		if !locale.Has(r.What.Code) {
			t.Errorf("%s has no sentence", r.What.Code)
		}
		tape = append(tape, r.What.Code)
	}
	if want := []string{"tape.token_made", "tape.login", "tape.badge_bound", "tape.role_given", "tape.hired"}; !slices.Equal(tape, want) {
		t.Errorf("tape %v, want %v", tape, want)
	}
	if _, err := h.Person(h.as("owner"), warehouse.PersonID{15: 9}.String()); fault.KindOf(err) != fault.NotFound {
		t.Errorf("nobody's card: %v", err)
	}
}

// Every event about a person is told on their card, or somebody has thought
// about why not.
func TestEveryStaffEventIsTold(t *testing.T) {
	quiet := []string{"staff.role_edited", "staff.role_archived", "staff.role_restored", "staff.enrol_offered", "staff.device_enrolled", "staff.device_ended"}
	for _, k := range journal.Kinds() {
		if name := read.Unversioned(k.Name); strings.HasPrefix(name, "staff.") && !read.Told(k.Name) && !slices.Contains(quiet, name) {
			t.Errorf("%s is told nowhere", name)
		}
	}
}

func TestRoles(t *testing.T) {
	h := newHouse(t)
	var made *staff.RoleAnswer
	h.by("owner", func(ctx context.Context, tx *store.Tx) (err error) {
		made, err = staff.EditRole(ctx, tx, &staff.RoleRequest{Name: "Ночная смена", Rights: []staff.Pattern{"orders.*", "supply.*"}})
		return err
	})
	page, err := h.Roles(h.as("owner"))
	must(t, err)
	if !slices.IsSorted(page.Rights) || !slices.Contains(page.Rights, "orders.read") || slices.Contains(page.Rights, string(staff.RightSelf)) {
		t.Errorf("rights %v", page.Rights)
	}
	in := 0
	for _, g := range page.Groups {
		in += len(g.Rights)
		if !locale.Has("people.group." + g.Name) {
			t.Errorf("people have no word for the group %s", g.Name)
		}
	}
	if in != len(page.Rights) || !slices.Equal(page.Mine, page.Rights) {
		t.Errorf("%d of %d rights are in a group, %d are the owner's", in, len(page.Rights), len(page.Mine))
	}
	if manager, err := h.Roles(h.as("manager")); err != nil || len(manager.Mine) > 0 {
		t.Errorf("the manager of one warehouse has %v at all, %v", manager.Mine, err)
	}
	roles := map[string]api.Role{}
	for _, r := range page.Roles {
		roles[r.ID] = r
	}
	for id, r := range roles {
		if r.Own && locale.Say(locale.RU, "role."+id, nil) != r.Name {
			t.Errorf("%s is called %q", id, r.Name)
		}
	}
	if owner := roles[staff.Owner]; !owner.Own || owner.People != 1 || len(owner.Rights) != len(page.Rights) {
		t.Errorf("the owner is %+v", owner)
	}
	night := roles[made.Role]
	if night.Own || night.Version != made.Version || night.Name != "Ночная смена" || !slices.Contains(night.Rights, "orders.cancel") || !slices.Contains(night.Rights, "supply.*") ||
		slices.Contains(night.Rights, "stock.read") {
		t.Errorf("the company's own is %+v", night)
	}
}

func TestHolders(t *testing.T) {
	h := newHouse(t)
	h.Commands = map[string]command.Described{"orders.cancel": {Name: "orders.cancel", Right: "orders.cancel"}, "staff.edit": {Name: "staff.edit", Right: "staff.edit", Company: true}}
	ask := func(name string) (who []string) {
		out, err := h.Holders(h.as("picker"), name, "")
		must(t, err)
		for _, p := range out.People {
			who = append(who, p.Name)
		}
		slices.Sort(who)
		return append(who, out.Right)
	}
	if got := ask("orders.cancel"); !slices.Equal(got, []string{"Person manager", "Person operator", "Person owner", "orders.cancel"}) {
		t.Errorf("who may cancel: %v", got)
	}
	if got := ask("staff.edit"); !slices.Equal(got, []string{"Person owner", "staff.edit"}) {
		t.Errorf("who may hire: %v", got)
	}
	if got := ask("dispatch.read"); !slices.Contains(got, "Person packer") {
		t.Errorf("who may see what waits for couriers: %v", got)
	}
	if _, err := h.Holders(h.as("picker"), "no.such", ""); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a right that is none: %v", err)
	}
}

func TestMyCommands(t *testing.T) {
	h := newHouse(t)
	h.Commands = map[string]command.Described{
		"pick.release": {Name: "pick.release", Right: "pick.release"}, "journal.skip": {Name: "journal.skip", Right: "stuck.resolve", Company: true},
		"stuck.one": {Name: "stuck.one", Right: "stuck.resolve"},
	}
	for role, want := range map[string][]string{
		"owner": {"journal.skip", "pick.release", "stuck.one"}, "manager": {"pick.release", "stuck.one"}, "picker": nil,
	} {
		me, err := h.Me(h.as(role))
		must(t, err)
		if !slices.Equal(me.Commands, want) {
			t.Errorf("a %s may %v, want %v", role, me.Commands, want)
		}
	}
}

func TestSettings(t *testing.T) {
	h := newHouse(t)
	h.by("owner", func(ctx context.Context, tx *store.Tx) error {
		_, err := settings.Edit(ctx, tx, &settings.EditRequest{Owner: "pick", Values: map[string]string{"lease_minutes": "45"}})
		return err
	})
	page, err := h.Settings(h.as("manager"), "")
	must(t, err)
	seen := 0
	for _, g := range page.Groups {
		if !locale.Has("settings." + g.Owner) {
			t.Errorf("settings.%s has no sentence", g.Owner)
		}
		for _, f := range g.Fields {
			key := "settings." + g.Owner + "." + f.Name
			keys := []string{key}
			for _, c := range f.Choices {
				keys = append(keys, key+"."+c)
			}
			if f.Unit != "" {
				keys = append(keys, "settings.unit."+f.Unit)
			}
			for _, k := range keys {
				if !locale.Has(k) {
					t.Errorf("%s has no sentence", k)
				}
			}
			if key == "settings.pick.lease_minutes" && (f.Value != "45" || g.Version != 1) {
				t.Errorf("%s is %s in version %d", key, f.Value, g.Version)
			}
			seen++
		}
	}
	if seen < 15 {
		t.Errorf("only %d fields", seen)
	}
}

// TestSettingsNameTheirField: a value that cannot be is refused in the words of the
// form that it was typed into, whoever found it wrong.
func TestSettingsNameTheirField(t *testing.T) {
	h := newHouse(t)
	page, err := h.Settings(h.as("manager"), "")
	must(t, err)
	refused := 0
	for _, g := range page.Groups {
		for _, f := range g.Fields {
			for _, value := range []string{"-7", "999999999", "99:99", strings.Repeat("9", settings.MaxText+1)} {
				h.by("owner", func(ctx context.Context, tx *store.Tx) error {
					_, err := settings.Edit(ctx, tx, &settings.EditRequest{Owner: g.Owner, Version: g.Version, Values: map[string]string{f.Name: value}})
					if err == nil {
						g.Version++
						return nil
					}
					refused++
					word := locale.Say(locale.UK, "settings."+g.Owner+"."+f.Name, nil)
					if said := fault.Of(err); !strings.Contains(locale.Fault(locale.UK, said.Code, locale.Args(said.Args)), "«"+word+"»") {
						t.Errorf("%s = %.9s: %s %v", f.Name, value, said.Code, said.Args)
					}
					return nil
				})
			}
		}
	}
	if refused < 40 {
		t.Errorf("only %d were refused", refused)
	}
}

// TestSettingsOfAWarehouse: what a warehouse decides for itself stands there and
// nowhere else, what only the company decides is not offered, and it can follow
// the company again.
func TestSettingsOfAWarehouse(t *testing.T) {
	h := newHouse(t)
	decide := func(r *settings.EditRequest) {
		t.Helper()
		r.Owner = "till.shift"
		h.by("owner", func(ctx context.Context, tx *store.Tx) error {
			_, err := settings.Edit(ctx, tx, r)
			return err
		})
	}
	said := func(site string) string {
		t.Helper()
		page, err := h.Settings(h.as("owner"), site)
		must(t, err)
		all := ""
		for _, g := range page.Groups {
			all += g.Owner
			if g.Owner == "till.shift" {
				all += fmt.Sprint("=", g.Fields[0].Kind, g.Fields[0].Value, g.Own)
			}
			all += " "
		}
		return all
	}
	decide(&settings.EditRequest{Values: map[string]string{"close_at": "21:30"}})
	decide(&settings.EditRequest{Site: h.kazan, Values: map[string]string{"close_at": "20:15"}})
	for site, want := range map[string]string{
		"":               "node orders pack pick staff till till.shift=time21:30false ",
		h.kazan.String(): "orders pack pick till till.shift=time20:15true ",
		h.tver.String():  "orders pack pick till till.shift=time21:30false ",
	} {
		if got := strings.TrimPrefix(said(site), "node "); got != strings.TrimPrefix(want, "node ") {
			t.Errorf("%s: %s, want %s", site, got, want)
		}
	}
	decide(&settings.EditRequest{Site: h.kazan, Version: 1, Follow: true})
	if got := said(h.kazan.String()); !strings.Contains(got, "time21:30false") {
		t.Error(got)
	}
	h.write(func(ctx context.Context, tx *store.Tx) error {
		for _, wrong := range []string{"25:00", "9", "21:30:00"} {
			if _, err := settings.Edit(ctx, tx, &settings.EditRequest{Owner: "till.shift", Version: 1, Values: map[string]string{"close_at": wrong}}); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%s: %v", wrong, err)
			}
		}
		return nil
	})
	h.matrix(t, "settings of a warehouse", settings.RightRead, func(ctx context.Context, site warehouse.SiteID) error {
		_, err := h.Settings(ctx, site.String())
		return err
	})
}

func TestRightsOfStaff(t *testing.T) {
	h := newHouse(t)
	person := h.people["picker"].String()
	h.matrix(t, "people", staff.RightRead, func(ctx context.Context, _ warehouse.SiteID) error {
		_, err := h.People(ctx, api.PeopleFilter{})
		return err
	}, anywhere)
	h.matrix(t, "person", staff.RightRead, func(ctx context.Context, _ warehouse.SiteID) error {
		_, err := h.Person(ctx, person)
		return err
	}, anywhere)
	h.matrix(t, "roles", staff.RightRead, func(ctx context.Context, _ warehouse.SiteID) error {
		_, err := h.Roles(ctx)
		return err
	}, anywhere)
	h.matrix(t, "settings", settings.RightRead, func(ctx context.Context, _ warehouse.SiteID) error {
		_, err := h.Settings(ctx, "")
		return err
	}, anywhere)
}
