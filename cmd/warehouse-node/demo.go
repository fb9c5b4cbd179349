package main

import (
	"context"
	"fmt"
	"io"
)

// demo fills an empty data folder with the demo shop; a filled one is left as it
// is.
func (n *Node) demo(context.Context) error { return nil }

func printDemoLogins(out io.Writer) error {
	_, err := fmt.Fprintln(out)
	return err
}
