package main

import (
	"context"
	"crypto/rand"
	"strings"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/store"
)

// deviceReport is how a device fares now.
type deviceReport struct {
	Device  string              `json:"device"`
	Kind    string              `json:"kind"`
	Site    warehouse.SiteID    `json:"site,omitzero"`
	Station warehouse.StationID `json:"station,omitzero"`
	State   string              `json:"state"` // of the watch, or the code of what troubles it
}

// deviceHealth is on the timeline when a device came, went, or fell ill.
var deviceHealth = journal.Register("device.health/1", deviceReport{"printer bench 1", "printer", warehouse.SiteID{1}, warehouse.StationID{2}, "away"})

// reportDevice is the node's own command: nobody else says how a device fares.
var reportDevice = command.Register("device.report", "devices.edit", nil,
	func(_ context.Context, tx *store.Tx, r *deviceReport) (*struct{}, error) {
		if tx.Origin().Person != [16]byte{} {
			return nil, fault.New(fault.Denied, "staff.itself")
		}
		return &struct{}{}, deviceHealth.Record(tx, *r)
	})

// splitCodes cuts raw bytes of a scanner into what may be codes: without line
// ends, without an AIM identifier before them, and without the checksum of a packet
// behind them, which is two bytes and may look like letters.
func splitCodes(raw string) (words []string) {
	for _, w := range strings.FieldsFunc(raw, func(r rune) bool { return r < ' ' }) {
		if len(w) > 3 && w[0] == ']' {
			w = w[3:]
		}
		for cut := 0; cut <= 2 && cut < len(w); cut++ {
			words = append(words, w[:len(w)-cut])
		}
	}
	return words
}

// newNonce names something that needs no more than to be named once.
func newNonce() (n [16]byte) {
	_, _ = rand.Read(n[:]) // never fails
	return n
}
