package main

import (
	"cmp"
	"context"
	"encoding/json"
	"sync"

	"warehouse-node/ui/api"
	"warehouse-node/ui/read"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// access lets people and programs in: it turns what a request carries into an
// actor, and what an actor asks for into a command.
type access struct {
	*read.Reader
	door *command.Door
	gate *staff.Gate
	// printerFor is the queue of a printer by its name, of a bench, or of a
	// warehouse.
	printerFor func(warehouse.SiteID, warehouse.StationID, string) (spool.Queue, error)
	// machineNamed is a device of this host; nil when there is none.
	machineNamed func(string) *machine
	// keepTable keeps a table that the program wrote itself.
	keepTable tableKeeper
	// entrance is how handhelds reach this node.
	entrance func() (*entrance, error)
}

// Cookie is the actor of a browser's secret. A page to which nobody comes keeps no
// session at a desk from ending; on the floor the work goes on beside the screen, by
// scanners of the bench.
func (a *access) Cookie(ctx context.Context, token string, alone bool) (context.Context, error) {
	var s *staff.Session
	var p *staff.Person
	var stale bool
	if err := a.DB.Read(ctx, func(_ context.Context, tx *store.Tx) (err error) {
		s, p, err = staff.Enter(tx, staff.Secret(token))
		stale = err == nil && s.Stale(tx.Now()) && !(alone && s.Idle > 0)
		return err
	}); err != nil {
		return nil, noSession(err)
	}
	if stale {
		if _, err := touchSession.Do(ctx, a.door, command.Command{Person: p.ID}, &staff.SessionRequest{ID: s.ID}); err != nil {
			return nil, err
		}
	}
	return read.As(ctx, read.Actor{Person: p.ID, Session: s.ID, Device: s.Where, Handheld: s.Device}), nil
}

// Bearer is the actor of a program's token.
func (a *access) Bearer(ctx context.Context, token string) (context.Context, error) {
	var t *staff.Token
	var p *staff.Person
	var stale bool
	if err := a.DB.Read(ctx, func(_ context.Context, tx *store.Tx) (err error) {
		t, p, err = staff.EnterToken(tx, staff.Secret(token))
		stale = err == nil && t.Stale(tx.Now(), addressOf(ctx))
		return err
	}); err != nil {
		return nil, noSession(err)
	}
	if stale {
		if _, err := touchToken.Do(ctx, a.door, command.Command{Itself: true}, &staff.TokenTouch{ID: t.ID, From: addressOf(ctx)}); err != nil {
			return nil, err
		}
	}
	return read.As(ctx, read.Actor{Person: p.ID, Device: "token " + t.Name}), nil
}

// noSession turns a refused secret into the one answer for it.
func noSession(err error) error {
	if fault.KindOf(err) == fault.Denied {
		return api.ErrNoSession
	}
	return err
}

// Password logs a person in at a desk.
func (a *access) Password(ctx context.Context, login, password string) (api.Opened, error) {
	proof, err := a.gate.Password(ctx, login, password, addressOf(ctx))
	if err != nil {
		return api.Opened{}, err
	}
	return a.open(ctx, proof)
}

// ChangePassword lets a person choose a password who shows the one before, and
// logs them in by it.
func (a *access) ChangePassword(ctx context.Context, in api.PasswordChange) (api.Opened, error) {
	proof, change, err := a.gate.Choose(ctx, in.Login, in.Password, in.Chosen, addressOf(ctx))
	if err != nil {
		return api.Opened{}, err
	}
	if change != nil {
		c := command.Command{Person: proof.Person.ID, Device: "web"}
		if _, err := newPassword.Do(ctx, a.door, c, change); err != nil {
			return api.Opened{}, err
		}
		if proof, err = a.gate.Password(ctx, in.Login, in.Chosen, addressOf(ctx)); err != nil {
			return api.Opened{}, err
		}
	}
	return a.open(ctx, proof)
}

// ChangePIN lets the actor choose a PIN who shows their password.
func (a *access) ChangePIN(ctx context.Context, in api.PINChange) error {
	who, err := read.Who(ctx)
	if err != nil {
		return err
	}
	change, err := a.gate.ChoosePIN(ctx, who.Person, in.Password, in.PIN, addressOf(ctx))
	if err != nil {
		return err
	}
	_, err = newPIN.Do(ctx, a.door, command.Command{Person: who.Person, Device: "web"}, change)
	return err
}

// Badge logs a person in at a floor terminal.
func (a *access) Badge(ctx context.Context, badge, pin string) (api.Opened, error) {
	proof, err := a.gate.Badge(ctx, printed(badge), pin, addressOf(ctx))
	if err != nil {
		return api.Opened{}, err
	}
	return a.open(ctx, proof)
}

func (a *access) open(ctx context.Context, proof *staff.Proof) (api.Opened, error) {
	secret := staff.NewSecret()
	request := &staff.OpenRequest{Voucher: proof.Voucher, Digest: secret.Digest(), Where: whereOf(ctx)}
	if err := a.onDevice(ctx, request); err != nil {
		return api.Opened{}, err
	}
	opened, err := openSession.Do(ctx, a.door, command.Command{Person: proof.Person.ID, Device: "web"}, request)
	if err != nil {
		return api.Opened{}, err
	}
	me, err := a.Me(read.As(ctx, read.Actor{Person: proof.Person.ID, Session: opened.Session}))
	return api.Opened{Token: string(secret), Until: opened.Until, Me: me}, err
}

// Setup makes the first person by the one-time link.
func (a *access) Setup(ctx context.Context, first api.FirstPerson) (api.Opened, error) {
	hash, err := a.gate.HashPassword(ctx, first.Login, first.Password)
	if err != nil {
		return api.Opened{}, err
	}
	secret := staff.NewSecret()
	made, err := setUp.Do(ctx, a.door, command.Command{Itself: true, Device: "web"}, &staff.SetupRequest{
		Link: staff.Secret(first.Token).Digest(), Name: first.Name, Login: first.Login, Hash: hash,
		Locale: first.Locale, Session: secret.Digest(), Where: whereOf(ctx),
	})
	if err != nil {
		return api.Opened{}, err
	}
	me, err := a.Me(read.As(ctx, read.Actor{Person: made.Person, Session: made.Session.Session}))
	return api.Opened{Token: string(secret), Until: made.Session.Until, Me: me}, err
}

// SetupOpen reports whether the link can still be used.
func (a *access) SetupOpen(ctx context.Context, token string) (usable bool, err error) {
	err = a.DB.Read(ctx, func(_ context.Context, tx *store.Tx) (err error) {
		usable, err = staff.SetupOpen(tx, staff.Secret(token))
		return err
	})
	return usable, err
}

// End logs the actor out.
func (a *access) End(ctx context.Context) error {
	who, err := read.Who(ctx)
	if err != nil {
		return err
	}
	_, err = logOut.Do(ctx, a.door, command.Command{Person: who.Person, Device: "web"}, &staff.SessionRequest{ID: who.Session})
	return err
}

// May answers whether the actor may read. An empty site is the one where the
// person works, or any at which they may.
func (a *access) May(ctx context.Context, right, site string) error {
	who, err := read.Who(ctx)
	if err != nil {
		return err
	}
	return a.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		at := staff.Anywhere
		if site != "" {
			if err := at.UnmarshalText([]byte(site)); err != nil {
				return err
			}
		}
		return staff.May(tx, who.Person, staff.Right(right), at)
	})
}

// Do carries out a command of the API for the actor.
func (a *access) Do(ctx context.Context, call api.CommandCall) (json.RawMessage, error) {
	who, err := read.Who(ctx)
	if err != nil {
		return nil, err
	}
	c := command.Command{
		ID: call.ID, Device: screenNamed(call.Device), Counter: call.Counter, Person: who.Person, Happened: call.At, Name: call.Name, Body: call.Body,
	}
	if err := a.proveAgain(ctx, who.Person, call); err != nil {
		return nil, err
	}
	prepare, known := preparationOf(call.Name)
	if !known {
		answer, err := a.door.Do(ctx, c)
		return a.withSeq(ctx, answer, err)
	}
	finish, err := prepare.do(ctx, a, &c)
	if err != nil {
		return nil, err
	}
	answer, err := a.door.Do(ctx, c)
	if err != nil {
		return nil, err
	}
	if finish != nil {
		answer, err = finish(answer)
	}
	return a.withSeq(ctx, answer, err)
}

// risky are the core's commands that nobody takes back: what a register issues or
// issued, its shift and its cash, stock without a reason on the floor, a buyer's
// name, an effect that never comes; and those that hand out a way in, by which the
// PIN itself would be got round. Whoever has a PIN gives it with each: a desk may be
// left open.
var risky = map[string]bool{
	"till.resolve": true, "till.drop": true, "till.shift.close": true, "till.cash": true, "till.correct": true, "orders.pay": true,
	"ledger.adjust": true, "orders.forget": true, "journal.skip": true,
	"staff.pin.reset": true, "staff.pin.remove": true, "staff.password.reset": true, "staff.badge.bind": true, "staff.badge.print": true,
	"staff.token.make": true, "staff.token.rotate": true,
}

// proveAgain asks for the PIN of one who has one, before a risky command. Denied
// "staff.pin_needed" where none was given, "staff.refused" where it is wrong;
// Limit after too many.
func (a *access) proveAgain(ctx context.Context, person warehouse.PersonID, call api.CommandCall) error {
	if !risky[becomes()[call.Name].Name] {
		return nil
	}
	var p *staff.Person
	if err := a.DB.Read(ctx, func(_ context.Context, tx *store.Tx) (err error) {
		p, err = staff.Get(tx, person)
		return err
	}); err != nil {
		return err
	}
	switch {
	case p.PIN == "":
		return nil
	case call.PIN == "":
		return fault.New(fault.Denied, "staff.pin_needed")
	}
	_, err := a.gate.PIN(ctx, person, call.PIN, addressOf(ctx))
	return err
}

// screenNamed is a screen by the name that it gives itself, which is never one
// of the node's own: its devices, shops and runs.
func screenNamed(said string) string {
	if said == "" {
		return "web"
	}
	return "screen " + said
}

// withSeq adds the journal's number to an answer, so that a screen knows which
// frames it has seen the effect of.
func (a *access) withSeq(ctx context.Context, answer json.RawMessage, err error) (json.RawMessage, error) {
	if err != nil {
		return nil, err
	}
	fields := map[string]json.RawMessage{}
	if err := json.Unmarshal(answer, &fields); err != nil || fields["seq"] != nil {
		return answer, err
	}
	var seq uint64
	if err := a.DB.Read(ctx, func(_ context.Context, tx *store.Tx) (err error) {
		seq, err = journal.Head(tx)
		return err
	}); err != nil {
		return nil, err
	}
	number, err := json.Marshal(seq)
	fields["seq"] = number
	if err != nil {
		return nil, err
	}
	return json.Marshal(fields)
}

// preparation turns a request of the API into that of the core, outside of any
// transaction: texts about people are sealed, secrets are made and only their
// digests sent on.
type preparation struct {
	as string // the core's name of the command, where it has another
	do preparing
}

// preparing may return what makes the answer of the API of the core's.
type preparing func(ctx context.Context, a *access, c *command.Command) (finish func(json.RawMessage) (json.RawMessage, error), err error)

// preparationOf is what a command of the API needs before it is sent on.
func preparationOf(name string) (preparation, bool) {
	for _, some := range []map[string]preparation{prepared, preparedWords, preparedGoods, preparedDevices, preparedCarriers} {
		if p, known := some[name]; known {
			return p, true
		}
	}
	return preparation{}, false
}

// becomes are the commands of the API by name, each as the core's command that
// is asked for its right; one that the core does not know is left out.
var becomes = sync.OnceValue(func() map[string]command.Described {
	core := map[string]command.Described{}
	for _, c := range command.All() {
		core[c.Name] = c
	}
	all := map[string]command.Described{}
	for _, name := range api.Commands() {
		p, _ := preparationOf(name)
		if c, known := core[cmp.Or(p.as, name)]; known {
			all[name] = c
		}
	}
	return all
})

// own is a preparation that names the command itself.
func own(fn preparing) preparation { return preparation{do: fn} }

// renamed sends a command on under the core's name.
func renamed(name string, p preparation) preparation {
	return preparation{name, func(ctx context.Context, a *access, c *command.Command) (func(json.RawMessage) (json.RawMessage, error), error) {
		c.Name = name
		return p.do(ctx, a, c)
	}}
}

// reshape reads a request of the API as B and writes it as the core's.
func reshape[B, R any](fn func(ctx context.Context, a *access, in *B) (*R, error)) preparation {
	return own(func(ctx context.Context, a *access, c *command.Command) (func(json.RawMessage) (json.RawMessage, error), error) {
		in := new(B)
		if err := json.Unmarshal(c.Body, in); err != nil {
			return nil, fault.New(fault.Invalid, "command.body").With(err)
		}
		out, err := fn(ctx, a, in)
		if err != nil {
			return nil, err
		}
		c.Body, err = json.Marshal(out)
		return nil, err
	})
}
