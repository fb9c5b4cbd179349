package tee

import (
	"slices"
	"sync"

	"warehouse-node/warehouse/store"
)

// Write is one put, or one deletion.
type Write struct {
	Bucket     string
	Key, Value []byte // nil Value deletes
}

// Frame is what one commit wrote, in order.
type Frame struct {
	Seq    uint64
	Writes []Write
}

type engine struct {
	store.Engine
	mu   sync.Mutex
	seq  uint64
	sink func(Frame)
}

// New tells sink of every commit of e, after it is durable and before anyone
// else is told. sink is called by one commit at a time and keeps what it is given.
func New(e store.Engine, sink func(Frame)) store.Engine { return &engine{Engine: e, sink: sink} }

func (e *engine) Begin(w bool) (store.EngineTx, error) {
	t, err := e.Engine.Begin(w)
	if !w || err != nil {
		return t, err
	}
	return &tx{EngineTx: t, e: e}, nil
}

type tx struct {
	store.EngineTx
	e      *engine
	writes []Write
}

func (t *tx) Put(b string, k, v []byte) error {
	t.writes = append(t.writes, Write{b, slices.Clone(k), append([]byte{}, v...)})
	return t.EngineTx.Put(b, k, v)
}

func (t *tx) Delete(b string, k []byte) error {
	t.writes = append(t.writes, Write{b, slices.Clone(k), nil})
	return t.EngineTx.Delete(b, k)
}

// Version is that of the engine within, 0 when it does not say.
func (t *tx) Version() uint64 {
	if v, ok := t.EngineTx.(store.Versioned); ok {
		return v.Version()
	}
	return 0
}

func (t *tx) Commit() error {
	t.e.mu.Lock() // frames leave in commit order
	defer t.e.mu.Unlock()
	if err := t.EngineTx.Commit(); err != nil {
		return err
	}
	t.e.seq++
	t.e.sink(Frame{t.e.seq, t.writes})
	return nil
}

// Apply replays one frame.
func Apply(e store.Engine, f Frame) error {
	t, err := e.Begin(true)
	if err != nil {
		return err
	}
	for _, w := range f.Writes {
		if w.Value == nil {
			err = t.Delete(w.Bucket, w.Key)
		} else {
			err = t.Put(w.Bucket, w.Key, w.Value)
		}
		if err != nil {
			t.Rollback()
			return err
		}
	}
	return t.Commit()
}
