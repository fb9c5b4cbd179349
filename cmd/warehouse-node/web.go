package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"syscall"

	"warehouse-node/ui/api"
	"warehouse-node/ui/locale"
	"warehouse-node/warehouse/staff"
)

type fromKey struct{}

// from is where a request came from, and the secret of the handheld it came
// from, if that was let in.
type from struct {
	address, where string
	device         staff.Secret
}

// remembering keeps where a request came from in its context, for those who
// slow down guessing and for the list of open sessions.
func remembering(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, err := net.SplitHostPort(r.RemoteAddr)
		if err != nil {
			host = r.RemoteAddr
		}
		f := from{address: host, where: r.UserAgent()}
		if c, err := r.Cookie(api.DeviceCookie); err == nil {
			f.device = staff.Secret(c.Value)
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), fromKey{}, f)))
	})
}

func addressOf(ctx context.Context) string { f, _ := ctx.Value(fromKey{}).(from); return f.address }
func whereOf(ctx context.Context) string   { f, _ := ctx.Value(fromKey{}).(from); return f.where }

func deviceOf(ctx context.Context) staff.Secret { f, _ := ctx.Value(fromKey{}).(from); return f.device }

// unheard are the reasons for which nothing can listen at an address that have words.
var unheard = []struct {
	sign error
	code string
}{
	{syscall.EADDRINUSE, "listen.taken"},
	{syscall.EADDRNOTAVAIL, "listen.elsewhere"},
	{fs.ErrPermission, "listen.denied"},
}

// listen takes the address of the screens, or says in a language which setting names
// it and what to do.
func listen(lang locale.Lang, address string) (net.Listener, error) {
	l, err := net.Listen("tcp", address)
	if err == nil {
		return l, nil
	}
	code := "listen.elsewhere" // a name that is no machine's
	if _, nameless := errors.AsType[*net.DNSError](err); !nameless {
		code = "listen.other"
	}
	for _, u := range unheard {
		if errors.Is(err, u.sign) {
			code = u.code
		}
	}
	return nil, fmt.Errorf("%s (%w)", locale.Say(lang, code, locale.Args{"address": address}), err)
}

// loopback says whether an address is reached from this machine only.
func loopback(listen string) bool {
	host, _, err := net.SplitHostPort(listen)
	if err != nil {
		return false
	}
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
