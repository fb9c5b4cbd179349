package bolt

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"warehouse-node/warehouse/store"
)

// Options are those of bbolt; what is zero is made right for a node.
type Options = bbolt.Options

const (
	// fileMode: nobody but the node reads what it knows of people.
	fileMode = 0o600
	// patience is how long Open waits for a process that is about to end.
	patience = 700 * time.Millisecond
	// mapped is how much of a file is mapped from the start. When a file outgrows
	// its map, the writer waits until every reader has ended, a hot copy too.
	mapped = 4 << 30
)

// What marks a file as ours.
const (
	markBucket = ".engine"
	markKey    = "made by"
	markValue  = "warehouse-node"
	formatKey  = "format"
	format     = "1"
)

// Open opens a file or, where there is none, makes it; nil options are the
// right ones for a node. It is ErrInUse when another has it open, after less
// than a second, ErrTruncated or ErrForeign when the file cannot be used, which
// is then left as it is.
func Open(path string, o *Options) (*Engine, error) {
	with, err := complete(path, o)
	if err != nil {
		return nil, err
	}
	deadline := time.Now().Add(with.Timeout)
	if _, err = os.Lstat(path); errors.Is(err, fs.ErrNotExist) && !with.ReadOnly {
		err = create(path, with, deadline)
	}
	if err == nil {
		err = inspect(path, deadline)
	}
	if err != nil {
		return nil, err
	}
	with.Timeout = remaining(deadline)
	db, err := guarded(path, with)
	if err != nil {
		return nil, err
	}
	return &Engine{db: db, page: int64(db.Info().PageSize)}, nil
}

func complete(path string, o *Options) (*Options, error) {
	var with Options
	if o != nil {
		with = *o
	}
	if with.NoFreelistSync || with.NoGrowSync {
		return nil, errors.New("bolt: the free list and the length of a file are always synced")
	}
	if with.FreelistType != "" && with.FreelistType != bbolt.FreelistMapType {
		return nil, errors.New("bolt: the free list is a map")
	}
	with.FreelistType = bbolt.FreelistMapType
	if with.Timeout == 0 {
		with.Timeout = patience
	}
	if with.InitialMmapSize == 0 && !with.ReadOnly && math.MaxInt > math.MaxInt32 {
		with.InitialMmapSize = mapped & math.MaxInt
		if info, err := os.Stat(path); err == nil {
			with.InitialMmapSize = max(with.InitialMmapSize, 2*int(info.Size()))
		}
	}
	return &with, nil
}

// remaining is never so little that bbolt would not try at all, nor zero, which
// would be forever.
func remaining(deadline time.Time) time.Duration {
	return max(time.Until(deadline), 120*time.Millisecond)
}

// guarded is bbolt.Open, whose panics on a damaged file are errors.
func guarded(path string, o *Options) (db *bbolt.DB, err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%s: %w: %v", path, ErrDamaged, p)
		}
	}()
	db, err = bbolt.Open(path, fileMode, o)
	if errors.Is(err, berrors.ErrTimeout) {
		return nil, heldBy(path)
	}
	if err != nil {
		return nil, oneLine(path, err)
	}
	return db, nil
}

// oneLine is err with the path said once.
func oneLine(path string, err error) error {
	if _, ok := errors.AsType[*fs.PathError](err); ok {
		return err
	}
	return fmt.Errorf("%s: %w", path, err)
}

// create makes a first file under another name, so that there is never half of
// one under its own. Two who do so at once take turns.
func create(path string, o *Options, deadline time.Time) error {
	turn, err := takeTurn(path, deadline)
	if err != nil {
		return err
	}
	defer turn.Close()
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return err // another made it meanwhile
	}
	temp := path + ".new"
	if err := os.Remove(temp); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := fill(temp, o); err != nil {
		os.Remove(temp)
		return err
	}
	if err := os.Rename(temp, path); err != nil || o.NoSync {
		return err
	}
	return store.SyncFolder(filepath.Dir(path))
}

// fill makes an empty database with our mark in it, synced.
func fill(path string, o *Options) error {
	with := *o
	with.InitialMmapSize = 0
	db, err := bbolt.Open(path, fileMode, &with)
	if err != nil {
		return err
	}
	err = db.Update(func(tx *bbolt.Tx) error {
		b, err := tx.CreateBucket([]byte(markBucket))
		if err != nil {
			return err
		}
		return errors.Join(b.Put([]byte(markKey), []byte(markValue)), b.Put([]byte(formatKey), []byte(format)))
	})
	if !o.NoSync {
		err = errors.Join(err, db.Sync())
	}
	return errors.Join(err, db.Close())
}
