package api

import "context"

// SettingsReader reads policy kept in the store.
type SettingsReader interface {
	// Settings is the policy of the company, or with a site that of the site.
	Settings(ctx context.Context, site string) (SettingsPage, error)
}

// SettingsPage is every owner's settings.
type SettingsPage struct {
	Groups List[SettingsGroup] `json:"groups"`
}

// SettingsGroup is the settings of one owner; its name and those of its fields
// stand in ui/locale as settings.OWNER and settings.OWNER.FIELD.
type SettingsGroup struct {
	Owner   string        `json:"owner" example:"pick"`
	Version uint64        `json:"version"`
	Own     bool          `json:"own,omitempty" doc:"of a site: decided there; otherwise it follows the company"`
	Fields  List[Setting] `json:"fields"`
}

// Setting is one field; its value is text in every kind.
type Setting struct {
	Name    string       `json:"name"`
	Kind    string       `json:"kind" enum:"switch,number,text,choice,time"`
	Value   string       `json:"value"`
	Choices List[string] `json:"choices"`
	Unit    string       `json:"unit,omitempty" example:"ms"`
}

// SettingsEdit changes fields of one owner against the version seen.
type SettingsEdit struct {
	Owner   string            `json:"owner"`
	Site    string            `json:"site,omitempty" doc:"absent for the company"`
	Version uint64            `json:"version"`
	Values  map[string]string `json:"values,omitempty"`
	Follow  bool              `json:"follow,omitempty" doc:"take back what was decided here instead"`
}

func (s *surface) settings() {
	read(s, "/api/settings", "settings.read", "Policy kept in the store",
		func(ctx context.Context, in *AtSite) (SettingsPage, error) {
			return s.core.Settings.Settings(ctx, in.Site)
		})
	command[SettingsEdit, Done](s, "settings.edit", "Change settings against the version seen")
}
