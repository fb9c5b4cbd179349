package read

import (
	"bytes"
	"context"
	"fmt"
	"image/png"
	"strconv"

	"warehouse-node/devices/label"
	"warehouse-node/ui/api"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/paper"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/stencil"
	"warehouse-node/warehouse/store"
)

// maxVersions is how many versions a history shows, the newest.
const maxVersions = 100

// Stencils are the kinds of label, and the printers of the actor's warehouse.
func (r *Reader) Stencils(ctx context.Context) (page api.StencilsPage, err error) {
	err = r.view(ctx, func(tx *store.Tx) error {
		if err := may(ctx, tx, stencil.RightEdit, staff.Anywhere); err != nil {
			return err
		}
		l := newLook(tx)
		for _, k := range stencil.Kinds() {
			row, err := l.stencil(k)
			if err != nil {
				return err
			}
			page.Rows = append(page.Rows, row)
		}
		if page.Printers, err = r.stencilPrinters(ctx, tx); err != nil {
			return err
		}
		page.Seq, err = seq(tx)
		return err
	})
	return page, err
}

func (l *look) stencil(k *stencil.Kind) (row api.StencilRow, err error) {
	number, err := k.Current(l.tx)
	if err != nil {
		return row, err
	}
	s, err := k.At(l.tx, number)
	if err != nil {
		return row, err
	}
	row = api.StencilRow{Kind: k.Name, Version: number, Width: int64(s.Width), Height: int64(s.Height), BuiltIn: true}
	if number == 0 {
		return row, nil
	}
	v, err := k.Version(l.tx, number)
	if err != nil {
		return row, err
	}
	row.At, row.BuiltIn = &v.At, len(v.Body) == 0
	row.By, err = l.person(v.Person)
	return row, err
}

// stencilPrinters are the printers of the warehouse where the actor works, none
// before there is one.
func (r *Reader) stencilPrinters(ctx context.Context, tx *store.Tx) (all api.List[api.StencilPrinter], err error) {
	site, err := Site(ctx, tx, "")
	if err != nil || site.IsZero() || r.Outside.Machines == nil {
		if isNotFound(err) {
			err = nil
		}
		return nil, err
	}
	for _, m := range r.Outside.Machines() {
		if m.DPI > 0 && m.Site == site {
			all = append(all, api.StencilPrinter{Name: m.Name, DPI: int64(m.DPI)})
		}
	}
	return all, nil
}

// Stencil is one kind with its fields and its history.
func (r *Reader) Stencil(ctx context.Context, name string) (page api.StencilPage, err error) {
	err = r.withStencils(ctx, name, func(tx *store.Tx, k *stencil.Kind) error {
		number, err := k.Current(tx)
		if err != nil {
			return err
		}
		s, err := k.At(tx, number)
		if err != nil {
			return err
		}
		look, err := r.labelLook(ctx, tx)
		if err != nil {
			return err
		}
		page = api.StencilPage{Kind: k.Name, Version: number, Stencil: *s}
		samples := paper.Samples(k, look)
		for _, f := range k.Fields {
			page.Fields = append(page.Fields, api.StencilField{Name: f.Name, Sample: samples[f.Name]})
		}
		l, err := r.reading(ctx, tx)
		if err != nil {
			return err
		}
		if page.Versions, err = l.stencilVersions(k); err != nil {
			return err
		}
		page.Tape, err = l.tape(k.About())
		return err
	})
	return page, err
}

func (l *look) stencilVersions(k *stencil.Kind) (all api.List[api.StencilVersion], err error) {
	for v, err := range k.History(l.tx) {
		if err != nil {
			return nil, err
		}
		if len(all) == maxVersions {
			break
		}
		row := api.StencilVersion{Number: int64(v.Number), At: &v.At}
		if v.Back {
			from := int64(v.From)
			row.Back = &from
		}
		if row.By, err = l.person(v.Person); err != nil {
			return nil, err
		}
		all = append(all, row)
	}
	return append(all, api.StencilVersion{}), nil
}

// StencilVersion is how labels of a kind were laid out.
func (r *Reader) StencilVersion(ctx context.Context, name string, number int64) (s stencil.Stencil, err error) {
	err = r.withStencils(ctx, name, func(tx *store.Tx, k *stencil.Kind) error {
		found, err := k.At(tx, uint64(max(0, number)))
		if err == nil {
			s = *found
		}
		return err
	})
	return s, err
}

// withStencils reads about one kind for who may.
func (r *Reader) withStencils(ctx context.Context, name string, fn func(*store.Tx, *stencil.Kind) error) error {
	k, err := stencil.KindOf(name)
	if err != nil {
		return err
	}
	return r.view(ctx, func(tx *store.Tx) error {
		if err := may(ctx, tx, stencil.RightEdit, staff.Anywhere); err != nil {
			return err
		}
		return fn(tx, k)
	})
}

// Preview draws a stencil that need not be saved, of a thing that the actor may
// see or of samples.
func (r *Reader) Preview(ctx context.Context, name string, asked api.StencilAsked) (out api.StencilPreview, err error) {
	var of paper.Print
	if err := r.withStencils(ctx, name, func(tx *store.Tx, k *stencil.Kind) (err error) {
		of, err = r.Labelled(ctx, tx, k, asked.Subject)
		return err
	}); err != nil {
		return out, err
	}
	k, err := stencil.KindOf(name)
	if err != nil {
		return out, err
	}
	if asked.Subject != "" {
		of = of.Copy(1, int(asked.Copies))
	}
	values, err := of.Values(ctx, r.Ring)
	if err != nil {
		return out, err
	}
	img, wrong := k.Preview(&asked.Stencil, values, label.Resolution(asked.DPI))
	for _, w := range wrong {
		out.Wrong = append(out.Wrong, stencilWrong(w))
	}
	if img == nil {
		return out, nil
	}
	var picture bytes.Buffer
	if err := png.Encode(&picture, img); err != nil {
		return out, fmt.Errorf("draw a label: %w", err)
	}
	out.Picture = picture.Bytes()
	return out, nil
}

// stencilWrong takes the element out of the arguments: the screen says where.
func stencilWrong(w *fault.Error) api.StencilWrong {
	n, _ := strconv.ParseInt(w.Args["element"], 10, 64) // of a whole label there is none: 0
	return api.StencilWrong{Element: n, Code: w.Code, Args: w.Args}
}
