package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"warehouse-node/ui/api"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/memory"
)

// readsOf are the codes that a scanner read, as the office finds them.
func (d *day) readsOf(name, text string) (rows []api.DeviceRead) {
	d.t.Helper()
	p, err := d.who("marina")
	d.must(err)
	cursor := ""
	for {
		var page api.DeviceReads
		at := "/api/devices/" + url.PathEscape(name) + "/reads?limit=2&text=" + url.QueryEscape(text) + "&cursor=" + url.QueryEscape(cursor)
		d.must(d.call(p, http.MethodGet, at, nil, &page))
		rows = append(rows, page.Rows...)
		if cursor = page.Next; cursor == "" {
			return rows
		}
	}
}

func inShort(rows []api.DeviceRead) string {
	var all []string
	for _, r := range rows {
		what := r.AIM + string(r.Bytes)
		if r.Badge {
			what = "a badge"
		}
		all = append(all, fmt.Sprintf("%s %s %s", what, r.Kind, r.Answer))
	}
	return strings.Join(all, "; ")
}

// TestReadsAreKept: every code that a scanner read is found again by its text and
// by its bytes, with what became of it, newest first and page by page; badges are
// there and not told, and each scanner has its own.
func TestReadsAreKept(t *testing.T) {
	d := newDay(t, &txtar.Archive{})
	badge := demoBadge(9)
	for _, code := range []string{"4006381333931", "]d2010460700177156221x<Y\x1d93abc1", badge, "WHAT-IS-THIS"} {
		d.must(d.scanners[0].Scan(code))
	}
	d.must(d.scanners[0].Send([]byte("]E0400638]E04006381333931\r")))
	d.must(d.scanners[1].Scan("96385074"))
	d.eventually("six are kept", func() error {
		if one, two := d.readsOf("scanner 1", ""), d.readsOf("scanner 2", ""); len(one) != 5 || len(two) != 1 {
			return fmt.Errorf("%s; %s", inShort(one), inShort(two))
		}
		return nil
	})
	all := d.readsOf("scanner 1", "")
	for i, want := range []string{"  garbled", "]C0WHAT-IS-THIS text ", "a badge  ", "]d2010460700177156221x<Y\x1d93abc1 gs1 refused", "]E04006381333931 gtin refused"} {
		if got := inShort(all[i : i+1]); !strings.HasPrefix(got, want) {
			t.Errorf("%d is %q, want %q", i, got, want)
		}
	}
	for text, want := range map[string]int{"this": 1, "x<y": 1, "1D 39": 1, "1d39": 1, "400638": 1, "nowhere": 0, badge[2:]: 0, "]d2": 1, "34 30 30 36": 1} {
		if got := d.readsOf("scanner 1", text); len(got) != want {
			t.Errorf("%q finds %q, want %d", text, inShort(got), want)
		}
	}
	d.kill() // what was read is not forgotten with the power
	d.start()
	if again := d.readsOf("scanner 1", ""); inShort(again) != inShort(all) {
		t.Errorf("after the power came back: %s", inShort(again))
	}
}

// TestReadsAreForgotten: what is older than ninety days goes, some with each
// write, and nothing that is younger.
func TestReadsAreForgotten(t *testing.T) {
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	db := store.Open(memory.New(), store.Options{Clock: func() time.Time { return now }})
	count := func() (n int) {
		err := db.Write(t.Context(), func(_ context.Context, tx *store.Tx) error {
			err := forgetReads(tx)
			for _, e := range keptReads.All(tx) {
				n, err = n+1, errors.Join(err, e)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if err := db.Write(t.Context(), func(_ context.Context, tx *store.Tx) error {
		for i := range maxForgets + 10 {
			if err := keptReads.Insert(tx, &codeRead{At: now.Add(time.Duration(i) * time.Second), Device: "x"}); err != nil {
				return err
			}
		}
		return keptReads.Insert(tx, &codeRead{At: now.AddDate(0, 0, 1), Device: "x"})
	}); err != nil {
		t.Fatal(err)
	}
	if n := count(); n != maxForgets+11 {
		t.Errorf("%d at once", n)
	}
	now = now.Add(keepReads + time.Hour)
	if n := count(); n != 11 {
		t.Errorf("%d after the first write", n)
	}
	if n := count(); n != 1 {
		t.Errorf("%d after the second", n)
	}
}
