package main

import (
	"errors"
	"fmt"
	"net"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/gorilla/websocket"
)

// stalled is a client that follows what others follow and takes none of it: a
// tablet whose network went away.
type stalled struct{ conn *websocket.Conn }

// stallAsks is how many snapshots a stalled client asks for at a time: fewer than
// the node's queue for it holds.
const stallAsks = 40

// stall connects a client with next to no room in its socket and asks for so
// much that the node stands before a full socket when the scans begin.
func (c *crew) stall() (*stalled, error) {
	state, err := c.state(c.boss)
	if err != nil {
		return nil, err
	}
	conn, err := c.dial(c.boss, func(network, addr string) (net.Conn, error) {
		d := net.Dialer{Control: func(_, _ string, raw syscall.RawConn) error {
			var failed error
			err := raw.Control(func(fd uintptr) {
				failed = syscall.SetsockoptInt(int(fd), syscall.SOL_SOCKET, syscall.SO_RCVBUF, 4<<10)
			})
			return errors.Join(err, failed)
		}}
		return d.Dial(network, addr)
	})
	if err != nil {
		return nil, err
	}
	if err := follow(conn, "stock"); err != nil {
		return nil, err
	}
	held := 0
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); {
		for range stallAsks {
			if err := follow(conn, "session/"+state.Session); err != nil {
				return nil, err
			}
		}
		before := held
		if held, err = settled(conn); err != nil {
			return nil, err
		}
		if held > 0 && held == before {
			return &stalled{conn}, nil
		}
	}
	return nil, errors.New("the socket of the stalled client never filled")
}

func follow(conn *websocket.Conn, topic string) error {
	return conn.WriteJSON(map[string]string{"op": "subscribe", "topic": topic})
}

// settled is how many bytes wait at the node's end of a socket, when that no
// longer changes.
func settled(conn *websocket.Conn) (int, error) {
	const quiet = 200 * time.Millisecond
	before, since := -1, time.Now()
	for {
		held, err := waiting(conn)
		if err != nil {
			return 0, err
		}
		if held != before {
			before, since = held, time.Now()
		}
		if time.Since(since) > quiet {
			return held, nil
		}
		time.Sleep(10 * time.Millisecond) // the condition is polled; nothing is timed by it
	}
}

// waiting is how many bytes the node has put into its end of a socket that the
// client's end has no room for.
func waiting(conn *websocket.Conn) (int, error) {
	table, err := os.ReadFile("/proc/net/tcp")
	if err != nil {
		return 0, err
	}
	client, node := conn.LocalAddr().(*net.TCPAddr).Port, conn.RemoteAddr().(*net.TCPAddr).Port
	for line := range strings.Lines(string(table)) {
		f := strings.Fields(line)
		if !strings.HasSuffix(f[1], fmt.Sprintf(":%04X", node)) || !strings.HasSuffix(f[2], fmt.Sprintf(":%04X", client)) {
			continue
		}
		out, _, _ := strings.Cut(f[4], ":")
		n, err := strconv.ParseInt(out, 16, 64)
		return int(n), err
	}
	return 0, errors.New("the stalled client was dropped before the scans began")
}

// wasDropped ends the client and is an error when the node had kept it: then its
// socket was never full, and nothing was shown.
func (s *stalled) wasDropped() error {
	defer s.conn.Close()
	_ = s.conn.SetReadDeadline(time.Now().Add(2 * time.Second))
	got := 0
	for {
		_, raw, err := s.conn.ReadMessage()
		if errors.Is(err, os.ErrDeadlineExceeded) {
			return fmt.Errorf("the stalled client was not dropped after %d bytes", got)
		}
		if err != nil {
			return nil
		}
		got += len(raw)
	}
}
