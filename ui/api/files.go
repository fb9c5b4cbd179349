package api

import (
	"bytes"
	"io"
)

// keepFile is a file as it is sent: its bytes are the body.
type keepFile struct {
	Kind    string `query:"kind" enum:"photo,sheet" required:"true"`
	RawBody []byte `contentType:"application/octet-stream"`
}

func (f *keepFile) reader() io.Reader { return bytes.NewReader(f.RawBody) }
