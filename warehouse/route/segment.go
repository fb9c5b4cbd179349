package route

// option is one way to walk an aisle between two neighbouring cross-aisles.
type option struct {
	way     way
	odd     uint8 // 1 if the uppermost piece is walked an odd number of times
	skipped int32 // the vertex below which a piece is left out, or -1
	walked  Length
}

// options appends the ways to walk segment k of a column that can be part of a
// shortest tour. Each piece between two vertices is walked once, twice or not at
// all; once turns to twice and back only where the walk starts or ends. At most
// one piece is left out, for a stop between two of them would be cut off; so it
// is the longest of those walked twice, or the outermost, which spares touching
// that end.
func (p *plan) options(opts []option, c *column, k int) []option {
	top, bottom := c.cross[k], c.cross[k+1]
	wall, walls := int32(-1), 0
	if len(p.layout.Aisles[c.aisle].Blocked) > 0 {
		for v := top; v < bottom; v++ {
			if p.walled(c, v) {
				wall = v
				walls++
			}
		}
	}
	if top+1 == bottom {
		far := p.long(top)
		opts = append(opts, option{unused, 0, top, 0})
		if walls == 0 {
			opts = append(opts, option{through, 0, -1, 2 * far}, option{through + 3, 1, -1, far})
		}
		return opts
	}
	if walls > 1 {
		return opts
	}
	for odd := range uint8(2) {
		opts = p.segment(opts, top, bottom, wall, odd)
	}
	return opts
}

// segment appends the options whose uppermost piece is walked an odd number of
// times, or an even one. A wall is where a piece must be left out, or -1.
func (p *plan) segment(opts []option, top, bottom, wall int32, odd uint8) []option {
	var total Length
	inner, longest := int32(-1), Length(-1)
	now := odd
	for v := top; v < bottom; v++ {
		if v > top {
			now ^= p.vertices[v].odd()
		}
		far := p.long(v)
		if now == 1 {
			total += far
			continue
		}
		total += 2 * far
		if v > top && v < bottom-1 && (v == wall || wall < 0 && far > longest) {
			inner, longest = v, far
		}
	}
	ends := way(odd | now<<1)
	if wall < 0 {
		opts = append(opts, option{through + ends, odd, -1, total})
	}
	best := longest
	if now == 0 && (wall < 0 || wall == bottom-1) {
		far := p.long(bottom - 1)
		opts = append(opts, option{upper + way(odd), odd, bottom - 1, total - 2*far})
		best = max(best, far)
	}
	if odd == 0 && (wall < 0 || wall == top) {
		far := p.long(top)
		opts = append(opts, option{lower + way(now), odd, top, total - 2*far})
		best = max(best, far)
	}
	if inner >= 0 && longest == best {
		opts = append(opts, option{apart + ends, odd, inner, total - 2*longest})
	}
	return opts
}

// draw walks a segment as an option says.
func (p *plan) draw(o *option, top, bottom int32) {
	now := o.odd
	for v := top; v < bottom; v++ {
		if v > top {
			now ^= p.vertices[v].odd()
		}
		p.vertices[v].down = 2 - now
		if v == o.skipped {
			p.vertices[v].down = 0
		}
	}
}

// stubs walks the dead ends of a column, for which there is one way only, and
// says how far that is, which of the two outermost crossings are touched thereby
// and where an odd number of ways does so.
func (p *plan) stubs(c *column, crosses int) (far Length, touched, odd uint8, ok bool) {
	now := uint8(0)
	for v := c.first; v < c.cross[0]; v++ {
		if p.walled(c, v) {
			return 0, 0, 0, false
		}
		now ^= p.vertices[v].odd()
		p.vertices[v].down = 2 - now
		far += Length(2-now) * p.long(v)
		touched |= 1
	}
	odd = now
	now = 0
	for v := c.last - 2; v >= c.cross[crosses-1]; v-- {
		if p.walled(c, v) {
			return 0, 0, 0, false
		}
		now ^= p.vertices[v+1].odd()
		p.vertices[v].down = 2 - now
		far += Length(2-now) * p.long(v)
		touched |= 1 << (crosses - 1)
	}
	return far, touched, odd ^ now<<(crosses-1), true
}
