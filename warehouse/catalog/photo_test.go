package catalog_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/fault"
)

func openPhotos(t *testing.T) (*catalog.Photos, string) {
	t.Helper()
	dir := t.TempDir()
	folder, err := catalog.OpenFolder(filepath.Join(dir, "files"))
	if err != nil {
		t.Fatal(err)
	}
	return catalog.NewPhotos(folder), dir
}

// picture is orange above and clear below.
func picture(w, h int) image.Image {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h / 2 {
		for x := range w {
			m.Set(x, y, color.NRGBA{230, 120, 20, 255})
		}
	}
	return m
}

func TestPhotos(t *testing.T) {
	photos, dir := openPhotos(t)
	ctx := context.Background()
	for format, encode := range map[string]func(io.Writer, image.Image) error{
		"image/png":  png.Encode,
		"image/jpeg": func(w io.Writer, m image.Image) error { return jpeg.Encode(w, m, nil) },
		"image/gif":  func(w io.Writer, m image.Image) error { return gif.Encode(w, m, nil) },
	} {
		var b bytes.Buffer
		if err := encode(&b, picture(480, 320)); err != nil {
			t.Fatal(err)
		}
		raw := bytes.Clone(b.Bytes())
		hash, err := photos.Put(ctx, &b)
		if err != nil {
			t.Fatalf("%s: %v", format, err)
		}
		sum := sha256.Sum256(raw)
		if hash != hex.EncodeToString(sum[:]) {
			t.Errorf("%s: hash %s", format, hash)
		}
		file, kind, err := photos.Open(hash)
		if err != nil {
			t.Fatal(err)
		}
		back, err := io.ReadAll(file)
		file.Close()
		if err != nil || kind != format || !bytes.Equal(back, raw) {
			t.Errorf("%s: %d bytes of %s came back, %v", format, len(back), kind, err)
		}
		thumb(t, photos, hash)
		if err := os.RemoveAll(filepath.Join(dir, "files", "thumb")); err != nil {
			t.Fatal(err)
		}
		thumb(t, photos, hash) // made again
		if err := os.Truncate(filepath.Join(dir, "files", "thumb", hash[:2], hash[2:]+".jpg"), 0); err != nil {
			t.Fatal(err)
		}
		thumb(t, photos, hash) // a power cut took what was in it
	}
	if _, err := photos.Thumb(ctx, strings.Repeat("00", 32)); !errors.Is(err, fault.NotFound) {
		t.Errorf("a thumbnail of nothing: %v", err)
	}
	if _, _, err := photos.Open("../../etc/passwd"); !errors.Is(err, fault.NotFound) {
		t.Errorf("a path: %v", err)
	}
}

// thumb looks at the small picture: its size, orange above, white below.
func thumb(t *testing.T, photos *catalog.Photos, hash string) {
	t.Helper()
	file, err := photos.Thumb(context.Background(), hash)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	m, err := jpeg.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	if b := m.Bounds(); b.Dx() != 320 || b.Dy() != 213 {
		t.Errorf("the thumbnail is %v", b)
	}
	if r, g, _, _ := m.At(160, 40).RGBA(); r>>8 < 200 || g>>8 > 150 {
		t.Errorf("above it is %v", m.At(160, 40))
	}
}

func TestPhotosRefuse(t *testing.T) {
	photos, dir := openPhotos(t)
	var whole bytes.Buffer
	if err := png.Encode(&whole, picture(40, 40)); err != nil {
		t.Fatal(err)
	}
	for name, row := range map[string]struct {
		raw  []byte
		code string
	}{
		"empty":     {nil, "catalog.photo_kind"},
		"script":    {[]byte("<svg onload=alert(1)>"), "catalog.photo_kind"},
		"cut off":   {whole.Bytes()[:len(whole.Bytes())/2], "catalog.photo_kind"},
		"too long":  {make([]byte, catalog.MaxPhoto+1), "catalog.file_large"},
		"a billion": {hugePNG(40_000, 40_000), "catalog.photo_large"},
	} {
		if _, err := photos.Put(context.Background(), bytes.NewReader(row.raw)); fault.Of(err).Code != row.code {
			t.Errorf("%s: got %v, want %s", name, err, row.code)
		}
	}
	left := 0
	if err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			left++
		}
		return err
	}); err != nil || left != 0 {
		t.Errorf("%d files were left, %v", left, err)
	}
}

// hugePNG says that it is very large and has nothing else.
func hugePNG(w, h uint32) []byte {
	chunk := func(kind string, data []byte) []byte {
		b := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
		b = append(append(b, kind...), data...)
		return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
	}
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h)
	return append([]byte("\x89PNG\r\n\x1a\n"), chunk("IHDR", append(head, 8, 6, 0, 0, 0))...)
}

func TestFolder(t *testing.T) {
	folder, err := catalog.OpenFolder(filepath.Join(t.TempDir(), "files"))
	if err != nil {
		t.Fatal(err)
	}
	one, err := folder.Put(context.Background(), strings.NewReader("a;b\n1;2\n"))
	if err != nil {
		t.Fatal(err)
	}
	two, err := folder.Put(context.Background(), strings.NewReader("a;b\n1;2\n"))
	if err != nil || one != two {
		t.Errorf("the same file is %s and %s, %v", one, two, err)
	}
	file, err := folder.Open(one)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if b, err := io.ReadAll(file); string(b) != "a;b\n1;2\n" || err != nil {
		t.Errorf("got %q, %v", b, err)
	}
	if _, err := folder.Open(strings.Repeat("00", 32)); !errors.Is(err, fault.NotFound) {
		t.Errorf("nothing: %v", err)
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := folder.Put(ended, strings.NewReader("x")); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}
