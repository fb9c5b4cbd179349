package staff

import (
	"slices"

	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/store"
)

// Role is a name for what a kind of worker may do. The default roles are part
// of the program and cannot be edited, so that nobody locks the owner out; a
// company adds roles of its own.
type Role struct {
	ID      string // "picker" of a default, an id of the company's own
	Name    string // as the company calls it; empty for a default, whose name is role.ID in ui/locale
	Rights  []Pattern
	Custom  bool   // made by the company; false for a default
	Version uint64 // rises with each change; an edit names the one it saw

	Archived bool // out of use: it grants nothing and is given to nobody
}

// Covers says whether the role grants right. A nil role grants nothing, nor does
// one that is archived.
func (r *Role) Covers(right Right) bool {
	return r != nil && !r.Archived && slices.ContainsFunc(r.Rights, func(p Pattern) bool { return p.Covers(right) })
}

func roleRow(r *store.Row, v *Role) {
	store.Text(r, 1, &v.ID)
	store.Text(r, 2, &v.Name)
	store.Strings(r, 3, &v.Rights)
	store.Bool(r, 4, &v.Custom)
	store.Uint(r, 5, &v.Version)
	store.Bool(r, 6, &v.Archived)
}

var roles = store.NewTable("staff.roles", func(r *Role) store.Str { return store.Str(r.ID) }, roleRow)

// Owner is the role that may everything; one active person has it at all sites
// from the first start on.
const Owner = "owner"

// defaults are the roles that every company has.
var defaults = []Role{
	{ID: "picker", Rights: []Pattern{"station.work", "floor.work", "pick.work", "move.work", "label.print", "stock.read", "catalog.read", "place.read", "pick.read"}},
	{ID: "packer", Rights: []Pattern{"station.work", "floor.work", "pack.work", "dispatch.work", "label.print", "stock.read", "catalog.read", "place.read", "pack.read", "dispatch.read"}},
	{ID: "receiver", Rights: []Pattern{"station.work", "floor.work", "receive.work", "move.work", "label.print", "stock.read", "catalog.read", "place.read", "receive.read"}},
	{ID: "counter", Rights: []Pattern{"station.work", "floor.work", "count.work", "stock.read", "catalog.read", "place.read", "count.read"}},
	{ID: "cashier", Rights: []Pattern{"station.work", "till.work", "till.read", "till.resolve", "till.shift", "till.cash", "orders.read", "orders.pay", "catalog.read", "devices.read", "stuck.read"}},
	{ID: "operator", Rights: []Pattern{"orders.read", "orders.accept", "orders.edit", "orders.cancel", "orders.print", "stock.read", "catalog.read", "place.read", "shop.read", "stuck.read"}},
	{ID: "manager", Rights: []Pattern{"station.*", "floor.*", "pick.*", "pack.*", "receive.*", "dispatch.*", "move.*", "count.*", "replenish.*",
		"catalog.*", "place.*", "stock.*", "ledger.*", "orders.*", "shop.*", "till.*", "supply.*", "returns.*", "label.*", "import.*",
		"devices.*", "stuck.*", "staff.read", "settings.read", "audit.read"}},
	{ID: "buyer", Rights: []Pattern{"supply.*", "catalog.read", "catalog.edit", "catalog.import", "import.*", "place.read", "stock.read", "orders.read", "label.print"}},
	{ID: "accountant", Rights: []Pattern{"books.*", "pay.*", "till.*", "supply.read", "orders.read", "orders.pay", "returns.read", "stock.read", "catalog.read",
		"place.read", "staff.read", "settings.read", "audit.read", "stuck.read", "devices.read"}},
	{ID: Owner, Rights: []Pattern{"*"}},
}

// newRoleID makes the id of a role of the company; no default looks like one.
func newRoleID(tx *store.Tx) string { return ident.New[Role](tx).String() }

// isDefault returns the default role of an id, or nil.
func isDefault(id string) *Role {
	for i := range defaults {
		if defaults[i].ID == id {
			return &defaults[i]
		}
	}
	return nil
}

// FindRole returns the role of an id, or nil when there is none.
func FindRole(tx *store.Tx, id string) (*Role, error) {
	if r := isDefault(id); r != nil {
		return r, nil
	}
	return roles.Find(tx, store.Str(id))
}

// Roles lists every role: the defaults, then the company's own in the order they
// were made, archived ones among them.
func Roles(tx *store.Tx) ([]Role, error) {
	all := slices.Clone(defaults)
	for r, err := range roles.All(tx) {
		if err != nil {
			return nil, err
		}
		all = append(all, *r)
	}
	return all, nil
}
