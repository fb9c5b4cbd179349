package paper

import (
	"strings"

	"warehouse-node/devices/label"
)

func (h Heading) pdf(p *pen) {
	const size, note, barsWide, barsHigh = 17.0, 10.0, 62, 13
	p.need(barsHigh + 8)
	room, end := p.width, p.y
	if code := bars(label.Code128, h.Code, barsWide, barsHigh); code != nil {
		last := code[len(code)-1]
		p.ink(code, margin+p.width-last.X-last.W, p.y)
		room -= barsWide + 6
		p.put(margin+room, p.y+barsHigh, barsWide+6, small, false, true, h.Code)
		end += barsHigh + high(small)
	}
	y := p.y
	for _, line := range p.wrap(h.Title, room, size, true, 3) {
		p.put(margin, y, room, size, true, false, line)
		y += high(size)
	}
	for _, line := range p.wrap(h.Note, room, note, false, 3) {
		p.put(margin, y, room, note, false, false, line)
		y += high(note)
	}
	p.y = max(y, end) + 3
}

func (Break) pdf(p *pen) { p.page() }

func (f Facts) pdf(p *pen) {
	const columns, gap, name = 2, 6.0, 30.0
	w := (p.width - gap) / columns
	said := f.said()
	for i := 0; i < len(said); i += columns {
		row := said[i:min(i+columns, len(said))]
		var lines [columns][]string
		h := 0.0
		for c, fact := range row {
			lines[c] = p.wrap(fact.Value, w-name, body, true, maxLines)
			h = max(h, float64(len(lines[c]))*high(body))
		}
		p.need(h)
		for c, fact := range row {
			x := margin + float64(c)*(w+gap)
			p.f.SetTextColor(90, 90, 90)
			p.put(x, p.y+0.4, name, small, false, false, p.cut(fact.Name, name-1, small, false))
			p.f.SetTextColor(0, 0, 0)
			for n, line := range lines[c] {
				p.put(x+name, p.y+float64(n)*high(body), w-name, body, true, false, line)
			}
		}
		p.y += h + 0.8
	}
	p.y += 3
}

func (t Text) pdf(p *pen) {
	if t.Body == "" {
		return
	}
	lines := p.wrap(t.Body, p.width, body, false, 40)
	p.need(high(body) * float64(min(len(lines), 4)+1))
	if t.Title != "" {
		p.put(margin, p.y, p.width, body, true, false, p.cut(t.Title, p.width, body, true))
		p.y += high(body)
	}
	for _, line := range lines {
		p.need(high(body))
		p.put(margin, p.y, p.width, body, false, false, line)
		p.y += high(body)
	}
	p.y += 3
}

// Lengths in a table.
const (
	cellPad  = 1.2
	codeHigh = 8
	boxHigh  = 6.0
)

func (t Table) pdf(p *pen) {
	widths := t.widths(p.width)
	t.head(p, widths)
	for _, row := range t.Rows {
		h := t.rowHigh(p, widths, row)
		if p.need(h) {
			t.head(p, widths)
		}
		x := margin
		for i, c := range row {
			t.cell(p, t.Columns[i], c, x, widths[i])
			x += widths[i]
		}
		p.y += h
		p.rule(p.y, 190, 0.1)
	}
	p.y += 1.5
	p.need(float64(len(t.Totals)) * high(body+1))
	for _, fact := range t.Totals.said() {
		value := p.cut(fact.Value, p.width*0.3, body+1, true)
		p.put(margin, p.y, p.width-cellPad, body+1, true, true, value)
		p.put(margin, p.y, p.width*0.7-2, body+1, false, true, p.cut(fact.Name, p.width*0.6, body+1, false))
		p.y += high(body + 1)
	}
	p.y += 3
}

func (t Table) widths(room float64) []float64 {
	sum := 0
	for _, c := range t.Columns {
		sum += c.Share
	}
	widths := make([]float64, len(t.Columns))
	for i, c := range t.Columns {
		widths[i] = room * float64(c.Share) / float64(sum)
	}
	return widths
}

func (t Table) head(p *pen, widths []float64) {
	most := 1
	for i, c := range t.Columns {
		most = max(most, len(p.wrap(c.Title, widths[i]-2*cellPad, small, true, 2)))
	}
	h := float64(most)*high(small) + cellPad
	p.need(h + 2*boxHigh)
	x := margin
	for i, c := range t.Columns {
		for n, line := range p.wrap(c.Title, widths[i]-2*cellPad, small, true, 2) {
			p.put(x+cellPad, p.y+float64(n)*high(small), widths[i]-2*cellPad, small, true, c.Right, line)
		}
		x += widths[i]
	}
	p.y += h
	p.rule(p.y, 0, 0.4)
}

func (t Table) rowHigh(p *pen, widths []float64, row []Cell) (h float64) {
	for i, c := range row {
		w := widths[i] - 2*cellPad
		need := float64(len(p.wrap(c.Text, w, body, t.Columns[i].Bold, maxLines))) * high(body)
		if c.Note != "" {
			need += float64(len(p.wrap(c.Note, w, small, false, 2))) * high(small)
		}
		if c.Code != "" {
			need += codeHigh + 0.5
		}
		if c.Box {
			need = max(need, boxHigh)
		}
		h = max(h, need)
	}
	return h + 2*cellPad
}

func (t Table) cell(p *pen, col Column, c Cell, x, width float64) {
	w, y := width-2*cellPad, p.y+cellPad
	x += cellPad
	if c.Box {
		p.f.SetDrawColor(120, 120, 120)
		p.f.SetLineWidth(0.2)
		p.f.Rect(x, y, w, boxHigh-0.5, "D")
	}
	if p.ink(bars(label.Code128, c.Code, label.Length(w)+2, codeHigh), x-1, y) > 0 {
		y += codeHigh + 0.5
	}
	for _, line := range p.wrap(c.Text, w, body, col.Bold, maxLines) {
		p.put(x, y, w, body, col.Bold, col.Right, line)
		y += high(body)
	}
	if c.Note == "" {
		return
	}
	p.f.SetTextColor(90, 90, 90)
	for _, line := range p.wrap(c.Note, w, small, false, 2) {
		p.put(x, y, w, small, false, col.Right, line)
		y += high(small)
	}
	p.f.SetTextColor(0, 0, 0)
}

func (s Signatures) pdf(p *pen) {
	const gap, tall = 10.0, 34.0
	says := p.wrap(s.Says, p.width, body, false, 4)
	p.need(tall + float64(len(says))*high(body))
	for _, line := range says {
		p.put(margin, p.y, p.width, body, false, false, line)
		p.y += high(body)
	}
	w := (p.width - gap*float64(len(s.Role)-1)) / float64(len(s.Role))
	for i, who := range s.Role {
		x, y := margin+float64(i)*(w+gap), p.y+3
		p.put(x, y, w, body, true, false, p.cut(who.Name, w, body, true))
		p.line(x, y+15, w*0.4, s.Signature, "")
		p.line(x+w*0.45, y+15, w*0.55, s.Name, p.cut(who.Value, w*0.55, body, false))
	}
	p.y += tall
}

// line is a line to write on, with a word below it and perhaps text on it.
func (p *pen) line(x, y, w float64, below, on string) {
	p.put(x, y-high(body), w, body, false, false, on)
	p.f.SetDrawColor(0, 0, 0)
	p.f.SetLineWidth(0.2)
	p.f.Line(x, y, x+w, y)
	p.f.SetTextColor(90, 90, 90)
	p.put(x, y+0.5, w, small, false, false, below)
	p.f.SetTextColor(0, 0, 0)
}

func (c Cards) pdf(p *pen) {
	const columns, gap, tall, wide = 3, 8.0, 36.0, 54
	w := (p.width - gap*(columns-1)) / columns
	for i, card := range c {
		if i%columns == 0 {
			if i > 0 {
				p.y += tall + 4
			}
			p.need(tall)
		}
		x := margin + float64(i%columns)*(w+gap)
		p.f.SetDrawColor(150, 150, 150)
		p.f.SetLineWidth(0.2)
		p.f.Rect(x, p.y, w, tall, "D")
		p.put(x+3, p.y+2, w-6, body+2, true, false, p.cut(card.Title, w-6, body+2, true))
		p.ink(bars(label.Code128, card.Code, wide, 18), x+(w-wide)/2, p.y+10)
		p.put(x+3, p.y+tall-high(small)-1, w-6, small, false, false, p.cut(strings.ToUpper(card.Code), w-6, small, false))
	}
	p.y += tall + 4
}

func (s Steps) pdf(p *pen) {
	const side, gap = 42, 6.0
	for _, step := range s {
		p.need(side + gap)
		top, x, w := p.y, margin+side+gap, p.width-side-gap
		p.ink(bars(label.QR, step.Data, side, side), margin, top)
		p.put(x, p.y, w, body+2, true, false, p.cut(step.Title, w, body+2, true))
		p.y += high(body + 2)
		for _, line := range p.wrap(step.Body, w, body, false, 6) {
			p.put(x, p.y, w, body, false, false, line)
			p.y += high(body)
		}
		for _, line := range p.wrap(step.Spelled, w, body, true, 3) {
			p.put(x, p.y, w, body, true, false, line)
			p.y += high(body)
		}
		p.y = max(p.y, top+side) + gap
	}
}
