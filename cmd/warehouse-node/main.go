// Command warehouse-node is the one service of a store's back office: devices,
// warehouse, orders and screens in one process over one embedded database.
package main

import (
	"fmt"
	"os"
)

func main() {
	fmt.Fprintln(os.Stderr, "warehouse-node: no command yet")
	os.Exit(2)
}
