//go:build !linux && (!darwin || cgo)

package serial

import (
	"context"
	"strings"

	"go.bug.st/serial/enumerator"

	"warehouse-node/devices/wire"
)

func ports(context.Context) ([]found, error) {
	list, err := enumerator.GetDetailedPortsList()
	if err != nil {
		return nil, err
	}
	var all []found
	for _, p := range list {
		f := found{node: p.Name, name: p.Name}
		if p.IsUSB {
			f.usb = wire.USB{ID: strings.ToLower(p.VID + ":" + p.PID), Serial: p.SerialNumber}
			if p.Product != "" {
				f.name = p.Product
			}
		}
		all = append(all, f)
	}
	return all, nil
}
