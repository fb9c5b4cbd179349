package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"strings"
	"time"

	"warehouse-node/ui/locale"
)

// control is the socket in the data folder by which the command line speaks to
// a running node. Whoever may open the folder may use it.
const controlSocket = "control.sock"

// request is what the command line asks.
type request struct {
	Do   string   `json:"do"`
	Args []string `json:"args,omitempty"`
}

// openControl opens the socket; what a node that was killed left there is removed.
func (n *Node) openControl() (net.Listener, error) {
	path := n.path(controlSocket)
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	return net.Listen("unix", path)
}

// serveControl answers the command line until ctx ends.
func (n *Node) serveControl(ctx context.Context, listener net.Listener) error {
	stop := context.AfterFunc(ctx, func() { listener.Close() })
	defer stop()
	for {
		conn, err := listener.Accept()
		if err != nil {
			if ctx.Err() != nil {
				return nil
			}
			return err
		}
		n.running.Go(func() { n.obey(ctx, conn) })
	}
}

// obey carries out one order and writes what it says, then "ok" or the error.
func (n *Node) obey(ctx context.Context, conn net.Conn) {
	defer conn.Close()
	if err := conn.SetReadDeadline(time.Now().Add(5 * time.Second)); err != nil {
		return
	}
	var o request
	if err := json.NewDecoder(io.LimitReader(conn, 1<<16)).Decode(&o); err != nil {
		return
	}
	if err := conn.SetReadDeadline(time.Time{}); err != nil {
		return
	}
	var err error
	switch {
	case o.Do == "check":
		err = n.prove(ctx, conn)
	case o.Do == "backup" && (len(o.Args) == 1 || len(o.Args) == 2 && o.Args[1] == overwrite):
		err = n.backup(ctx, backupTo{file: o.Args[0], over: len(o.Args) == 2}, conn)
	case o.Do == "backup keys" && len(o.Args) == 2:
		var days int
		if days, err = strconv.Atoi(o.Args[1]); err == nil {
			err = n.backupKeys(ctx, o.Args[0], days, conn)
		}
	case o.Do == "user add" && len(o.Args) == 4:
		err = n.addUser(ctx, o.Args[0], o.Args[1], o.Args[2], o.Args[3], conn)
	case o.Do == "devices list":
		err = n.listMachines(ctx, conn)
	case o.Do == "devices test" && len(o.Args) == 2:
		err = n.testMachine(whileAsked(ctx, conn), o.Args[0], locale.Parse(o.Args[1]), conn)
	case o.Do == "devices record" && len(o.Args) == 1:
		err = n.recordMachine(whileAsked(ctx, conn), o.Args[0], conn)
	default:
		err = fmt.Errorf("no order %q", o.Do)
	}
	verdict := "ok"
	if err != nil {
		verdict = "failed: " + err.Error()
	}
	if _, err := fmt.Fprintln(conn, verdict); err != nil {
		n.Log.Info("the command line went away", "order", o.Do, "error", err)
	}
}

// ask sends an order to the node that runs on a data folder and copies out what
// it says.
func ask(ctx context.Context, c Config, do string, args []string, out io.Writer) error {
	var d net.Dialer
	conn, err := d.DialContext(ctx, "unix", (&Node{Config: c}).path(controlSocket))
	if err != nil {
		return fmt.Errorf("a process has the database open and does not answer: %w", err)
	}
	return speak(ctx, conn, request{do, args}, out)
}

// maxSaid is the longest line that a node says: one of a recorded conversation.
const maxSaid = 4 << 20

// lastWords is how long a node may take to end an order that nobody waits for
// any more.
const lastWords = 10 * time.Second

// speak sends an order over a connection, which it closes, and copies out what is
// said. When ctx ends the node is told that it was enough, and its last words are
// waited for.
func speak(ctx context.Context, conn net.Conn, o request, out io.Writer) error {
	defer conn.Close()
	if err := json.NewEncoder(conn).Encode(o); err != nil {
		return err
	}
	stop := context.AfterFunc(ctx, func() {
		if half, can := conn.(interface{ CloseWrite() error }); can && strings.HasPrefix(o.Do, "devices ") {
			_ = half.CloseWrite() // a node that is gone says nothing more
			_ = conn.SetReadDeadline(time.Now().Add(lastWords))
		}
	})
	defer stop()
	verdict := "the node went away"
	lines := bufio.NewScanner(conn)
	lines.Buffer(nil, maxSaid)
	for lines.Scan() {
		line := lines.Text()
		if line == "ok" || strings.HasPrefix(line, "failed: ") {
			verdict = line // the last line; anything else is what was asked for
			continue
		}
		if _, err := fmt.Fprintln(out, line); err != nil {
			return err
		}
	}
	if verdict != "ok" {
		return errors.Join(errors.New(strings.TrimPrefix(verdict, "failed: ")), lines.Err())
	}
	return nil
}

// whileAsked is ctx until whoever gave the order hangs up.
func whileAsked(ctx context.Context, conn net.Conn) context.Context {
	ctx, enough := context.WithCancel(ctx)
	go func() {
		defer enough()
		_, _ = io.Copy(io.Discard, conn) // ends with the connection, which obey closes
	}()
	return ctx
}
