package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"strconv"

	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/staff"
)

// welcome prints where the screens are and, on the first start, the one-time
// link that makes the first person.
func (n *Node) welcome(ctx context.Context, out io.Writer, demo bool) error {
	scheme := "http"
	if !loopback(n.Config.Web.Listen) {
		scheme = "https"
	}
	host, err := hostOf(n.Addr)
	if err != nil {
		return err
	}
	base := scheme + "://" + host
	if _, err := fmt.Fprintf(out, "office    %s/\nhandheld  %s/pick\npacking   %s/pack\n", base, base, base); err != nil {
		return err
	}
	if demo {
		return printDemoLogins(out)
	}
	secret := staff.NewSecret()
	needed, err := offerSetup.Do(ctx, n.Door, command.Command{Itself: true, Device: "first start"}, &staff.SetupOffer{Digest: secret.Digest()})
	if err != nil || !needed.Needed {
		return err
	}
	_, err = fmt.Fprintf(out, "set up    %s/setup/%s\n", base, string(secret))
	return err
}

// hostOf is an address that a browser elsewhere can be told: a node that listens
// everywhere is reached by the first name of its machine.
func hostOf(addr net.Addr) (string, error) {
	tcp, ok := addr.(*net.TCPAddr)
	if !ok || !tcp.IP.IsUnspecified() {
		return addr.String(), nil
	}
	names, err := reached()
	if err != nil {
		return "", err
	}
	return net.JoinHostPort(names[0], strconv.Itoa(tcp.Port)), nil
}
