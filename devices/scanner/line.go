package scanner

import (
	"bufio"
	"context"
	"strings"

	"warehouse-node/devices"
	"warehouse-node/devices/wire"
)

// Any serial scanner that ends a code with a line end, with an AIM symbology
// prefix ("]E0") if it was asked to send one.
var _ = devices.Register(Drivers, "line", "Serial, code per line", lineConfig{AIM: true}, openLine)

type lineConfig struct {
	AIM bool // codes begin with an AIM identifier
}

type line struct {
	lineConfig
	r *bufio.Reader
}

func openLine(_ context.Context, p wire.Port, c lineConfig) (Scanner, error) {
	return &line{c, bufio.NewReader(p)}, nil
}

var aim = map[string]string{"]E0": "ean13", "]C1": "gs1-128", "]Q1": "qr", "]d2": "gs1-datamatrix"}

func (l *line) Next(context.Context) (Scan, error) {
	for {
		s, err := l.r.ReadString('\r')
		if err != nil {
			return Scan{}, err
		}
		if s = strings.Trim(s, "\r\n"); s == "" {
			continue
		}
		if l.AIM && len(s) > 3 && s[0] == ']' {
			return Scan{aim[s[:3]], s[3:]}, nil
		}
		return Scan{Data: s}, nil
	}
}
