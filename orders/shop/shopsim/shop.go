package shopsim

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// Options is what kind of shop it is.
type Options struct {
	Title           string // on its page
	Login, Password string
	Charset         string // of what it writes: "utf-8" (the default) or "windows-1251"
	Zip             bool   // asks for zip both ways
	FileLimit       int    // bytes of one upload; 0 for none
	// Schema is the version it says in the answer to init; "" says none, as old
	// sites do. From 2.08 on a file of documents is read on mode=import, rests
	// have versions, and stock comes by warehouse.
	Schema string
	Clock  func() time.Time // time.Now when nil
	File   string           // keeps the shop between runs, with Open; "" forgets
}

// Item is goods as the shop knows them.
type Item struct {
	ID      string // Ид
	Article string
	Name    string
	Price   int64 // kopecks
	Stock   int64 // as last told
	Version string
	Told    int  // how often its stock was told
	Poison  bool // the shop refuses any file that names it
}

// Buyer is who ordered.
type Buyer struct{ Name, Phone, Email, City, Address string }

// Line is one thing ordered.
type Line struct {
	Item string // Ид
	Qty  int64
}

// Order is an order as the shop has it.
type Order struct {
	ID, Number string
	At         time.Time
	Buyer      Buyer
	Comment    string
	Lines      []Line
	Delivery   string // method
	Cost       int64  // of delivery, kopecks
	Discount   int64  // off the whole, kopecks
	Payment    string // method
	Paid       bool
	Cancelled  bool
	Poison     bool // the shop refuses any file that names it
	Times      int  // how often each file names it; once when zero
	Forgets    int  // so often the shop forgets that the other side has it
	Lost       bool // the exchange never names it

	Status   string   // as the buyer sees it
	History  []string // all that it was told, in order
	Our      string   // «Номер по 1С»
	version  int      // rises with each change of the shop's own
	exported int      // the version that the other side has confirmed
}

// Shop is one shop. All its methods may be called at once.
type Shop struct {
	opt Options

	mu       sync.Mutex // guards all below
	items    []Item
	orders   []*Order
	next     int
	faults   []Fault
	calls    []string
	sessions map[string]*session
	answers  int      // so many were begun
	late     []func() // imports that are still "being processed"
	uploads  int
	broken   error // why the memory could not be kept
	pages    *http.ServeMux
}

// firstNumber is where the shop's own numbers begin.
const firstNumber = 1001

// New opens a shop that begins anew.
func New(o Options) *Shop {
	if o.Charset == "" {
		o.Charset = "utf-8"
	}
	if o.Clock == nil {
		o.Clock = time.Now
	}
	s := &Shop{opt: o, next: firstNumber, sessions: map[string]*session{}}
	s.pages = s.routes()
	return s
}

// Stock puts goods on sale. Goods that are on sale keep what was told of their
// stock.
func (s *Shop) Stock(items ...Item) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, i := range items {
		if was := s.item(i.ID); was != nil {
			i.Stock, i.Version, i.Told = was.Stock, was.Version, was.Told
			*was = i
			continue
		}
		s.items = append(s.items, i)
	}
	s.save()
}

// Items are the goods on sale.
func (s *Shop) Items() []Item {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.items)
}

// Item is one of the goods; the zero Item when it is not sold here.
func (s *Shop) Item(id string) (i Item) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if at := s.item(id); at != nil {
		i = *at
	}
	return i
}

func (s *Shop) item(id string) *Item {
	if i := slices.IndexFunc(s.items, func(i Item) bool { return i.ID == id }); i >= 0 {
		return &s.items[i]
	}
	return nil
}

// Place takes an order from a buyer and returns its number. The zero fields of o
// are filled.
func (s *Shop) Place(o Order) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	o.Number = fmt.Sprint(s.next)
	s.next++
	if o.ID == "" {
		o.ID = o.Number
	}
	if o.At.IsZero() {
		o.At = s.opt.Clock()
	}
	if o.Status == "" {
		o.Status = "Принят"
	}
	o.version = 1
	s.orders = append(s.orders, &o)
	s.save()
	return o.Number
}

// Edit changes an order as its buyer or the shop's manager would: it will be
// sent again. It reports whether there is such an order.
func (s *Shop) Edit(number string, fn func(*Order)) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, o := range s.orders {
		if o.Number == number {
			fn(o)
			o.version++
			s.save()
			return true
		}
	}
	return false
}

// Order is an order by its number; the zero Order when there is none.
func (s *Shop) Order(number string) (found Order) {
	for _, o := range s.Orders() {
		if o.Number == number {
			found = o
		}
	}
	return found
}

// Orders are all orders, the oldest first.
func (s *Shop) Orders() []Order {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := make([]Order, 0, len(s.orders))
	for _, o := range s.orders {
		c := *o
		c.Lines, c.History = slices.Clone(o.Lines), slices.Clone(o.History)
		all = append(all, c)
	}
	return all
}

// Exported says that the other side has confirmed the order as it is now.
func (o *Order) Exported() bool { return o.exported == o.version }

// Waiting is how many orders the other side has not confirmed.
func (s *Shop) Waiting() (n int) {
	for _, o := range s.Orders() {
		if !o.Exported() {
			n++
		}
	}
	return n
}

// Calls are the calls of the exchange so far, as "sale query".
func (s *Shop) Calls() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.calls)
}

// AtOnce is how many sessions were under way at once at most: each goes from its
// checkauth to the last call with its cookie. 0 when there was none yet.
func (s *Shop) AtOnce() (most int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, began := range s.sessions {
		n := 0
		for _, other := range s.sessions {
			if other.span.from <= began.span.from && began.span.from <= other.span.to {
				n++
			}
		}
		most = max(most, n)
	}
	return most
}

// sum is what an order comes to, in kopecks.
func (s *Shop) sum(o *Order) int64 {
	sum := o.Cost - o.Discount
	for _, l := range o.Lines {
		if i := s.item(l.Item); i != nil {
			sum += i.Price * l.Qty
		}
	}
	return sum
}

// batch says whether the shop speaks 2.08 or later.
func (s *Shop) batch() bool { return strings.Compare(s.opt.Schema, "2.08") >= 0 }

// ServeHTTP answers calls of the exchange, at whatever path, and shows the
// shop's page for all else.
func (s *Shop) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Query().Get("mode") != "" {
		s.exchange(w, r)
		return
	}
	s.pages.ServeHTTP(w, r)
}
