package sealtest

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"context"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"image"
	"image/png"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"codeberg.org/go-pdf/fpdf"
	"github.com/go-fonts/dejavu/dejavusans"
	"golang.org/x/text/encoding/charmap"

	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/bolt"
)

// The canary's name has letters that UTF-16 writes as "(", ")" and "\".
const (
	name  = "Шищканаренко"
	phone = "+380671112233"
)

// TestSearchFinds plants the canary in every form, one file each, and sees it
// found there and the same file without it passed.
func TestSearchFinds(t *testing.T) {
	for as, write := range map[string]func(t *testing.T, canary string) []byte{
		"plain":        func(_ *testing.T, s string) []byte { return []byte(s) },
		"upper case":   func(_ *testing.T, s string) []byte { return []byte(strings.ToUpper(s)) },
		"utf-16le":     func(_ *testing.T, s string) []byte { return wide16(binary.LittleEndian, s) },
		"utf-16be":     func(_ *testing.T, s string) []byte { return wide16(binary.BigEndian, s) },
		"windows-1251": func(t *testing.T, s string) []byte { return inPage(t, charmap.Windows1251, s) },
		"cp866":        func(t *testing.T, s string) []byte { return inPage(t, charmap.CodePage866, s) },
		"koi8-r":       func(t *testing.T, s string) []byte { return inPage(t, charmap.KOI8R, s) },
		"percent":      func(_ *testing.T, s string) []byte { return []byte("?q=" + url.QueryEscape(s)) },
		"base64 at 0": func(_ *testing.T, s string) []byte {
			return []byte(base64.StdEncoding.EncodeToString([]byte("abc" + s + "z")))
		},
		"base64 at 1": func(_ *testing.T, s string) []byte { return []byte(base64.StdEncoding.EncodeToString([]byte("a" + s))) },
		"base64 at 2": func(_ *testing.T, s string) []byte {
			return []byte(base64.URLEncoding.EncodeToString([]byte("ab" + s + "yz")))
		},
		"hex":          func(_ *testing.T, s string) []byte { return fmt.Appendf(nil, "%x", s) },
		"json escapes": func(t *testing.T, s string) []byte { return jsonASCII(t, s) },
		"gzip":         func(t *testing.T, s string) []byte { return packed(t, gzipped, s) },
		"zlib":         func(t *testing.T, s string) []byte { return packed(t, zlibbed, s) },
		"zlib in the dark": func(t *testing.T, s string) []byte {
			return append(bytes.Repeat([]byte{0x78, 7}, 5000), packed(t, zlibbed, s)...)
		},
		"gzip cut off": func(t *testing.T, s string) []byte {
			b := packed(t, gzipped, s+strings.Repeat(" and more that follows it", 1000))
			return b[:len(b)-12]
		},
		"zip, deflated": func(t *testing.T, s string) []byte { return zipped(t, "buyers.xml", s, zip.Deflate) },
		"zip, stored":   func(t *testing.T, s string) []byte { return zipped(t, "buyers.xml", s, zip.Store) },
		"zip, in a name": func(t *testing.T, s string) []byte {
			return zipped(t, s+".txt", "", zip.Deflate)
		},
		"zip in a zip": func(t *testing.T, s string) []byte {
			return zipped(t, "in.zip", string(zipped(t, "x", s, zip.Deflate)), zip.Deflate)
		},
		"utf-16 in a gzip": func(t *testing.T, s string) []byte { return packed(t, gzipped, string(wide16(binary.LittleEndian, s))) },
		"PDF":              pdfOf,
		"PNG, tEXt": func(t *testing.T, s string) []byte {
			return pngOf(t, "tEXt", append([]byte("Author\x00"), inPage(t, charmap.Windows1251, s)...))
		},
		"PNG, zTXt": func(t *testing.T, s string) []byte {
			return pngOf(t, "zTXt", append([]byte("Author\x00\x00"), packed(t, zlibbed, s)...))
		},
		"PNG, iTXt": func(t *testing.T, s string) []byte { return pngOf(t, "iTXt", []byte("Author\x00\x00\x00uk\x00\x00"+s)) },
		"PNG, iTXt, deflated": func(t *testing.T, s string) []byte {
			return pngOf(t, "iTXt", append([]byte("Author\x00\x01\x00uk\x00\x00"), packed(t, zlibbed, s)...))
		},
		"row of a database": func(t *testing.T, s string) []byte { return database(t, s, false) },
		"freed page":        func(t *testing.T, s string) []byte { return database(t, s, true) },
		"zip in a database": func(t *testing.T, s string) []byte {
			return database(t, string(zipped(t, "x", s+noise(t, 9000), zip.Deflate)), false)
		},
	} {
		t.Run(as, func(t *testing.T) {
			for _, canary := range []string{name, phone} {
				dir := t.TempDir()
				if err := os.WriteFile(filepath.Join(dir, "file.bin"), write(t, canary), 0o600); err != nil {
					t.Fatal(err)
				}
				found, err := Search(dir, canary)
				if err != nil {
					t.Fatal(err)
				}
				if len(found) == 0 || found[0].Needle != canary || found[0].File != "file.bin" {
					t.Errorf("%s was not found: %v", canary, found)
				}
				if found, err := Search(dir, "Непосаженный", "+380999999999"); err != nil || len(found) != 0 {
					t.Errorf("found what is not there: %v, %v", found, err)
				}
			}
		})
	}
}

func TestSearchNames(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "files", name), 0o700); err != nil {
		t.Fatal(err)
	}
	found, err := Search(dir, name)
	if err != nil || len(found) != 1 {
		t.Errorf("%v, %v", found, err)
	}
}

// TestRefuse: the test of a caller fails where something was found.
func TestRefuse(t *testing.T) {
	dir := t.TempDir()
	quiet := &failures{TB: t}
	Refuse(quiet, dir, name)
	if quiet.n != 0 {
		t.Error("an empty folder was refused")
	}
	if err := os.WriteFile(filepath.Join(dir, "log"), []byte(name), 0o600); err != nil {
		t.Fatal(err)
	}
	if Refuse(quiet, dir, name); quiet.n != 1 {
		t.Errorf("%d failures, want 1", quiet.n)
	}
}

// failures counts instead of failing.
type failures struct {
	testing.TB
	n int
}

func (f *failures) Errorf(string, ...any) { f.n++ }
func (f *failures) Error(...any)          { f.n++ }
func (f *failures) Helper()               {}

func wide16(order binary.AppendByteOrder, s string) (b []byte) {
	for _, u := range utf16.Encode([]rune(s)) {
		b = order.AppendUint16(b, u)
	}
	return b
}

func inPage(t *testing.T, page *charmap.Charmap, s string) []byte {
	t.Helper()
	b, err := page.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func jsonASCII(t *testing.T, s string) []byte {
	t.Helper()
	raw, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	var b []byte
	for _, r := range string(raw) {
		if r < 0x80 {
			b = append(b, byte(r))
		} else {
			b = fmt.Appendf(b, `\u%04x`, r)
		}
	}
	return b
}

func gzipped(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) }
func zlibbed(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) }

func packed(t *testing.T, packer func(io.Writer) io.WriteCloser, s string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := packer(&b)
	if _, err := io.WriteString(w, "before it "+s+" and after it"); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func zipped(t *testing.T, file, s string, method uint16) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.CreateHeader(&zip.FileHeader{Name: file, Method: method})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, s); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pdfOf(t *testing.T, s string) []byte {
	t.Helper()
	p := fpdf.New("P", "mm", "A4", "")
	p.AddUTF8FontFromBytes("dejavu", "", dejavusans.TTF)
	p.SetFont("dejavu", "", 12)
	p.AddPage()
	p.CellFormat(0, 8, "Отримувач: "+s, "", 1, "", false, 0, "")
	var b bytes.Buffer
	if err := p.Output(&b); err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(b.Bytes(), wide16(binary.BigEndian, s)) {
		t.Fatal("the PDF is not compressed: it proves nothing")
	}
	return b.Bytes()
}

// pngOf is a picture with one more chunk before its pixels.
func pngOf(t *testing.T, kind string, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 8, 8))); err != nil {
		t.Fatal(err)
	}
	const header = 8 + 12 + 13 // signature and IHDR
	chunk := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	body := append([]byte(kind), data...)
	chunk = binary.BigEndian.AppendUint32(append(chunk, body...), crc32.ChecksumIEEE(body))
	return append(append(append([]byte{}, b.Bytes()[:header]...), chunk...), b.Bytes()[header:]...)
}

type row struct {
	ID   store.U64
	Text string
}

var table = store.NewTable("canary", func(r *row) store.U64 { return r.ID }, func(r *store.Row, v *row) {
	store.Uint(r, 1, &v.ID)
	store.Text(r, 2, &v.Text)
})

// database is the file of a store with a row of s, which is deleted again if
// freed is set.
func database(t *testing.T, s string, freed bool) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "node.db")
	e, err := bolt.Open(path, nil)
	if err != nil {
		t.Fatal(err)
	}
	db := store.Open(e)
	write := func(fn func(tx *store.Tx) error) {
		t.Helper()
		if err := db.Write(t.Context(), func(_ context.Context, tx *store.Tx) error { return fn(tx) }); err != nil {
			t.Fatal(err)
		}
	}
	write(func(tx *store.Tx) error { return table.Insert(tx, &row{1, s}) })
	if freed {
		write(func(tx *store.Tx) error { return table.Delete(tx, 1) })
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// noise is n bytes that do not compress.
func noise(t *testing.T, n int) string {
	t.Helper()
	b := make([]byte, n)
	state := uint32(1)
	for i := range b {
		state = state*1664525 + 1013904223 // Numerical Recipes' generator
		b[i] = byte(state >> 24)
	}
	return string(b)
}
