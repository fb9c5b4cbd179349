package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"time"

	"warehouse-node/ui/locale"
)

// devicesCmd is the devices of this machine on the command line. While a node
// runs on the data folder it is asked, since it has the devices open; without one
// they are opened here.
type devicesCmd struct {
	List   devicesList   `cmd:"" help:"List the devices of the configuration and what is plugged in, with how each fares."`
	Test   devicesTest   `cmd:"" help:"Try one device: a printer prints a small label; a cash register tells its state and prints nothing; a scanner shows what it reads until Ctrl-C."`
	Record devicesRecord `cmd:"" help:"Record the conversation with one device into a .wire file, until Ctrl-C."`
	Replay devicesReplay `cmd:"" help:"Play a .wire file to its driver and say the first difference."`
}

type devicesList struct{ where }

// Run lists; a device that does not answer is a row like any other.
func (l *devicesList) Run(ctx context.Context, out io.Writer) error {
	c, err := l.read()
	if err != nil {
		return err
	}
	if asked, err := askRunning(ctx, c, "devices list", nil, out); asked || err != nil {
		return err
	}
	return listDevices(ctx, c.Devices, func(d *DeviceConfig) string { return probed(ctx, d) }, out)
}

type devicesTest struct {
	where
	Name string `arg:"" help:"Name of the device in the configuration."`
	Lang string `default:"" enum:",ru,uk,en" help:"Language of the label and of what became of it: ru, uk or en; that of the terminal when left out."`
}

// Run tries one device. One that cannot be reached or says nothing is told of within
// seconds.
func (t *devicesTest) Run(ctx context.Context, out io.Writer) error {
	c, err := t.read()
	if err != nil {
		return err
	}
	d, err := c.device(t.Name)
	if err != nil {
		return err
	}
	lang := locale.Lang(cmp.Or(t.Lang, string(ofTerminal(os.Getenv))))
	asked, err := askRunning(ctx, c, "devices test", []string{d.Name, string(lang)}, out)
	if !asked && err == nil {
		err = tryDevice(ctx, d, lang, nil, out)
	}
	if ctx.Err() != nil {
		return nil // whoever ended it knows; how far it came was said
	}
	return err
}

type devicesRecord struct {
	where
	Name string        `arg:"" help:"Name of the device in the configuration."`
	Path string        `arg:"" name:"file" help:"The file; it must not be there yet." type:"path"`
	For  time.Duration `help:"End by itself after so long, as 30s."`
}

// Run records until it is told to stop. The file is its owner's alone: what a
// printer or a register is told names people.
func (r *devicesRecord) Run(ctx context.Context, out io.Writer) error {
	c, err := r.read()
	if err != nil {
		return err
	}
	d, err := c.device(r.Name)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(r.Path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(out, "Recording %s; Ctrl-C ends it. Labels and receipts name buyers, and a card of elsewhere may be somebody's badge:\nread the file before you give it away.\n", d.Name); err != nil {
		return errors.Join(err, f.Close())
	}
	if r.For > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, r.For)
		defer cancel()
	}
	err = errors.Join(record(ctx, c, d, f, out), f.Close())
	info, serr := os.Stat(r.Path)
	if serr == nil && info.Size() == 0 {
		err = errors.Join(err, os.Remove(r.Path))
	}
	if err != nil || serr != nil {
		return errors.Join(err, serr)
	}
	_, err = fmt.Fprintf(out, "%s: %d bytes\n", r.Path, info.Size())
	return err
}

// record writes the conversation of a device into f, by the node that runs or
// without one.
func record(ctx context.Context, c Config, d *DeviceConfig, f, out io.Writer) error {
	if asked, err := askRunning(ctx, c, "devices record", []string{d.Name}, f); asked || err != nil {
		return err
	}
	return tryDevice(ctx, d, ofTerminal(os.Getenv), f, out)
}

// device is a device of the configuration by its name.
func (c *Config) device(name string) (*DeviceConfig, error) {
	for i := range c.Devices {
		if c.Devices[i].Name == name {
			return &c.Devices[i], nil
		}
	}
	if c.origins.file == "" {
		return nil, fmt.Errorf("no configuration was named, so there is no device %q: name it with --config FILE", name)
	}
	return nil, fmt.Errorf("the configuration has no device %q; warehouse-node devices list names them", name)
}

// askRunning sends an order to the node that runs on the data folder. asked is
// false when none does.
func askRunning(ctx context.Context, c Config, do string, args []string, out io.Writer) (asked bool, err error) {
	var d net.Dialer
	conn, err := d.DialContext(ctx, "unix", (&Node{Config: c}).path(controlSocket))
	if err != nil {
		return false, nil // nobody listens there
	}
	return true, speak(ctx, conn, request{do, args}, out)
}
