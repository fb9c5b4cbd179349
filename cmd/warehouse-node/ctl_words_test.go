package main

import (
	"io"
	"log/slog"
	"testing"
)

// TestUserAddInWords: who adds a person reads why that was refused, not our codes.
func TestUserAddInWords(t *testing.T) {
	c := defaults()
	c.Node.Data = t.TempDir()
	n, err := Open(t.Context(), c, slog.New(slog.DiscardHandler))
	must(t, err)
	defer func() { must(t, n.Close()) }()
	must(t, n.addUser(t.Context(), "marina", "Марина", "owner", "ru", io.Discard))
	for login, row := range map[string]struct{ name, want string }{
		"marina": {"Пётр", "The login “marina” is taken"},
		"petr":   {"", "The name is empty, too long or has unprintable characters"},
	} {
		if err := n.addUser(t.Context(), login, row.name, "owner", "ru", io.Discard); err == nil || err.Error() != row.want {
			t.Errorf("%s: %v", login, err)
		}
	}
}
