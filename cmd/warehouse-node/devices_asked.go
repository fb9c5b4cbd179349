package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"time"

	"warehouse-node/devices/scan"
	"warehouse-node/ui/api"
	"warehouse-node/ui/locale"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/paper"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/store"
)

// commandLine is where orders of the control socket are from.
var commandLine = command.Command{Itself: true, Device: "command line"}

// lookEvery is how often the command line looks whether something came about that
// rings no bell.
const lookEvery = 50 * time.Millisecond

// listMachines writes the devices of this node, where they are bound now, and how
// they fare.
func (n *Node) listMachines(ctx context.Context, out io.Writer) error {
	all := slices.Clone(n.Config.Devices)
	for i := range all {
		bench := n.floor.named(all[i].Name).bench()
		if all[i].Station = ""; bench.IsZero() {
			continue
		}
		if err := n.DB.Read(ctx, func(_ context.Context, tx *store.Tx) error {
			p, err := place.Get(tx, bench)
			if err == nil {
				all[i].Station = p.Name
			}
			return err
		}); err != nil {
			return err
		}
	}
	return listDevices(ctx, all, func(d *DeviceConfig) string {
		return n.floor.named(d.Name).inWords(n.DB.Clock())
	}, out)
}

// inWords is how a device fares, in English.
func (m *machine) inWords(now time.Time) string {
	row := m.row(now)
	said := inEnglish(row.State)
	for _, note := range row.Notes {
		said += "; " + inEnglish(note)
	}
	return said
}

func inEnglish(s api.Said) string {
	args := locale.Args{}
	for name, a := range s.Args {
		if args[name] = a.Text; a.Kind == "count" {
			args[name] = strconv.FormatInt(a.Number, 10)
		}
	}
	return locale.Say(locale.EN, s.Code, args)
}

// reached is a device of this node that is open, by its name.
func (n *Node) reached(ctx context.Context, name string, lang locale.Lang) (*machine, error) {
	m := n.floor.named(name)
	if m == nil {
		return nil, fmt.Errorf("the running node has no device %q: it reads its configuration when it starts", name)
	}
	return m, m.opened(ctx, lang)
}

// testMachine tries a device that this node has open, until ctx ends.
func (n *Node) testMachine(ctx context.Context, name string, lang locale.Lang, out io.Writer) error {
	m, err := n.reached(ctx, name, lang)
	if err != nil {
		return err
	}
	if m.Kind == "scanner" {
		return n.showScans(ctx, m, out)
	}
	if err := m.answers(ctx, lang); err != nil {
		return err
	}
	if m.Kind == "printer" {
		return n.printTest(ctx, m, lang, out)
	}
	return writeLines(out, m.reported())
}

// showScans shows what a scanner reads. The node goes on obeying it.
func (n *Node) showScans(ctx context.Context, m *machine, out io.Writer) error {
	heard := m.listen()
	defer m.ignore(heard)
	if _, err := fmt.Fprintln(out, "The node reads this scanner and goes on obeying it. Scan something; Ctrl-C ends it."); err != nil {
		return err
	}
	for {
		select {
		case <-ctx.Done():
			return nil
		case s := <-heard:
			if err := writeScan(out, s, m.secret([]byte(s.Data))); err != nil {
				return err
			}
		}
	}
}

// maxHeard is how many scans wait for a slow terminal; more are not shown.
const maxHeard = 32

// listen gives what a scanner reads from now on, beside its own work.
func (m *machine) listen() chan scan.Scan {
	heard := make(chan scan.Scan, maxHeard)
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.ears == nil {
		m.ears = map[chan scan.Scan]bool{}
	}
	m.ears[heard] = true
	return heard
}

func (m *machine) ignore(heard chan scan.Scan) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.ears, heard)
}

// overheard gives a scan to who listens; nobody is waited for.
func (m *machine) overheard(s scan.Scan) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for heard := range maps.Keys(m.ears) {
		select {
		case heard <- s:
		default:
		}
	}
}

// printTest prints a small label by the printer's own queue and says what became
// of it, and how the printer is as long as that takes. When ctx ends, or the printer
// says nothing any more, the label stays in the queue.
func (n *Node) printTest(ctx context.Context, m *machine, lang locale.Lang, out io.Writer) error {
	began, is := time.Now(), m.reported()
	put, err := testDevice.Do(ctx, n.Door, commandLine, &testRequest{Device: m.Name, Lang: paper.Lang(lang)})
	if err != nil {
		return err
	}
	if err := writeLines(out, is); err != nil { // whoever reads it may hang up: the label is in the queue
		return err
	}
	said := ""
	for {
		j, err := n.job(ctx, put.Job)
		if err != nil {
			return err
		}
		why := ""
		if j.Why.Code != "" {
			why = locale.Fault(lang, j.Why.Code, j.Why.Args)
		}
		switch j.State {
		case spool.Done:
			return writeLines(out, []string{locale.Say(lang, "device.test.printed", nil)})
		case spool.Unknown, spool.Refused, spool.Dropped:
			return fmt.Errorf("the label is %s: %s", j.State, why)
		}
		var news []string
		if now := m.reported(); !slices.Equal(now, is) {
			is, news = now, append(news, now...)
		}
		if why != "" && why != said {
			said, news = why, append(news, "waits: "+why)
		}
		if err := writeLines(out, news); err != nil {
			return err
		}
		if why := m.quiet(began, lang); why != nil {
			return fmt.Errorf("%w. %s", why, locale.Say(lang, "device.test.waits", nil))
		}
		if !await(ctx) {
			return writeLines(out, []string{locale.Say(lang, "device.test.waits", nil)})
		}
	}
}

// reported is how a printer or register said last that it is.
func (m *machine) reported() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.lines)
}

// await is a short while; false when ctx ended in it.
func await(ctx context.Context) bool { return rested(ctx, lookEvery) }

func rested(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}

// job is a job of the spool as it stands, also when whoever asked hung up.
func (n *Node) job(ctx context.Context, id spool.JobID) (j *spool.Job, err error) {
	err = n.DB.Read(context.WithoutCancel(ctx), func(_ context.Context, tx *store.Tx) error {
		j, err = spool.Get(tx, id)
		return err
	})
	return j, err
}

// recordMachine records the conversation with a device until ctx ends, and then
// writes it. It is on the timeline, as a recording of the office is.
func (n *Node) recordMachine(ctx context.Context, name string, out io.Writer) error {
	m, err := n.reached(ctx, name, locale.EN)
	if err != nil {
		return err
	}
	if m.records() {
		return errors.New("it is being recorded already, from the page of devices")
	}
	if _, err := recordDevice.Do(ctx, n.Door, commandLine, &recordRequest{Device: name, On: true}); err != nil {
		return err
	}
	begun := false
	for await(ctx) && (m.records() || !begun) { // or until there is no more room
		begun = begun || m.records()
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastWords)
	defer cancel()
	if _, err := recordDevice.Do(last, n.Door, commandLine, &recordRequest{Device: name}); err != nil {
		return err
	}
	for m.records() && await(last) { // the recording ends when its entry is followed
	}
	m.mu.Lock()
	text := slices.Clone(m.record.text.Bytes())
	m.mu.Unlock()
	_, err = out.Write(text)
	return err
}

// records says whether the device is being recorded.
func (m *machine) records() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.record.on
}
