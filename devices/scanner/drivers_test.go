package scanner

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"warehouse-node/devices/wire"
)

// TestDrivers replays every recorded conversation through its driver. A
// driver nobody recorded does not pass.
func TestDrivers(t *testing.T) {
	for _, name := range Drivers.Names() {
		files, _ := filepath.Glob("testdata/" + name + "-*.wire")
		if len(files) == 0 {
			t.Errorf("%s: no testdata/%[1]s-*.wire", name)
		}
		for _, f := range files {
			t.Run(strings.TrimSuffix(filepath.Base(f), ".wire"), func(t *testing.T) {
				text, err := os.ReadFile(f)
				if err != nil {
					t.Fatal(err)
				}
				r, err := wire.ParseReplay(string(text))
				if err != nil {
					t.Fatal(err)
				}
				s, err := Drivers.Open(context.Background(), name, r, json.RawMessage(r.Config))
				if err != nil {
					t.Fatal(err)
				}
				var got []string
				for {
					scan, err := s.Next(context.Background())
					if errors.Is(err, io.EOF) {
						break
					} else if err != nil {
						t.Fatal(err)
					}
					got = append(got, scan.Symbology+" "+strings.ReplaceAll(scan.Data, "\x1d", "<GS>"))
				}
				if g, w := strings.Join(got, "\n"), strings.Join(r.Want, "\n"); g != w {
					t.Errorf("got\n%s\nwant\n%s", g, w)
				}
				if r.Left() > 0 || r.Err != nil {
					t.Errorf("%d steps left, %v", r.Left(), r.Err)
				}
			})
		}
	}
}
