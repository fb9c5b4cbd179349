package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"image/png"
	"net"
	"net/url"
	"strings"
	"time"

	"warehouse-node/devices/label"
	"warehouse-node/ui/api"
	"warehouse-node/ui/read"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/paper"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// Enrol lets a handheld in that shows the code of its sheet.
func (a *access) Enrol(ctx context.Context, code string) (api.Enrolled, error) {
	secret := staff.NewSecret()
	request, err := a.gate.Enrol(ctx, code, addressOf(ctx), secret)
	if err != nil {
		return api.Enrolled{}, err
	}
	let, err := enrolDevice.Do(ctx, a.door, command.Command{Itself: true, Device: "handheld"}, request)
	if err != nil {
		return api.Enrolled{}, err
	}
	return api.Enrolled{Secret: string(secret), Name: let.Name}, nil
}

// onDevice makes a session one of the handheld that it is opened on. A handheld
// that was shut out is a browser like any other.
func (a *access) onDevice(ctx context.Context, r *staff.OpenRequest) error {
	secret := deviceOf(ctx)
	if secret == "" {
		return nil
	}
	var d *staff.Device
	var stale bool
	err := a.DB.Read(ctx, func(_ context.Context, tx *store.Tx) (err error) {
		d, err = staff.EnterDevice(tx, secret)
		stale = err == nil && d.Stale(tx.Now())
		return err
	})
	if err != nil && fault.KindOf(err) == fault.Denied {
		return nil
	}
	if err != nil {
		return err
	}
	r.Device, r.Where = d.ID, d.Name
	if !stale {
		return nil
	}
	_, err = touchDevice.Do(ctx, a.door, command.Command{Itself: true, Device: "handheld"}, &staff.DeviceRequest{Device: d.ID})
	return err
}

// entrance is how handhelds reach the node.
type entrance struct {
	authority *authority
	port      string
	reached   []string // hosts by which others reach this machine
}

// entrance is known once the node listens; Unavailable while it does on this
// machine only.
func (n *Node) entrance() (*entrance, error) {
	if n.Addr == nil || loopback(n.Config.Web.Listen) {
		return nil, fault.New(fault.Unavailable, "devices.loopback")
	}
	ca, err := n.authority()
	if err != nil {
		return nil, err
	}
	_, port, err := net.SplitHostPort(n.Addr.String())
	if err != nil {
		return nil, err
	}
	names, err := reached()
	return &entrance{authority: ca, port: port, reached: names}, err
}

// reached are the names by which others can reach this machine, its addresses
// first.
func reached() (names []string, err error) {
	own, err := net.InterfaceAddrs()
	for _, addr := range own {
		if ip, ok := addr.(*net.IPNet); ok && !ip.IP.IsLoopback() && !ip.IP.IsLinkLocalUnicast() {
			names = append(names, ip.IP.String())
		}
	}
	return append(names, hostname()), err
}

// host is the address that a handheld is told: the one by which the asking
// screen reached the node, if others can use it too, else the first of this
// machine's. The certificate is good for each of them.
func (e *entrance) host(origin string) string {
	if u, err := url.Parse(origin); err == nil {
		for _, host := range e.reached {
			if strings.EqualFold(u.Hostname(), host) {
				return net.JoinHostPort(host, e.port)
			}
		}
	}
	return net.JoinHostPort(e.reached[0], e.port)
}

// fingerprint is the certificate's, as phones show it.
func (e *entrance) fingerprint() string {
	sum := sha256.Sum256(e.authority.cert.Raw)
	line := func(half []byte) string { return strings.ReplaceAll(fmt.Sprintf("% X", half), " ", ":") }
	return line(sum[:16]) + " " + line(sum[16:])
}

// offerHandheld makes a code whose digest the node keeps, and a sheet that shows
// it and is kept nowhere.
func offerHandheld(ctx context.Context, a *access, c *command.Command) (func(json.RawMessage) (json.RawMessage, error), error) {
	in := &api.DeviceOffer{}
	if err := json.Unmarshal(c.Body, in); err != nil {
		return nil, fault.New(fault.Invalid, "command.body").With(err)
	}
	code := staff.NewEnrolCode()
	request := &staff.OfferRequest{Name: in.Name, Digest: code.Digest()}
	look, err := a.looksHere(ctx, request)
	if err != nil {
		return nil, err
	}
	e, err := a.entrance()
	if err != nil {
		return nil, err
	}
	if c.Body, err = json.Marshal(request); err != nil {
		return nil, err
	}
	return func(answer json.RawMessage) (json.RawMessage, error) {
		var offered staff.OfferAnswer
		if err := json.Unmarshal(answer, &offered); err != nil {
			return nil, err
		}
		sheet, err := e.sheet(ctx, look, in, string(code), a.DB.Clock(), offered.Ends)
		if err != nil {
			return nil, err
		}
		return json.Marshal(sheet)
	}, nil
}

// looksHere puts the warehouse where the person works into a request, and says
// how their papers look there. Denied to who may not let handhelds in.
func (a *access) looksHere(ctx context.Context, r *staff.OfferRequest) (look paper.Look, err error) {
	who, err := read.Who(ctx)
	if err != nil {
		return look, err
	}
	return look, a.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		if r.Site, err = read.Site(ctx, tx, ""); err != nil {
			return err
		}
		if err := staff.May(tx, who.Person, "devices.edit", r.Site); err != nil {
			return err
		}
		if look.Lang, _, err = writerOf(tx, who.Person); err != nil {
			return err
		}
		site, err := place.GetSite(tx, r.Site)
		look.Zone = site.Timezone
		return err
	})
}

// sheet is what the handheld is shown, good until it ends.
func (e *entrance) sheet(ctx context.Context, look paper.Look, in *api.DeviceOffer, code string, now, ends time.Time) (*api.EnrolSheet, error) {
	host := e.host(in.Origin)
	s := &api.EnrolSheet{
		Name: in.Name, Code: code, Ends: ends, Fingerprint: e.fingerprint(),
		Trust: "http://" + host + authorityPath, Enter: "https://" + host + "/pick?enrol=" + code,
	}
	doc, err := paper.EnrolSheets.Draw(ctx, look, nil, &paper.EnrolSheet{
		Name: s.Name, At: now, Ends: ends, Trust: s.Trust, Fingerprint: s.Fingerprint, Enter: s.Enter, Code: code,
	})
	if err != nil {
		return nil, err
	}
	var page bytes.Buffer
	if err := doc.PDF(&page); err != nil {
		return nil, err
	}
	s.Sheet = page.Bytes()
	if s.TrustQR, err = qr(s.Trust); err != nil {
		return nil, err
	}
	s.EnterQR, err = qr(s.Enter)
	return s, err
}

// qr is a code as a PNG to be scanned off a screen.
func qr(data string) ([]byte, error) {
	const side = 40 * label.Millimetre
	img, err := label.Draw(label.Label{Width: side, Height: side, Barcodes: []label.Barcode{
		{Width: side, Height: side, Symbology: label.QR, Data: data, Align: label.Center},
	}}, label.DPI203)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = png.Encode(&out, img)
	return out.Bytes(), err
}
