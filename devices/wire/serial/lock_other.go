//go:build !(linux || darwin || freebsd || openbsd)

package serial

// lock is nothing here: the system itself opens a port once.
type lock struct{}

func (lock) Close() error { return nil }

func hold(string) (lock, error) { return lock{}, nil }

func noModem(error) bool { return false }
