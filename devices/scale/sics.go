package scale

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"warehouse-node/devices"
	"warehouse-node/devices/weight"
	"warehouse-node/devices/wire"
)

// Scales and balances that know METTLER TOLEDO's Standard Interface Command Set.
// Source: Reference Manual MT-SICS, 11780711B, 3.2 (responses) and 4.1 (level 0).
var _ = devices.Register(Drivers, "sics", "Mettler Toledo MT-SICS", sicsConfig{EveryMS: 200, AnswerMS: 1000}, openSICS)

type sicsConfig struct {
	EveryMS  int `within:"50 2000"`   // how often it is asked
	AnswerMS int `within:"100 10000"` // how long it may think; it is asked three times
}

// sicsAsk is "send weight value immediately"; it also ends a sending that goes on by
// itself (SIR).
const sicsAsk = "SI\r\n"

type sics struct {
	asker
	steady
}

func openSICS(_ context.Context, p wire.Port, c sicsConfig) (Scale, error) {
	return &sics{asker: asker{lines: lines{port: p}, ask: sicsAsk, every: ms(c.EveryMS), patience: ms(c.AnswerMS)}}, nil
}

func (s *sics) Next(ctx context.Context) (weight.Reading, error) {
	for {
		line, at, err := s.answer(ctx)
		if err != nil {
			return weight.Reading{}, err
		}
		grams, m, err := parseSICS(line)
		if err != nil {
			return weight.Reading{}, err
		}
		if m != unmarked {
			return s.reading(grams, m, at), nil
		}
	}
}

// parseSICS reads one response. unmarked is for what concerns no weight: the scale is
// busy, was just switched on, or somebody pressed a key.
func parseSICS(line string) (int64, mark, error) {
	f := strings.Fields(line)
	switch {
	case len(f) == 1 && (f[0] == "ES" || f[0] == "ET" || f[0] == "EL"):
		return 0, unmarked, &BadLine{Refused, line}
	case len(f) < 2 || f[0] != "S" && f[0] != "SI":
		return 0, unmarked, nil
	case len(f) == 2 && f[1] == "+":
		return 0, over, nil
	case len(f) == 2 && f[1] == "-":
		return 0, under, nil
	case len(f) == 2 && f[1] == "I":
		return 0, unmarked, nil
	case len(f) != 4 || f[1] != "S" && f[1] != "D":
		return 0, unmarked, &BadLine{Unread, line}
	}
	grams, err := weight.Grams(f[2], f[3])
	if err != nil {
		return 0, unmarked, &BadLine{Unread, line}
	}
	if f[1] == "S" {
		return grams, still, nil
	}
	return grams, moving, nil
}

// asker asks a scale again and again.
type asker struct {
	lines
	ask      string // nothing for one that sends by itself
	every    time.Duration
	patience time.Duration
	asked    time.Time
}

// asks is how often in vain a scale is asked before it is given up.
const asks = 3

// answer is the next line of a scale, which it is asked for at its pace.
// os.ErrDeadlineExceeded when it does not answer.
func (a *asker) answer(ctx context.Context) (string, time.Time, error) {
	if a.ask == "" {
		return a.next(ctx, time.Time{})
	}
	for range asks {
		if err := wire.Rest(ctx, time.Until(a.asked.Add(a.every))); err != nil {
			return "", time.Time{}, err
		}
		a.asked = time.Now()
		if _, err := io.WriteString(a.port, a.ask); err != nil {
			return "", time.Time{}, err
		}
		line, at, err := a.next(ctx, a.asked.Add(a.patience))
		if !late(err) {
			return line, at, err
		}
	}
	return "", time.Time{}, fmt.Errorf("the scale does not answer: %w", os.ErrDeadlineExceeded)
}

func (a *asker) Close() error { return a.port.Close() }

func ms(n int) time.Duration { return time.Duration(n) * time.Millisecond }
