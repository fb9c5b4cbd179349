package staff

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/seal"
)

// HashAsTyped is what was stored of a badge's code while letter case counted.
func (g *Gate) HashAsTyped(code string) seal.Hash { return g.hashes.Hash(badgeHash, code) }

func TestPHC(t *testing.T) {
	h := newHasher(Cost{Time: 1, MemoryKiB: 8, Threads: 1})
	s, err := h.hash(t.Context(), "пароль пароль")
	if err != nil || !strings.HasPrefix(s, "$argon2id$v=19$m=8,t=1,p=1$") {
		t.Fatal(s, err)
	}
	for secret, want := range map[string]bool{"пароль пароль": true, "пароль парол": false, "": false} {
		if got, err := h.verify(t.Context(), s, secret); got != want || err != nil {
			t.Errorf("%q: %v, %v", secret, got, err)
		}
	}
	// the same letter, composed and not, is the same password
	if got, _ := h.verify(t.Context(), mustHash(t, h, "й й й й й й"), "й й й й й й"); !got {
		t.Error("a composed letter is another")
	}
	if got, err := h.verify(t.Context(), "", ""); got || err != nil {
		t.Errorf("nobody's password: %v, %v", got, err)
	}
	// a vector of the reference implementation: echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1 -l 32
	const reference = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
	if got, err := h.verify(t.Context(), reference, "password"); !got || err != nil {
		t.Errorf("the reference vector: %v, %v", got, err)
	}
	for _, bad := range []string{
		"", "$", "plain", s + "x", s[1:], strings.Replace(s, "argon2id", "argon2i", 1), strings.Replace(s, "v=19", "v=16", 1),
		strings.Replace(s, "m=8", "m=99999999", 1), strings.Replace(s, "t=1", "t=0", 1), strings.Replace(s, "p=1", "p=0", 1),
		strings.Replace(s, "m=8", "m=08", 1), s[:len(s)-8], strings.Replace(s, "$m", "$ m", 1),
	} {
		if _, err := parsePHC(bad); err == nil {
			t.Errorf("%q is a hash", bad)
		}
	}
}

// TestDefaultCost: what nobody chose is what OWASP advises at least for argon2id
// (Password Storage Cheat Sheet: 19 MiB, 2 passes, 1 thread), in the hash of a
// password and in the time that a stranger takes.
func TestDefaultCost(t *testing.T) {
	g := NewGate(nil, nil, GateOptions{})
	const want = "$argon2id$v=19$m=19456,t=2,p=1$"
	for what, got := range map[string]string{"a password": mustHash(t, g.hasher, "пароль пароль"), "nobody": g.hasher.nobody} {
		if !strings.HasPrefix(got, want) {
			t.Errorf("%s is hashed as %s, want %s", what, got, want)
		}
	}
}

func mustHash(t *testing.T, h *hasher, secret string) string {
	t.Helper()
	s, err := h.hash(t.Context(), secret)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestHashingTakesTurns: two at a time, and a queue that ends.
func TestHashingTakesTurns(t *testing.T) {
	h := newHasher(Cost{Time: 1, MemoryKiB: 8, Threads: 1})
	var now, most, busy atomic.Int32
	gate := make(chan struct{})
	var started, wg sync.WaitGroup
	started.Add(maxHashing)
	var first atomic.Int32
	for range maxWaiting + 10 {
		wg.Go(func() {
			_, err := h.in(context.Background(), func() string {
				most.Store(max(most.Load(), now.Add(1)))
				if first.Add(1) <= maxHashing {
					started.Done()
					<-gate // hold both turns until the others have come
				}
				now.Add(-1)
				return ""
			})
			if errors.Is(err, fault.Unavailable) {
				if busy.Add(1) == 10 {
					close(gate)
				}
			} else if err != nil {
				t.Error(err)
			}
		})
	}
	started.Wait()
	wg.Wait()
	if most.Load() != maxHashing || busy.Load() != 10 {
		t.Errorf("%d at once, %d told to come back", most.Load(), busy.Load())
	}
	ctx, cancel := context.WithCancel(t.Context())
	h.turn <- struct{}{}
	h.turn <- struct{}{}
	cancel()
	if _, err := h.in(ctx, func() string { return "" }); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

// TestThrottleForgets: what is watched has a limit, and the quiet go first.
func TestThrottleForgets(t *testing.T) {
	now := time.Unix(0, 0)
	th := newThrottle(func() time.Time { return now })
	for i := range maxTracked + 100 {
		now = now.Add(time.Millisecond)
		if err := th.begin(counted{fmt.Sprint("a", i), perLogin}); err != nil {
			t.Fatal(err)
		}
	}
	if len(th.all) != maxTracked || th.all["a0"] != nil || th.all[fmt.Sprint("a", maxTracked+99)] == nil {
		t.Errorf("%d watched", len(th.all))
	}
	now = now.Add(forgetAfter + time.Hour)
	if err := th.begin(counted{"new", perLogin}); err != nil {
		t.Fatal(err)
	}
	if len(th.all) != 1 {
		t.Errorf("%d watched after hours of quiet", len(th.all))
	}
}

func TestIncludes(t *testing.T) {
	for _, row := range []struct {
		p, q Pattern
		want bool
	}{
		{"*", "*", true}, {"*", "a.b", true}, {"*", "*.read", true}, {"*.*", "*", true}, {"a.*", "a.b", true}, {"a.*", "a.*", true},
		{"a.*", "*", false}, {"a.*", "*.b", false}, {"*.read", "a.read", true}, {"*.read", "*", false}, {"a.b", "a.b", true}, {"a.b", "a.*", false},
	} {
		if got := row.p.includes(row.q); got != row.want {
			t.Errorf("%s includes %s: %v", row.p, row.q, got)
		}
	}
}

// FuzzPHC: what is taken for a hash is one that we would write.
func FuzzPHC(f *testing.F) {
	f.Add("$argon2id$v=19$m=8,t=1,p=1$AAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
	f.Fuzz(func(t *testing.T, s string) {
		if p, err := parsePHC(s); err == nil && (p.String() != s || p.MemoryKiB > maxMemoryKiB || p.Time > maxTime) {
			t.Errorf("%q", s)
		}
	})
}
