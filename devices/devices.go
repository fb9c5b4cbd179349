// Package devices is what drivers of every kind have in common: a name, a
// typed config with defaults, and a registry to be found in.
package devices

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"warehouse-node/devices/wire"
)

// Info is what a manager sees when choosing a driver.
type Info struct {
	Name   string
	Title  string
	Config any // the defaults; its fields are the form
}

type driver[D any] struct {
	Info
	open func(ctx context.Context, port wire.Port, config json.RawMessage) (D, error)
}

// Kind is a registry of drivers that all satisfy D.
type Kind[D any] struct {
	name    string
	drivers map[string]driver[D]
}

func NewKind[D any](name string) *Kind[D] {
	return &Kind[D]{name: name, drivers: map[string]driver[D]{}}
}

// Register adds a driver; use it in a package-level var. Twice is a panic.
func Register[D, C any](k *Kind[D], name, title string, defaults C, open func(context.Context, wire.Port, C) (D, error)) Info {
	if _, dup := k.drivers[name]; dup {
		panic("devices: two " + k.name + " drivers named " + name)
	}
	info := Info{Name: name, Title: title, Config: defaults}
	k.drivers[name] = driver[D]{info, func(ctx context.Context, p wire.Port, raw json.RawMessage) (D, error) {
		c := defaults
		if len(raw) > 0 {
			dec := json.NewDecoder(bytes.NewReader(raw))
			dec.DisallowUnknownFields()
			if err := dec.Decode(&c); err != nil {
				var none D
				return none, fmt.Errorf("%s driver %s: config: %w", k.name, name, err)
			}
		}
		return open(ctx, p, c)
	}}
	return info
}

func (k *Kind[D]) Names() []string { return slices.Sorted(maps.Keys(k.drivers)) }

func (k *Kind[D]) Open(ctx context.Context, name string, p wire.Port, config json.RawMessage) (D, error) {
	d, ok := k.drivers[name]
	if !ok {
		var none D
		return none, fmt.Errorf("no %s driver named %q; there are %v", k.name, name, k.Names())
	}
	return d.open(ctx, p, config)
}
