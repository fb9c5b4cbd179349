//go:build !linux && (!darwin || cgo)

package serial

import (
	"context"
	"strings"

	"go.bug.st/serial/enumerator"
)

func ports(context.Context) ([]found, error) {
	list, err := enumerator.GetDetailedPortsList()
	if err != nil {
		return nil, err
	}
	var all []found
	for _, p := range list {
		f := found{node: p.Name, name: p.Name, serial: p.SerialNumber}
		if p.IsUSB {
			f.usb = strings.ToLower(p.VID + ":" + p.PID)
			if p.Product != "" {
				f.name = p.Product
			}
		}
		all = append(all, f)
	}
	return all, nil
}
