package printer

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"

	"warehouse-node/devices/sim"
)

// Config is how the simulated printer differs from the plainest one. The zero
// value is a 203 dpi printer that prints at once.
type Config struct {
	DPI      int           // 203, 300 or 600; 0 is 203
	PerLabel time.Duration // how long one label takes
	// Gap is how long a label is neither queued nor printing, though it will be
	// printed: real printers have such a moment.
	Gap time.Duration
	// Counts makes it answer the question for its label counter.
	Counts bool
	// Coy makes it leave ~HS without an answer while it has a fault, as Zebra
	// documents it; older ones answer with the fault set.
	Coy bool
	// Cyrillic gives its own font Cyrillic letters.
	Cyrillic bool
	// Folder, when set, gets each label as label-0001.png.
	Folder string
}

// bufferLabels is how many labels it takes in before it stops reading.
const bufferLabels = 8

// Printed is one label that came out.
type Printed struct {
	Image *image.Paletted // a pixel a dot
	ZPL   []byte          // the format that it was printed from
	At    time.Time
}

// Printer is a running simulator.
type Printer struct {
	sim.Faults // of its line

	config   Config
	listener net.Listener
	ended    chan struct{}
	running  sync.WaitGroup

	mu       sync.Mutex // guards what follows
	change   chan struct{}
	conn     net.Conn // the one client, or nil
	queue    []*job
	printing *job
	paper    int  // labels left on the roll; -1 is a roll without end
	ends     bool // the roll does when the next label has come in
	headOpen bool
	paused   bool
	partial  []byte // a format without its ^XZ
	count    int64  // labels in its life
	printed  []Printed
	errors   []string
}

// job is one format with its copies.
type job struct {
	image  *image.Paletted
	zpl    []byte
	copies int
}

// Start listens on address, "127.0.0.1:0" for any free port.
func Start(address string, c Config) (*Printer, error) {
	if c.DPI == 0 {
		c.DPI = 203
	}
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("simulated printer: %w", err)
	}
	p := &Printer{config: c, listener: l, ended: make(chan struct{}), change: make(chan struct{}), paper: -1}
	p.running.Go(p.serve)
	p.running.Go(p.print)
	return p, nil
}

// Addr is where it listens, host and port.
func (p *Printer) Addr() string { return p.listener.Addr().String() }

// Close ends it and waits until nothing of it is left.
func (p *Printer) Close() error {
	close(p.ended)
	err := p.listener.Close()
	p.Cut()
	p.running.Wait()
	return err
}

// Cut ends the connection that is open now.
func (p *Printer) Cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.conn != nil {
		_ = p.conn.Close() // the other end notices
	}
}

// PaperOutAfter leaves n labels on the roll.
func (p *Printer) PaperOutAfter(n int) { p.set(func() { p.paper = n }) }

// PaperEndsNext lets paper run out when the next label has come in: the printer
// has it, and prints it when there is paper.
func (p *Printer) PaperEndsNext() { p.set(func() { p.ends = true }) }

// LoadPaper puts in a roll without end.
func (p *Printer) LoadPaper() { p.set(func() { p.paper, p.ends = -1, false }) }

// Replace puts another printer in its place: with paper, nothing in it, and a
// count of its own. What the old one had comes out nowhere.
func (p *Printer) Replace() {
	p.cancelAll()
	p.set(func() { p.paper, p.ends, p.headOpen, p.paused, p.count = -1, false, false, false, 0 })
	p.Cut()
}

// OpenHead lifts the print head, or closes it.
func (p *Printer) OpenHead(open bool) { p.set(func() { p.headOpen = open }) }

// Pause is the pause key.
func (p *Printer) Pause(on bool) { p.set(func() { p.paused = on }) }

// Labels are those that came out, in order.
func (p *Printer) Labels() []Printed {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]Printed(nil), p.printed...)
}

// Errors says what it refused and why.
func (p *Printer) Errors() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.errors...)
}

// Troubles are what keeps it from printing, in words.
func (p *Printer) Troubles() (all []string) {
	silent := p.Armed() > 0
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, one := range []struct {
		is    bool
		words string
	}{{p.paper == 0, "no paper"}, {p.ends, "paper ends under the next label"}, {p.headOpen, "head open"}, {p.paused, "paused"}, {silent, "its line is faulty"}} {
		if one.is {
			all = append(all, one.words)
		}
	}
	return all
}

// Wait waits until so many labels have come out.
func (p *Printer) Wait(ctx context.Context, labels int) error {
	for {
		p.mu.Lock()
		n, changed := len(p.printed), p.change
		p.mu.Unlock()
		if n >= labels {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return fmt.Errorf("%d of %d labels came out: %w", n, labels, ctx.Err())
		}
	}
}

// set changes the printer's state and wakes whoever waits for a change.
func (p *Printer) set(f func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	f()
	close(p.change)
	p.change = make(chan struct{})
}

func (p *Printer) refuse(format string, args ...any) {
	p.set(func() { p.errors = append(p.errors, fmt.Sprintf(format, args...)) })
}

// stuck says whether the printer has a fault. The caller has the lock.
func (p *Printer) stuck() bool { return p.paper == 0 || p.headOpen || p.paused }

var errEnded = errors.New("the printer was switched off")

// until waits until ok holds, which is called with the lock held.
func (p *Printer) until(ok func() bool) error {
	for {
		p.mu.Lock()
		done, changed := ok(), p.change
		p.mu.Unlock()
		if done {
			return nil
		}
		select {
		case <-changed:
		case <-p.ended:
			return errEnded
		}
	}
}

// take puts a format into the buffer; it waits while that is full.
func (p *Printer) take(j *job) error {
	err := p.until(func() bool { return len(p.queue) < bufferLabels })
	if err == nil {
		p.set(func() {
			if p.queue = append(p.queue, j); p.ends {
				p.paper, p.ends = 0, false
			}
		})
	}
	return err
}

// print takes jobs from the buffer and prints their copies, one after the other.
func (p *Printer) print() {
	for p.until(func() bool { return len(p.queue) > 0 }) == nil {
		var j *job
		p.set(func() {
			if len(p.queue) > 0 { // it may have been cancelled since
				j, p.queue = p.queue[0], p.queue[1:]
			}
			if p.config.Gap == 0 {
				p.printing = j
			}
		})
		if j == nil || p.pass(p.config.Gap) != nil {
			continue
		}
		p.set(func() { p.printing = j })
		for p.left(j) > 0 {
			if p.until(func() bool { return !p.stuck() || j.copies == 0 }) != nil || p.pass(p.config.PerLabel) != nil {
				return
			}
			p.set(func() { p.out(j) })
		}
		p.set(func() { p.printing = nil })
	}
}

func (p *Printer) left(j *job) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return j.copies
}

func (p *Printer) pass(d time.Duration) error {
	if d == 0 {
		return nil
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-p.ended:
		return errEnded
	}
}

// out is one label coming out, unless a fault or a cancellation came first. The
// caller has the lock.
func (p *Printer) out(j *job) {
	if p.stuck() || j.copies == 0 {
		return
	}
	j.copies--
	if p.paper > 0 {
		p.paper--
	}
	p.count++
	p.printed = append(p.printed, Printed{Image: j.image, ZPL: j.zpl, At: time.Now()})
	if p.config.Folder != "" {
		if err := save(filepath.Join(p.config.Folder, fmt.Sprintf("label-%04d.png", len(p.printed))), j.image); err != nil {
			p.errors = append(p.errors, err.Error())
		}
	}
}

func save(file string, picture image.Image) error {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	return errors.Join(png.Encode(f, picture), f.Close())
}

// cancelAll is ~JA: what is in the buffer and under the head is not printed.
func (p *Printer) cancelAll() {
	p.set(func() {
		p.queue, p.partial = nil, nil
		if p.printing != nil {
			p.printing.copies = 0
		}
	})
}
