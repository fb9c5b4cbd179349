package main

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"text/tabwriter"
	"time"
)

// The benchmarks of speed compare the node with a floor: a program that does no
// more than the disk and the wire ask for. Both run in turn, round by round, so
// that a busy machine slows both; only ratios are judged. The floor runs twice in
// every round, and where it differs from itself by more than the bound allows,
// nothing was measured.

// rounds is how often each side runs; -short is for development, its figures are
// no figures.
func rounds() int {
	if testing.Short() {
		return 3
	}
	return 9
}

// scaled is n, or a tenth of it in short mode.
func scaled(n int) int {
	if testing.Short() {
		return n / 10
	}
	return n
}

// figure is one row of the table: what was measured in each round, ours over the
// floor's, and the floor's second run over its first.
type figure struct {
	what        string
	ours, floor string // medians, with their unit
	ratio, self []float64
	bound       float64
	atLeast     bool // the ratio is to be at least the bound; else at most
}

// verdict compares the median with the bound.
func (f *figure) verdict() string {
	switch got := median(f.ratio); {
	case math.Abs(math.Log(median(f.self))) > math.Abs(math.Log(f.bound)):
		return "not measurable"
	case f.atLeast && got >= f.bound, !f.atLeast && got <= f.bound:
		return "met"
	}
	return "NOT MET"
}

func (f *figure) cells() []string {
	sign := "≤"
	if f.atLeast {
		sign = "≥"
	}
	return []string{
		f.what, f.ours, f.floor, fmt.Sprintf("%.2f", median(f.ratio)), span(f.ratio),
		fmt.Sprintf("%.2f (%s)", median(f.self), span(f.self)), fmt.Sprintf("%s %g", sign, f.bound), f.verdict(),
	}
}

// report is what all benchmarks of a run found; TestMain prints it at the end,
// and each figure is said as soon as it is there: a run takes half an hour, and
// one that is cut off has measured something too.
var report struct {
	sync.Mutex
	figures []figure
	notes   []string
}

func reportFigure(f figure) {
	report.Lock()
	defer report.Unlock()
	report.figures = append(report.figures, f)
	fmt.Fprintln(os.Stderr, strings.Join(f.cells(), " | "))
}

func reportNote(format string, args ...any) {
	report.Lock()
	defer report.Unlock()
	report.notes = append(report.notes, fmt.Sprintf(format, args...))
	fmt.Fprintln(os.Stderr, report.notes[len(report.notes)-1])
}

// printReport writes the table, if anything was measured.
func printReport(out io.Writer) error {
	report.Lock()
	defer report.Unlock()
	if len(report.figures)+len(report.notes) == 0 {
		return nil
	}
	short := ""
	if testing.Short() {
		short = " SHORT MODE, for development only."
	}
	fmt.Fprintf(out, "\n%s%s\n", machineName(), short)
	t := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(t, strings.Join([]string{"", "ours", "floor", "ratio", "range", "floor/floor", "bound", "verdict"}, "\t"))
	for _, f := range report.figures {
		fmt.Fprintln(t, strings.Join(f.cells(), "\t"))
	}
	if err := t.Flush(); err != nil {
		return err
	}
	for _, n := range report.notes {
		fmt.Fprintln(out, n)
	}
	return nil
}

func median(f []float64) float64 {
	s := slices.Sorted(slices.Values(f))
	return s[len(s)/2]
}

func span(f []float64) string { return fmt.Sprintf("%.2f..%.2f", slices.Min(f), slices.Max(f)) }

// over divides round by round.
func over(a, b []float64) []float64 {
	r := make([]float64, len(a))
	for i := range a {
		r[i] = a[i] / b[i]
	}
	return r
}

// percentile of durations, in milliseconds; it sorts them.
func percentile(d []time.Duration, p int) float64 {
	slices.Sort(d)
	return float64(d[min(len(d)*p/100, len(d)-1)]) / float64(time.Millisecond)
}

// machineName says what the figures were taken on.
func machineName() string {
	dir := os.TempDir()
	cpu := "unknown CPU"
	if info, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		if _, rest, ok := strings.Cut(string(info), "model name"); ok {
			line, _, _ := strings.Cut(rest, "\n")
			cpu = strings.TrimLeft(line, "\t :")
		}
	}
	load := "unknown"
	if text, err := os.ReadFile("/proc/loadavg"); err == nil {
		load = strings.Join(strings.Fields(string(text))[:3], " ")
	}
	return fmt.Sprintf("%s/%s, %d CPUs (%s), %s, load average %s, %s.\nDisk of %s: %s; append of 4 KiB and fdatasync p50 %s.",
		runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), cpu, runtime.Version(), load, time.Now().Format(time.DateOnly), dir, diskName(dir), syncTime(dir))
}

// diskName is the file system of a folder and what it lies on: the deepest mount
// above it.
func diskName(dir string) string {
	mounts, err := os.ReadFile("/proc/self/mounts")
	if err != nil {
		return "unknown"
	}
	var best []string
	for line := range strings.Lines(string(mounts)) {
		f := strings.Fields(line)
		if rel, err := filepath.Rel(f[1], dir); err == nil && !strings.HasPrefix(rel, "..") && (best == nil || len(f[1]) >= len(best[1])) {
			best = f
		}
	}
	if best == nil {
		return "unknown"
	}
	if best[2] == "tmpfs" {
		return "tmpfs, WHERE A SYNC COSTS NOTHING: set TMPDIR to a folder on a disk"
	}
	return best[2] + " on " + best[0]
}

// syncTime is what one sync costs here and now.
func syncTime(dir string) string {
	f, err := os.CreateTemp(dir, "sync")
	if err != nil {
		return err.Error()
	}
	defer os.Remove(f.Name())
	defer f.Close()
	var took []time.Duration
	for range 200 {
		began := time.Now()
		_, err := f.Write(make([]byte, 4096))
		if err = cmp.Or(err, syscall.Fdatasync(int(f.Fd()))); err != nil {
			return err.Error()
		}
		took = append(took, time.Since(began))
	}
	return fmt.Sprintf("%.2f ms, p99 %.2f ms", percentile(took, 50), percentile(took, 99))
}

// copySynced copies a synced file beside others of a benchmark.
func copySynced(tb testing.TB, from, to string) string {
	tb.Helper()
	in, err := os.Open(from)
	if err != nil {
		tb.Fatal(err)
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		tb.Fatal(err)
	}
	defer out.Close()
	if _, err = io.Copy(out, in); err == nil {
		err = out.Sync()
	}
	if err != nil {
		tb.Fatal(err)
	}
	return to
}

// TestVerdicts: a figure is met only when the median is on the right side, and
// not judged where the floor does not agree with itself.
func TestVerdicts(t *testing.T) {
	same := []float64{1, 1.02, 0.97}
	for _, row := range []struct {
		f    figure
		want string
	}{
		{figure{ratio: []float64{0.5, 0.71, 0.9}, self: same, bound: 0.7, atLeast: true}, "met"},
		{figure{ratio: []float64{0.5, 0.69, 0.9}, self: same, bound: 0.7, atLeast: true}, "NOT MET"},
		{figure{ratio: []float64{0.9, 0.9, 0.9}, self: []float64{0.6, 0.65, 1}, bound: 0.7, atLeast: true}, "not measurable"},
		{figure{ratio: []float64{0.9, 0.9, 0.9}, self: []float64{1.5, 1.5, 1}, bound: 0.7, atLeast: true}, "not measurable"},
		{figure{ratio: []float64{1.9, 1.8, 3}, self: same, bound: 2}, "met"},
		{figure{ratio: []float64{1.9, 2.1, 3}, self: same, bound: 2}, "NOT MET"},
		{figure{ratio: []float64{1, 1, 1}, self: []float64{1.3, 1, 1.3}, bound: 1.2}, "not measurable"},
	} {
		if got := row.f.verdict(); got != row.want {
			t.Errorf("%+v is %s, want %s", row.f, got, row.want)
		}
	}
}
