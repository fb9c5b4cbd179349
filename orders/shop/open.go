package shop

import (
	"archive/zip"
	"bufio"
	"bytes"
	"errors"
	"io"
	"path"
	"regexp"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"warehouse-node/warehouse/fault"
)

// Limits of what a shop sends.
const (
	maxUnzipped = 64 << 20 // of all files of an archive together
	maxFiles    = 100      // in an archive
	maxJunk     = 64 << 10 // before the XML begins
)

var (
	zipSign = []byte("PK\x03\x04")
	zipVoid = []byte("PK\x05\x06") // an archive of nothing
)

// eachFile calls fn with every XML of an answer, as UTF-8: the answer itself or
// the files of the zip that it is, which unpack to no more than limit bytes.
func eachFile(body []byte, limit int64, fn func(io.Reader) error) error {
	body = bytes.TrimPrefix(body, bom)
	if !bytes.HasPrefix(body, zipSign) && !bytes.HasPrefix(body, zipVoid) {
		text, err := decode(bytes.NewReader(body))
		if err != nil {
			return err
		}
		return fn(text)
	}
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return fault.New(fault.Invalid, "shop.zip").With(err)
	}
	if len(z.File) > maxFiles {
		return fault.New(fault.Limit, "shop.zip_files", "limit", maxFiles)
	}
	files, err := readable(z, limit)
	if err != nil {
		return err
	}
	for _, f := range files {
		if err := within(f, fn); err != nil {
			return err
		}
	}
	return nil
}

// readable are the files of an archive that are looked at. One that unpacks to
// more than limit bytes is refused before anything of it is; a file that is longer
// than the archive says is an error of it when it is read.
func readable(z *zip.Reader, limit int64) (files []*zip.File, err error) {
	left := uint64(limit)
	for _, f := range z.File {
		if err := safe(f.Name); err != nil {
			return nil, err
		}
		if f.FileInfo().IsDir() || !strings.EqualFold(path.Ext(f.Name), ".xml") {
			continue
		}
		if f.UncompressedSize64 > left {
			return nil, fault.New(fault.Limit, "shop.zip_bomb", "limit", limit)
		}
		left -= f.UncompressedSize64
		files = append(files, f)
	}
	return files, nil
}

func within(f *zip.File, fn func(io.Reader) error) error {
	r, err := f.Open()
	if err != nil {
		return fault.New(fault.Invalid, "shop.zip").With(err)
	}
	defer r.Close()
	text, err := decode(unpacked{r})
	if err != nil {
		return err
	}
	return fn(text)
}

// safe refuses names that lead out of the archive. Nothing is unpacked to a
// disk, but who writes such a name means no good.
func safe(name string) error {
	clean := path.Clean(strings.ReplaceAll(name, `\`, "/"))
	if path.IsAbs(clean) || clean == ".." || strings.HasPrefix(clean, "../") || strings.Contains(clean, ":") {
		return fault.New(fault.Invalid, "shop.zip_name")
	}
	return nil
}

// unpacked names what is wrong with an archive.
type unpacked struct{ r io.Reader }

func (u unpacked) Read(p []byte) (int, error) {
	n, err := u.r.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = fault.New(fault.Invalid, "shop.zip").With(err)
	}
	return n, err
}

// root is the element that every file of the exchange has around it.
const root = "КоммерческаяИнформация"

var (
	xmlSign    = []byte("<?xml")
	rootUTF8   = []byte(root)
	root1251   = mustEncode(charmap.Windows1251, root)
	charsetOf  = regexp.MustCompile(`^<\?xml[^>]*\bencoding\s*=\s*["']([A-Za-z0-9._-]+)["']`)
	charsets   = map[string]encoding.Encoding{"windows-1251": charmap.Windows1251, "cp1251": charmap.Windows1251, "win-1251": charmap.Windows1251, "koi8-r": charmap.KOI8R, "cp866": charmap.CodePage866, "ibm866": charmap.CodePage866}
	wideSigns  = [][]byte{{0xff, 0xfe}, {0xfe, 0xff}}
	utf16Reads = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
)

func mustEncode(e encoding.Encoding, text string) []byte {
	b, err := e.NewEncoder().Bytes([]byte(text))
	if err != nil {
		panic(err)
	}
	return b
}

// decode finds where the XML begins behind what a site's PHP says first, and
// reads it as UTF-8. Invalid "shop.encoding" names a charset that is not known,
// or is not the one that the text is in.
func decode(r io.Reader) (io.Reader, error) {
	in := bufio.NewReaderSize(r, maxJunk)
	head, err := in.Peek(maxJunk)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	for _, sign := range wideSigns {
		if bytes.HasPrefix(head, sign) {
			return transform.NewReader(in, utf16Reads.NewDecoder()), nil
		}
	}
	is := "" // what the text is in, where its root tells
	switch {
	case bytes.Contains(head, rootUTF8):
		is = "utf-8"
	case bytes.Contains(head, root1251):
		is = "windows-1251"
	}
	at := bytes.Index(head, xmlSign)
	if at < 0 {
		if at = max(bytes.Index(head, rootUTF8), bytes.Index(head, root1251)) - 1; at < 0 || head[at] != '<' {
			return nil, fault.New(fault.Invalid, "shop.not_xml")
		}
	}
	says := is
	if m := charsetOf.FindSubmatch(head[at:]); m != nil {
		says = strings.ToLower(string(m[1]))
	}
	if _, err := in.Discard(at); err != nil {
		return nil, err
	}
	if says == "" || says == "utf8" {
		says = "utf-8"
	}
	if page := charsets[says]; page != nil && is != "utf-8" {
		return transform.NewReader(in, page.NewDecoder()), nil
	}
	if says != "utf-8" || is == "windows-1251" {
		return nil, fault.New(fault.Invalid, "shop.encoding", "says", says, "is", is)
	}
	return transform.NewReader(in, encoding.UTF8Validator), nil
}
