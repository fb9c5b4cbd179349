package main

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"warehouse-node/ui/api"
	"warehouse-node/warehouse/staff"
)

// ownRole is a role of the company's own, as its owner changes it over the API.
type ownRole struct {
	*town
	boss *http.Client
	id   string
}

// ownRole makes one.
func (w *town) ownRole(name string, rights ...string) *ownRole {
	w.t.Helper()
	r := &ownRole{town: w, boss: w.company().enter(staff.Owner)}
	w.asks(r.boss, http.MethodPost, "/api/do/staff.role.edit", fields{"name": name, "rights": rights}, &api.Done{})
	r.id = r.now().ID
	return r
}

// now is the role as the office lists it: the last there is.
func (r *ownRole) now() api.Role {
	r.t.Helper()
	var page api.RolesPage
	r.asks(r.boss, http.MethodGet, "/api/roles", nil, &page)
	return page.Roles[len(page.Roles)-1]
}

// says posts a command of the office and looks at its answer: done where no code
// is wanted.
func (r *ownRole) says(command string, body fields, want int, code string) {
	r.t.Helper()
	status, text := r.request(r.boss, http.MethodPost, "/api/do/"+command, body)
	if status != want || !strings.Contains(text, code) {
		said, _ := json.Marshal(body)
		r.t.Errorf("%s %s: %d %s, want %d %s", command, clipText(string(said), 200), status, clipText(text, 300), want, code)
	}
}

// gives gives the role to a picker of house a in the place of their own.
func (r *ownRole) gives() {
	r.t.Helper()
	picker := r.a.people["picker"]
	r.says("staff.role.grant", fields{"person": picker, "role": r.id, "site": r.a.site}, http.StatusOK, "")
	r.says("staff.role.revoke", fields{"person": picker, "role": "picker", "site": r.a.site}, http.StatusOK, "")
}

// TestOwnRoleIsChecked: what a role may be called and give, and that the second of
// two who change it is told.
func TestOwnRoleIsChecked(t *testing.T) {
	const name = `<script>alert("x")</script>`
	r := newTown(t).ownRole(name, "orders.read", "stock.read")
	if now := r.now(); now.Name != name || now.Version != 1 || now.Own {
		t.Fatalf("%+v", now)
	}
	edit := func(more fields, want int, code string) {
		t.Helper()
		r.says("staff.role.edit", with(fields{"role": r.id, "version": 1, "name": name, "rights": []string{"orders.read"}}, more), want, code)
	}
	invalid, conflict := http.StatusUnprocessableEntity, http.StatusConflict
	edit(fields{"name": ""}, invalid, "")
	edit(fields{"name": "\u00a0  "}, invalid, "staff.name")
	edit(fields{"name": strings.Repeat("ы", 10_000)}, invalid, "")
	edit(fields{"name": "владелец"}, conflict, "staff.role_taken")
	edit(fields{"role": "", "version": 0, "name": strings.ToUpper(name)}, conflict, "staff.role_taken")
	edit(fields{"rights": []string{"orders.read", "orders.everything"}}, invalid, "staff.right")
	edit(fields{"rights": []string{}}, http.StatusUnprocessableEntity, "staff.rights")
	edit(fields{"role": "picker", "version": 0}, conflict, "staff.default_role")
	edit(nil, http.StatusOK, "")
	edit(nil, conflict, "staff.version") // the second of two who saw the first

	r.gives()
	mark := fields{"role": r.id, "version": 2}
	r.says("staff.role.archive", mark, conflict, r.a.named("picker"))
	r.says("staff.role.revoke", fields{"person": r.a.people["picker"], "role": r.id, "site": r.a.site}, http.StatusOK, "")
	r.says("staff.role.archive", mark, http.StatusOK, "")
	if now := r.now(); !now.Archived || now.Version != 3 {
		t.Errorf("%+v", now)
	}
	r.says("staff.role.restore", fields{"role": r.id, "version": 3}, http.StatusOK, "")
	if r.now().Archived {
		t.Errorf("%+v", r.now())
	}
}

// TestOwnRoleAtWork: a picker with a role of one's own at one warehouse does just
// what it says, and what it loses is lost on open screens at once.
func TestOwnRoleAtWork(t *testing.T) {
	r := newTown(t).ownRole("Ночь", "orders.read", "orders.cancel", "stock.read")
	r.gives()
	picker := r.a.enter("picker")
	mine := "/api/orders/" + r.a.open.Order.String()
	for path, want := range map[string]int{
		mine: http.StatusOK, "/api/stock": http.StatusOK, "/api/bins": http.StatusForbidden, "/api/people": http.StatusForbidden,
		"/api/orders/" + r.b.open.Order.String(): http.StatusForbidden, "/api/stock?site=" + r.b.site.String(): http.StatusForbidden,
	} {
		r.answered(t, picker, http.MethodGet, attempt{what: path}, want)
	}
	cancel := fields{"order": r.a.strange.Order, "version": 1, "reason": "no need"}
	r.answered(t, picker, http.MethodPost, attempt{"/api/do/orders.cancel", cancel}, http.StatusOK)
	r.answered(t, picker, http.MethodPost, attempt{"/api/do/orders.cancel", with(fields{"order": r.b.strange.Order}, fields{"version": 1, "reason": "x"})}, http.StatusForbidden)
	r.answered(t, picker, http.MethodPost, attempt{"/api/do/orders.late.seen", fields{"order": r.a.open.Order}}, http.StatusForbidden)

	screen := r.socket(picker)
	follows := func(topic string, refused bool) {
		t.Helper()
		r.hears(t, screen, topic, func(m spoken) bool { return m.Topic == topic && (m.Refused != nil) == refused })
	}
	for _, topic := range []string{"orders", "rights"} {
		r.must(screen.WriteJSON(map[string]string{"op": "subscribe", "topic": topic}))
		follows(topic, false)
	}
	began := time.Now()
	r.says("staff.role.edit", fields{"role": r.id, "version": 1, "name": "Ночь", "rights": []string{"stock.read"}}, http.StatusOK, "")
	follows("orders", true)
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("told after %s, at the next ping", took)
	}
	r.answered(t, picker, http.MethodGet, attempt{what: mine}, http.StatusForbidden)
	r.answered(t, picker, http.MethodGet, attempt{what: "/api/stock"}, http.StatusOK)
}
