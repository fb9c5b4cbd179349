package main

import (
	"fmt"
	"image"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"warehouse-node/ui/api"
)

// TestPhotoOfAnItem: a picture that is brought is kept by its content, hangs on the
// item once it is added and no more once it is taken away, and is read back by its hash.
func TestPhotoOfAnItem(t *testing.T) {
	d := newDay(t, &txtar.Archive{Comment: []byte("import items goods.csv\n"), Files: []txtar.File{
		{Name: "goods.csv", Data: []byte("Артикул;Наименование;Штрихкод\nLAMP-1;Лампа;4600000000015\n")},
	}})
	d.play(nil)
	p, err := d.who("marina")
	d.must(err)
	var page api.ItemsPage
	d.must(d.call(p, http.MethodGet, "/api/items?text=LAMP-1", nil, &page))
	if len(page.Rows) != 1 {
		t.Fatalf("items %+v", page.Rows)
	}
	item := page.Rows[0].Item.ID
	hung := func() (all []string) {
		t.Helper()
		var card api.ItemCard
		d.must(d.call(p, http.MethodGet, "/api/items/"+item, nil, &card))
		for _, photo := range card.Photos {
			all = append(all, fmt.Sprint(photo.Hash, " ", photo.Open))
		}
		return all
	}
	before := hung()
	png := asPNG(t, image.NewNRGBA(image.Rect(0, 0, 48, 32)))
	mark, err := d.bring(p, "photo", png)
	d.must(err)
	if diff := cmp.Diff(before, hung()); diff != "" || !strings.HasSuffix(mark.Open, mark.Hash) {
		t.Errorf("brought as %+v, it hangs before it is added:\n%s", mark, diff)
	}
	photo := api.PhotoEdit{Item: item, Hash: mark.Hash}
	d.must(d.call(p, http.MethodPost, "/api/do/catalog.photo.add", photo, nil))
	if diff := cmp.Diff(append(before, mark.Hash+" "+mark.Open), hung()); diff != "" {
		t.Errorf("added:\n%s", diff)
	}
	if kind, body := d.opens(p.client, mark.Open); kind != "image/png" || string(body) != string(png) {
		t.Errorf("read back as %s of %d bytes, brought %d", kind, len(body), len(png))
	}
	d.must(d.call(p, http.MethodPost, "/api/do/catalog.photo.remove", photo, nil))
	if diff := cmp.Diff(before, hung()); diff != "" {
		t.Errorf("taken away:\n%s", diff)
	}
}
