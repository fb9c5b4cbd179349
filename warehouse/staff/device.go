package staff

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"iter"
	"strings"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/store"
)

// DeviceID names an enrolled device.
type DeviceID = ident.ID[deviceKind]

type deviceKind struct{}

// Device is a handheld or bench computer that was let in once and shows a
// secret of its own from then on. Who works with it is another matter: a
// person's badge or password opens a Session on it.
type Device struct {
	ID     DeviceID
	Digest Digest
	Name   string           // "handheld 3"
	Site   warehouse.SiteID // where it belongs; zero for anywhere
	Since  time.Time
	Seen   time.Time // to within SeenEvery
}

func deviceRow(r *store.Row, d *Device) {
	ident.Field(r, 1, &d.ID)
	digestField(r, 2, &d.Digest)
	store.Text(r, 3, &d.Name)
	ident.Field(r, 4, &d.Site)
	store.Time(r, 5, &d.Since)
	store.Time(r, 6, &d.Seen)
}

// offer is a code with which one device may come in.
type offer struct {
	Digest Digest
	Name   string
	Site   warehouse.SiteID
	Ends   time.Time
}

func offerRow(r *store.Row, o *offer) {
	digestField(r, 1, &o.Digest)
	store.Text(r, 2, &o.Name)
	ident.Field(r, 3, &o.Site)
	store.Time(r, 4, &o.Ends)
}

var (
	devices        = store.NewTable("staff.devices", func(d *Device) DeviceID { return d.ID }, deviceRow)
	deviceByDigest = store.NewIndex(devices, "digest", func(d *Device) []Digest { return []Digest{d.Digest} }).Unique()
	offers         = store.NewTable("staff.offers", func(o *offer) Digest { return o.Digest }, offerRow)
)

// RightDevices is the right to let devices in and to shut them out.
const RightDevices Right = "devices.edit"

var codeAlphabet = base32.NewEncoding("ABCDEFGHJKLMNPQRSTUVWXYZ23456789").WithPadding(base32.NoPadding)

// NewEnrolCode makes the code that a QR sheet shows and a person can type:
// twelve characters, 60 bits, for a quarter of an hour.
func NewEnrolCode() Secret {
	var b [8]byte
	_, _ = rand.Read(b[:]) // never fails
	code := codeAlphabet.EncodeToString(b[:])
	return Secret(code[:4] + "-" + code[4:8] + "-" + code[8:12])
}

// FoldEnrolCode reads a code as people type it.
func FoldEnrolCode(text string) Secret {
	text = strings.ToUpper(strings.Map(func(r rune) rune {
		if r == '-' || r == ' ' {
			return -1
		}
		return r
	}, text))
	if len(text) != 12 {
		return Secret(text)
	}
	return Secret(text[:4] + "-" + text[4:8] + "-" + text[8:])
}

// OfferRequest makes a code with which one device may come in.
type OfferRequest struct {
	Name   string           `json:"name"`
	Site   warehouse.SiteID `json:"site,omitzero"`
	Digest Digest           `json:"digest"` // of NewEnrolCode
}

// OfferAnswer says how long the code is good.
type OfferAnswer struct {
	Ends time.Time `json:"ends"`
}

// OfferSite is the site where the device will belong.
func OfferSite(_ *store.Tx, r *OfferRequest) (warehouse.SiteID, error) { return r.Site, nil }

// OfferDevice carries out an OfferRequest.
func OfferDevice(_ context.Context, tx *store.Tx, r *OfferRequest) (*OfferAnswer, error) {
	name, err := cleanName(r.Name)
	if err != nil {
		return nil, err
	}
	if r.Digest.IsZero() {
		return nil, fault.New(fault.Invalid, "staff.digest")
	}
	policy, err := Rules.Get(tx)
	if err != nil {
		return nil, err
	}
	o := &offer{r.Digest, name, r.Site, tx.Now().Add(time.Duration(policy.EnrolMinutes) * time.Minute)}
	if err := offers.Insert(tx, o); err != nil {
		return nil, err
	}
	return &OfferAnswer{o.Ends}, EnrolOfferedKind.Record(tx, EnrolOffered{o.Name, o.Site, o.Ends})
}

// EnrolRequest is what a device sends with the code. The node carries it out,
// since a device is nobody; the Gate's Enrol slows down those who guess codes.
type EnrolRequest struct {
	Code   Digest `json:"code"`
	Digest Digest `json:"digest"` // of the secret that the device will show
}

// EnrolAnswer names the device.
type EnrolAnswer struct {
	Device DeviceID         `json:"device"`
	Name   string           `json:"name"`
	Site   warehouse.SiteID `json:"site,omitzero"`
}

// Enrol makes the request of a code that a device sent from an address. TooOften
// for one that was wrong too many times.
func (g *Gate) Enrol(ctx context.Context, code, address string, secret Secret) (*EnrolRequest, error) {
	from := counted{"address " + address, perAddress}
	if err := g.throttle.begin(from); err != nil {
		return nil, err
	}
	r := &EnrolRequest{FoldEnrolCode(code).Digest(), secret.Digest()}
	if err := g.db.Read(ctx, func(_ context.Context, tx *store.Tx) error { _, err := r.offer(tx); return err }); err != nil {
		return nil, err
	}
	g.throttle.succeed("", from.key)
	return r, nil
}

func (r *EnrolRequest) offer(tx *store.Tx) (*offer, error) {
	o, err := offers.Find(tx, r.Code)
	if err == nil && (o == nil || !tx.Now().Before(o.Ends)) {
		err = fault.New(fault.Denied, "staff.enrol_code")
	}
	return o, err
}

// EnrolDevice lets a device in. Denied for a code that is none, too old, or
// used.
func EnrolDevice(_ context.Context, tx *store.Tx, r *EnrolRequest) (*EnrolAnswer, error) {
	if r.Digest.IsZero() {
		return nil, fault.New(fault.Invalid, "staff.digest")
	}
	o, err := r.offer(tx)
	if err != nil {
		return nil, err
	}
	if err := offers.Delete(tx, o.Digest); err != nil {
		return nil, err
	}
	d := &Device{ident.New[deviceKind](tx), r.Digest, o.Name, o.Site, tx.Now(), tx.Now()}
	if err := devices.Insert(tx, d); err != nil {
		return nil, err
	}
	return &EnrolAnswer{d.ID, d.Name, d.Site}, DeviceEnrolledKind.Record(tx, DeviceEnrolled{d.ID, d.Name, d.Site})
}

// EnterDevice says which device a secret is of. Denied "staff.device" for none.
func EnterDevice(tx *store.Tx, secret Secret) (*Device, error) {
	d, err := deviceByDigest.Find(tx, secret.Digest())
	if err == nil && d == nil {
		err = fault.New(fault.Denied, "staff.device")
	}
	return d, err
}

// Devices walks the enrolled devices in the order they came.
func Devices(tx *store.Tx) iter.Seq2[*Device, error] { return devices.All(tx) }

// Stale says that TouchDevice is due.
func (d *Device) Stale(now time.Time) bool { return now.Sub(d.Seen) >= SeenEvery }

// DeviceRequest names a device.
type DeviceRequest struct {
	Device DeviceID `json:"device"`
}

// DeviceSite is the site where a device belongs.
func DeviceSite(tx *store.Tx, r *DeviceRequest) (warehouse.SiteID, error) {
	d, err := devices.Find(tx, r.Device)
	if err != nil || d == nil {
		return warehouse.SiteID{}, err
	}
	return d.Site, nil
}

// EndDevice shuts a device out, a lost handheld, and ends the sessions on it.
func EndDevice(_ context.Context, tx *store.Tx, r *DeviceRequest) (*None, error) {
	d, err := devices.Find(tx, r.Device)
	if err != nil || d == nil {
		return &None{}, err
	}
	if err := devices.Delete(tx, d.ID); err != nil {
		return nil, err
	}
	for s, err := range sessions.All(tx) {
		if err != nil {
			return nil, err
		}
		if s.Device == d.ID {
			if err := endSession(tx, s); err != nil {
				return nil, err
			}
		}
	}
	return &None{}, DeviceEndedKind.Record(tx, DeviceEnded{d.ID, d.Name})
}

// TouchDevice notes that a device was seen, when that is Stale. The node does it.
func TouchDevice(_ context.Context, tx *store.Tx, r *DeviceRequest) (*None, error) {
	d, err := devices.Find(tx, r.Device)
	if err != nil || d == nil || !d.Stale(tx.Now()) {
		return &None{}, err
	}
	d.Seen = tx.Now()
	return &None{}, devices.Put(tx, d)
}
