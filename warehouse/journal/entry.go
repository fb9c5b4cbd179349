package journal

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/store"
)

// Entry is one thing that happened.
type Entry struct {
	Node    uint16 // who wrote it
	Epoch   uint16 // in which life of that node
	Seq     uint64 // 1, 2, 3 … per node
	At      time.Time
	Person  warehouse.PersonID // zero for the node itself
	Station warehouse.StationID
	Device  string
	Command string // id of the command that did it
	Kind    string // "pick.picked/1"
	About   []Subject
	Data    []byte // JSON of the event
	Hash    [sha256.Size]byte
}

type entryKey = store.Pair[store.U64, store.U64]

func keyOf(node uint16, seq uint64) entryKey {
	return entryKey{A: store.U64(node), B: store.U64(seq)}
}

func entryRow(r *store.Row, e *Entry) {
	store.Uint(r, 1, &e.Node)
	store.Uint(r, 2, &e.Epoch)
	store.Uint(r, 3, &e.Seq)
	store.Time(r, 4, &e.At)
	ident.Field(r, 5, &e.Person)
	ident.Field(r, 6, &e.Station)
	store.Text(r, 7, &e.Device)
	store.Text(r, 8, &e.Command)
	store.Text(r, 9, &e.Kind)
	store.List(r, 10, &e.About, subjectRow)
	store.Bytes(r, 11, &e.Data)
	store.Fixed(r, 12, e.Hash[:])
}

func subjectRow(r *store.Row, s *Subject) { store.Text(r, 1, s) }

// head is the newest entry of a node.
type head struct {
	Node uint16
	Seq  uint64
	At   time.Time
	Hash [sha256.Size]byte
}

func headRow(r *store.Row, h *head) {
	store.Uint(r, 1, &h.Node)
	store.Uint(r, 2, &h.Seq)
	store.Time(r, 3, &h.At)
	store.Fixed(r, 4, h.Hash[:])
}

var (
	entries   = store.NewTable("journal", func(e *Entry) entryKey { return keyOf(e.Node, e.Seq) }, entryRow).AppendOnly()
	bySubject = store.NewIndex(entries, "about", func(e *Entry) []aboutKey {
		keys := make([]aboutKey, len(e.About))
		for i, s := range e.About {
			keys[i] = store.Keys2(eraOf(e.Seq), store.Str(s))
		}
		return keys
	})
	heads = store.NewTable("journal.heads", func(h *head) store.U64 { return store.U64(h.Node) }, headRow)
)

// An era is so many entries that follow each other. What is about a subject is
// found era by era, so that all that is written now lies close together, however
// long the past is: written all over it, an entry of a long past costs more.
var eraLength = uint64(1 << 16) // less in a test only

type era uint32

// AppendKey is four bytes, the newest era last.
func (e era) AppendKey(b []byte) []byte { return binary.BigEndian.AppendUint32(b, uint32(e)) }

func eraOf(seq uint64) era { return era(seq / eraLength) }

type aboutKey = store.Pair[era, store.Str]

// record appends an entry and rings for the followers.
func record(tx *store.Tx, kind string, data []byte, about []Subject) error {
	o := tx.Origin()
	e := &Entry{
		Node: tx.Node(), Epoch: tx.Epoch(), At: tx.Now(), Person: o.Person, Station: o.Station,
		Device: o.Device, Command: o.Command, Kind: kind, About: about, Data: data,
	}
	if err := heads.Edit(tx, store.U64(e.Node), func(h *head) (*head, error) {
		if h == nil {
			h = &head{Node: e.Node}
		}
		h.Seq++
		e.Seq = h.Seq
		h.Hash = e.hash(h.Hash)
		e.Hash, h.At = h.Hash, e.At
		return h, nil
	}); err != nil {
		return err
	}
	tx.Ring()
	return entries.Insert(tx, e)
}

// hash chains an entry to the hash before it: SHA-256 over both, every part
// with its length, so that no two entries are the same bytes.
func (e *Entry) hash(before [sha256.Size]byte) [sha256.Size]byte {
	b := make([]byte, 0, 512)
	b = append(b, before[:]...)
	for _, n := range []uint64{uint64(e.Node), uint64(e.Epoch), e.Seq, uint64(e.At.UnixNano())} {
		b = binary.BigEndian.AppendUint64(b, n)
	}
	b = append(append(b, e.Person[:]...), e.Station[:]...)
	part := func(s string) { b = append(binary.AppendUvarint(b, uint64(len(s))), s...) }
	part(e.Device)
	part(e.Command)
	part(e.Kind)
	b = binary.AppendUvarint(b, uint64(len(e.About)))
	for _, s := range e.About {
		part(string(s))
	}
	part(string(e.Data))
	return sha256.Sum256(b)
}

// Open tells db the newest moment on the timeline and the node's newest life, so
// that neither clock nor ids go back over a restart. Call it before the first write.
func Open(ctx context.Context, db *store.DB) error {
	return db.Read(ctx, func(_ context.Context, tx *store.Tx) error {
		for h, err := range heads.All(tx) {
			if err != nil {
				return err
			}
			db.NotBefore(h.At)
		}
		newest, err := Head(tx)
		if err != nil || newest == 0 {
			return err
		}
		last, err := Get(tx, newest)
		if err == nil {
			db.NotBeforeLife(last.Epoch)
		}
		return err
	})
}

// Head is the number of the newest entry of this node; 0 for none.
func Head(tx *store.Tx) (uint64, error) {
	h, err := heads.Find(tx, store.U64(tx.Node()))
	if err != nil || h == nil {
		return 0, err
	}
	return h.Seq, nil
}

// Get is an entry of this node by its number; store.ErrNotFound when there is
// none.
func Get(tx *store.Tx, seq uint64) (*Entry, error) { return entries.Get(tx, keyOf(tx.Node(), seq)) }

// From walks this node's entries from seq on, oldest first.
func From(tx *store.Tx, seq uint64) iter.Seq2[*Entry, error] { return from(tx, tx.Node(), seq) }

func from(tx *store.Tx, node uint16, seq uint64) iter.Seq2[*Entry, error] {
	return func(yield func(*Entry, error) bool) {
		for e, err := range entries.From(tx, keyOf(node, seq)) {
			if err == nil && e.Node != node || !yield(e, err) || err != nil {
				return
			}
		}
	}
}

// Of walks the entries about a subject, oldest first.
func Of(tx *store.Tx, s Subject) iter.Seq2[*Entry, error] {
	return func(yield func(*Entry, error) bool) {
		last, err := newestEra(tx)
		if err != nil {
			yield(nil, err)
			return
		}
		for now := era(0); now <= last; now++ {
			for e, err := range bySubject.Each(tx, store.Keys2(now, store.Str(s))) {
				if !yield(e, err) || err != nil {
					return
				}
			}
		}
	}
}

// Back walks the entries about a subject, newest first.
func Back(tx *store.Tx, s Subject) iter.Seq2[*Entry, error] {
	return func(yield func(*Entry, error) bool) {
		last, err := newestEra(tx)
		if err != nil {
			yield(nil, err)
			return
		}
		for left := int64(last); left >= 0; left-- {
			for e, err := range bySubject.EachBack(tx, store.Keys2(era(left), store.Str(s))) {
				if !yield(e, err) || err != nil {
					return
				}
			}
		}
	}
}

// newestEra is that of the newest entry of any node.
func newestEra(tx *store.Tx) (newest era, err error) {
	for h, err := range heads.All(tx) {
		if err != nil {
			return 0, err
		}
		newest = max(newest, eraOf(h.Seq))
	}
	return newest, nil
}

// ByEras is the migration of a file of release 1, which had one index of subjects,
// "journal.subject", for all of the past.
var ByEras = store.Rebuild(entries)

// verifySlice is how many entries Verify reads in one short transaction.
const verifySlice = 4096

// Verify walks the chain of this node and compares every hash. The first entry
// that does not follow from the one before it is the error, a fault.Finding.
// progress, if any, is told the entries done so far.
func Verify(ctx context.Context, db *store.DB, progress func(done uint64)) error {
	var last head
	for more := true; more; {
		if err := ctx.Err(); err != nil {
			return err
		}
		more = false
		if err := db.Read(ctx, func(_ context.Context, tx *store.Tx) error {
			n := 0
			for e, err := range From(tx, last.Seq+1) {
				if errors.Is(err, store.ErrCorrupt) {
					return fault.Found("journal.unreadable", "entry", last.Seq+1).With(err)
				}
				if err != nil {
					return fmt.Errorf("journal: after entry %d: %w", last.Seq, err)
				}
				if e.Seq != last.Seq+1 {
					return fault.Found("journal.missing", "entry", last.Seq+1)
				}
				if e.Hash != e.hash(last.Hash) {
					return fault.Found("journal.changed", "entry", e.Seq)
				}
				last.Seq, last.Hash = e.Seq, e.Hash
				if n++; n == verifySlice {
					more = true
					return nil
				}
			}
			return last.isHead(tx)
		}); err != nil {
			return err
		}
		if progress != nil {
			progress(last.Seq)
		}
	}
	return nil
}

// isHead finds entries cut off at the end.
func (h head) isHead(tx *store.Tx) error {
	newest, err := heads.Find(tx, store.U64(tx.Node()))
	if err != nil {
		return err
	}
	if newest == nil {
		newest = &head{}
	}
	if newest.Seq != h.Seq || newest.Hash != h.Hash {
		return fault.Found("journal.cut", "entry", h.Seq, "head", newest.Seq)
	}
	return nil
}
