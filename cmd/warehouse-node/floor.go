package main

import "context"

// startFloor opens the devices of this host.
func (n *Node) startFloor(context.Context) {}

// startShops begins the exchange with the shops.
func (n *Node) startShops(context.Context) {}
