// Command warehouse-node is the one service of a store's back office: devices,
// warehouse, orders and screens in one process over one embedded database.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"syscall"

	"github.com/alecthomas/kong"
)

// cli is the command line.
type cli struct {
	Serve   serveCmd   `cmd:"" help:"Run the node until it is told to stop."`
	Config  configCmd  `cmd:"" help:"Print a configuration file with every setting and what it is for."`
	Check   checkCmd   `cmd:"" help:"Prove store, ledger, promise and journal of a node that runs or is stopped."`
	Backup  backupCmd  `cmd:"" help:"Copy the database of a node that runs or is stopped into a file, and verify the copy."`
	Restore restoreCmd `cmd:"" help:"Make a data folder of a backup."`
	User    userCmd    `cmd:"" help:"People who may log in."`
	Devices devicesCmd `cmd:"" help:"Scanners, printers and cash registers of this machine, beside a running node too."`
	Route   routeCmd   `cmd:"" help:"Order the stops of picking trips by the shortest walk, from files."`
	Help    helpCmd    `cmd:"" help:"Show a page of the operator's manual."`
}

type configCmd struct {
	Example struct{} `cmd:"" help:"Print a configuration file with every setting and what it is for."`
}

func (configCmd) Run(out io.Writer) error {
	text, err := exampleConfig()
	if err != nil {
		return err
	}
	_, err = out.Write(text)
	return err
}

// where is what commands on a data folder have in common.
type where struct {
	File   string `name:"config" short:"c" type:"path" help:"Configuration file."`
	Data   string `help:"Data folder, instead of the file's."`
	Listen string `help:"Address and port, instead of the file's."`
}

func (w *where) read() (Config, error) {
	c, err := readConfig(w.File)
	if w.Data != "" {
		c.Node.Data = w.Data
	}
	if w.Listen != "" {
		c.Web.Listen = w.Listen
	}
	return c, err
}

// existing is read for a command that a folder without a node has no answer to: it
// makes none there, and says where it looked.
func (w *where) existing() (Config, error) {
	c, err := w.read()
	if err != nil {
		return c, err
	}
	return c, inhabited(c.Node.Data)
}

// inhabited refuses a data folder in which there is no node.
func inhabited(dir string) error {
	_, err := os.Stat(filepath.Join(dir, "node.db"))
	if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if whole, err := filepath.Abs(dir); err == nil {
		dir = whole
	}
	return fmt.Errorf("%s: there is no node in this folder: name its settings with --config FILE, or the folder of its data with --data FOLDER", dir)
}

type serveCmd struct {
	where
	Demo     bool `help:"Fill an empty data folder with a demo shop, people with known passwords and simulated devices."`
	KeysLost bool `help:"Go on although keys.db is gone for good: nobody of whom the database tells has a name any more."`
}

func (s *serveCmd) Run(ctx context.Context, out io.Writer) error {
	c, err := s.read()
	if err != nil {
		return err
	}
	log, err := newLog(c.Log)
	if err != nil {
		return err
	}
	slog.SetDefault(log) // what a part logs that was given no log of its own
	if s.KeysLost {
		if err := inhabited(c.Node.Data); err != nil {
			return err
		}
		if err := newKeys(ctx, c.Node.Data); err != nil {
			return err
		}
	}
	return ending(s.serve(ctx, c, log, out), c.Node.Data)
}

// ballast is memory that is never touched, so that the machine never gives it: it
// only makes the collector wait until so many more bytes were thrown away. The
// node's own heap is small, and without it so many scans met a collection that one
// in a hundred took half as long again.
const ballast = 64 << 20

// serve runs a node until it is told to stop, or cannot go on.
func (s *serveCmd) serve(ctx context.Context, c Config, log *slog.Logger, out io.Writer) error {
	heavy := make([]byte, ballast)
	defer runtime.KeepAlive(heavy)
	n, err := openToServe(ctx, c, log)
	if err != nil {
		return err
	}
	if s.Demo {
		if err := n.demo(ctx); err != nil {
			return n.fallen(err)
		}
	}
	if err := n.Start(ctx); err != nil {
		return n.fallen(err)
	}
	if err := n.welcome(ctx, out, s.Demo); err != nil {
		return n.fallen(err)
	}
	select {
	case <-ctx.Done():
		log.Info("stopping")
		return n.Close()
	case err := <-n.Broken():
		return n.fallen(err)
	}
}

// openToServe is Open of a node that is about to start. Where its data folder is yet to
// be made it listens first, so that one whose port is taken leaves none behind; where it
// is there, whoever has it open says more than whoever has the port.
func openToServe(ctx context.Context, c Config, log *slog.Logger) (*Node, error) {
	if _, err := os.Stat(filepath.Join(c.Node.Data, "node.db")); !errors.Is(err, fs.ErrNotExist) {
		return Open(ctx, c, log)
	}
	listener, err := listen(ofTerminal(os.Getenv), c.Web.Listen)
	if err != nil {
		return nil, err
	}
	n, err := Open(ctx, c, log)
	if err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	n.listener = listener
	return n, nil
}

func newLog(c LogConfig) (*slog.Logger, error) {
	level, err := c.level()
	if err != nil {
		return nil, err
	}
	o := &slog.HandlerOptions{Level: level}
	if c.Format == "json" {
		return slog.New(slog.NewJSONHandler(os.Stderr, o)), nil
	}
	return slog.New(slog.NewTextHandler(os.Stderr, o)), nil
}

// exitUsage is how the program ends that was told no command.
const exitUsage = 2

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var args cli
	k := kong.Must(&args, kong.Name("warehouse-node"),
		kong.Description("The back office of an online store: warehouse, devices, orders, screens."),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.BindTo(os.Stdout, (*io.Writer)(nil)))
	said := os.Args[1:]
	if len(said) == 0 { // nothing is begun unasked: what there is to say is shown
		said, k.Stdout, k.Exit = []string{"--help"}, os.Stderr, func(int) { os.Exit(exitUsage) }
	}
	parsed, err := k.Parse(said)
	k.FatalIfErrorf(err)
	parsed.FatalIfErrorf(advised(parsed.Run()))
}
