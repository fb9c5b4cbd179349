package wire

import (
	"context"
	"errors"
	"net"
	"net/url"
	"time"
)

// Limits of a TCP device.
const (
	// DialTimeout bounds the opening of a connection. The kernel knocks at 0 and
	// 1 s; waiting longer would only make a device that is back wait for us.
	DialTimeout = 1500 * time.Millisecond
	// WriteTimeout bounds one Write: a device that takes no bytes that long
	// gives os.ErrDeadlineExceeded, and how much it took is not known.
	WriteTimeout = 10 * time.Second
)

var _ = Scheme("tcp", openTCP)

func openTCP(ctx context.Context, u *url.URL) (Port, error) {
	if _, err := Options(u); err != nil {
		return nil, err
	}
	if u.Path != "" && u.Path != "/" {
		return nil, errors.New("a TCP address has a host and a port only")
	}
	d := net.Dialer{
		Timeout: DialTimeout,
		// A device whose cable was pulled says nothing; this notices it within 15 s.
		KeepAliveConfig: net.KeepAliveConfig{Enable: true, Idle: 5 * time.Second, Interval: 5 * time.Second, Count: 2},
	}
	c, err := d.DialContext(ctx, "tcp", u.Host)
	if err != nil {
		return nil, err
	}
	return tcpPort{c}, nil
}

type tcpPort struct{ net.Conn }

func (p tcpPort) Write(b []byte) (int, error) {
	if err := p.SetWriteDeadline(time.Now().Add(WriteTimeout)); err != nil {
		return 0, err
	}
	return p.Conn.Write(b)
}
