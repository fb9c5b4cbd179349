package bolt

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"runtime/debug"
	"time"

	"go.etcd.io/bbolt"
	"warehouse-node/warehouse/store"
)

// Why a file is refused. ErrTruncated and ErrDamaged ask for the last backup.
var (
	ErrForeign   = errors.New("not a database of this program")
	ErrTruncated = fmt.Errorf("cut short: %w", store.ErrCorrupt)
	ErrDamaged   = fmt.Errorf("not to be read: %w", store.ErrCorrupt)
)

// The first two pages of a bbolt file each hold a page header and a meta; see
// internal/common/meta.go and page.go of go.etcd.io/bbolt v1.5.0. Numbers are
// in the byte order of the machine.
const (
	headerSize  = 16
	metaSize    = 64
	metaMagic   = 0xED0CDAED
	metaVersion = 2
	minPage     = 1 << 10
	maxPage     = 16 << 20
)

type meta struct {
	page  int64 // bytes of one
	pages int64 // in use, the free ones included
	tx    uint64
}

// inspect says why the file at path is not one to open, and writes nothing.
func inspect(path string, deadline time.Time) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	switch {
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s: %w: it is no file", path, ErrForeign)
	case info.Size() == 0:
		return fmt.Errorf("%s: %w: it is empty", path, ErrTruncated)
	}
	m, err := newest(f, info.Size())
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if need := m.page * m.pages; info.Size() < need {
		return fmt.Errorf("%s: %w: %d of its %d bytes are there", path, ErrTruncated, info.Size(), need)
	}
	return marked(path, deadline)
}

// newest is the meta that bbolt would take.
func newest(f io.ReaderAt, size int64) (meta, error) {
	first, ok := readMeta(f, 0)
	page := first.page
	for guess := int64(minPage); !ok && guess <= maxPage; guess *= 2 {
		var second meta
		if second, ok = readMeta(f, guess); ok {
			ok = second.page == guess
			page = guess
		}
	}
	if !ok {
		return meta{}, unknown(f, size)
	}
	second, ok := readMeta(f, page)
	if !ok || second.page != page || second.tx < first.tx {
		return first, nil
	}
	return second, nil
}

// readMeta reads the meta of the page at off, if it is whole.
func readMeta(f io.ReaderAt, off int64) (m meta, ok bool) {
	var b [headerSize + metaSize]byte
	if _, err := f.ReadAt(b[:], off); err != nil {
		return m, false
	}
	h, n := b[headerSize:], binary.NativeEndian
	sum := fnv.New64a()
	sum.Write(h[:56])
	if n.Uint32(h) != metaMagic || n.Uint32(h[4:]) != metaVersion || n.Uint64(h[56:]) != sum.Sum64() {
		return m, false
	}
	m = meta{page: int64(n.Uint32(h[8:])), pages: int64(n.Uint64(h[40:])), tx: n.Uint64(h[48:])}
	return m, m.page >= minPage && m.page <= maxPage && m.pages > 0 && m.pages < 1<<40
}

// unknown says what a file without a meta is: part of a bbolt file, or another
// thing altogether, of which the beginning is told.
func unknown(f io.ReaderAt, size int64) error {
	b := make([]byte, min(size, headerSize+4))
	if _, err := f.ReadAt(b, 0); err != nil {
		return err
	}
	if len(b) == headerSize+4 && binary.NativeEndian.Uint32(b[headerSize:]) == metaMagic {
		return fmt.Errorf("%w: neither of its first pages is whole", ErrTruncated)
	}
	b, _, _ = bytes.Cut(b, []byte("\n"))
	return fmt.Errorf("%w: it begins with %q", ErrForeign, b)
}

// marked looks for our mark in a file that is bbolt's.
func marked(path string, deadline time.Time) (err error) {
	db, err := guarded(path, &Options{ReadOnly: true, Timeout: remaining(deadline)})
	if err != nil {
		return err
	}
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%s: %w: %v", path, ErrDamaged, p)
			return // and leave it open: the transaction that panicked would be waited for
		}
		err = errors.Join(err, db.Close())
	}()
	return db.View(func(tx *bbolt.Tx) error {
		b := tx.Bucket([]byte(markBucket))
		if b == nil || string(b.Get([]byte(markKey))) != markValue {
			return fmt.Errorf("%s: %w: another program made it", path, ErrForeign)
		}
		if f := b.Get([]byte(formatKey)); string(f) != format {
			return fmt.Errorf("%s: %w: it is of format %q, this program knows %s", path, store.ErrNewer, f, format)
		}
		return nil
	})
}
