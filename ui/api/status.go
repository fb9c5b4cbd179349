package api

import (
	"context"
	"time"
)

// StatusReader reads the node's own pulse.
type StatusReader interface {
	Counters(ctx context.Context, site string) (Counters, error)
	Status(ctx context.Context) (NodeStatus, error)
}

// Counters are the numbers in the menu: work that waits, never totals. They
// are also the topic "counters".
type Counters struct {
	Orders   int64 `json:"orders" doc:"open"`
	Promised int64 `json:"promised" doc:"orders that a wave could take now"`
	Picking  int64 `json:"picking"`
	Packing  int64 `json:"packing"`
	Ready    int64 `json:"ready" doc:"at the dock"`
	Gone     int64 `json:"gone" doc:"left today"`
	Devices  int64 `json:"devices" doc:"not well"`
	Stuck    int64 `json:"stuck"`
	Shops    int64 `json:"shops" doc:"not well"`
	Dispatch int64 `json:"dispatch" doc:"parcels that wait"`
	Seq      int64 `json:"seq"`
}

// NodeStatus is the status page.
type NodeStatus struct {
	Version   string            `json:"version"`
	Node      string            `json:"node"`
	Epoch     int64             `json:"epoch"`
	Started   time.Time         `json:"started"`
	Now       time.Time         `json:"now"`
	Seq       int64             `json:"seq"`
	Store     StoreStatus       `json:"store"`
	Followers List[Follower]    `json:"followers"`
	Spool     List[SpoolQueue]  `json:"spool"`
	Shops     List[ShopPulse]   `json:"shops"`
	Checks    List[CheckResult] `json:"checks"`
	Backup    *time.Time        `json:"backup,omitempty" doc:"the last verified one"`
}

// StoreStatus is the database.
type StoreStatus struct {
	Bytes     int64 `json:"bytes"`
	DiskFree  int64 `json:"diskFree"`
	DiskLow   bool  `json:"diskLow" doc:"less is free than the settings want"`
	CommitMS  int64 `json:"commitMs" doc:"median of the last minute"`
	PerSecond int64 `json:"perSecond" doc:"commits"`
}

// Follower is one reader of the journal.
type Follower struct {
	Name   string `json:"name"`
	Seq    int64  `json:"seq"`
	Behind int64  `json:"behind" doc:"entries"`
	Parked int64  `json:"parked" doc:"subjects"`
}

// SpoolQueue is one kind of jobs.
type SpoolQueue struct {
	Kind    string `json:"kind"`
	Waiting int64  `json:"waiting"`
	Unknown int64  `json:"unknown"`
	Failed  int64  `json:"failed"`
}

// ShopPulse is how the exchange with one shop fares.
type ShopPulse struct {
	Name   string     `json:"name"`
	Health string     `json:"health" enum:"ok,attention,wrong,info,neutral"`
	State  Said       `json:"state"`
	Last   *time.Time `json:"last,omitempty" doc:"last exchange that ended well"`
}

// CheckResult is the last run of one proof.
type CheckResult struct {
	Name  string `json:"name" example:"ledger"`
	Proof Proof  `json:"proof"`
}

func (s *surface) status() {
	read(s, "/api/counters", everybody, "Work that waits",
		func(ctx context.Context, in *AtSite) (Counters, error) { return s.core.Status.Counters(ctx, in.Site) })
	read(s, "/api/status", "audit.read", "The node's own pulse",
		func(ctx context.Context, _ *none) (NodeStatus, error) { return s.core.Status.Status(ctx) })
	command[CheckRun, Done](s, "node.check", "Prove store, ledger, promise and journal now")
}

// CheckRun asks for a proof.
type CheckRun struct {
	Name string `json:"name,omitempty" doc:"empty: all"`
}
