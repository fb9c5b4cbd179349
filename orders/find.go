package orders

import (
	"encoding/binary"
	"iter"
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/store"
)

// NewestAt walks the orders of a site, the newest first.
func NewestAt(tx *store.Tx, site warehouse.SiteID) iter.Seq2[*Order, error] {
	return bySite.EachBack(tx, site)
}

// Since walks the orders that a site took in from a moment on, the newest first.
func Since(tx *store.Tx, site warehouse.SiteID, from time.Time) iter.Seq2[*Order, error] {
	return bySite.Back(tx, store.Keys2(site, firstAt(from)), end(site))
}

// Before walks the orders of a site in a status that were taken in before a
// moment, the oldest first. Since and Before never meet the same order.
func Before(tx *store.Tx, site warehouse.SiteID, s Status, moment time.Time) iter.Seq2[*Order, error] {
	return byStatus.Range(tx, store.Keys2(site, store.Str(s)), store.Keys3(site, store.Str(s), firstAt(moment)))
}

// LeftSince walks the orders that left a site from a moment on, the earliest
// first.
func LeftSince(tx *store.Tx, site warehouse.SiteID, from time.Time) iter.Seq2[*Order, error] {
	return byGone.Range(tx, store.Keys2(site, store.When(from)), end(site))
}

// TooLateAt walks the orders of a site whose channel said something after they
// had ended, which no person has seen yet; the oldest first.
func TooLateAt(tx *store.Tx, site warehouse.SiteID) iter.Seq2[*Order, error] {
	return byLate.Each(tx, site)
}

// WithNumber walks the orders whose number begins with what was typed, of all
// sites, by number.
func WithNumber(tx *store.Tx, typed string) iter.Seq2[*Order, error] {
	return byNumber.Each(tx, start(typed))
}

// WithOuterNumber walks the orders whose channel calls them by a number that
// begins with what was typed, of all sites, by that number.
func WithOuterNumber(tx *store.Tx, typed string) iter.Seq2[*Order, error] {
	return byOuterNumber.Each(tx, start(typed))
}

// OfItem walks the orders of a site that ask for an item, the newest first.
func OfItem(tx *store.Tx, site warehouse.SiteID, item warehouse.ItemID) iter.Seq2[*Order, error] {
	return byItem.EachBack(tx, store.Keys2(site, item))
}

// firstAt is below every id that is made at a moment or later, and above those
// made before.
func firstAt(t time.Time) (id warehouse.OrderID) {
	binary.BigEndian.PutUint64(id[:], uint64(max(t.UnixMilli(), 0))<<16)
	return id
}

// start is the beginning of a text key.
type start string

func (s start) AppendKey(b []byte) []byte { return append(b, s...) }

// end is behind every key that begins with an id.
type end warehouse.SiteID

func (e end) AppendKey(b []byte) []byte {
	n := len(b)
	b = append(b, e[:]...)
	for i := len(b) - 1; i >= n; i-- {
		if b[i]++; b[i] != 0 {
			break
		}
	}
	return b
}
