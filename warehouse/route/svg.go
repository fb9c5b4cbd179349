package route

import (
	"bytes"
	"fmt"
)

// Sizes of a drawing, in its pixels.
const (
	svgMargin = 40
	svgAisle  = 64 // from aisle to aisle, on average, while they fit
	svgMost   = 1200
	svgHeight = 520
	svgWay    = 3 // how far from the middle of an aisle one walks: on the right
	svgBin    = 13
)

// svg is a drawing of a layout. Both its axes are scaled to fit, each by itself.
type svg struct {
	bytes.Buffer
	l                        *Layout
	left, right, top, bottom Length
	width                    Length
}

// SVG draws a layout from above, the stops of a trip in the order of a tour and the
// path; one walks on the right, so that a way walked twice is two lines. Bins stand
// on their side of the aisle.
func SVG(l *Layout, t *Trip, tour Tour) []byte {
	d := svg{l: l}
	d.frame(t)
	fmt.Fprintf(&d, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="11">`+"\n",
		d.width+2*svgMargin, svgHeight+2*svgMargin)
	d.WriteString(`<rect width="100%" height="100%" fill="#fff"/>` + "\n")
	d.floor()
	d.path(tour)
	for n, stop := range tour.Order {
		s := t.Stops[stop]
		x, y := d.x(Point{Aisle: s.Aisle}), d.y(s.At)
		side := Length(-svgBin)
		if s.Side == Right {
			side = svgBin
		}
		fmt.Fprintf(&d, `<circle cx="%d" cy="%d" r="8" fill="#0b5"/><text x="%d" y="%d" text-anchor="middle" fill="#fff">%d</text>`+"\n",
			x+side, y, x+side, y+4, n+1)
	}
	d.end(t.Start, "#c30")
	if t.End != t.Start {
		d.end(t.End, "#036")
	}
	d.WriteString("</svg>\n")
	return d.Bytes()
}

// frame finds what has to be seen.
func (d *svg) frame(t *Trip) {
	points := []Point{t.Start, t.End}
	for i := range d.l.Aisles {
		for _, at := range d.l.cross(i) {
			points = append(points, Point{Aisle: i, At: at})
		}
	}
	for i := range t.Stops {
		points = append(points, t.Stops[i].point())
	}
	d.left, d.top = MaxLength, MaxLength
	d.right, d.bottom = -MaxLength, -MaxLength
	for _, p := range points {
		x := d.l.Aisles[p.Aisle].X + p.Off
		d.left, d.right = min(d.left, x), max(d.right, x)
		d.top, d.bottom = min(d.top, p.At), max(d.bottom, p.At)
	}
	d.width = Length(min(svgMost, svgAisle*max(1, len(d.l.Aisles)-1)))
}

func (d *svg) x(p Point) Length {
	return svgMargin + scaled(d.l.Aisles[p.Aisle].X+p.Off-d.left, d.right-d.left, d.width)
}

func (d *svg) y(at Length) Length {
	return svgMargin + scaled(at-d.top, d.bottom-d.top, svgHeight)
}

// scaled is n of from as pixels of to.
func scaled(n, from, to Length) Length {
	for from > 1<<40 { // pixels are coarse enough
		n, from = n>>1, from>>1
	}
	if from == 0 {
		return to / 2
	}
	return n * to / from
}

// floor draws aisles, cross-aisles and hurdles.
func (d *svg) floor() {
	for i := range d.l.Aisles {
		first, last := d.ends(i)
		x := d.x(Point{Aisle: i})
		fmt.Fprintf(d, `<line x1="%d" y1="%d" x2="%d" y2="%d" stroke="#eee" stroke-width="14"/>`+"\n", x, d.y(first), x, d.y(last))
	}
	for k := range d.l.Cross {
		for i := range len(d.l.Aisles) - 1 {
			colour := "#e4e4e4"
			for _, p := range d.l.Shut {
				if p.Cross == k && p.Aisle == i {
					colour = "#f5b7b1"
				}
			}
			fmt.Fprintf(d, `<line x1="%d" y1="%d" x2="%d" y2="%d" stroke="%s" stroke-width="14" stroke-linecap="square"/>`+"\n",
				d.x(Point{Aisle: i}), d.y(d.l.cross(i)[k]), d.x(Point{Aisle: i + 1}), d.y(d.l.cross(i + 1)[k]), colour)
		}
	}
	for i := range d.l.Aisles {
		if arrow, ok := map[Way]string{Ascending: "▼", Descending: "▲"}[d.l.Aisles[i].Way]; ok {
			first, last := d.ends(i)
			fmt.Fprintf(d, `<text x="%d" y="%d" text-anchor="middle" fill="#888">%s</text>`+"\n", d.x(Point{Aisle: i}), d.y((first+last)/2), arrow)
		}
		for _, b := range d.l.Aisles[i].Blocked {
			fmt.Fprintf(d, `<rect x="%d" y="%d" width="14" height="4" fill="#c0392b"/>`+"\n", d.x(Point{Aisle: i})-7, d.y(b)-2)
		}
	}
}

// ends is how much of an aisle is drawn: its dead ends too, as far as they are
// used.
func (d *svg) ends(aisle int) (first, last Length) {
	c := d.l.cross(aisle)
	if len(c) == 1 {
		return d.top, d.bottom
	}
	return c[0], c[len(c)-1]
}

// path draws the walk.
func (d *svg) path(tour Tour) {
	d.WriteString(`<polyline fill="none" stroke="#06c" stroke-width="2" stroke-linejoin="round" points="`)
	for i := 1; i < len(tour.Path); i++ {
		dx, dy := d.beside(tour, i)
		for end := range 2 {
			p := tour.Path[i-1+end].Point
			x, y := d.beside(tour, i-1+2*end) // round the corner
			if dx != 0 {
				x = dx
			}
			if dy != 0 {
				y = dy
			}
			fmt.Fprintf(d, "%d,%d ", d.x(p)+x, d.y(p.At)+y)
		}
	}
	d.WriteString(`"/>` + "\n")
}

// beside is how far from the middle of an aisle leg i of a walk is drawn.
func (d *svg) beside(tour Tour, i int) (dx, dy Length) {
	if i < 1 || i >= len(tour.Path) {
		return 0, 0
	}
	a, b := tour.Path[i-1].Point, tour.Path[i].Point
	switch x1, y1, x2, y2 := d.x(a), d.y(a.At), d.x(b), d.y(b.At); {
	case x2 > x1:
		return 0, svgWay
	case x2 < x1:
		return 0, -svgWay
	case y2 > y1:
		return -svgWay, 0
	case y2 < y1:
		return svgWay, 0
	}
	return 0, 0
}

// end marks where the walk starts or ends.
func (d *svg) end(p Point, colour string) {
	fmt.Fprintf(d, `<rect x="%d" y="%d" width="14" height="14" fill="%s"/>`+"\n", d.x(p)-7, d.y(p.At)-7, colour)
}
