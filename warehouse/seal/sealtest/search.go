package sealtest

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Limits of what one file may unpack to, so that a bomb does not eat the test.
const (
	maxDepth    = 6
	maxUnpacked = 1 << 30 // bytes of all streams of a file
	maxStream   = 128 << 20
)

// Finding is a place where a needle was found.
type Finding struct {
	File   string   // below the folder that was searched; for a name of a file, too
	Inside []string // streams around it, from the outermost: "zip at 0", "zlib at 57"
	Needle string
	As     string // how it was written: "windows-1251"
}

func (f Finding) String() string {
	return fmt.Sprintf("%s: %q as %s", strings.Join(append([]string{f.File}, f.Inside...), " > "), f.Needle, f.As)
}

// Search looks for needles in every file below dir, in its name, its bytes and
// whatever is packed in it. A needle should be one word or number without
// spaces, as a paper may set words apart; upper and lower case are tried too.
func Search(dir string, needles ...string) ([]Finding, error) {
	s := &search{forms: byStart(forms(needles))}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		s.begin(name)
		s.look([]byte(name), []string{"its name"})
		if !entry.Type().IsRegular() {
			return nil
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		s.open(raw, nil)
		return nil
	})
	return s.found, err
}

// Refuse fails the test for every place below dir where a needle is found.
func Refuse(t testing.TB, dir string, needles ...string) {
	t.Helper()
	found, err := Search(dir, needles...)
	if err != nil {
		t.Fatalf("search %s: %v", dir, err)
	}
	for _, f := range found {
		t.Errorf("personal data in the open: %s", f)
	}
}

type search struct {
	forms *starts
	found []Finding

	file     string
	said     map[string]bool // findings of this file
	unpacked int
}

func (s *search) begin(file string) {
	s.file, s.unpacked, s.said = file, 0, map[string]bool{}
}

// open looks through bytes and all streams in them.
func (s *search) open(b []byte, inside []string) {
	s.look(b, inside)
	if text := pdfText(b); len(text) > 0 {
		s.look(text, append(inside[:len(inside):len(inside)], "text of a PDF"))
	}
	if len(inside) == maxDepth {
		return
	}
	streams(b, func(kind string, at int, plain []byte) bool {
		s.unpacked += len(plain)
		s.open(plain, append(inside[:len(inside):len(inside)], fmt.Sprintf("%s at %d", kind, at)))
		return s.unpacked < maxUnpacked
	})
}

// look notes every form that stands in b, once for each place.
func (s *search) look(b []byte, inside []string) {
	for _, form := range s.forms.in(b) {
		f := Finding{s.file, inside, form.needle, form.as}
		if text := f.String(); !s.said[text] {
			s.said[text] = true
			s.found = append(s.found, f)
		}
	}
}
