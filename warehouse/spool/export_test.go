package spool

import (
	"context"
	"crypto/rand"

	"warehouse-node/warehouse/store"
)

// NewRun makes a worker of another run of the program.
func NewRun(q Queue) *Worker {
	w := NewWorker(q)
	w.run = rand.Text()
	w.lease = w.run + "/" + rand.Text()
	return w
}

// Step does one thing of the queue and says whether there was one.
func (w *Worker) Step(ctx context.Context, db *store.DB) (bool, error) {
	did, _, err := w.step(ctx, db, JobID{}, false)
	return did, err
}
