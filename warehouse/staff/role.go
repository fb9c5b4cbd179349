package staff

import (
	"slices"

	"warehouse-node/warehouse/store"
)

// Role is a name for what a kind of worker may do. The default roles are part
// of the program and cannot be edited, so that nobody locks the owner out; a
// company adds roles of its own.
type Role struct {
	Name   string // "picker", or as the company calls it
	Rights []Pattern
	Custom bool // made by the company; false for a default
}

// Covers says whether the role grants right. A nil role grants nothing.
func (r *Role) Covers(right Right) bool {
	return r != nil && slices.ContainsFunc(r.Rights, func(p Pattern) bool { return p.Covers(right) })
}

func roleRow(r *store.Row, v *Role) {
	store.Text(r, 1, &v.Name)
	store.Strings(r, 2, &v.Rights)
	store.Bool(r, 3, &v.Custom)
}

var roles = store.NewTable("staff.roles", func(r *Role) store.Str { return store.Str(r.Name) }, roleRow)

// Owner is the role that may everything; one active person has it at all sites
// from the first start on.
const Owner = "owner"

// defaults are the roles that every company has.
var defaults = []Role{
	{Name: "picker", Rights: []Pattern{"station.work", "pick.work", "move.work", "label.print", "stock.read", "catalog.read", "place.read", "pick.read"}},
	{Name: "packer", Rights: []Pattern{"station.work", "pack.work", "dispatch.work", "label.print", "stock.read", "catalog.read", "place.read", "pack.read", "dispatch.read"}},
	{Name: "receiver", Rights: []Pattern{"station.work", "receive.work", "move.work", "label.print", "stock.read", "catalog.read", "place.read", "receive.read"}},
	{Name: "counter", Rights: []Pattern{"station.work", "count.work", "stock.read", "catalog.read", "place.read", "count.read"}},
	{Name: "cashier", Rights: []Pattern{"station.work", "till.work", "till.read", "till.resolve", "orders.read", "catalog.read"}},
	{Name: "operator", Rights: []Pattern{"orders.read", "orders.accept", "orders.edit", "orders.cancel", "stock.read", "catalog.read", "place.read", "stuck.read"}},
	{Name: "manager", Rights: []Pattern{"station.*", "pick.*", "pack.*", "receive.*", "dispatch.*", "move.*", "count.*", "replenish.*",
		"catalog.*", "place.*", "stock.*", "ledger.*", "orders.*", "shop.*", "till.*", "supply.*", "returns.*", "label.*", "import.*",
		"devices.*", "stuck.*", "staff.read", "settings.read", "audit.read"}},
	{Name: "buyer", Rights: []Pattern{"supply.*", "catalog.read", "catalog.edit", "catalog.import", "import.run", "place.read", "stock.read", "orders.read", "label.print"}},
	{Name: "accountant", Rights: []Pattern{"books.*", "pay.*", "till.*", "supply.read", "orders.read", "returns.read", "stock.read", "catalog.read",
		"place.read", "staff.read", "settings.read", "audit.read", "stuck.read"}},
	{Name: Owner, Rights: []Pattern{"*"}},
}

// isDefault returns the default role of a name, or nil.
func isDefault(name string) *Role {
	for i := range defaults {
		if defaults[i].Name == name {
			return &defaults[i]
		}
	}
	return nil
}

// FindRole returns the role of a name, or nil when there is none.
func FindRole(tx *store.Tx, name string) (*Role, error) {
	if r := isDefault(name); r != nil {
		return r, nil
	}
	return roles.Find(tx, store.Str(name))
}

// Roles lists every role: the defaults, then the company's own by name.
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
