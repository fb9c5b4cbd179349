package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"warehouse-node/warehouse/staff"
)

// nodeEnv makes the test binary be the node itself: a day's node is a process of
// its own, so that it can be killed.
const nodeEnv = "WAREHOUSE_NODE_PROCESS"

// program is the node with arguments of its command line. Under the race detector
// a program sleeps a second before it ends; these end hundreds of times.
func program(args ...string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(os.Environ(), nodeEnv+"=1", "GORACE=atexit_sleep_ms=50 "+os.Getenv("GORACE"))
	return cmd
}

// gateAsBuilt is what the node's own gate is like, before TestMain makes it cheap.
var gateAsBuilt = gateOptions

// TestGateAsBuilt: the program lowers no cost of a password; package staff holds
// what that is.
func TestGateAsBuilt(t *testing.T) {
	if gateAsBuilt.Cost != (staff.Cost{}) || gateAsBuilt.Clock != nil {
		t.Errorf("the gate is made with %+v", gateAsBuilt)
	}
}

func TestMain(m *testing.M) {
	roomOn = func(string) (int64, bool) { return 1 << 40, true }
	gateOptions.Cost = staff.Cost{Time: 1, MemoryKiB: 64, Threads: 1}
	if os.Getenv(nodeEnv) != "" {
		main()
		return
	}
	if os.Getenv(halfEnv) != "" {
		asHalf()
		return
	}
	if os.Getenv(floorEnv) != "" {
		asFloor()
		return
	}
	code := m.Run()
	if err := printReport(os.Stdout); err != nil {
		code = 1
	}
	os.Exit(code)
}

// TestDays plays every working day of testdata/day against a node in a process
// of its own, over HTTP, ptys and sockets, with simulated devices and shop.
func TestDays(t *testing.T) {
	scripts, err := filepath.Glob("testdata/day/*.txtar")
	if err != nil || len(scripts) == 0 {
		t.Fatalf("no days: %v", err)
	}
	for _, path := range scripts {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			script, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if filepath.Base(path) != "health.txtar" { // its seconds are counted, so it has the cores alone
				t.Parallel()
			}
			newDay(t, script).play(nil)
		})
	}
}

// TestKilled plays the way of an order, and one whose packer is asked what a code
// means, with the node killed after each line: nothing that was answered is lost, and
// nothing happens twice. What a scanner read is answered by the screen, so the kill
// waits for that line.
func TestKilled(t *testing.T) {
	for _, name := range []string{"one-order", "shared-code"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			script, err := txtar.ParseFile("testdata/day/" + name + ".txtar")
			if err != nil {
				t.Fatal(err)
			}
			d := newDay(t, script)
			d.play(func(l line) {
				if l.words[0] != "scanner" {
					d.kill()
					d.start()
				}
			})
		})
	}
}

// line is one line of a script: who, what, and the words behind.
type line struct {
	n     int
	words []string
}

// play carries a script out, line by line; between, when it is set, runs after
// each of them.
func (d *day) play(between func(line)) {
	d.t.Helper()
	for n, text := range strings.Split(string(d.script.Comment), "\n") {
		words, err := split(text)
		if err != nil {
			d.t.Fatalf("line %d: %v", n+1, err)
		}
		if len(words) == 0 {
			continue
		}
		if err := d.do(line{n + 1, words}); err != nil {
			d.t.Fatalf("line %d: %s\n%v\n%s", n+1, strings.TrimSpace(text), err, d.scene())
		}
		if between != nil {
			between(line{n + 1, words})
		}
	}
}

// split cuts a line into words; quotes hold several together, # begins a comment.
func split(text string) (words []string, err error) {
	for {
		text = strings.TrimLeft(text, " \t")
		switch {
		case text == "" || text[0] == '#':
			return words, nil
		case text[0] == '"':
			word, rest, closed := strings.Cut(text[1:], `"`)
			if !closed {
				return nil, fmt.Errorf("a quote without an end")
			}
			words, text = append(words, word), rest
		default:
			word, rest, _ := strings.Cut(text, " ")
			words, text = append(words, word), rest
		}
	}
}
