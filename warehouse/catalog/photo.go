package catalog

import (
	"bytes"
	"context"
	"errors"
	"image"
	_ "image/gif" // shops send these, too
	"image/jpeg"
	_ "image/png"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp"

	"warehouse-node/warehouse/fault"
)

// Limits of a photo.
const (
	MaxPhoto  = 12 << 20   // bytes
	maxPixels = 60_000_000 // of a decoded picture: 240 MB
	thumbSide = 320        // px of the longer side of a thumbnail
)

// Photos keeps pictures of goods in a Folder, each with a small one beside it.
type Photos struct {
	Files *Folder
	// decoding keeps two large pictures at most in memory.
	decoding chan struct{}
}

// NewPhotos keeps photos in files.
func NewPhotos(files *Folder) *Photos { return &Photos{files, make(chan struct{}, 2)} }

// Put keeps a photo and its thumbnail and returns its hash. It is taken for what
// its bytes say, never for its name: Invalid when it is no JPEG, PNG, GIF or
// WebP that can be drawn, Limit when it is too large.
func (p *Photos) Put(ctx context.Context, r io.Reader) (hash string, err error) {
	raw, err := io.ReadAll(io.LimitReader(r, MaxPhoto+1))
	if err != nil {
		return "", err
	}
	if len(raw) > MaxPhoto {
		return "", fault.New(fault.Limit, "catalog.file_large", "limit", MaxPhoto>>20)
	}
	select {
	case p.decoding <- struct{}{}:
		defer func() { <-p.decoding }()
	case <-ctx.Done():
		return "", ctx.Err()
	}
	small, err := thumbnail(raw)
	if err != nil {
		return "", err
	}
	if hash, err = p.Files.Put(ctx, bytes.NewReader(raw)); err != nil {
		return "", err
	}
	return hash, p.keepThumb(hash, small)
}

// Open returns a photo and its media type, which is one of the four that Put
// takes.
func (p *Photos) Open(hash string) (io.ReadSeekCloser, string, error) {
	file, err := p.Files.Open(hash)
	if err != nil {
		return nil, "", err
	}
	_, format, err := image.DecodeConfig(file)
	if err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	if err != nil {
		file.Close()
		return nil, "", fault.New(fault.Invalid, "catalog.photo_kind").With(err)
	}
	return file, "image/" + format, nil
}

// Thumb returns the small picture of a photo, a JPEG; it is made again when it
// was lost.
func (p *Photos) Thumb(ctx context.Context, hash string) (io.ReadSeekCloser, error) {
	if !IsHash(hash) {
		return nil, fault.New(fault.NotFound, "catalog.file")
	}
	if info, err := os.Stat(p.thumbPath(hash)); err == nil && info.Size() > 0 { // a power cut leaves some empty
		return os.Open(p.thumbPath(hash))
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	whole, err := p.Files.Open(hash)
	if err != nil {
		return nil, err
	}
	defer whole.Close()
	if _, err := p.Put(ctx, whole); err != nil {
		return nil, err
	}
	return os.Open(p.thumbPath(hash))
}

func (p *Photos) thumbPath(hash string) string {
	return filepath.Join(p.Files.dir, "thumb", hash[:2], hash[2:]+".jpg")
}

// keepThumb writes a thumbnail. It is derived, so a crash may lose it.
func (p *Photos) keepThumb(hash string, small []byte) error {
	path := p.thumbPath(hash)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	temp, err := os.CreateTemp(p.Files.dir, newThumb)
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name())
	_, err = temp.Write(small)
	if closed := temp.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	return os.Rename(temp.Name(), path)
}

// thumbnail draws a picture small, on white where it is clear.
func thumbnail(raw []byte) ([]byte, error) {
	size, _, err := image.DecodeConfig(bytes.NewReader(raw))
	if err != nil {
		return nil, fault.New(fault.Invalid, "catalog.photo_kind").With(err)
	}
	if size.Width <= 0 || size.Height <= 0 || size.Width > maxPixels/size.Height {
		return nil, fault.New(fault.Limit, "catalog.photo_large", "width", size.Width, "height", size.Height)
	}
	whole, _, err := image.Decode(bytes.NewReader(raw))
	if err != nil {
		return nil, fault.New(fault.Invalid, "catalog.photo_kind").With(err)
	}
	longer := max(size.Width, size.Height)
	side := min(thumbSide, longer)
	small := image.NewRGBA(image.Rect(0, 0, max(size.Width*side/longer, 1), max(size.Height*side/longer, 1)))
	draw.Draw(small, small.Bounds(), image.White, image.Point{}, draw.Src)
	draw.ApproxBiLinear.Scale(small, small.Bounds(), whole, whole.Bounds(), draw.Over, nil)
	var b bytes.Buffer
	err = jpeg.Encode(&b, small, &jpeg.Options{Quality: 82})
	return b.Bytes(), err
}
