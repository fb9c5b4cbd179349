package main

import (
	"errors"
	"testing"
	"time"

	"warehouse-node/ui/api"
	"warehouse-node/ui/read"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/seal/sealtest"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

// TestNobodyAtTheDesk: what a page asks by itself keeps nobody's session at a desk
// from ending of idleness, and what a person asks does.
func TestNobodyAtTheDesk(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	clock := func() time.Time { return now }
	db := store.Open(memory.New(), store.Options{Clock: clock})
	door := &command.Door{DB: db}
	gate := staff.NewGate(db, sealtest.Ring(t), staff.GateOptions{Cost: gateOptions.Cost, Clock: clock})
	a := &access{Reader: &read.Reader{DB: db}, door: door, gate: gate}
	ctx := t.Context()
	hash, err := gate.HashPassword(ctx, "marina", "a long password")
	must(t, err)
	_, err = addPerson.Do(ctx, door, itself, &staff.AddRequest{Name: "Марина", Login: "marina", Locale: "ru", Password: hash, Roles: []staff.RoleAt{{Role: staff.Owner}}})
	must(t, err)
	opened := func() staff.Secret {
		proof, err := gate.Password(ctx, "marina", "a long password", "127.0.0.1")
		must(t, err)
		secret := staff.NewSecret()
		_, err = openSession.Do(ctx, door, command.Command{Person: proof.Person.ID, Device: "web"}, &staff.OpenRequest{Voucher: proof.Voucher, Digest: secret.Digest()})
		must(t, err)
		return secret
	}
	for alone, want := range map[bool]error{true: api.ErrNoSession, false: nil} {
		secret := opened()
		for range 80 { // minutes; the policy lets an hour pass
			now = now.Add(time.Minute)
			if _, err = a.Cookie(ctx, string(secret), alone); err != nil {
				break
			}
		}
		if !errors.Is(err, want) {
			t.Errorf("alone %v: %v, want %v", alone, err, want)
		}
	}
}
