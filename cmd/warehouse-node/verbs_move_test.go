package main

import (
	"fmt"
	"net/http"
	"strings"

	"warehouse-node/ui/api"
)

// types is a person who types an answer on the screen, "expiry=2028-06-30 …", and
// confirms it.
func (d *day) types(p *person, args []string) error {
	if err := d.look(p); err != nil {
		return err
	}
	p.counter++
	in := api.FloorTouch{
		ID: fmt.Sprintf("%s-%d", p.login, p.counter), Device: "handheld " + p.login, Counter: p.counter,
		Version: p.state.Version, Action: "confirm", Args: map[string]string{},
	}
	for _, arg := range args {
		name, value, ok := strings.Cut(arg, "=")
		if !ok {
			return fmt.Errorf("%q is no NAME=VALUE", arg)
		}
		in.Args[name] = value
	}
	return d.call(p, http.MethodPost, "/api/floor/touch", in, &p.state)
}
