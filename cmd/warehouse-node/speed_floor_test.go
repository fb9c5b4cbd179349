package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"sync"
	"syscall"

	"github.com/gorilla/websocket"
)

// floorEnv makes the test binary be the floor of scan to screen: the least that
// any program must do between a scanner and its screens.
const floorEnv = "WAREHOUSE_FLOOR_PROCESS"

// flat is that program. It reads lines from terminals, appends 4 KiB to a file
// and syncs it, twice, as bbolt syncs pages and then their root, and sends one
// message to every websocket.
type flat struct {
	mu    sync.Mutex // guards what follows
	file  *os.File
	page  [4 << 10]byte
	conns map[*websocket.Conn]chan *websocket.PreparedMessage
}

// flatMessage is what a screen of the floor is told of a scan; as long as a frame
// of ours about stock.
type flatMessage struct {
	Scanner int    `json:"scanner"`
	N       int    `json:"n"` // counts the scans of the scanner
	Code    string `json:"code"`
	Pad     string `json:"pad"`
}

// flatMain is main of the floor: its folder, then its terminals.
func flatMain(args []string) error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	f := &flat{conns: map[*websocket.Conn]chan *websocket.PreparedMessage{}}
	var err error
	if f.file, err = os.Create(filepath.Join(args[0], "floor")); err != nil {
		return err
	}
	for i, path := range args[1:] {
		tty, err := os.OpenFile(path, os.O_RDWR|syscall.O_NOCTTY|syscall.O_NONBLOCK, 0)
		if err != nil {
			return err
		}
		go f.read(i, tty)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Printf("floor http://%s/\n", l.Addr())
	go func() {
		<-ctx.Done()
		l.Close()
	}()
	if err = http.Serve(l, http.HandlerFunc(f.live)); errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}

// read tells of every line of a terminal.
func (f *flat) read(scanner int, tty *os.File) {
	var line []byte
	b := make([]byte, 4<<10)
	for n := 0; ; {
		got, err := tty.Read(b)
		if err != nil {
			return
		}
		line = append(line, b[:got]...)
		for {
			code, rest, whole := bytes.Cut(line, []byte("\r"))
			if !whole {
				break
			}
			n++
			if err := f.tell(flatMessage{scanner, n, string(code), string(bytes.Repeat([]byte("."), 20))}); err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
			line = rest
		}
	}
}

// tell makes a scan durable and then queues its message for all.
func (f *flat) tell(m flatMessage) error {
	raw, err := json.Marshal(m)
	if err != nil {
		return err
	}
	ready, err := websocket.NewPreparedMessage(websocket.TextMessage, raw)
	if err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for range 2 {
		if _, err := f.file.Write(f.page[:]); err != nil {
			return err
		}
		if err := syscall.Fdatasync(int(f.file.Fd())); err != nil {
			return err
		}
	}
	for _, out := range f.conns {
		out <- ready
	}
	return nil
}

// live serves one screen.
func (f *flat) live(w http.ResponseWriter, r *http.Request) {
	up := websocket.Upgrader{ReadBufferSize: 1 << 10, WriteBufferSize: 4 << 10}
	c, err := up.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	out := make(chan *websocket.PreparedMessage, 4096)
	f.mu.Lock()
	f.conns[c] = out
	f.mu.Unlock()
	if err := c.WriteMessage(websocket.TextMessage, []byte("hello")); err != nil {
		return
	}
	go func() {
		for m := range out {
			_ = c.WritePreparedMessage(m) // one that is gone is taken out below
		}
	}()
	_, _, _ = c.ReadMessage() // until the screen goes
	f.mu.Lock()
	delete(f.conns, c)
	f.mu.Unlock()
	close(out)
	c.Close()
}
