package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
)

// Finder answers the palette: whatever a text or a scanned code may mean, to
// the actor of ctx, best first. Kinds the actor may not read are left out.
type Finder interface {
	Find(ctx context.Context, site, text string) (List[Found], error)
}

// Found is one thing a text may mean.
type Found struct {
	Kind  string     `json:"kind" enum:"order,item,bin,tote,parcel,person,device"`
	ID    string     `json:"id"`
	Title string     `json:"title"`
	Sub   string     `json:"sub,omitempty"`
	Item  *ItemMark  `json:"item,omitempty"`
	Place *PlaceMark `json:"place,omitempty"`
}

func (s *surface) find() {
	read(s, "/api/find", "node.read", "Whatever a text or a code may mean", func(ctx context.Context, in *struct {
		AtSite
		Text string `query:"text" required:"true" maxLength:"200"`
	}) (List[Found], error) {
		return s.core.Finder.Find(ctx, in.Site, in.Text)
	})
}

func (s *surface) files() {
	op := huma.Operation{
		OperationID: "post-files", Method: http.MethodPost, Path: "/api/files", Summary: "Keep a photo or a table by its content",
		Tags: []string{"files"}, MaxBodyBytes: MaxFile, Extensions: map[string]any{"x-right": "files.keep"},
	}
	huma.Register(s, op, func(ctx context.Context, in *keepFile) (*answer[FileMark], error) {
		if err := s.core.Guard.May(ctx, "files.keep", ""); err != nil {
			return nil, problem(ctx, op.OperationID, err)
		}
		kept, err := s.core.Files.Keep(ctx, in.Kind, in.reader())
		if err != nil {
			return nil, problem(ctx, op.OperationID, err)
		}
		return &answer[FileMark]{kept}, nil
	})
}
