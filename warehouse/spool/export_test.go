package spool

import "crypto/rand"

// NewRun makes a worker of another run of the program.
func NewRun(q Queue) *Worker {
	w := NewWorker(q)
	w.run = rand.Text()
	w.lease = w.run + "/" + rand.Text()
	return w
}
