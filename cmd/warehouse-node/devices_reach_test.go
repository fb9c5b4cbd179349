package main

import (
	"context"
	"errors"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"warehouse-node/devices"
	"warehouse-node/devices/label"
	"warehouse-node/devices/printer"
	"warehouse-node/ui/locale"
)

// callers is an address of this machine that does with every connection what the test
// says.
func callers(t *testing.T, with func(net.Conn)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return // the test is over
			}
			go with(conn)
		}
	}()
	return l.Addr().String()
}

// deaf takes all that it is told and says nothing.
func deaf(conn net.Conn) { _, _ = io.Copy(io.Discard, conn) }

// TestOutOfReach: of a device that cannot be reached, or does not answer, it is told
// soon which, where and why, in the person's language, and nothing is waited for.
func TestOutOfReach(t *testing.T) {
	gone := callers(t, deaf)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	closed := l.Addr().String()
	must(t, l.Close())
	quick := map[string]any{"ReplyMS": int64(20)}
	for _, row := range []struct {
		name string
		of   DeviceConfig
		lang locale.Lang
		want string
	}{
		{"nobody there", DeviceConfig{Kind: "printer", Driver: "zpl", Address: "tcp://" + closed}, locale.RU, "недоступно: адрес отвечает, но соединение не принимает"},
		{"a deaf printer", DeviceConfig{Kind: "printer", Driver: "zpl", Address: "tcp://" + gone, Config: quick}, locale.UK, "не відповідає"},
		{"no register there", DeviceConfig{Kind: "cashreg", Driver: "shtrih", Address: "tcp://" + closed}, locale.EN, "cannot be reached: the address answers and takes no connection"},
		{"a deaf register", DeviceConfig{Kind: "cashreg", Driver: "shtrih", Address: "tcp://" + gone, Config: map[string]any{"ReplyMS": int64(20), "Retries": int64(1)}}, locale.RU, "не отвечает: проверьте"},
		{"no scanner there", DeviceConfig{Kind: "scanner", Driver: "line", Address: "serial:///dev/none"}, locale.RU, "недоступно: по этому адресу ничего не подключено"},
	} {
		row.of.Name = "the one"
		ctx, enough := context.WithTimeout(t.Context(), time.Minute)
		err := tryDevice(ctx, &row.of, row.lang, nil, io.Discard)
		if ctx.Err() != nil || err == nil {
			t.Fatalf("%s: it waits: %v", row.name, err)
		}
		for _, want := range []string{"the one", row.of.Address, row.want} {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%s: no %q in %v", row.name, want, err)
			}
		}
		enough()
	}
}

// TestTryingEndsAtOnce: Ctrl-C waits for no answer.
func TestTryingEndsAtOnce(t *testing.T) {
	ctx, enough := context.WithCancel(t.Context())
	asked := make(chan time.Time, 1)
	d := &DeviceConfig{Name: "slow", Kind: "printer", Driver: "zpl", Config: map[string]any{"ReplyMS": int64(60000)},
		Address: "tcp://" + callers(t, func(conn net.Conn) {
			if _, err := conn.Read(make([]byte, 1)); err == nil {
				asked <- time.Now()
				enough()
			}
			deaf(conn)
		})}
	err := tryDevice(ctx, d, locale.EN, nil, io.Discard)
	if waited := time.Since(<-asked); !errors.Is(err, context.Canceled) || waited > answerTime/2 {
		t.Errorf("after %s: %v", waited, err)
	}
}

// mute is a printer that says nothing any more once it has a label.
type mute struct{ has chan struct{} }

func (m *mute) Print(ctx context.Context, _ ...label.Label) (printer.Outcome, error) {
	close(m.has)
	<-ctx.Done()
	return printer.Outcome{}, &printer.Stopped{Err: ctx.Err()}
}

func (m *mute) Status(ctx context.Context) (printer.Status, error) {
	select {
	case <-m.has:
		return printer.Status{Faults: []printer.Fault{printer.Silent}}, ctx.Err()
	default:
		return printer.Status{}, ctx.Err()
	}
}

func (*mute) Close() error { return nil }

// TestSilentWhileItPrints: a printer that answered and then does not ends the trial
// too.
func TestSilentWhileItPrints(t *testing.T) {
	var out strings.Builder
	ctx, enough := context.WithTimeout(t.Context(), time.Minute)
	defer enough()
	it := &tried{DeviceConfig: &DeviceConfig{Name: "the one", Address: "tcp://10.0.0.7:9100"}, lang: locale.EN, printer: &mute{make(chan struct{})}}
	err := it.prints(ctx, &out)
	if err == nil || !strings.Contains(err.Error(), "“the one” at tcp://10.0.0.7:9100 does not answer") || !strings.HasPrefix(out.String(), "ready\n") {
		t.Errorf("%v\n%s", err, &out)
	}
}

// TestNodeKnowsWhoIsQuiet: a node waits for a device that it tries as long as the
// device says something, and no longer.
func TestNodeKnowsWhoIsQuiet(t *testing.T) {
	now := time.Now()
	long := now.Add(-time.Hour)
	ended, end := context.WithCancel(t.Context())
	end()
	broken := devices.Health{State: devices.Away, Reason: devices.Unreachable, LastError: "no route to host"}
	for _, row := range []struct {
		name   string
		health devices.Health
		said   time.Time
		open   string // what opened says, "" for nothing
		quiet  string // what quiet says after an hour
	}{
		{"well", devices.Health{State: devices.Ready}, now, "", ""},
		{"open and deaf", devices.Health{State: devices.Ready}, long, "", "does not answer"},
		{"away", broken, long, "cannot be reached: the network does not reach it (no route to host)", "the network does not reach it (no route to host)"},
		{"away a moment ago", broken, now, "cannot be reached", ""},
		{"not tried yet", devices.Health{}, time.Time{}, "context canceled", "does not answer"},
		{"back again", devices.Health{State: devices.Ready, LastError: "before"}, now, "", ""},
	} {
		m := &machine{DeviceConfig: DeviceConfig{Name: "printer 1", Address: "tcp://10.0.0.7:9100"}, health: row.health, said: row.said}
		for _, got := range []struct {
			of, want string
			err      error
		}{{"opened", row.open, m.opened(ended, locale.EN)}, {"quiet", row.quiet, m.quiet(long, locale.EN)}} {
			if (got.err == nil) != (got.want == "") || got.err != nil && !strings.Contains(got.err.Error(), got.want) {
				t.Errorf("%s: %s says %v, want %q", row.name, got.of, got.err, got.want)
			}
		}
	}
	m := &machine{said: now.Add(time.Hour)}
	if err := m.answers(t.Context(), locale.EN); err != nil {
		t.Errorf("it said something since: %v", err)
	}
	m.said = long
	if err := m.answers(ended, locale.EN); !errors.Is(err, context.Canceled) {
		t.Errorf("ended: %v", err)
	}
}

// TestLanguageOfTheTerminal: what the terminal was set to first counts, and English is
// for all that we do not speak.
func TestLanguageOfTheTerminal(t *testing.T) {
	for want, env := range map[locale.Lang]map[string]string{
		locale.RU: {"LANG": "ru_RU.UTF-8"},
		locale.UK: {"LC_ALL": "uk_UA", "LANG": "ru_RU.UTF-8"},
		locale.EN: {"LC_MESSAGES": "C.UTF-8", "LANG": "ru_RU.UTF-8"},
	} {
		if got := ofTerminal(func(name string) string { return env[name] }); got != want {
			t.Errorf("%v: %s, want %s", env, got, want)
		}
	}
}
