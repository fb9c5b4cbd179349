package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"warehouse-node/warehouse/route"
	"warehouse-node/warehouse/route/batch"
	"warehouse-node/warehouse/route/batch/batchtest"
	"warehouse-node/warehouse/route/instance"
)

const knownDir = "testdata/batching"

var seek = flag.Duration("seek", 0, "how long BenchmarkSeekBatches searches each wave anew, by each method")

// knownSeed is where the kept waves come from.
const knownSeed = 20_260_406

// knownPlan is the best plan that anybody found for a kept wave.
type knownPlan struct {
	ID      string        `json:"id"` // the file is ID.json
	Seed    uint64        `json:"seed"`
	Length  route.Length  `json:"length"` // in the unit of the file
	Proven  bool          `json:"proven"` // every plan was looked at
	Search  knownAttempts `json:"search"` // package batch
	Anneal  knownAttempts `json:"anneal"` // package batchtest
	Batches [][]int       `json:"batches"`
}

// knownAttempts is what a method found in all the time it was given.
type knownAttempts struct {
	Length  route.Length `json:"length"`
	Seconds float64      `json:"seconds"`
}

func knownPlans(t testing.TB) (all []knownPlan) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(knownDir, "known.json"))
	if errors.Is(err, fs.ErrNotExist) && *seek > 0 {
		return nil
	}
	if err == nil {
		err = json.Unmarshal(data, &all)
	}
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// keepPlans writes them one a line.
func keepPlans(t testing.TB, all []knownPlan) {
	t.Helper()
	var out bytes.Buffer
	for i, k := range all {
		line, err := json.Marshal(k)
		if err != nil {
			t.Fatal(err)
		}
		sep := ",\n "
		if i == 0 {
			sep = "[\n "
		}
		out.WriteString(sep)
		out.Write(line)
	}
	out.WriteString("\n]\n")
	if err := os.WriteFile(filepath.Join(knownDir, "known.json"), out.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// waveFile is a wave in our own format, an order a line.
func waveFile(id string, p *batch.Problem) []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "{\"name\": %q,\n \"layout\": {\"cross\": [%d, %d], \"aisles\": [", id, p.Layout.Cross[0], p.Layout.Cross[1])
	for i, a := range p.Layout.Aisles {
		fmt.Fprintf(&out, "%s{\"x\": %d}", []string{", ", ""}[min(1, max(0, 1-i))], a.X)
	}
	fmt.Fprintf(&out, "]},\n \"start\": {\"aisle\": %d, \"at\": %d},\n \"capacity\": %d,\n \"orders\": [", p.Start.Aisle, p.Start.At, p.Capacity[0])
	for i, o := range p.Orders {
		fmt.Fprintf(&out, "%s\n  {\"id\":\"%d\",\"stops\":[", []string{",", ""}[min(1, max(0, 1-i))], i)
		for k, s := range o.Stops {
			side := [...]string{"left", "right"}[s.Side]
			fmt.Fprintf(&out, "%s{\"aisle\":%d,\"at\":%d,\"side\":%q}", []string{",", ""}[min(1, max(0, 1-k))], s.Aisle, s.At, side)
		}
		out.WriteString("]}")
	}
	out.WriteString("]}\n")
	return out.Bytes()
}

// knownWave is a kept wave, read as the command reads it.
func knownWave(t testing.TB, id string) *batch.Problem {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(knownDir, id+".json"))
	if err != nil {
		t.Fatal(err)
	}
	in, err := instance.Read(data, instance.Options{CrossAfter: -1})
	if err != nil {
		t.Fatal(err)
	}
	p := &batch.Problem{Layout: &in.Layout, Start: in.Start, End: in.End, Capacity: []int64{in.Capacity}, Seed: 1}
	for _, from := range in.Orders {
		o := batch.Order{Load: []int64{from.Load}}
		for _, l := range from.Lines {
			o.Stops = append(o.Stops, l.Bins[0].Stop)
		}
		p.Orders = append(p.Orders, o)
	}
	return p
}

// planOf measures carts.
func planOf(t testing.TB, p *batch.Problem, carts [][]int) (plan batch.Plan) {
	t.Helper()
	var s route.Solver
	for _, orders := range carts {
		trip := route.Trip{Start: p.Start, End: p.End}
		for _, o := range orders {
			trip.Stops = append(trip.Stops, p.Orders[o].Stops...)
		}
		tour, err := s.Tour(p.Layout, &trip)
		if err != nil {
			t.Fatal(err)
		}
		plan.Batches = append(plan.Batches, batch.Batch{Orders: orders, Length: tour.Length})
		plan.Length += tour.Length
	}
	return plan
}

// TestKnownPlans: the waves are those of their seeds, the best known plans keep the
// rules and are as long as they say, and of few orders no shorter one exists.
func TestKnownPlans(t *testing.T) {
	all, kinds := knownPlans(t), batchtest.Kinds()
	if len(all) != len(kinds) {
		t.Fatalf("%d plans of %d waves", len(all), len(kinds))
	}
	for i, k := range all {
		if k.ID != kinds[i].ID() {
			t.Fatalf("%s is where %s is to be", k.ID, kinds[i].ID())
		}
		data, err := os.ReadFile(filepath.Join(knownDir, k.ID+".json"))
		if err != nil || !bytes.Equal(data, waveFile(k.ID, kinds[i].Make(k.Seed))) {
			t.Errorf("%s is not the wave of its seed (%v)", k.ID, err)
		}
		p := knownWave(t, k.ID)
		plan := planOf(t, p, k.Batches)
		if err := batchtest.Check(p, &plan); err != nil || plan.Length != k.Length {
			t.Errorf("%s: %d long, it says %d (%v)", k.ID, plan.Length, k.Length, err)
		}
		if k.Length != min(k.Search.Length, k.Anneal.Length) {
			t.Errorf("%s: %d is not the better of %+v and %+v", k.ID, k.Length, k.Search, k.Anneal)
		}
		if !k.Proven {
			continue
		}
		got, err := batch.Solve(t.Context(), p)
		if err != nil || !got.Optimal || got.Length != k.Length {
			t.Errorf("%s: %d (proven: %v), it says %d (%v)", k.ID, got.Length, got.Optimal, k.Length, err)
		}
		if least, err := batchtest.Every(p); err != nil || least != k.Length {
			t.Errorf("%s: of every plan the shortest is %d, it says %d (%v)", k.ID, least, k.Length, err)
		}
	}
}

// BenchmarkSeekBatches searches for better plans of the kept waves, by both methods
// for as long as -seek says each, and keeps what is found:
//
//	go test -run '^$' -bench SeekBatches -benchtime 1x -timeout 24h -seek 10m ./cmd/warehouse-node
func BenchmarkSeekBatches(b *testing.B) {
	if *seek == 0 {
		b.Skip("-seek says how long")
	}
	all := knownPlans(b)
	for i, kind := range batchtest.Kinds() {
		p := kind.Make(knownSeed)
		if i == len(all) {
			if err := os.WriteFile(filepath.Join(knownDir, kind.ID()+".json"), waveFile(kind.ID(), p), 0o644); err != nil {
				b.Fatal(err)
			}
			all = append(all, knownPlan{ID: kind.ID(), Seed: knownSeed})
		}
		k := &all[i]
		p.Seed += uint64(1000 * k.Search.Seconds) // another search than the last time
		k.better(b, p, &k.Search, batch.Solve)
		k.better(b, p, &k.Anneal, batchtest.Anneal)
		keepPlans(b, all)
		b.Logf("%s: %d, search %d, annealing %d", k.ID, k.Length, k.Search.Length, k.Anneal.Length)
	}
}

// better seeks a plan by a method and keeps it if it is the best.
func (k *knownPlan) better(b *testing.B, p *batch.Problem, tried *knownAttempts, by func(context.Context, *batch.Problem) (batch.Plan, error)) {
	b.Helper()
	limit := *seek
	if len(p.Orders) <= batch.MaxExact {
		limit = min(limit, 2*time.Second)
	}
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	began := time.Now()
	got, err := by(ctx, p)
	if err == nil {
		err = batchtest.Check(p, &got)
	}
	if err != nil {
		b.Fatal(err)
	}
	tried.Seconds = math.Round(10*(tried.Seconds+time.Since(began).Seconds())) / 10
	if tried.Length == 0 || got.Length < tried.Length {
		tried.Length = got.Length
	}
	if k.Length == 0 || got.Length < k.Length {
		k.Length, k.Batches = got.Length, nil
		for _, c := range got.Batches {
			k.Batches = append(k.Batches, slices.Clone(c.Orders))
		}
	}
	k.Proven = k.Proven || got.Optimal
}
