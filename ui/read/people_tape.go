package read

import (
	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/staff"
)

// What happens to a person's access, in words.
var (
	_ = telling(staff.HiredKind, func(*look, *journal.Entry, staff.Hired) (told, error) {
		return tells(toneNeutral, "tape.hired", nil), nil
	})
	_ = telling(staff.EditedKind, func(l *look, _ *journal.Entry, ev staff.Edited) (told, error) {
		return changedBy(l, tells(toneNeutral, api.SayTapeEdited, nil), ev.Changes, personChanged)
	})
	_ = telling(staff.LeftKind, func(*look, *journal.Entry, staff.Left) (told, error) {
		return tells(toneAttention, "tape.left_work", nil), nil
	})
	_ = telling(staff.ReturnedKind, func(*look, *journal.Entry, staff.Returned) (told, error) {
		return tells(toneNeutral, "tape.returned_work", nil), nil
	})
	_ = telling(staff.RoleGrantedKind, func(l *look, _ *journal.Entry, ev staff.RoleGranted) (told, error) {
		return l.tellRole(toneNeutral, api.SayTapeRoleGiven, ev.Role)
	})
	_ = telling(staff.RoleRevokedKind, func(l *look, _ *journal.Entry, ev staff.RoleRevoked) (told, error) {
		return l.tellRole(toneAttention, api.SayTapeRoleTaken, ev.Role)
	})
	_ = telling(staff.BadgeBoundKind, func(_ *look, _ *journal.Entry, ev staff.BadgeBound) (told, error) {
		return tells(toneNeutral, "tape.badge_bound", args{"code": codeArg(masked(ev.Tail))}), nil
	})
	_ = telling(staff.BadgeRevokedKind, func(_ *look, _ *journal.Entry, ev staff.BadgeRevoked) (told, error) {
		return tells(toneAttention, "tape.badge_void", args{"code": codeArg(masked(ev.Tail))}), nil
	})
	_ = telling(staff.PasswordSetKind, func(_ *look, _ *journal.Entry, ev staff.PasswordSet) (told, error) {
		if ev.OneTime {
			return tells(toneAttention, "tape.password_once", nil), nil
		}
		return tells(toneNeutral, "tape.password_set", nil), nil
	})
	_ = telling(staff.PINSetKind, func(*look, *journal.Entry, staff.PINSet) (told, error) {
		return tells(toneNeutral, "tape.pin_set", nil), nil
	})
	_ = telling(staff.PINTakenKind, func(*look, *journal.Entry, staff.PINTaken) (told, error) {
		return tells(toneAttention, "tape.pin_taken", nil), nil
	})
	_ = telling(staff.SessionOpenedKind, func(_ *look, _ *journal.Entry, ev staff.SessionOpened) (told, error) {
		return tells(toneNeutral, api.SayTapeLogin, args{"where": textArg(browser(ev.Where))}), nil
	})
	_ = telling(staff.SessionEndedKind, func(_ *look, e *journal.Entry, ev staff.SessionEnded) (told, error) {
		if e.Person != ev.Person {
			return tells(toneNeutral, "tape.session_ended", nil), nil
		}
		return tells(toneNeutral, "tape.logout", nil), nil
	})
	_ = telling(staff.TokenMadeKind, func(_ *look, _ *journal.Entry, ev staff.TokenMade) (told, error) {
		return tells(toneAttention, "tape.token_made", args{"name": textArg(ev.Name)}), nil
	})
	_ = telling(staff.TokenRotatedKind, func(_ *look, _ *journal.Entry, ev staff.TokenRotated) (told, error) {
		return tells(toneAttention, "tape.token_rotated", args{"code": codeArg(masked(ev.Tail))}), nil
	})
	_ = telling(staff.TokenEndedKind, func(_ *look, _ *journal.Entry, ev staff.TokenEnded) (told, error) {
		return tells(toneNeutral, "tape.token_void", args{"name": textArg(ev.Name)}), nil
	})
)

// masked is a secret code by which people tell one card from another.
func masked(tail string) string { return "•••" + tail }

func (l *look) tellRole(tone api.Tone, code, id string) (told, error) {
	name := id
	role, err := staff.FindRole(l.tx, id)
	if role != nil {
		name = roleName(l.lang, *role)
	}
	return tells(tone, code, args{"role": textArg(name)}), err
}

// roleNames are what the product's own roles are called.
var roleNames = map[string]string{
	"picker": "role.picker", "packer": "role.packer", "receiver": "role.receiver", "counter": "role.counter", "cashier": "role.cashier",
	"operator": "role.operator", "manager": "role.manager", "buyer": "role.buyer", "accountant": "role.accountant", staff.Owner: "role.owner",
}

// subjectOf is what entries about a person name.
func subjectOf(p warehouse.PersonID) journal.Subject { return journal.About("person", p) }
