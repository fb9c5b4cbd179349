package wire

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Port is an open line to one device. One goroutine may read while another
// writes; Close may come from anywhere and ends both.
type Port interface {
	io.ReadWriteCloser
	// SetReadDeadline ends every read, also one that waits now, that finds
	// nothing before t, with os.ErrDeadlineExceeded. The zero time means never.
	SetReadDeadline(t time.Time) error
}

// Wakes ends a read of p that waits when ctx ends. The next read finds no trace of
// that if done is called before its deadline is set: done returns after it happened.
func Wakes(ctx context.Context, p Port) (done func()) {
	woken := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		_ = p.SetReadDeadline(time.Unix(1, 0)) // a port that is gone wakes by itself
		close(woken)
	})
	return func() {
		if !stop() {
			<-woken
		}
	}
}

// Rest waits so long, or until ctx ends; then its error.
func Rest(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// ErrBusy is in the error of Open when another program, or another part of
// this one, already holds the device.
var ErrBusy = errors.New("the device is in use")

// ErrGone is in the error of a read or a write after the device was unplugged,
// where the system tells that from other troubles.
var ErrGone = errors.New("the device was unplugged")

// Busy is ErrBusy with the node that is held, so that who holds it can be
// looked for.
type Busy struct{ Node string }

func (b *Busy) Error() string { return b.Node + ": " + ErrBusy.Error() }
func (b *Busy) Unwrap() error { return ErrBusy }

type openFunc = func(ctx context.Context, u *url.URL) (Port, error)

// openers and listers are filled by package-level variables, before main.
var (
	openers = map[string]openFunc{}
	listers = map[string]func(ctx context.Context) ([]Found, error){}
)

// Scheme teaches Open the addresses that begin with name and "://". Use it in a
// package-level var. Twice is a panic.
func Scheme(name string, open func(ctx context.Context, u *url.URL) (Port, error)) struct{} {
	if _, dup := openers[name]; dup {
		panic("wire: two schemes named " + name)
	}
	openers[name] = open
	return struct{}{}
}

// Open opens the device at an address. ctx bounds the opening alone, not the
// life of the port.
func Open(ctx context.Context, address string) (Port, error) {
	u, err := ParseAddress(address)
	if err != nil {
		return nil, err
	}
	open, ok := openers[u.Scheme]
	if !ok {
		return nil, fmt.Errorf("address %q: no scheme %q; there are %v", address, u.Scheme, slices.Sorted(maps.Keys(openers)))
	}
	p, err := open(ctx, u)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", address, err)
	}
	return p, nil
}

// ParseAddress is url.Parse for devices: a HID host ("0c2e:0b6a") is not a
// host and a port, which net/url insists on.
func ParseAddress(address string) (*url.URL, error) {
	scheme, rest, ok := strings.Cut(address, "://")
	if !ok || scheme == "" || rest == "" {
		return nil, fmt.Errorf("address %q: want scheme://where, as in tcp://10.0.0.7:9100", address)
	}
	rest, query, _ := strings.Cut(rest, "?")
	if _, err := url.ParseQuery(query); err != nil {
		return nil, fmt.Errorf("address %q: %w", address, err)
	}
	host, path := rest, ""
	if i := strings.IndexByte(rest, '/'); i >= 0 {
		host, path = rest[:i], rest[i:]
	}
	clean, err := url.PathUnescape(path)
	if err != nil {
		return nil, fmt.Errorf("address %q: %w", address, err)
	}
	return &url.URL{Scheme: scheme, Host: host, Path: clean, RawQuery: query}, nil
}

// Options reads the query of an address and refuses what is not among known, so
// that a misspelt option is an error and not a default.
func Options(u *url.URL, known ...string) (url.Values, error) {
	q, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return nil, err
	}
	for k := range q {
		if !slices.Contains(known, k) {
			return nil, fmt.Errorf("no option %q; there are %v", k, known)
		}
	}
	return q, nil
}

// Found is a device that hangs here now.
type Found struct {
	Address string // opens it
	Name    string // for a person: maker and model, where the device tells
	Serial  string // of the device; "" when it has none
	Node    string // its file or port here and now; "" when it has none
}

// Lister teaches List the devices of a scheme. Use it in a package-level var.
// Twice is a panic.
func Lister(scheme string, list func(ctx context.Context) ([]Found, error)) struct{} {
	if _, dup := listers[scheme]; dup {
		panic("wire: two listers of " + scheme)
	}
	listers[scheme] = list
	return struct{}{}
}

// List names the devices that hang here now, by scheme and then as the scheme
// orders them. A scheme that cannot look does not hide the others: what was
// found comes together with its error.
func List(ctx context.Context) ([]Found, error) {
	var all []Found
	var errs []error
	for _, scheme := range slices.Sorted(maps.Keys(listers)) {
		found, err := listers[scheme](ctx)
		if err != nil {
			errs = append(errs, fmt.Errorf("list %s devices: %w", scheme, err))
		}
		all = append(all, found...)
	}
	return all, errors.Join(errs...)
}
