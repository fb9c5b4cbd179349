package main

import (
	"context"
	"io"
	"strings"

	"warehouse-node/ui/api"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/fault"
)

// openFiles opens the folder of photos and of tables that people sent.
func (n *Node) openFiles() (err error) {
	if n.folder, err = catalog.OpenFolder(n.path("files")); err != nil {
		return err
	}
	n.photos = catalog.NewPhotos(n.folder)
	return nil
}

// openPhoto opens a photo by its hash, or its thumbnail by hash and "/small". NotFound
// for any other name.
func (n *Node) openPhoto(name string) (io.ReadCloser, string, error) {
	hash, small := strings.CutSuffix(name, "/small")
	if !catalog.IsHash(hash) {
		return nil, "", fault.New(fault.NotFound, "catalog.file")
	}
	if small {
		body, err := n.photos.Thumb(context.Background(), hash)
		return body, "image/jpeg", err
	}
	return n.photos.Open(hash)
}

// kept keeps what people upload: photos as pictures, everything else as it is.
type kept struct{ n *Node }

func (k kept) Keep(ctx context.Context, kind string, body io.Reader) (api.FileMark, error) {
	count := &counting{Reader: body}
	if kind == "photo" {
		hash, err := k.n.photos.Put(ctx, count)
		return api.FileMark{Hash: hash, Bytes: count.n, Open: "/files/photo/" + hash}, err
	}
	hash, err := k.n.folder.Put(ctx, count)
	return api.FileMark{Hash: hash, Bytes: count.n}, err
}

// counting counts what is read through it.
type counting struct {
	io.Reader
	n int64
}

func (c *counting) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n += int64(n)
	return n, err
}
