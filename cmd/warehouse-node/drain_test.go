package main

import (
	"errors"
	"net"
	"net/http"
	"runtime"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"warehouse-node/ui/api"
)

// TestShutdownDrains: a node that is told to stop takes no new request, answers
// the one that is under way once the disk has it, and closes with it kept.
func TestShutdownDrains(t *testing.T) {
	script, err := txtar.ParseFile("testdata/day/one-order.txtar")
	if err != nil {
		t.Fatal(err)
	}
	over := newDisk(false)
	d := newDay(t, script, func(d *day) { d.disk = over })
	t.Cleanup(over.release)
	play := func(text string) error {
		words, err := split(text)
		d.must(err)
		return d.do(line{words: words})
	}
	for _, text := range []string{
		"import items goods.csv", "import balances stock.csv", `sells TEST-CUP "Кружка проверочная" 50000`,
		"buyer TEST-CUP*1", "order 1 is promised",
	} {
		d.must(play(text))
	}
	igor, err := d.who("igor") // who logs in here, not while the disk stands
	d.must(err)
	row, err := d.row("1")
	d.must(err)
	over.stall()
	answered, closed := make(chan error, 1), make(chan error, 1)
	go func() { // one request, whatever else the disk has to wait for
		answered <- d.call(igor, http.MethodPost, "/api/do/pick.release", api.WaveRelease{Orders: api.List[string]{row.ID}}, nil)
	}()
	d.eventually("the request is under way", func() error {
		stacks := make([]byte, 1<<20)
		for one := range strings.SplitSeq(string(stacks[:runtime.Stack(stacks, true)]), "\n\n") {
			// It stands before the disk with its command, or already as it looks who asks,
			// when another commit came first.
			if strings.Contains(one, "http.(*conn).serve") && strings.Contains(one, "store.(*DB)") {
				return nil
			}
		}
		return errors.New("nobody carries it out")
	})
	over.asked()
	n := d.within
	go func() { closed <- n.Close() }()
	d.eventually("no new request is taken", func() error {
		c, err := net.Dial("tcp", n.Addr.String())
		if err != nil {
			return nil
		}
		return errors.Join(errors.New("the node listens"), c.Close())
	})
	select {
	case err := <-answered:
		t.Fatalf("answered before the disk: %v", err)
	case err := <-closed:
		t.Fatalf("closed with a request under way: %v", err)
	default:
	}
	over.release()
	d.must(<-answered)
	d.must(<-closed)
	d.within = nil
	d.start()
	d.must(play("order 1 is picking"))
}
