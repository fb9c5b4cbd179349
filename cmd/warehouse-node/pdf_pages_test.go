package main

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// TestReadPGM: pages come one behind the other, and a page is refused by what it says
// of its size before memory is taken for it.
func TestReadPGM(t *testing.T) {
	page := "P5\n3 2\n255\n\x00\n 3\xffP"
	for in, want := range map[string]int{"": 0, page: 1, page + page: 2, page + page + page: 2} {
		pages, err := readPGM(strings.NewReader(in), 2)
		if err != nil || len(pages) != want {
			t.Errorf("%q: %d pages, %v", in, len(pages), err)
		}
		if want > 0 && string(pages[want-1].Pix) != page[11:] {
			t.Errorf("%q: %q", in, pages[want-1].Pix)
		}
	}
	for _, in := range []string{"P6\n3 2\n255\n", "P5\n0 2\n255\n", "P5\n3 2\n65535\n", page[:13], "P5\n-1 2\n255\n", "P5", "%PDF"} {
		if pages, err := readPGM(strings.NewReader(in), 2); err == nil || len(pages) > 0 {
			t.Errorf("%q: %d pages", in, len(pages))
		}
	}
	for _, size := range [][2]int{{1 << 30, 1 << 30}, {pdfPixels, 2}, {1 << 14, 1 << 14}} {
		if _, err := readPGM(strings.NewReader(fmt.Sprintf("P5\n%d %d\n255\n", size[0], size[1])), 2); !errors.Is(err, errPDFLarge) {
			t.Errorf("%v pixels: %v", size, err)
		}
	}
}
