package main

import (
	"bytes"
	"context"
	"encoding/hex"
	"strings"
	"time"

	"warehouse-node/devices"
	"warehouse-node/devices/scan"
	"warehouse-node/devices/wire"
	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/store"
)

// codeRead is one code as a scanner read it, and what became of it. They lie outside
// of the timeline, for ninety days: a dispute about what was read is settled by
// them, and nothing else depends on them.
type codeRead struct {
	At        time.Time // when it was read; together with Device unique
	Device    string
	AIM       string // "]E0"; "" when the scanner did not say
	Symbology string
	Data      []byte // every byte of the code; none of a badge and of what was no code
	Badge     bool
	Answer    string // of devices.Answer
}

func codeReadRow(r *store.Row, k *codeRead) {
	store.Time(r, 1, &k.At)
	store.Text(r, 2, &k.Device)
	store.Text(r, 3, &k.AIM)
	store.Text(r, 4, &k.Symbology)
	store.Bytes(r, 5, &k.Data)
	store.Bool(r, 6, &k.Badge)
	store.Text(r, 7, &k.Answer)
}

// keptReads are in the order of time, those of all scanners together: the oldest
// go first.
var keptReads = store.NewTable("node.reads", func(k *codeRead) store.Pair[store.I64, store.Str] {
	return store.Keys2(store.When(k.At), store.Str(k.Device))
}, codeReadRow)

const (
	keepReads  = 90 * 24 * time.Hour
	keepPause  = time.Second // what is read meanwhile is written at one go
	maxUnkept  = 1024        // wait to be written; more are not kept
	maxForgets = 500         // old ones that go with one write
)

// keepRequest is what was read lately.
type keepRequest struct {
	Reads []codeRead `json:"reads"`
}

// keepScans is the node's own command. It is about no warehouse and tells nobody.
var keepScans = command.Register("device.read", "devices.edit", nil,
	func(_ context.Context, tx *store.Tx, r *keepRequest) (*nothing, error) {
		if tx.Origin().Person != [16]byte{} {
			return nil, fault.New(fault.Denied, "staff.itself")
		}
		for _, k := range r.Reads {
			for { // a scanner reads no two codes in a moment; its clock may say so
				had, err := keptReads.Find(tx, store.Keys2(store.When(k.At), store.Str(k.Device)))
				if err != nil {
					return nil, err
				}
				if had == nil {
					break
				}
				k.At = k.At.Add(time.Nanosecond)
			}
			if err := keptReads.Insert(tx, &k); err != nil {
				return nil, err
			}
		}
		return &nothing{}, forgetReads(tx)
	})

// forgetReads drops some of what is older than it is kept.
func forgetReads(tx *store.Tx) error {
	var old []codeRead
	for k, err := range keptReads.All(tx) {
		if err != nil {
			return err
		}
		if tx.Now().Sub(k.At) <= keepReads || len(old) == maxForgets {
			break
		}
		old = append(old, *k)
	}
	for _, k := range old {
		if err := keptReads.Delete(tx, store.Keys2(store.When(k.At), store.Str(k.Device))); err != nil {
			return err
		}
	}
	return nil
}

// keeps takes what a scanner read, to be written soon. The scanner does not wait.
func (f *floor) keeps(s scan.Scan, a devices.Answer) {
	k := codeRead{At: s.At.UTC(), Device: s.Device, AIM: s.AIM, Symbology: string(s.Symbology), Data: []byte(s.Data), Answer: string(a)}
	if len(k.Data) > 0 && f.badgeIn(k.Data) {
		k.Data, k.Badge = nil, true
	}
	select {
	case f.unkept <- k:
	default:
		f.Log.Error("a scan is not kept: the store is behind", "device", s.Device)
	}
}

// keepsScans writes what scanners read until ctx ends, and then the rest.
func (f *floor) keepsScans(ctx context.Context) error {
	for ctx.Err() == nil {
		var r keepRequest
		select {
		case <-ctx.Done():
		case k := <-f.unkept:
			r.Reads = append(r.Reads, k)
			_ = wire.Rest(ctx, keepPause) // the loop looks at ctx
		}
		for more := true; more && len(r.Reads) < maxUnkept; {
			select {
			case k := <-f.unkept:
				r.Reads = append(r.Reads, k)
			default:
				more = false
			}
		}
		if len(r.Reads) == 0 {
			continue
		}
		if _, err := keepScans.Do(context.WithoutCancel(ctx), f.Door, command.Command{Itself: true, Device: "scanners"}, &r); err != nil {
			f.Log.Error("keep scans", "count", len(r.Reads), "error", err)
		}
	}
	return nil
}

// maxLooked is how many codes one search looks through; it goes on from there.
const maxLooked = 20_000

// deviceReads are the codes that a device of this host read, newest first, of those
// that hold a text or bytes in hexadecimal.
func (n *Node) deviceReads(tx *store.Tx, f api.DeviceReadsFilter) (out api.DeviceReads, site warehouse.SiteID, known bool, err error) {
	m := n.floor.named(f.ID)
	if m == nil || m.Kind != "scanner" {
		return out, site, false, nil
	}
	var to store.Prefix
	if f.Cursor != "" {
		at, err := time.Parse(time.RFC3339Nano, f.Cursor)
		if err != nil {
			return out, site, true, fault.New(fault.Invalid, "request.cursor")
		}
		to = store.When(at)
	}
	fits := holding(f.Text)
	looked := 0
	for k, err := range keptReads.Back(tx, nil, to) {
		if err != nil {
			return out, site, true, err
		}
		if looked++; len(out.Rows) == f.Limit || looked > maxLooked {
			break
		}
		out.Next = k.At.UTC().Format(time.RFC3339Nano)
		if k.Device == m.Name && fits(k) {
			out.Rows = append(out.Rows, k.row())
		}
	}
	if len(out.Rows) < f.Limit && looked <= maxLooked {
		out.Next = ""
	}
	return out, m.home(), true, nil
}

// holding says whether a code holds what somebody looks for: as text, however its
// letters are written, or as bytes.
func holding(text string) func(*codeRead) bool {
	wanted := strings.ToLower(strings.TrimSpace(text))
	raw, err := hex.DecodeString(strings.ReplaceAll(wanted, " ", ""))
	if err != nil {
		raw = nil
	}
	return func(k *codeRead) bool {
		return wanted == "" || strings.Contains(strings.ToLower(k.AIM+string(k.Data)), wanted) || len(raw) > 0 && bytes.Contains(k.Data, raw)
	}
}

// row is a code as the office shows it.
func (k *codeRead) row() api.DeviceRead {
	r := api.DeviceRead{At: k.At.UTC(), AIM: k.AIM, Bytes: k.Data, Badge: k.Badge, Answer: k.Answer}
	if len(k.Data) > 0 {
		r.Kind = string(scan.Parse(scan.Scan{Data: string(k.Data), Symbology: scan.Symbology(k.Symbology)}).Kind)
	}
	return r
}
