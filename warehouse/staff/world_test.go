package staff_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/seal/sealtest"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

// The commands of staff, with the rights and sites that the program registers
// them with, under names of their own.
var (
	edit        = command.Register("test.staff.edit", staff.RightPeople, nil, staff.Edit)
	grant       = command.Register("test.staff.role.grant", staff.RightPeople, staff.GrantSite, staff.GrantRole)
	revoke      = command.Register("test.staff.role.revoke", staff.RightPeople, staff.GrantSite, staff.RevokeRole)
	editRole    = command.Register("test.staff.role.edit", staff.RightPeople, nil, staff.EditRole)
	archiveRole = command.Register("test.staff.role.archive", staff.RightPeople, nil, staff.ArchiveRole)
	restoreRole = command.Register("test.staff.role.restore", staff.RightPeople, nil, staff.RestoreRole)
	bindBadge   = command.Register("test.staff.badge.bind", staff.RightPeople, nil, staff.BindBadge)
	revokeBadge = command.Register("test.staff.badge.revoke", staff.RightPeople, nil, staff.RevokeBadge)
	resetPass   = command.Register("test.staff.password.reset", staff.RightPeople, nil, staff.ResetPassword)
	resetPIN    = command.Register("test.staff.pin.reset", staff.RightPeople, nil, staff.ResetPIN)
	takePIN     = command.Register("test.staff.pin.remove", staff.RightPeople, nil, staff.TakePIN)
	endSession  = command.Register("test.staff.session.end", staff.RightPeople, nil, staff.EndSession)
	makeToken   = command.Register("test.staff.token.make", staff.RightPeople, nil, staff.MakeToken)
	rotateToken = command.Register("test.staff.token.rotate", staff.RightPeople, nil, staff.RotateToken)
	endToken    = command.Register("test.staff.token.revoke", staff.RightPeople, nil, staff.EndToken)
	openSession = command.Register("test.staff.session.open", staff.RightSelf, command.Anywhere, staff.OpenSession).Raw("where")
	endOwn      = command.Register("test.staff.logout", staff.RightSelf, command.Anywhere, staff.EndOwn)
	touch       = command.Register("test.staff.session.touch", staff.RightSelf, command.Anywhere, staff.TouchSession)
	changePass  = command.Register("test.staff.password.change", staff.RightSelf, command.Anywhere, staff.ChangePassword)
	changePIN   = command.Register("test.staff.pin.change", staff.RightSelf, command.Anywhere, staff.ChangePIN)
	setLocale   = command.Register("test.staff.locale", staff.RightSelf, command.Anywhere, staff.SetLocale)
	setSite     = command.Register("test.staff.site", staff.RightSelf, command.Anywhere, staff.SetSite)
	offerDevice = command.Register("test.staff.device.offer", staff.RightDevices, staff.OfferSite, staff.OfferDevice)
	endDevice   = command.Register("test.staff.device.end", staff.RightDevices, staff.DeviceSite, staff.EndDevice)
	enrol       = command.Register("test.staff.device.enrol", staff.RightDevices, nil, staff.EnrolDevice)
	touchToken  = command.Register("test.staff.token.touch", staff.RightPeople, nil, staff.TouchToken)
	touchDevice = command.Register("test.staff.device.touch", staff.RightDevices, nil, staff.TouchDevice)
	offerSetup  = command.Register("test.staff.setup.offer", staff.RightPeople, nil, staff.OfferSetup)
	setUp       = command.Register("test.staff.setup", staff.RightPeople, nil, staff.SetUp)
	addPerson   = command.Register("test.staff.add", staff.RightPeople, nil, staff.Add)
)

// node is the person who is nobody: the node itself.
var node = warehouse.PersonID{}

// Two sites.
var kyiv, lviv = warehouse.SiteID{1}, warehouse.SiteID{2}

// cheap is what a hash costs in a test.
var cheap = staff.Cost{Time: 1, MemoryKiB: 8, Threads: 1}

// world is a node with staff.
type world struct {
	t    *testing.T
	db   *store.DB
	door *command.Door
	gate *staff.Gate

	mu  sync.Mutex
	now time.Time
}

func newWorld(t *testing.T) *world { return newWorldOn(t, memory.New()) }

func newWorldOn(t *testing.T, e store.Engine) *world {
	w := &world{t: t, now: time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC)}
	w.db = store.Open(e, store.Options{Clock: w.clock})
	w.door = &command.Door{DB: w.db}
	w.gate = staff.NewGate(w.db, sealtest.Ring(t), staff.GateOptions{Cost: cheap, Clock: w.clock})
	return w
}

func (w *world) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *world) pass(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

// do sends a command of a person through the door.
func do[Req, Ans any](w *world, s *command.Spec[Req, Ans], as warehouse.PersonID, r *Req) (*Ans, error) {
	return s.Do(w.t.Context(), w.door, command.Command{Person: as, Itself: as.IsZero(), Device: "test"}, r)
}

func must[Req, Ans any](w *world, s *command.Spec[Req, Ans], as warehouse.PersonID, r *Req) *Ans {
	w.t.Helper()
	a, err := do(w, s, as, r)
	if err != nil {
		w.t.Fatalf("%s: %v", s.Name, err)
	}
	return a
}

// refuse wants an error of a code.
func refuse[Req, Ans any](w *world, s *command.Spec[Req, Ans], as warehouse.PersonID, r *Req, code string) {
	w.t.Helper()
	_, err := do(w, s, as, r)
	w.wantCode(err, code)
}

func (w *world) wantCode(err error, code string) {
	w.t.Helper()
	if fault.Of(err) == nil || fault.Of(err).Code != code {
		w.t.Errorf("%v, want %s", err, code)
	}
}

func (w *world) read(fn func(tx *store.Tx) error) {
	w.t.Helper()
	if err := w.db.Read(w.t.Context(), func(_ context.Context, tx *store.Tx) error { return fn(tx) }); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) person(id warehouse.PersonID) (p *staff.Person) {
	w.t.Helper()
	w.read(func(tx *store.Tx) (err error) { p, err = staff.Get(tx, id); return err })
	return p
}

// add makes a person with a password, "correct horse <login>", and roles.
func (w *world) add(login string, roles ...staff.RoleAt) warehouse.PersonID {
	w.t.Helper()
	r := &staff.AddRequest{Name: "Person " + login, Login: login, Locale: "en", Password: w.hash(passwordOf(login)), Roles: roles}
	return must(w, addPerson, node, r).Person
}

func passwordOf(login string) string { return "correct horse battery" + string(login[0]) }

func (w *world) owner() warehouse.PersonID {
	w.t.Helper()
	return w.add("owner", staff.RoleAt{Role: staff.Owner})
}

func (w *world) hash(password string) staff.Hashed {
	w.t.Helper()
	h, err := w.gate.HashPassword(w.t.Context(), "", password)
	if err != nil {
		w.t.Fatal(err)
	}
	return h
}

// login proves a person by password.
func (w *world) login(login, password string) (*staff.Proof, error) {
	return w.gate.Password(w.t.Context(), login, password, "10.0.0.1")
}

func (w *world) mustLogin(login string) *staff.Proof {
	w.t.Helper()
	p, err := w.login(login, passwordOf(login))
	if err != nil {
		w.t.Fatal(err)
	}
	return p
}

// open opens a session by a proof and returns its secret.
func (w *world) open(p *staff.Proof) (staff.Secret, staff.SessionID) {
	w.t.Helper()
	s := staff.NewSecret()
	a := must(w, openSession, p.Person.ID, &staff.OpenRequest{Voucher: p.Voucher, Digest: s.Digest(), Where: "Firefox"})
	return s, a.Session
}

// inside says whether a session's secret lets in.
func (w *world) inside(s staff.Secret) bool {
	w.t.Helper()
	in := false
	w.read(func(tx *store.Tx) error {
		_, _, err := staff.Enter(tx, s)
		if in = err == nil; in || errors.Is(err, fault.Denied) {
			return nil
		}
		return err
	})
	return in
}

// may says whether a person has a right.
func (w *world) may(p warehouse.PersonID, right staff.Right, site warehouse.SiteID) bool {
	w.t.Helper()
	ok := false
	w.read(func(tx *store.Tx) error {
		err := staff.May(tx, p, right, site)
		if ok = err == nil; ok || errors.Is(err, fault.Denied) {
			return nil
		}
		return err
	})
	return ok
}

func ptr[T any](v T) *T { return &v }
