package main

import (
	"bytes"
	"context"
	"errors"
	"image/png"
	"io"
	"io/fs"
	"strconv"
	"strings"

	"warehouse-node/devices/label"
	"warehouse-node/ui"
	"warehouse-node/ui/read"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/pack"
	"warehouse-node/warehouse/paper"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// files shows what lies behind an address: photo/HASH, which whoever has a
// session may see; paper/ID, which asks for the right to read what it is about;
// order/KIND/ID, a paper of an order as it stands now, for who may print it;
// commands/SITE, the sheet of command barcodes, for who may print labels there;
// label/PARCEL/COPY, which asks for the right to pack where the parcel is;
// recording/DEVICE, which asks for the right to change devices.
func (n *Node) files() ui.Files { return shelf{n} }

// shelf opens files by their address.
type shelf struct{ n *Node }

func (s shelf) Open(ctx context.Context, name string) (ui.File, error) {
	if id, is := strings.CutPrefix(name, "paper/"); is {
		return s.paper(ctx, id)
	}
	if parcel, is := strings.CutPrefix("/files/"+name, pack.LabelPath); is {
		return s.label(ctx, parcel)
	}
	if name, is := strings.CutPrefix(name, "order/"); is {
		return s.orderPaper(ctx, name)
	}
	if site, is := strings.CutPrefix(name, "commands/"); is {
		return s.commandSheet(ctx, site)
	}
	if device, is := strings.CutPrefix(name, "recording/"); is {
		return s.recording(ctx, device)
	}
	photo, is := strings.CutPrefix(name, "photo/")
	if !is {
		return ui.File{}, fault.New(fault.NotFound, "files.none", "name", name)
	}
	body, kind, err := s.n.openPhoto(photo)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fault.NotFound) {
		return ui.File{}, fault.New(fault.NotFound, "files.none", "name", name)
	}
	if err != nil {
		return ui.File{}, err
	}
	return ui.File{Body: body, Type: kind, Immutable: true}, nil
}

// recording is a conversation with a device.
func (s shelf) recording(ctx context.Context, device string) (ui.File, error) {
	who, err := read.Who(ctx)
	if err != nil {
		return ui.File{}, err
	}
	file, site, err := s.n.recording(device)
	if err != nil {
		return ui.File{}, err
	}
	if err := s.n.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		return staff.May(tx, who.Person, staff.RightDevices, site)
	}); err != nil {
		return ui.File{}, err
	}
	return file, nil
}

// paperRights say who may read which kind of paper, at its warehouse. Every
// other kind is the owner's.
var paperRights = map[string]staff.Right{
	"manifest": "dispatch.read", "pick_list": "pick.read", "packing_slip": "orders.read", "command_sheet": "catalog.read",
}

// paper draws a kept paper as PDF. What it says of people is opened now.
func (s shelf) paper(ctx context.Context, text string) (ui.File, error) {
	who, err := read.Who(ctx)
	if err != nil {
		return ui.File{}, err
	}
	pid, err := id[paper.ID](text)
	if err != nil {
		return ui.File{}, err
	}
	var p *paper.Paper
	if err := s.n.DB.Read(ctx, func(_ context.Context, tx *store.Tx) (err error) {
		if p, err = paper.Get(tx, pid); err != nil {
			return err
		}
		right := paperRights[p.Kind]
		if right == "" {
			right = "paper." + staff.Right(p.Kind)
		}
		return staff.May(tx, who.Person, right, p.Site)
	}); err != nil {
		return ui.File{}, err
	}
	doc, err := p.Draw(ctx, s.n.Ring)
	if err != nil {
		return ui.File{}, err
	}
	var out bytes.Buffer
	if err := doc.PDF(&out); err != nil {
		return ui.File{}, err
	}
	return ui.File{Body: io.NopCloser(&out), Type: "application/pdf"}, nil
}

// label draws the label of a parcel as a printer of a bench does.
func (s shelf) label(ctx context.Context, name string) (ui.File, error) {
	who, err := read.Who(ctx)
	if err != nil {
		return ui.File{}, err
	}
	text, nth, _ := strings.Cut(name, "/")
	parcel, err := id[warehouse.PlaceID](text)
	if err != nil {
		return ui.File{}, err
	}
	copied, err := strconv.Atoi(nth)
	if err != nil || copied < 1 {
		return ui.File{}, fault.New(fault.NotFound, "files.none", "name", name)
	}
	var l pack.Label
	if err := s.n.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		var site warehouse.SiteID
		if l, site, err = pack.Printed(tx, parcel, copied); err != nil {
			return err
		}
		return staff.May(tx, who.Person, pack.RightWork, site)
	}); err != nil {
		return ui.File{}, err
	}
	drawn, err := s.n.parcelLabel(ctx, l)
	if err != nil {
		return ui.File{}, err
	}
	picture, err := label.Draw(*drawn, label.DPI203)
	if err != nil {
		return ui.File{}, err
	}
	var out bytes.Buffer
	if err := png.Encode(&out, picture); err != nil {
		return ui.File{}, err
	}
	return ui.File{Body: io.NopCloser(&out), Type: "image/png"}, nil
}
