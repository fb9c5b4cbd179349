package store

import (
	"fmt"
	"maps"
	"slices"
	"sync"
)

// declared is a table, whatever its types.
type declared interface {
	info() Info
	verifyRows(tx *Tx, a *audit, at []byte) error
	verifyEntries(tx *Tx, a *audit, index int, at []byte) error
}

// Info is what can be told of a declared table.
type Info struct {
	Name       string
	AppendOnly bool
	Indexes    []string // names of their buckets: "table.index"
}

var registry struct {
	mu      sync.Mutex // guards what follows
	tables  map[string]declared
	buckets map[string]bool // tables and indexes
}

func declare(t declared) {
	name := t.info().Name
	claim(name)
	registry.mu.Lock()
	defer registry.mu.Unlock()
	if registry.tables == nil {
		registry.tables = map[string]declared{}
	}
	registry.tables[name] = t
}

// claim takes a bucket for a table or an index. Two that share one would
// destroy each other, so the second panics, before main.
func claim(bucket string) {
	registry.mu.Lock()
	defer registry.mu.Unlock()
	if registry.buckets[bucket] || bucket == "" {
		panic(fmt.Sprintf("store: bucket %q is declared twice", bucket))
	}
	if registry.buckets == nil {
		registry.buckets = map[string]bool{}
	}
	registry.buckets[bucket] = true
}

// Tables are all tables that this program declares, by name.
func Tables() (all []Info) {
	for _, t := range declaredTables() {
		all = append(all, t.info())
	}
	return all
}

func declaredTables() (all []declared) {
	registry.mu.Lock()
	defer registry.mu.Unlock()
	for _, name := range slices.Sorted(maps.Keys(registry.tables)) {
		all = append(all, registry.tables[name])
	}
	return all
}

func isDeclared(bucket string) bool {
	registry.mu.Lock()
	defer registry.mu.Unlock()
	return registry.buckets[bucket]
}

func (t *Table[K, V]) info() Info {
	i := Info{Name: t.name, AppendOnly: t.appendOnly}
	for _, ix := range t.indexes {
		i.Indexes = append(i.Indexes, ix.bucket())
	}
	return i
}
