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

// TestDrivers replays every recorded conversation through its driver. A driver
// nobody recorded does not pass, nor does a recording from nowhere.
func TestDrivers(t *testing.T) {
	for _, name := range Drivers.Names() {
		files, _ := filepath.Glob("testdata/" + name + "-*.wire")
		if len(files) == 0 {
			t.Errorf("%s: no testdata/%[1]s-*.wire", name)
		}
		for _, f := range files {
			t.Run(strings.TrimSuffix(filepath.Base(f), ".wire"), func(t *testing.T) { replay(t, name, f) })
		}
	}
}

// visible writes control characters as recordings name them.
var visible = strings.NewReplacer("\x1d", "<GS>", "\r", `\r`, "\n", `\n`)

func replay(t *testing.T, driver, file string) {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(string(text), "# source: ") {
		t.Errorf("%s does not begin with its source", file)
	}
	r, err := wire.ParseReplay(string(text))
	if err != nil {
		t.Fatal(err)
	}
	s, err := Drivers.Open(context.Background(), driver, r, json.RawMessage(r.Config))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var got []string
	for {
		code, err := s.Next(context.Background())
		var bad *BadFrame
		switch {
		case errors.Is(err, io.EOF):
		case errors.As(err, &bad):
			got = append(got, "bad: "+string(bad.Reason))
			continue
		case err != nil:
			t.Fatal(err)
		default:
			got = append(got, strings.TrimSpace(string(code.Symbology)+" "+visible.Replace(code.Data)))
			continue
		}
		break
	}
	if g, w := strings.Join(got, "\n"), strings.Join(r.Want, "\n"); g != w {
		t.Errorf("got\n%s\nwant\n%s", g, w)
	}
	if r.Left() > 0 || r.Err() != nil {
		t.Errorf("%d steps left, %v", r.Left(), r.Err())
	}
}
