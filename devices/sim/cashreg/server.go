package cashreg

import (
	"errors"
	"net"
	"sync"
)

// Server is a register on a TCP port.
type Server struct {
	*Register
	listener net.Listener
	serving  sync.WaitGroup

	mu    sync.Mutex // guards conns; nil when closed
	conns map[net.Conn]struct{}
}

// Listen puts the register on an address, "127.0.0.1:7778", until Close. Port 0
// takes a free one.
func (r *Register) Listen(address string) (*Server, error) {
	ln, err := net.Listen("tcp", address)
	if err != nil {
		return nil, err
	}
	s := &Server{Register: r, listener: ln, conns: map[net.Conn]struct{}{}}
	s.serving.Add(1)
	go s.accept()
	return s, nil
}

func (s *Server) accept() {
	defer s.serving.Done()
	for {
		conn, err := s.listener.Accept()
		if err != nil {
			return
		}
		if !s.keep(conn) {
			_ = conn.Close() // it came while the port was closing
			return
		}
		s.serving.Add(1)
		go func() {
			defer s.serving.Done()
			_ = s.Serve(conn) // a host that goes away is not the register's error
			s.mu.Lock()
			delete(s.conns, conn)
			s.mu.Unlock()
		}()
	}
}

func (s *Server) keep(conn net.Conn) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.conns == nil {
		return false
	}
	s.conns[conn] = struct{}{}
	return true
}

// Address is where the register listens, as the driver's wire opens it.
func (s *Server) Address() string { return "tcp://" + s.listener.Addr().String() }

// Shut takes no more connections; the one there is stays. Whoever loses it now
// finds the register switched off, until somebody listens again.
func (s *Server) Shut() error { return s.listener.Close() }

// Close ends the port and its connections, as if the cable were pulled; the
// register stays switched on.
func (s *Server) Close() error {
	err := s.listener.Close()
	if errors.Is(err, net.ErrClosed) { // it was shut
		err = nil
	}
	s.mu.Lock()
	for conn := range s.conns {
		if cerr := conn.Close(); cerr != nil && !errors.Is(cerr, net.ErrClosed) {
			err = errors.Join(err, cerr)
		}
	}
	s.conns = nil
	s.mu.Unlock()
	s.serving.Wait()
	return err
}
