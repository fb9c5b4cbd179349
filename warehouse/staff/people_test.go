package staff_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/journal/journaltest"
	"warehouse-node/warehouse/seal/sealtest"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/bolt"
)

func TestGoldens(t *testing.T) { journaltest.Goldens(t, "staff.") }

func TestNothingPersonalIsPlain(t *testing.T) {
	var types []reflect.Type
	for _, k := range journal.Kinds() {
		types = append(types, k.Type)
	}
	sealtest.NoPlain(t, types...)
}

func TestFirstStart(t *testing.T) {
	w := newWorld(t)
	link := staff.NewSecret()
	offer := func(s staff.Secret) bool {
		return must(w, offerSetup, node, &staff.SetupOffer{Digest: s.Digest()}).Needed
	}
	if !offer(staff.NewSecret()) || !offer(link) { // the second start's link is the one that counts
		t.Fatal("nobody is owner, and no set-up is needed")
	}
	session := staff.NewSecret()
	r := staff.SetupRequest{Link: link.Digest(), Name: "Олена Коваль", Login: " Olena ", Hash: w.hash("длинный пароль"), Locale: "uk", Session: session.Digest()}
	with := func(change func(*staff.SetupRequest)) *staff.SetupRequest { c := r; change(&c); return &c }
	refuse(w, setUp, node, with(func(r *staff.SetupRequest) { r.Link = staff.NewSecret().Digest() }), "staff.setup_link")
	refuse(w, setUp, node, with(func(r *staff.SetupRequest) { r.Hash = "$argon2id$plain" }), "staff.hash")
	refuse(w, setUp, node, with(func(r *staff.SetupRequest) { r.Login = "" }), "staff.login")
	refuse(w, setUp, node, with(func(r *staff.SetupRequest) { r.Name = " " }), "staff.name")
	refuse(w, setUp, node, with(func(r *staff.SetupRequest) { r.Locale = "fr" }), "staff.locale")
	a := must(w, setUp, node, &r)
	if !w.inside(session) || !w.may(a.Person, "anything.at_all", warehouse.SiteID{}) {
		t.Error("the owner is not in, or not owner")
	}
	if p := w.person(a.Person); p.Login != "olena" || p.Initials != "ОК" || p.Locale != "uk" {
		t.Errorf("%+v", p)
	}
	refuse(w, setUp, node, with(func(r *staff.SetupRequest) { r.Login, r.Session = "second", staff.NewSecret().Digest() }), "staff.setup_link")
	if offer(staff.NewSecret()) {
		t.Error("set-up is offered though there is an owner")
	}
	refuse(w, offerSetup, a.Person, &staff.SetupOffer{}, "staff.itself")
	refuse(w, setUp, a.Person, &r, "staff.itself")
	refuse(w, addPerson, a.Person, &staff.AddRequest{Name: "x", Locale: "ru"}, "staff.itself")
}

func TestSetupLinkAges(t *testing.T) {
	w := newWorld(t)
	link := staff.NewSecret()
	must(w, offerSetup, node, &staff.SetupOffer{Digest: link.Digest()})
	usable := func(s staff.Secret) (open bool) {
		w.read(func(tx *store.Tx) (err error) { open, err = staff.SetupOpen(tx, s); return err })
		return open
	}
	if !usable(link) || usable(staff.NewSecret()) {
		t.Error("the link does not open, or any does")
	}
	w.pass(staff.SetupLasts)
	if usable(link) {
		t.Error("an old link opens")
	}
	refuse(w, setUp, node, &staff.SetupRequest{Link: link.Digest(), Name: "A B", Login: "ab", Hash: w.hash("long enough!"), Locale: "en",
		Session: staff.NewSecret().Digest()}, "staff.setup_link")
}

// TestWorkingLife: a person is hired, comes in by badge, is edited, and leaves.
func TestWorkingLife(t *testing.T) {
	w := newWorld(t)
	boss := w.owner()
	a := must(w, edit, boss, &staff.EditRequest{Name: ptr("  Пётр   Иванов "), Login: ptr("Petr"), Locale: ptr("ru")})
	petr := a.Person
	if p := w.person(petr); p.Name != "Пётр Иванов" || p.Initials != "ПИ" || !p.Active || p.Since != w.now {
		t.Errorf("%+v", p)
	}
	must(w, grant, boss, &staff.GrantRequest{Person: petr, Role: "picker", Site: kyiv})
	must(w, grant, boss, &staff.GrantRequest{Person: petr, Role: "picker", Site: kyiv}) // twice is once
	if !w.may(petr, "pick.work", kyiv) || w.may(petr, "pick.work", lviv) {
		t.Error("may not work where hired, or may elsewhere")
	}

	bind, err := w.gate.Bind(petr, "W00417")
	if err != nil {
		t.Fatal(err)
	}
	badge := must(w, bindBadge, boss, bind).Badge
	if again := must(w, bindBadge, boss, bind).Badge; again != badge {
		t.Error("the same badge twice is two")
	}
	proof, err := w.gate.Badge(t.Context(), " W00417 ", "", "10.0.0.2")
	if err != nil || proof.Person.ID != petr || proof.Voucher.How != staff.ByBadge {
		t.Fatalf("%+v, %v", proof, err)
	}
	secret, _ := w.open(proof)
	must(w, setLocale, petr, &staff.LocaleRequest{Locale: "uk"})
	must(w, setSite, petr, &staff.SiteRequest{Site: kyiv})
	refuse(w, setSite, petr, &staff.SiteRequest{Site: lviv}, "staff.foreign_site")

	seen := w.person(petr).Version
	must(w, edit, boss, &staff.EditRequest{Person: petr, Version: seen, Name: ptr("Пётр Сидоров")})
	refuse(w, edit, boss, &staff.EditRequest{Person: petr, Version: seen, Name: ptr("Другой")}, "staff.version")
	p := w.person(petr)
	if p.Initials != "ПС" || p.Locale != "uk" || p.Site != kyiv {
		t.Errorf("%+v", p)
	}
	if same := must(w, edit, boss, &staff.EditRequest{Person: petr, Version: p.Version, Name: ptr("Пётр Сидоров")}); same.Version != p.Version {
		t.Error("a change of nothing is a version")
	}

	must(w, edit, boss, &staff.EditRequest{Person: petr, Version: p.Version, Left: ptr(true)})
	if w.inside(secret) || w.may(petr, "pick.work", kyiv) || w.may(petr, staff.RightSelf, staff.Anywhere) {
		t.Error("has left, and is in")
	}
	w.read(func(tx *store.Tx) error {
		if p, err := w.gate.ByBadge(tx, "W00417"); p != nil || err != nil {
			t.Errorf("the badge opens: %v, %v", p, err)
		}
		return nil
	})
	must(w, edit, boss, &staff.EditRequest{Person: petr, Version: w.person(petr).Version, Left: ptr(false)})
	if p := w.person(petr); !p.Active || len(p.Badges) != 0 || p.Password != "" || p.PIN != "" {
		t.Errorf("came back with old keys: %+v", p)
	}
	want := "staff.hired/1 staff.role_granted/1 staff.badge_bound/1 staff.session_opened/1 staff.edited/1 staff.edited/1 " +
		"staff.session_ended/1 staff.left/1 staff.returned/1"
	if diff := cmp.Diff(want, w.told(petr)); diff != "" {
		t.Errorf("journal (-want +got):\n%s", diff)
	}
}

// TestBadgesInAnyCase: a scanner with Caps Lock on reads the same badge; of two
// people's that were bound when letter case counted, neither is let in.
func TestBadgesInAnyCase(t *testing.T) {
	w := newWorld(t)
	boss := w.owner()
	hire := func(name string) warehouse.PersonID {
		return must(w, edit, boss, &staff.EditRequest{Name: &name, Locale: ptr("ru")}).Person
	}
	oksana, ruslan := hire("Оксана"), hire("Руслан")
	bind := func(who warehouse.PersonID, code string) *staff.BindRequest {
		r, err := w.gate.Bind(who, code)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	first := must(w, bindBadge, boss, bind(oksana, "Card-77")).Badge
	refuse(w, bindBadge, boss, bind(ruslan, "card-77"), "staff.badge_taken")
	if again := must(w, bindBadge, boss, bind(oksana, "CARD-77")).Badge; again != first {
		t.Error("another letter case is another badge")
	}
	is := func(code string, want warehouse.PersonID) {
		t.Helper()
		if p, err := w.gate.Badge(t.Context(), code, "", "10.0.0.2"); err != nil || p.Person.ID != want {
			t.Errorf("%s: %+v, %v", code, p, err)
		}
	}
	for _, code := range []string{"Card-77", "CARD-77", "card-77", "cARD-77"} {
		is(code, oksana)
	}
	old := func(who warehouse.PersonID, code string) { // as it was bound before
		r := bind(who, code)
		r.Hash, r.Older = w.gate.HashAsTyped(code), nil
		must(w, bindBadge, boss, r)
	}
	old(ruslan, "Key-5")
	is("Key-5", ruslan)
	is("kEY-5", ruslan)
	refuse(w, bindBadge, boss, bind(oksana, "Key-5"), "staff.badge_taken")
	old(ruslan, "lock-9")
	old(oksana, "LOCK-9")
	for _, code := range []string{"lock-9", "LOCK-9", "Lock-9"} {
		if p, err := w.gate.Badge(t.Context(), code, "", "10.0.0.2"); fault.Of(err).Code != "staff.badge_clash" {
			t.Errorf("%s: %+v, %v", code, p, err)
		}
	}
}

// told lists the kinds of entries about a person.
func (w *world) told(id warehouse.PersonID) string {
	var kinds []string
	w.read(func(tx *store.Tx) error {
		for e, err := range journal.Of(tx, journal.About("person", id)) {
			if err != nil {
				return err
			}
			kinds = append(kinds, e.Kind)
		}
		return nil
	})
	return strings.Join(kinds, " ")
}

func TestNames(t *testing.T) {
	w := newWorld(t)
	boss := w.owner()
	for _, row := range []struct {
		r    staff.EditRequest
		code string
	}{
		{staff.EditRequest{}, "staff.name"},
		{staff.EditRequest{Name: ptr("")}, "staff.name"},
		{staff.EditRequest{Name: ptr("a\x00b")}, "letter.unseen"},
		{staff.EditRequest{Name: ptr(strings.Repeat("я", 121))}, "staff.name"},
		{staff.EditRequest{Name: ptr("A"), Login: ptr("a")}, "staff.login"},
		{staff.EditRequest{Name: ptr("A"), Login: ptr("with space")}, "staff.login"},
		{staff.EditRequest{Name: ptr("A"), Login: ptr("OWNER")}, "staff.taken"},
		{staff.EditRequest{Name: ptr("A"), Initials: ptr("ABCDE")}, "staff.initials"},
		{staff.EditRequest{Name: ptr("A"), Locale: ptr("xx")}, "staff.locale"},
		{staff.EditRequest{Person: warehouse.PersonID{9}, Name: ptr("A")}, "staff.person"},
	} {
		refuse(w, edit, boss, &row.r, row.code)
	}
}

// TestNobodyClimbs: one who may hire cannot get, or give, what they lack.
func TestNobodyClimbs(t *testing.T) {
	w := newWorld(t)
	boss := w.owner()
	rights := []staff.Pattern{"staff.*"}
	w.read(func(tx *store.Tx) error {
		picker, err := staff.FindRole(tx, "picker")
		rights = append(rights, picker.Rights...)
		return err
	})
	hr := must(w, editRole, boss, &staff.RoleRequest{Name: "Отдел кадров", Rights: rights}).Role
	clerk := w.add("clerk", staff.RoleAt{Role: hr})
	picker := w.add("picker", staff.RoleAt{Role: "picker", Site: kyiv})
	local := w.add("local", staff.RoleAt{Role: hr, Site: lviv})

	up := "staff.above"
	refuse(w, grant, clerk, &staff.GrantRequest{Person: clerk, Role: staff.Owner}, up)
	refuse(w, grant, clerk, &staff.GrantRequest{Person: picker, Role: "manager", Site: kyiv}, up)
	refuse(w, revoke, clerk, &staff.GrantRequest{Person: boss, Role: staff.Owner}, up)
	refuse(w, editRole, clerk, &staff.RoleRequest{Role: hr, Version: 1, Name: "x", Rights: []staff.Pattern{"*"}}, up)
	refuse(w, editRole, clerk, &staff.RoleRequest{Name: "x", Rights: []staff.Pattern{"*.read"}}, up)
	refuse(w, edit, clerk, &staff.EditRequest{Person: boss, Version: w.person(boss).Version, Left: ptr(true)}, up)
	refuse(w, edit, clerk, &staff.EditRequest{Person: boss, Version: w.person(boss).Version, Login: ptr("mine")}, up)
	refuse(w, resetPass, clerk, &staff.ResetRequest{Person: boss, Hash: w.hash("long enough 1")}, up)
	refuse(w, resetPIN, clerk, &staff.ResetRequest{Person: boss, Hash: w.hash("long enough 1")}, up)
	refuse(w, takePIN, clerk, &staff.PersonRequest{Person: boss}, up)
	bind, err := w.gate.Bind(boss, "W00001")
	if err != nil {
		t.Fatal(err)
	}
	refuse(w, bindBadge, clerk, bind, up)
	refuse(w, makeToken, clerk, &staff.TokenMake{Person: clerk, Name: "x", Rights: []staff.Pattern{"orders.read"}, Digest: staff.NewSecret().Digest()}, up)

	must(w, grant, clerk, &staff.GrantRequest{Person: picker, Role: "picker", Site: lviv})
	must(w, resetPass, clerk, &staff.ResetRequest{Person: picker, Hash: w.hash("long enough 1")})
	must(w, makeToken, clerk, &staff.TokenMake{Person: clerk, Name: "x", Rights: []staff.Pattern{"pick.work"}, Digest: staff.NewSecret().Digest()})

	must(w, grant, local, &staff.GrantRequest{Person: picker, Role: hr, Site: lviv}) // at their own site
	refuse(w, grant, local, &staff.GrantRequest{Person: picker, Role: hr, Site: kyiv}, "staff.denied")
	refuse(w, grant, local, &staff.GrantRequest{Person: picker, Role: hr}, "staff.denied")
	refuse(w, edit, local, &staff.EditRequest{Name: ptr("x")}, "staff.denied") // people are the company's
}

func TestLastOwner(t *testing.T) {
	w := newWorld(t)
	boss := w.owner()
	refuse(w, revoke, boss, &staff.GrantRequest{Person: boss, Role: staff.Owner}, "staff.last_owner")
	refuse(w, edit, boss, &staff.EditRequest{Person: boss, Version: w.person(boss).Version, Left: ptr(true)}, "staff.last_owner")
	second := w.add("second", staff.RoleAt{Role: staff.Owner})
	must(w, edit, second, &staff.EditRequest{Person: boss, Version: w.person(boss).Version, Left: ptr(true)})
	refuse(w, revoke, second, &staff.GrantRequest{Person: second, Role: staff.Owner}, "staff.last_owner")
	if !w.may(second, "staff.edit", warehouse.SiteID{}) {
		t.Error("the last owner is none")
	}
}

func TestRoles(t *testing.T) {
	w := newWorld(t)
	boss := w.owner()
	made := must(w, editRole, boss, &staff.RoleRequest{Name: " Ночная смена ", Rights: []staff.Pattern{"pick.work", "orders.read", "pick.work"}})
	p := w.add("night", staff.RoleAt{Role: made.Role, Site: kyiv})
	must(w, editRole, boss, &staff.RoleRequest{Role: made.Role, Version: 1, Name: "Смена", Rights: []staff.Pattern{"pick.*"}})
	if !w.may(p, "pick.release", kyiv) || w.may(p, "orders.read", kyiv) {
		t.Error("an edited role is not what its holders have")
	}
	refuse(w, editRole, boss, &staff.RoleRequest{Role: made.Role, Version: 1, Name: "x", Rights: []staff.Pattern{"a.b"}}, "staff.version")
	refuse(w, editRole, boss, &staff.RoleRequest{Role: "picker", Name: "x", Rights: []staff.Pattern{"a.b"}}, "staff.default_role")
	refuse(w, editRole, boss, &staff.RoleRequest{Role: "none", Name: "x", Rights: []staff.Pattern{"a.b"}}, "staff.role")
	refuse(w, editRole, boss, &staff.RoleRequest{Name: "x", Rights: []staff.Pattern{"Pick"}}, "staff.right")
	refuse(w, editRole, boss, &staff.RoleRequest{Name: "x"}, "staff.rights")
	refuse(w, grant, boss, &staff.GrantRequest{Person: p, Role: "none"}, "staff.role")
	w.read(func(tx *store.Tx) error {
		all, err := staff.Roles(tx)
		if last := all[len(all)-1]; last.ID != made.Role || last.Name != "Смена" || last.Version != 2 || len(all) != 11 {
			t.Errorf("%+v", all)
		}
		holders, err2 := staff.Holders(tx, "pick.release", kyiv)
		if len(holders) != 2 {
			t.Errorf("holders: %v", holders)
		}
		return errors.Join(err, err2)
	})
}

// TestOneBadgeOnePerson: of many who bind a badge at once one wins.
func TestOneBadgeOnePerson(t *testing.T) {
	w := newWorld(t)
	w.owner()
	var wg sync.WaitGroup
	var mu sync.Mutex
	won := 0
	for i := range 16 {
		p := w.add(fmt.Sprint("p", i))
		wg.Go(func() {
			bind, err := w.gate.Bind(p, "W00777")
			if err != nil {
				t.Error(err)
				return
			}
			_, err = do(w, bindBadge, node, bind)
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				won++
			} else if !errors.Is(err, fault.New(fault.Conflict, "staff.badge_taken")) {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if won != 1 {
		t.Errorf("%d have the badge", won)
	}
	if _, err := w.gate.Bind(node, "123"); !errors.Is(err, fault.Invalid) {
		t.Errorf("a short code: %v", err)
	}
}

func TestRevokeBadge(t *testing.T) {
	w := newWorld(t)
	boss := w.owner()
	bind, err := w.gate.Bind(boss, "W00042")
	if err != nil {
		t.Fatal(err)
	}
	id := must(w, bindBadge, boss, bind).Badge
	refuse(w, revokeBadge, boss, &staff.BadgeRequest{Person: boss, ID: staff.BadgeID{1}}, "staff.badge")
	must(w, revokeBadge, boss, &staff.BadgeRequest{Person: boss, ID: id})
	if _, err := w.gate.Badge(t.Context(), "W00042", "", "a"); !errors.Is(err, fault.New(fault.Denied, "staff.refused")) {
		t.Errorf("%v", err)
	}
	other := w.add("other")
	bind.Person = other
	must(w, bindBadge, boss, bind) // the card goes to somebody else
}

// TestNoSecretIsStored: what lets people in is nowhere in the file, in any
// form; nor is a phone.
func TestNoSecretIsStored(t *testing.T) {
	dir := t.TempDir()
	e, err := bolt.Open(dir+"/node.db", &bolt.Options{InitialMmapSize: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	w := newWorldOn(t, e)
	boss := w.owner()
	const password, pin, badge, phone = "Korrekt-Pferd-Batterie", "7391046285", "BADGE-5551234", "+380671112233"
	must(w, edit, boss, &staff.EditRequest{Person: boss, Version: w.person(boss).Version, Phone: ptr(sealtest.Seal(t, sealtest.Ring(t), phone))})
	proof := w.mustLogin("owner")
	must(w, changePass, boss, &staff.ChangeRequest{Voucher: proof.Voucher, Hash: w.hash(password)})
	if proof, err = w.login("owner", password); err != nil {
		t.Fatal(err)
	}
	hashed, err := w.gate.HashPIN(t.Context(), pin)
	if err != nil {
		t.Fatal(err)
	}
	must(w, changePIN, boss, &staff.ChangeRequest{Voucher: proof.Voucher, Hash: hashed})
	bind, err := w.gate.Bind(boss, badge)
	if err != nil {
		t.Fatal(err)
	}
	must(w, bindBadge, boss, bind)
	proof, err = w.gate.Badge(t.Context(), badge, pin, "a")
	if err != nil || proof.Voucher.How != staff.ByBadgeAndPIN {
		t.Fatalf("%+v, %v", proof, err)
	}
	session, _ := w.open(proof)
	token, code, device := staff.NewToken(), staff.NewEnrolCode(), staff.NewSecret()
	must(w, makeToken, boss, &staff.TokenMake{Person: boss, Name: "1C", Rights: []staff.Pattern{"orders.read"}, Digest: token.Digest(), Tail: token.Tail()})
	must(w, offerDevice, boss, &staff.OfferRequest{Name: "handheld", Digest: code.Digest()})
	in, err := w.gate.Enrol(t.Context(), strings.ToLower(string(code)), "a", device)
	if err != nil {
		t.Fatal(err)
	}
	must(w, enrol, node, in)
	if err := w.db.Close(); err != nil {
		t.Fatal(err)
	}
	sealtest.Refuse(t, dir, password, pin, badge, phone, string(session), string(token), string(code), string(device))
	if found, err := sealtest.Search(dir, "Person owner"); err != nil || len(found) == 0 {
		t.Fatalf("the search sees nothing at all: %v", err)
	}
}

// TestSecretsDoNotPrint: a secret that reaches a log says only that it is one.
func TestSecretsDoNotPrint(t *testing.T) {
	s := staff.NewToken()
	for _, verb := range []string{"%v", "%s", "%q", "%#v", "%x", "%+v"} {
		if got := fmt.Sprintf(verb, struct{ S staff.Secret }{s}); strings.Contains(got, string(s)) || strings.Contains(got, fmt.Sprintf("%x", string(s))) {
			t.Errorf("%s shows it: %s", verb, got)
		}
	}
	if got := fmt.Sprintf("%v %s", staff.Hashed("$argon2id$x"), staff.Hashed("$argon2id$x")); strings.Contains(got, "$") {
		t.Error(got)
	}
	if s.Tail() != string(s[len(s)-4:]) || staff.Secret("short").Tail() != "" {
		t.Error("tail")
	}
	if staff.NewSecret() == staff.NewSecret() || staff.NewEnrolCode() == staff.NewEnrolCode() || staff.NewPassword() == staff.NewPassword() {
		t.Error("two secrets are equal")
	}
	if code := staff.NewEnrolCode(); staff.FoldEnrolCode(strings.ToLower(strings.ReplaceAll(string(code), "-", " "))) != code {
		t.Error("a code typed is another")
	}
	if pin := staff.NewPIN(); staff.CheckPIN(pin) != nil || len(pin) != 6 {
		t.Error(pin)
	}
	if err := staff.CheckPassword("", staff.NewPassword()); err != nil {
		t.Error(err)
	}
}
