package devices

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"warehouse-node/devices/wire"
)

// Info is what a manager sees when choosing a driver.
type Info struct {
	Name   string  // in the configuration: "line"
	Title  string  // for a person: "Serial, code per line"
	Config any     // the defaults, a struct
	Fields []Field // of Config, in its order: the form
}

// Checker is implemented by configs that can be wrong in more than their types,
// choices and limits. Its error is a SettingError.
type Checker interface{ Check() error }

// driver is one way to speak to a device of kind D.
type driver[D any] struct {
	Info
	check func(config json.RawMessage) error
	open  func(ctx context.Context, port wire.Port, config json.RawMessage) (D, error)
}

// Kind is a registry of drivers that all satisfy D. It is filled before main.
type Kind[D any] struct {
	name    string
	drivers map[string]driver[D]
}

// NewKind makes an empty registry; name is the singular noun of its devices.
func NewKind[D any](name string) *Kind[D] {
	return &Kind[D]{name: name, drivers: map[string]driver[D]{}}
}

// Register adds a driver; use it in a package-level var. defaults is a flat
// struct; what a configuration leaves out stays as it is there. open owns the
// port from its call on: it is closed when open fails and by closing D.
// A name used twice, and a config that cannot be a form, panic.
func Register[D, C any](k *Kind[D], name, title string, defaults C, open func(context.Context, wire.Port, C) (D, error)) Info {
	if _, dup := k.drivers[name]; dup {
		panic("devices: two " + k.name + " drivers named " + name)
	}
	base, err := json.Marshal(defaults)
	if err != nil {
		panic(fmt.Sprintf("devices: %s driver %s: %v", k.name, name, err))
	}
	decode := func(raw json.RawMessage) (C, error) {
		c, err := decodeConfig[C](base, raw)
		if err != nil {
			return c, fmt.Errorf("%s driver %s: config: %w", k.name, name, err)
		}
		return c, nil
	}
	d := driver[D]{Info: Info{Name: name, Title: title, Config: defaults, Fields: fieldsOf(defaults)}}
	d.check = func(raw json.RawMessage) error { _, err := decode(raw); return err }
	d.open = func(ctx context.Context, p wire.Port, raw json.RawMessage) (D, error) {
		var none D
		c, err := decode(raw)
		if err != nil {
			return none, errors.Join(err, p.Close())
		}
		dev, err := open(ctx, p, c)
		if err != nil {
			return none, errors.Join(fmt.Errorf("%s driver %s: %w", k.name, name, err), p.Close())
		}
		return dev, nil
	}
	k.drivers[name] = d
	return d.Info
}

// decodeConfig reads raw over a fresh copy of the defaults and judges what it got.
func decodeConfig[C any](base, raw json.RawMessage) (c C, err error) {
	if err := json.Unmarshal(base, &c); err != nil {
		return c, err
	}
	if len(raw) > 0 {
		if err := readSettings(raw, &c); err != nil {
			return c, err
		}
	}
	for _, f := range fieldsOf(c) {
		if err := f.check(); err != nil {
			return c, err
		}
	}
	if ch, ok := any(c).(Checker); ok {
		return c, ch.Check()
	}
	if ch, ok := any(&c).(Checker); ok {
		return c, ch.Check()
	}
	return c, nil
}

// Name is the singular noun of the devices: "scanner".
func (k *Kind[D]) Name() string { return k.name }

// Names lists the drivers in order.
func (k *Kind[D]) Names() []string { return slices.Sorted(maps.Keys(k.drivers)) }

// Drivers describes the drivers, by name.
func (k *Kind[D]) Drivers() []Info {
	var all []Info
	for _, name := range k.Names() {
		all = append(all, k.drivers[name].Info)
	}
	return all
}

// Check says whether Open would take this driver and config.
func (k *Kind[D]) Check(name string, config json.RawMessage) error {
	d, err := k.find(name)
	if err != nil {
		return err
	}
	return d.check(config)
}

// Open starts a driver on a port, which it owns from here on: the port is
// closed with the device, and when Open fails. An empty config is the defaults.
func (k *Kind[D]) Open(ctx context.Context, name string, p wire.Port, config json.RawMessage) (D, error) {
	d, err := k.find(name)
	if err != nil {
		var none D
		return none, errors.Join(err, p.Close())
	}
	return d.open(ctx, p, config)
}

func (k *Kind[D]) find(name string) (driver[D], error) {
	d, ok := k.drivers[name]
	if !ok {
		return d, fmt.Errorf("no %s driver named %q; there are %v", k.name, name, k.Names())
	}
	return d, nil
}
