package route

import "math/bits"

// frontier is what must be known of a part of a tour, the part left of some
// column of crossings, to finish it: for every crossing of the column, 0 if the
// part does not touch it, else the number of its connected piece, shifted by one,
// and in the lowest bit whether an odd number of ways meet there. Pieces are
// numbered from 1 in the order of their first crossing, so that equal parts have
// equal frontiers.
type frontier [MaxCross]uint8

// way is how an aisle is walked between two neighbouring cross-aisles, as far as
// the frontier is concerned.
type way uint8

const (
	// through connects both ends; add 1 if an odd number of ways meets the
	// upper end, and 2 for the lower one.
	through way = 0
	// apart touches both ends and connects nothing; numbers as above.
	apart way = 4
	// upper touches the upper end alone; add 1 for odd.
	upper way = 8
	// lower touches the lower end alone; add 1 for odd.
	lower way = 10
	// unused touches nothing.
	unused way = 12
)

// ways is one more than the last of them.
const ways = 13

// move takes a frontier to the next column: over the cross-aisles in once one
// way, over those in twice both ways.
type move struct {
	next        int32
	once, twice uint8
	walked      uint8 // how often the distance between the columns is walked
}

// machine is the table of frontiers for a number of cross-aisles, and what each
// becomes. Rows are filled when they are first asked for: a tour that ends where
// it starts meets fewer than half of them.
type machine struct {
	crosses int
	known   map[frontier]int32
	all     []frontier
	whole   []bool  // one piece, nothing odd: a tour
	walk    []int32 // [frontier, segment, way] -> frontier + 1; 0: not asked yet
	touched []int32 // [frontier, crossing, odd] -> frontier + 1
	moves   []move
	movesOf []span // of a frontier; empty: not asked yet
}

type span struct{ from, to int32 }

func newMachine(crosses int) *machine {
	m := &machine{crosses: crosses, known: map[frontier]int32{}}
	m.id(frontier{}) // nothing walked yet is number 0
	return m
}

// id numbers a frontier, after giving its pieces their order.
func (m *machine) id(f frontier) int32 {
	var named [MaxCross + 1]uint8
	pieces, odd := uint8(0), uint8(0)
	for k := range m.crosses {
		if f[k] == 0 {
			continue
		}
		if named[f[k]>>1] == 0 {
			pieces++
			named[f[k]>>1] = pieces
		}
		odd |= f[k] & 1
		f[k] = named[f[k]>>1]<<1 | f[k]&1
	}
	id, ok := m.known[f]
	if !ok {
		id = int32(len(m.all))
		m.known[f] = id
		m.all = append(m.all, f)
		m.whole = append(m.whole, pieces == 1 && odd == 0)
		m.walk = append(m.walk, make([]int32, (m.crosses-1)*ways)...)
		m.touched = append(m.touched, make([]int32, m.crosses*2)...)
		m.movesOf = append(m.movesOf, span{})
	}
	return id
}

// touch lets ways meet a crossing, an odd number of them or an even one.
func (f *frontier) touch(k int, odd uint8) {
	if f[k] == 0 {
		used := uint16(1)
		for j := range f {
			used |= 1 << (f[j] >> 1)
		}
		f[k] = uint8(bits.TrailingZeros16(^used)) << 1
	}
	f[k] ^= odd
}

// join makes one piece of those at two crossings.
func (f *frontier) join(a, b int) {
	from, to := f[b]>>1, f[a]>>1
	for k := range f {
		if f[k] != 0 && f[k]>>1 == from {
			f[k] = to<<1 | f[k]&1
		}
	}
}

// after is the frontier after walking segment k in a way.
func (m *machine) after(id int32, k int, w way) int32 {
	at := (int(id)*(m.crosses-1)+k)*ways + int(w)
	if next := m.walk[at]; next != 0 {
		return next - 1
	}
	f := m.all[id]
	switch {
	case w < upper:
		f.touch(k, uint8(w&1))
		f.touch(k+1, uint8(w>>1&1))
		if w < apart {
			f.join(k, k+1)
		}
	case w < lower:
		f.touch(k, uint8(w&1))
	case w < unused:
		f.touch(k+1, uint8(w&1))
	}
	next := m.id(f)
	m.walk[at] = next + 1
	return next
}

// meeting is the frontier after crossing k was touched.
func (m *machine) meeting(id int32, k int, odd uint8) int32 {
	at := (int(id)*m.crosses+k)*2 + int(odd)
	if next := m.touched[at]; next != 0 {
		return next - 1
	}
	f := m.all[id]
	f.touch(k, odd)
	next := m.id(f)
	m.touched[at] = next + 1
	return next
}

// onward are the moves to the next column. A crossing where an odd number of ways
// meet is left one way, one with an even number both ways or not at all, and no
// piece may be left behind. Three times is never needed: two less connect as much.
func (m *machine) onward(id int32) []move {
	if m.movesOf[id].to == 0 {
		from := len(m.moves)
		m.leave(m.all[id], 0, frontier{}, move{})
		m.movesOf[id] = span{int32(from), int32(len(m.moves))}
	}
	s := m.movesOf[id]
	return m.moves[s.from:s.to]
}

// leave decides crossing k and those below it.
func (m *machine) leave(f frontier, k int, next frontier, so move) {
	switch {
	case k == m.crosses:
		var have, carried uint16
		for k := range f {
			if f[k] != 0 {
				have |= 1 << (f[k] >> 1)
			}
			if next[k] != 0 {
				carried |= 1 << (next[k] >> 1)
			}
		}
		if have == carried {
			so.next = m.id(next)
			so.walked = uint8(bits.OnesCount8(so.once) + 2*bits.OnesCount8(so.twice))
			m.moves = append(m.moves, so)
		}
	case f[k] == 0:
		m.leave(f, k+1, next, so)
	case f[k]&1 == 1:
		next[k] = f[k]
		so.once |= 1 << k
		m.leave(f, k+1, next, so)
	default:
		m.leave(f, k+1, next, so)
		next[k] = f[k]
		so.twice |= 1 << k
		m.leave(f, k+1, next, so)
	}
}
