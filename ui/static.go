package ui

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"mime"
	"net/http"
	"path"
	"strings"
	"sync"
)

// pages are the three faces by the first part of a path; all else that has no
// extension is the office, which finds its own way.
var pages = map[string]string{"pick": "pick.html", "pack": "pack.html"}

// compressible are the types worth a gzip.
var compressible = map[string]bool{".html": true, ".js": true, ".css": true, ".svg": true, ".json": true, ".webmanifest": true}

// static serves the built front end from memory: compressed once, when it is first
// asked for, hashed names for ever, pages checked each time by ETag.
type static struct {
	files map[string]staticFile
}

type staticFile struct {
	plain     []byte
	gz        func() []byte // nil for what does not get smaller
	kind, tag string
	forever   bool
}

func newStatic(dist fs.FS) (*static, error) {
	s := &static{files: map[string]staticFile{}}
	err := fs.WalkDir(dist, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(entry.Name(), ".") {
			return err
		}
		plain, err := fs.ReadFile(dist, name)
		if err != nil {
			return err
		}
		s.files[name] = newStaticFile(name, plain)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the front end: %w", err)
	}
	return s, nil
}

// keep serves files beside those of the front end.
func (s *static) keep(files map[string]staticFile) { maps.Copy(s.files, files) }

func newStaticFile(name string, plain []byte) staticFile {
	sum := sha256.Sum256(plain)
	ext := path.Ext(name)
	file := staticFile{
		plain: plain, kind: mime.TypeByExtension(ext), tag: `"` + hex.EncodeToString(sum[:8]) + `"`,
		forever: strings.HasPrefix(name, "assets/"),
	}
	switch ext {
	case ".js":
		file.kind = "text/javascript; charset=utf-8" // some machines register another
	case ".webmanifest":
		file.kind = "application/manifest+json"
	}
	if compressible[ext] && len(plain) > 512 {
		file.gz = sync.OnceValue(func() []byte { return zipped(plain) })
	}
	return file
}

func zipped(plain []byte) []byte {
	var out bytes.Buffer
	w, _ := gzip.NewWriterLevel(&out, gzip.BestCompression)
	_, _ = w.Write(plain)
	_ = w.Close() // a buffer does not fail
	return out.Bytes()
}

// ServeHTTP answers a GET of a file, or of the face that a path belongs to.
func (s *static) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "pages are only read", http.StatusMethodNotAllowed)
		return
	}
	name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
	if path.Ext(name) == "" {
		first, _, _ := strings.Cut(name, "/")
		if name = pages[first]; name == "" {
			name = "index.html"
		}
	}
	file, ok := s.files[name]
	switch {
	case ok:
		file.serve(w, r)
	case name == "index.html" || path.Ext(name) == ".html":
		http.Error(w, "UI not built: run `make ui` and build the node again", http.StatusServiceUnavailable)
	default:
		http.NotFound(w, r)
	}
}

func (f *staticFile) serve(w http.ResponseWriter, r *http.Request) {
	head := w.Header()
	head.Set("Content-Type", f.kind)
	head.Set("ETag", f.tag)
	head.Set("Vary", "Accept-Encoding")
	if f.forever {
		head.Set("Cache-Control", "public, max-age=31536000, immutable")
	} else {
		head.Set("Cache-Control", "no-cache")
	}
	if r.Header.Get("If-None-Match") == f.tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	body := f.plain
	if f.gz != nil && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		head.Set("Content-Encoding", "gzip")
		body = f.gz()
	}
	head.Set("Content-Length", fmt.Sprint(len(body)))
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // the client went away
	}
}
