package route_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"testing"

	"warehouse-node/warehouse/route"
)

// TestDrawing: a drawing is well-formed and has a mark for every stop, on any
// floor.
func TestDrawing(t *testing.T) {
	for name, f := range floors {
		t.Run(name, func(t *testing.T) {
			r, s := seeded(t), new(route.Solver)
			l, trip := f.Make(r)
			tour, ok := solved(t, s, l, trip)
			if !ok {
				return
			}
			marks := 0
			d := xml.NewDecoder(bytes.NewReader(route.SVG(l, trip, tour)))
			for {
				token, err := d.Token()
				if errors.Is(err, io.EOF) {
					break
				}
				if err != nil {
					t.Fatal(err)
				}
				if e, ok := token.(xml.StartElement); ok && e.Name.Local == "circle" {
					marks++
				}
			}
			if marks != len(trip.Stops) {
				t.Errorf("%d marks for %d stops", marks, len(trip.Stops))
			}
		})
	}
}
