package main

import (
	"context"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/settings"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// The commands of the packages that lie below warehouse/command, which
// therefore cannot register them themselves.
var (
	_ = command.Register("staff.edit", staff.RightPeople, nil, staff.Edit)
	_ = command.Register("staff.role.grant", staff.RightPeople, staff.GrantSite, grantRole)
	_ = command.Register("staff.role.revoke", staff.RightPeople, staff.GrantSite, staff.RevokeRole)
	_ = command.Register("staff.role.edit", staff.RightPeople, nil, editRole)
	_ = command.Register("staff.role.archive", staff.RightPeople, nil, staff.ArchiveRole)
	_ = command.Register("staff.role.restore", staff.RightPeople, nil, staff.RestoreRole)
	_ = command.Register("staff.badge.bind", staff.RightPeople, nil, staff.BindBadge)
	_ = command.Register("staff.badge.revoke", staff.RightPeople, nil, staff.RevokeBadge)
	_ = command.Register("staff.password.reset", staff.RightPeople, nil, staff.ResetPassword)
	_ = command.Register("staff.pin.reset", staff.RightPeople, nil, staff.ResetPIN)
	_ = command.Register("staff.pin.remove", staff.RightPeople, nil, staff.TakePIN)
	_ = command.Register("staff.session.end", staff.RightPeople, nil, staff.EndSession)
	_ = command.Register("staff.token.make", staff.RightPeople, nil, makeToken)
	_ = command.Register("staff.token.rotate", staff.RightPeople, nil, staff.RotateToken)
	_ = command.Register("staff.token.revoke", staff.RightPeople, nil, staff.EndToken)

	openSession  = command.Register("staff.session.open", staff.RightSelf, command.Anywhere[staff.OpenRequest], staff.OpenSession).Raw("where")
	touchSession = command.Register("staff.session.touch", staff.RightSelf, command.Anywhere[staff.SessionRequest], staff.TouchSession)
	logOut       = command.Register("staff.logout", staff.RightSelf, command.Anywhere[staff.SessionRequest], staff.EndOwn)
	newPassword  = command.Register("staff.password.change", staff.RightSelf, command.Anywhere[staff.ChangeRequest], staff.ChangePassword)
	newPIN       = command.Register("staff.pin.change", staff.RightSelf, command.Anywhere[staff.ChangeRequest], staff.ChangePIN)
	_            = command.Register("staff.locale", staff.RightSelf, command.Anywhere[staff.LocaleRequest], staff.SetLocale)
	_            = command.Register("staff.site", staff.RightSelf, command.Anywhere[staff.SiteRequest], setSite)

	_ = command.Register("staff.device.offer", "devices.edit", staff.OfferSite, staff.OfferDevice)
	_ = command.Register("staff.device.end", "devices.edit", staff.DeviceSite, staff.EndDevice)

	enrolDevice = command.Register("staff.device.enrol", "devices.edit", nil, staff.EnrolDevice)
	touchDevice = command.Register("staff.device.touch", "devices.edit", nil, staff.TouchDevice)

	touchToken = command.Register("staff.token.touch", staff.RightPeople, nil, staff.TouchToken)
	offerSetup = command.Register("staff.setup.offer", staff.RightPeople, nil, staff.OfferSetup)
	setUp      = command.Register("staff.setup", staff.RightPeople, nil, staff.SetUp)
	addPerson  = command.Register("staff.add", staff.RightPeople, nil, staff.Add)

	_ = command.Register("settings.edit", "settings.edit", settings.EditSite, settings.Edit).Lines("values")
)

// setSite is staff.SetSite at a warehouse that there is: staff knows none.
func setSite(ctx context.Context, tx *store.Tx, r *staff.SiteRequest) (*staff.None, error) {
	done, err := staff.SetSite(ctx, tx, r)
	if err != nil {
		return nil, err
	}
	return done, openSite(tx, r.Site)
}

// grantRole is staff.GrantRole, likewise.
func grantRole(ctx context.Context, tx *store.Tx, r *staff.GrantRequest) (*staff.EditAnswer, error) {
	done, err := staff.GrantRole(ctx, tx, r)
	if err != nil {
		return nil, err
	}
	return done, openSite(tx, r.Site)
}

// openSite is NotFound for a site that is none, or closed; zero is all of them.
func openSite(tx *store.Tx, id warehouse.SiteID) error {
	if id.IsZero() {
		return nil
	}
	s, err := place.GetSite(tx, id)
	if err == nil && s.Archived {
		err = fault.New(fault.NotFound, "place.site", "site", id)
	}
	return err
}
