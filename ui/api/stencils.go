package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"warehouse-node/warehouse/stencil"
)

// StencilsReader reads how labels are laid out.
type StencilsReader interface {
	// Stencils are the kinds of label, and the printers on which one can be tried.
	Stencils(ctx context.Context) (StencilsPage, error)
	Stencil(ctx context.Context, kind string) (StencilPage, error)
	// StencilVersion is the stencil of one version; 0 is what the program brings along.
	StencilVersion(ctx context.Context, kind string, number int64) (stencil.Stencil, error)
	// StencilSubjects are things of which a label of the kind can be drawn, by a text.
	StencilSubjects(ctx context.Context, kind, text string) (List[StencilSubject], error)
	// Preview draws a stencil that need not be saved, and keeps nothing.
	Preview(ctx context.Context, kind string, asked StencilAsked) (StencilPreview, error)
}

// StencilsPage is every kind of label.
type StencilsPage struct {
	Rows     List[StencilRow]     `json:"rows"`
	Printers List[StencilPrinter] `json:"printers" doc:"of the actor's warehouse"`
	Seq      int64                `json:"seq"`
}

// StencilRow is one kind; its name is stencil.kind.KIND in ui/locale.
type StencilRow struct {
	Kind    string      `json:"kind" example:"bin_label"`
	Version uint64      `json:"version" doc:"0 is what the program brings along"`
	Width   int64       `json:"width" doc:"micrometres"`
	Height  int64       `json:"height"`
	At      *time.Time  `json:"at,omitempty" doc:"of the version; absent for 0"`
	By      *PersonMark `json:"by,omitempty"`
	BuiltIn bool        `json:"builtIn" doc:"it is what the program brings along"`
}

// StencilPrinter is a printer, and how fine its head is.
type StencilPrinter struct {
	Name string `json:"name"`
	DPI  int64  `json:"dpi"`
}

// StencilPage is one kind with what its editor needs.
type StencilPage struct {
	Kind     string               `json:"kind"`
	Version  uint64               `json:"version"`
	Stencil  stencil.Stencil      `json:"stencil"`
	Fields   List[StencilField]   `json:"fields"`
	Versions List[StencilVersion] `json:"versions" doc:"newest first; 0, what the program brings along, is the last"`
	Tape     List[TapeRow]        `json:"tape" doc:"what was done to it, newest first"`
}

// StencilField is a field that may be named; what it is stands in ui/locale as
// stencil.field.NAME.
type StencilField struct {
	Name   string `json:"name" example:"item.name"`
	Sample string `json:"sample"`
}

// StencilVersion is a version in the history.
type StencilVersion struct {
	Number int64       `json:"number"`
	At     *time.Time  `json:"at,omitempty"`
	By     *PersonMark `json:"by,omitempty"`
	Back   *int64      `json:"back,omitempty" doc:"the version that it went back to"`
}

// StencilSubject is a thing of which a label can be drawn.
type StencilSubject struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Sub   string `json:"sub,omitempty"`
}

// StencilAsked asks for a picture.
type StencilAsked struct {
	Stencil stencil.Stencil `json:"stencil"`
	Subject string          `json:"subject,omitempty" doc:"id of what the label is of; without it the samples stand on it"`
	Copies  int64           `json:"copies,omitempty" minimum:"0" maximum:"200" doc:"as the first of so many"`
	DPI     int64           `json:"dpi" enum:"203,300,600"`
}

// StencilPreview is the label as a printer prints it, dot for dot.
type StencilPreview struct {
	Picture []byte             `json:"picture,omitempty" doc:"PNG; absent when the media makes no sense"`
	Wrong   List[StencilWrong] `json:"wrong" doc:"what cannot be printed, and is not in the picture"`
}

// StencilWrong is why an element cannot be printed; the sentence of its code is
// fault.CODE.
type StencilWrong struct {
	Element int64             `json:"element" doc:"from 1; 0 is the label as a whole"`
	Code    string            `json:"code"`
	Args    map[string]string `json:"args,omitempty"`
}

// StencilTest prints one label by a stencil that need not be saved.
type StencilTest struct {
	Kind    string          `json:"kind"`
	Stencil stencil.Stencil `json:"stencil"`
	Subject string          `json:"subject,omitempty"`
	Printer string          `json:"printer,omitempty" doc:"its name; without it that of the bench, or the first"`
}

// rightStencils is asked for how labels are laid out.
const rightStencils Right = Right(stencil.RightEdit)

func (s *surface) stencils() {
	read(s, "/api/stencils", rightStencils, "How labels are laid out",
		func(ctx context.Context, _ *none) (StencilsPage, error) { return s.core.Stencils.Stencils(ctx) })
	read(s, "/api/stencils/{id}", rightStencils, "How one kind of label is laid out",
		func(ctx context.Context, in *ByID) (StencilPage, error) { return s.core.Stencils.Stencil(ctx, in.ID) })
	read(s, "/api/stencils/{id}/versions/{number}", rightStencils, "How it was laid out",
		func(ctx context.Context, in *struct {
			ByID
			Number int64 `path:"number" minimum:"0"`
		}) (stencil.Stencil, error) {
			return s.core.Stencils.StencilVersion(ctx, in.ID, in.Number)
		})
	read(s, "/api/stencils/{id}/subjects", rightStencils, "Of what a label can be drawn",
		func(ctx context.Context, in *struct {
			ByID
			Text string `query:"text" maxLength:"200"`
		}) (List[StencilSubject], error) {
			return s.core.Stencils.StencilSubjects(ctx, in.ID, in.Text)
		})
	s.preview()
	command[stencil.SaveRequest, stencil.SaveAnswer](s, "stencil.save", "Save how labels are laid out")
	command[stencil.RestoreRequest, stencil.SaveAnswer](s, "stencil.restore", "Go back to how labels were laid out")
	command[StencilTest, Done](s, "stencil.test", "Print one label by a stencil that need not be saved")
}

// preview is a read whose question is too long for an address.
func (s *surface) preview() {
	op := huma.Operation{
		OperationID: "post-stencils-id-preview", Method: http.MethodPost, Path: "/api/stencils/{id}/preview", Summary: "Draw a label as it would be printed",
		Tags: []string{"stencils"}, MaxBodyBytes: MaxBody, Extensions: map[string]any{"x-right": string(rightStencils)},
	}
	huma.Register(s, op, func(ctx context.Context, in *struct {
		ByID
		Body StencilAsked
	}) (*answer[StencilPreview], error) {
		err := s.core.Guard.May(ctx, string(rightStencils), "")
		var out StencilPreview
		if err == nil {
			out, err = s.core.Stencils.Preview(ctx, in.ID, in.Body)
		}
		if err != nil {
			return nil, problem(ctx, op.OperationID, err)
		}
		return &answer[StencilPreview]{out}, nil
	})
}
