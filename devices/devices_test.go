package devices_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"warehouse-node/devices"
	"warehouse-node/devices/wire"
)

type lamp struct {
	lampConfig
	port wire.Port
}

type lampConfig struct {
	Colour string `choice:"red green"`
	Name   string
	Bright int `within:"0 100"`
	Blink  bool
}

func (c lampConfig) Check() error {
	if c.Blink && c.Bright == 0 {
		return &devices.SettingError{Name: "Blink", Why: "a dark lamp does not"}
	}
	return nil
}

func lamps() *devices.Kind[lamp] {
	k := devices.NewKind[lamp]("lamp")
	devices.Register(k, "tower", "A lamp on a pole", lampConfig{Colour: "red", Bright: 50},
		func(_ context.Context, p wire.Port, c lampConfig) (lamp, error) { return lamp{c, p}, nil })
	return k
}

func port(t *testing.T, text string) *wire.Replay {
	r, err := wire.ParseReplay(text)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestConfig(t *testing.T) {
	k := lamps()
	for _, row := range []struct{ config, want, err string }{
		{``, "red/50", ""},
		{`{}`, "red/50", ""},
		{`{"Bright":7}`, "red/7", ""},
		{`{"Colour":"green"}`, "green/50", ""},
		{`{"Brigth":7}`, "", `Brigth: there is no such setting: there are Colour, Name, Bright, Blink`},
		{`{"Bright":"7"}`, "", "Bright: a whole number from 0 to 100 is wanted"},
		{`{"Blink":1}`, "", "Blink: true or false is wanted"},
		{`{"Colour":7}`, "", "Colour: one of red, green is wanted"},
		{`{"bright":7}`, "red/7", ""},
		{`{"Bright":0}`, "red/0", ""},
		{`{"Bright":100}`, "red/100", ""},
		{`{"Bright":101}`, "", "Bright: 101 is not from 0 to 100"},
		{`{"Bright":-1}`, "", "Bright: -1 is not from 0 to 100"},
		{`{"Bright":0,"Blink":true}`, "", "Blink"},
		{`{"Colour":"blue"}`, "", `Colour: "blue" is none of red, green`},
		{`{"Colour":""}`, "", "Colour"},
		{`{"Bright":1.5}`, "", "Bright: 1.5 is too small, too large or not whole"},
		{`{} {}`, "", "follows"},
		{`[`, "", "unexpected"},
	} {
		p := port(t, "")
		got, err := k.Open(context.Background(), "tower", p, json.RawMessage(row.config))
		switch {
		case row.err == "" && err != nil, row.err != "" && (err == nil || !strings.Contains(err.Error(), row.err)):
			t.Errorf("%s: error %v, want %q", row.config, err, row.err)
		case row.err == "":
			if s := fmt.Sprintf("%s/%d", got.Colour, got.Bright); s != row.want {
				t.Errorf("%s: got %s, want %s", row.config, s, row.want)
			}
		}
		if err != nil {
			if _, err := p.Read(make([]byte, 1)); !errors.Is(err, net.ErrClosed) {
				t.Errorf("%s: the port of a driver that did not open is not closed: %v", row.config, err)
			}
		}
		if checked := k.Check("tower", json.RawMessage(row.config)); (checked == nil) != (err == nil) {
			t.Errorf("%s: Check says %v, Open says %v", row.config, checked, err)
		}
	}
}

func TestForm(t *testing.T) {
	want := []devices.Field{
		{Name: "Colour", Type: "choice", Default: "red", Choices: []string{"red", "green"}},
		{Name: "Name", Type: "text"},
		{Name: "Bright", Type: "number", Default: "50", Limits: &devices.Limits{Most: 100}},
		{Name: "Blink", Type: "switch", Default: "false"},
	}
	k := lamps()
	if d := cmp.Diff(want, k.Drivers()[0].Fields); d != "" {
		t.Error(d)
	}
	if k.Name() != "lamp" || k.Drivers()[0].Title != "A lamp on a pole" {
		t.Error(k.Name(), k.Drivers())
	}
}

func TestUnknownDriver(t *testing.T) {
	_, err := lamps().Open(context.Background(), "twoer", port(t, ""), nil)
	if err == nil || !strings.Contains(err.Error(), `"twoer"`) || !strings.Contains(err.Error(), "tower") {
		t.Errorf("got %v, want both names", err)
	}
}

func TestRegisterPanics(t *testing.T) {
	open := func(context.Context, wire.Port, lampConfig) (lamp, error) { return lamp{}, nil }
	for name, register := range map[string]func(){
		"twice": func() { devices.Register(lamps(), "tower", "", lampConfig{}, open) },
		"float": func() {
			devices.Register(lamps(), "x", "", struct{ Ratio float64 }{}, func(context.Context, wire.Port, struct{ Ratio float64 }) (lamp, error) { return lamp{}, nil })
		},
		"not a struct": func() {
			devices.Register(lamps(), "x", "", 5, func(context.Context, wire.Port, int) (lamp, error) { return lamp{}, nil })
		},
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			register()
		})
	}
}
