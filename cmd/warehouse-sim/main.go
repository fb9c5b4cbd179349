// Command warehouse-sim is a bench without hardware: scanners on pseudo
// terminals, label printers and a cash register on TCP, all speaking the bytes
// of the real ones, and a page to work them by hand. It writes the node's
// configuration for what it made.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/alecthomas/kong"
)

type cli struct {
	Dir    string `default:".run/sim" help:"Folder for links of scanners, pictures of labels and the node's configuration."`
	Listen string `default:"127.0.0.1:0" help:"Address of the page on which the simulators are worked by hand."`
}

// ConfigFile is the node's configuration, in the folder of the simulators.
const ConfigFile = "node.toml"

func main() {
	var args cli
	kong.Parse(&args, kong.Name("warehouse-sim"), kong.Description("Simulated devices and a shop, for the demo and for tests."))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, args); err != nil {
		fmt.Fprintln(os.Stderr, "warehouse-sim:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args cli) (err error) {
	dir, err := filepath.Abs(args.Dir)
	if err != nil {
		return err
	}
	b, err := openBenches(dir, args.Listen)
	if err != nil {
		return err
	}
	defer func() {
		if cerr := b.Close(); err == nil {
			err = cerr
		}
	}()
	if err := os.WriteFile(filepath.Join(dir, ConfigFile), b.config(), 0o600); err != nil {
		return err
	}
	fmt.Printf("devices   %s  (simulated: scan, unplug, take the paper, break what you like)\nshop      %s  (simulated: order something)\n", b.page(), b.store.page())
	<-ctx.Done()
	return nil
}
