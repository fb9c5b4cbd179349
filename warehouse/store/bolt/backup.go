package bolt

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"
)

// ErrCopying: a hot copy is under way. Two would pin pages for longer than
// either needs.
var ErrCopying = errors.New("a copy of the database is already being made")

// Copied is what a hot copy came to.
type Copied struct {
	Bytes int64 // written
	Grew  int64 // bytes by which the file grew meanwhile
}

// Backup writes a copy of the file as it is now to w, while others read and
// write. It is the one long read there is, and ErrCopying when there is one
// already. progress may be nil; it is told bytes done and in all. What w holds
// after an error is no backup.
func (e *Engine) Backup(ctx context.Context, w io.Writer, progress func(done, of int64)) (Copied, error) {
	if !e.copying.TryLock() {
		return Copied{}, ErrCopying
	}
	defer e.copying.Unlock()
	t, err := e.db.Begin(false)
	if err != nil {
		return Copied{}, err
	}
	defer t.Rollback()
	before := e.fileBytes()
	c := &copier{ctx: ctx, w: w, of: t.Size(), progress: progress}
	n, err := t.WriteTo(c)
	if err != nil {
		return Copied{}, fmt.Errorf("copy %s: %w", e.db.Path(), cmp.Or(c.err, err))
	}
	return Copied{Bytes: n, Grew: e.fileBytes() - before}, nil
}

// copier is a writer that can be stopped and tells how far it is.
type copier struct {
	ctx      context.Context
	w        io.Writer
	done, of int64
	progress func(done, of int64)
	err      error // of the last write: bbolt keeps only its text
}

func (c *copier) Write(b []byte) (int, error) {
	if c.err = c.ctx.Err(); c.err != nil {
		return 0, c.err
	}
	n, err := c.w.Write(b)
	c.err = err
	if c.done += int64(n); c.progress != nil {
		c.progress(c.done, c.of)
	}
	return n, err
}

// Stats are what an operator wants to know of the file.
type Stats struct {
	FileBytes int64 // of the file on disk
	FreeBytes int64 // of pages that the next writes will use
	HeldBytes int64 // of pages that open readers keep from being used
	Readers   int   // open now
}

func (e *Engine) Stats() Stats {
	s := e.db.Stats()
	return Stats{
		FileBytes: e.fileBytes(),
		FreeBytes: int64(s.FreePageN) * e.page,
		HeldBytes: int64(s.PendingPageN) * e.page,
		Readers:   s.OpenTxN,
	}
}

func (e *Engine) fileBytes() int64 {
	info, err := os.Stat(e.db.Path())
	if err != nil {
		return 0
	}
	return info.Size()
}

// Path is where the file is.
func (e *Engine) Path() string { return e.db.Path() }

// CheckFile proves that every page of a file that nobody writes is reached once
// or free, and that keys are in order: bbolt's own proof. Its error tells the
// first fault. A file damaged on purpose can still crash the process, so a
// backup from elsewhere is checked in a process of its own.
func CheckFile(path string) (err error) {
	deadline := time.Now().Add(patience)
	if err := inspect(path, deadline); err != nil {
		return err
	}
	db, err := guarded(path, &Options{ReadOnly: true, PreLoadFreelist: true, Timeout: remaining(deadline)})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	tx, err := db.Begin(false)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var first error
	faults := 0
	for fault := range tx.Check() { // to the end, or its goroutine waits for ever
		if faults++; first == nil {
			first = fault
		}
	}
	if first != nil {
		return fmt.Errorf("%s: %w: %w (%d faults)", path, ErrDamaged, first, faults)
	}
	return nil
}
