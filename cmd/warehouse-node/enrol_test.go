package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"image/png"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"warehouse-node/ui/api"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// ownPart is what of the minute in which a handheld comes in may be the node's own:
// the rest is a person's, who scans two codes and a badge.
const ownPart = 20 * time.Second

// gate is a demo node that others reach, over TLS by its own authority.
type gate struct {
	t    *testing.T
	node *Node
	port string
	set  []*http.Cookie // by any answer
}

func newGate(t *testing.T) *gate {
	c := defaults()
	c.Node.Data = t.TempDir()
	c.Web.Listen = "0.0.0.0:0"
	n, err := Open(t.Context(), c, slog.New(slog.DiscardHandler))
	must(t, err)
	must(t, n.demo(t.Context()))
	must(t, n.Start(t.Context()))
	t.Cleanup(func() { must(t, n.Close()) })
	_, port, err := net.SplitHostPort(n.Addr.String())
	must(t, err)
	return &gate{t: t, node: n, port: port}
}

// client is a machine that trusts whom it was told to; every address leads to
// the node.
func (y *gate) client(trusts *x509.CertPool) *http.Client {
	jar, err := cookiejar.New(nil)
	must(y.t, err)
	return &http.Client{Jar: jar, Timeout: patience, Transport: &http.Transport{
		TLSClientConfig: &tls.Config{RootCAs: trusts}, ForceAttemptHTTP2: true,
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, network, net.JoinHostPort("127.0.0.1", y.port))
		},
	}}
}

func (y *gate) post(c *http.Client, base, path string, in, out any) (status int) {
	y.t.Helper()
	body, err := json.Marshal(in)
	must(y.t, err)
	req, err := http.NewRequest(http.MethodPost, base+path, bytes.NewReader(body))
	must(y.t, err)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Idempotency-Key", string(staff.NewSecret()))
	res, err := c.Do(req)
	must(y.t, err)
	defer res.Body.Close()
	y.set = append(y.set, res.Cookies()...)
	text, err := io.ReadAll(res.Body)
	must(y.t, err)
	if out != nil && res.StatusCode == http.StatusOK {
		must(y.t, json.Unmarshal(text, out))
	}
	return res.StatusCode
}

func seen(t *testing.T, picture []byte) string {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(picture))
	must(t, err)
	bitmap, err := gozxing.NewBinaryBitmapFromImage(img)
	must(t, err)
	// The picture is the code and nothing else. To look for it first, as in a photo,
	// fails for four of a thousand codes.
	read, err := qrcode.NewQRCodeReader().Decode(bitmap, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_PURE_BARCODE: true})
	must(t, err)
	return read.GetText()
}

// TestHandheldComesIn walks the sheet as a person does: the office asks for it, the
// handheld scans the authority's certificate and then the link, a badge logs in,
// and the office shuts it out again.
func TestHandheldComesIn(t *testing.T) {
	y := newGate(t)

	// The first code: the certificate, which is told without TLS and nothing else is.
	ca, err := y.node.authority()
	must(t, err)
	known := x509.NewCertPool()
	known.AddCert(ca.cert)
	office, desk := y.client(known), "https://localhost:"+y.port
	if s := y.post(office, desk, "/api/session/password", api.PasswordLogin{Login: "igor", Password: demoPassword}, nil); s != http.StatusOK {
		t.Fatalf("the office logs in: %d", s)
	}
	var sheet api.EnrolSheet
	began := time.Now()
	if s := y.post(office, desk, "/api/do/staff.device.offer", api.DeviceOffer{Name: "Терминал 3", Origin: desk}, &sheet); s != http.StatusOK {
		t.Fatalf("the offer: %d", s)
	}
	if trust, enter := seen(t, sheet.TrustQR), seen(t, sheet.EnterQR); trust != sheet.Trust || enter != sheet.Enter || !bytes.HasPrefix(sheet.Sheet, []byte("%PDF-")) {
		t.Errorf("the codes say %q and %q, the sheet %+v", trust, enter, sheet)
	}
	plain := y.client(nil)
	res, err := plain.Get(sheet.Trust)
	must(t, err)
	text, err := io.ReadAll(res.Body)
	must(t, errors.Join(err, res.Body.Close()))
	block, _ := pem.Decode(text)
	if block == nil || res.Header.Get("Content-Type") != "application/x-x509-ca-cert" || bytes.Contains(text, []byte("PRIVATE")) {
		t.Fatalf("the certificate: %s %s", res.Status, text)
	}
	if _, err := plain.Get(sheet.Enter); err == nil {
		t.Error("a handheld that does not trust the node came in")
	}
	if s := y.post(plain, strings.Replace(sheet.Trust, authorityPath, "", 1), "/api/session/device", api.EnrolCode{Code: sheet.Code}, nil); s != http.StatusForbidden {
		t.Errorf("a code in the open: %d", s)
	}

	// The second: the link, once, and from then on a badge.
	trusted := x509.NewCertPool()
	cert, err := x509.ParseCertificate(block.Bytes)
	must(t, err)
	trusted.AddCert(cert)
	handheld := y.client(trusted)
	res, err = handheld.Get(sheet.Enter)
	must(t, err)
	must(t, res.Body.Close())
	link, err := url.Parse(sheet.Enter)
	must(t, err)
	base := "https://" + link.Host
	if res.TLS == nil || res.ProtoMajor != 2 || res.Request.URL.String() != sheet.Enter { // the page itself is there when the front end is built
		t.Errorf("the link leads to %s by %s", res.Request.URL, res.Proto)
	}
	var let api.Enrolled
	if s := y.post(handheld, base, "/api/session/device", api.EnrolCode{Code: link.Query().Get("enrol")}, &let); s != http.StatusOK || let.Name != "Терминал 3" {
		t.Fatalf("the code: %d, %+v", s, let)
	}
	if s := y.post(y.client(trusted), base, "/api/session/device", api.EnrolCode{Code: sheet.Code}, nil); s != http.StatusForbidden {
		t.Errorf("the code a second time: %d", s)
	}
	badge := api.FloorBadge{Badge: demoBadge(2), Device: "handheld-3"}
	if s := y.post(handheld, base, "/api/floor/badge", badge, nil); s != http.StatusOK {
		t.Fatalf("the badge: %d", s)
	}
	if took := time.Since(began); took > ownPart {
		t.Errorf("from the offer to the first badge it took the node %s", took)
	}
	in := func() bool {
		res, err := handheld.Get(base + "/api/me")
		must(t, err)
		must(t, res.Body.Close())
		return res.StatusCode == http.StatusOK
	}
	if !in() {
		t.Error("the badge opened nothing")
	}
	if len(y.set) < 3 { // of the desk, the handheld and the badge
		t.Errorf("%d cookies were set", len(y.set))
	}
	for _, c := range y.set {
		if !c.Secure || !c.HttpOnly || c.SameSite != http.SameSiteStrictMode {
			t.Errorf("a cookie over TLS: Secure %t, HttpOnly %t, SameSite %v: %s", c.Secure, c.HttpOnly, c.SameSite, c.Name)
		}
	}

	// What its scanner spoils stands in its own row.
	lost := api.FloorScan{ID: "handheld-3-1", Device: "handheld-3", Counter: 1, Data: "]d2" + strings.ReplaceAll(itemMark, "\x1d", "")}
	if s := y.post(handheld, base, "/api/floor/scan", lost, nil); s != http.StatusOK {
		t.Fatalf("the scan: %d", s)
	}
	res, err = office.Get(desk + "/api/devices")
	must(t, err)
	var page api.DevicesPage
	must(t, errors.Join(json.NewDecoder(res.Body).Decode(&page), res.Body.Close()))
	if i := slices.IndexFunc(page.Rows, func(r api.DeviceRow) bool { return r.Name == "Терминал 3" }); i < 0 || len(page.Rows[i].Habits) != 1 || page.Rows[i].Health != "attention" {
		t.Errorf("the devices are %+v", page.Rows)
	}

	// Lost: it is shut out with whoever was logged in on it.
	var device staff.DeviceID
	must(t, y.node.DB.Read(t.Context(), func(_ context.Context, tx *store.Tx) error {
		for d, err := range staff.Devices(tx) {
			if err != nil {
				return err
			}
			device = d.ID
		}
		return nil
	}))
	if s := y.post(office, desk, "/api/do/staff.device.end", api.DeviceName{Device: device.String()}, nil); s != http.StatusOK {
		t.Fatalf("shut out: %d", s)
	}
	if in() {
		t.Error("a handheld that was shut out works on")
	}
}

// TestOnlyThisMachine: a node that nobody else reaches has nobody to let in.
func TestOnlyThisMachine(t *testing.T) {
	c := defaults()
	c.Node.Data = t.TempDir()
	n, err := Open(t.Context(), c, slog.New(slog.DiscardHandler))
	must(t, err)
	defer func() { must(t, n.Close()) }()
	if _, err := n.entrance(); err == nil {
		t.Error("a sheet leads to loopback")
	}
}

// TestHostOf: what a node that listens everywhere prints can be typed elsewhere.
func TestHostOf(t *testing.T) {
	for _, row := range []struct {
		ip   net.IP
		same bool
	}{{net.IPv4(127, 0, 0, 1), true}, {net.IPv4(192, 168, 1, 5), true}, {net.IPv4zero, false}, {net.IPv6unspecified, false}} {
		addr := &net.TCPAddr{IP: row.ip, Port: 8443}
		host, err := hostOf(addr)
		must(t, err)
		name, port, err := net.SplitHostPort(host)
		must(t, err)
		if ip := net.ParseIP(name); port != "8443" || (host == addr.String()) != row.same || ip != nil && ip.IsUnspecified() {
			t.Errorf("%s is called %s", addr, host)
		}
	}
}
