package api

import (
	"bytes"
	"context"
	"io"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
)

// keepsFiles names the request whose body is a file.
const keepsFiles = "post-files"

// keepFile is a file as it is sent: its bytes are the body.
type keepFile struct {
	Kind    string `query:"kind" enum:"photo,sheet" required:"true"`
	RawBody []byte `contentType:"application/octet-stream"`
}

func (f *keepFile) reader() io.Reader { return bytes.NewReader(f.RawBody) }

func (s *surface) files() {
	op := huma.Operation{
		OperationID: keepsFiles, Method: http.MethodPost, Path: "/api/files", Summary: "Keep a photo or a table by its content",
		Tags: []string{"files"}, MaxBodyBytes: MaxFile, Extensions: map[string]any{"x-right": "catalog.edit import.run"},
	}
	huma.Register(s, op, func(ctx context.Context, in *keepFile) (*answer[FileMark], error) {
		right := map[string]string{"photo": "catalog.edit", "sheet": "import.run"}[in.Kind]
		if err := s.core.Guard.May(ctx, right, ""); err != nil {
			return nil, problem(ctx, op.OperationID, err)
		}
		kept, err := s.core.Files.Keep(ctx, in.Kind, in.reader())
		if err != nil {
			return nil, problem(ctx, op.OperationID, err)
		}
		return &answer[FileMark]{kept}, nil
	})
}
