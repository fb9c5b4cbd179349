package read

import (
	"iter"
	"strconv"
	"strings"
	"unicode"

	"warehouse-node/orders"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/ident"
	"warehouse-node/warehouse/seal"
)

// Limits of a search.
const (
	maxHits  = 1000 // orders that one way of finding brings
	maxNames = 1000 // newest orders whose buyer's name is looked at: each is opened
	minStart = 3    // digits of a number before its beginnings are looked for
)

// search finds the orders of the site by whatever a text may be: a number of
// ours or the shop's, a code off our papers, a phone or its last four digits, an
// e-mail, an item's article or barcode, the beginning of a buyer's name.
func (l *orderList) search(text string) ([]*orders.Order, error) {
	s := &orderSearch{list: l, met: map[warehouse.OrderID]bool{}}
	for _, way := range []func(string) error{s.byNumber, s.byContact, s.byItem, s.byName} {
		if err := way(text); err != nil {
			return nil, err
		}
	}
	newestFirst(s.found)
	return s.found, nil
}

type orderSearch struct {
	list  *orderList
	found []*orders.Order
	met   map[warehouse.OrderID]bool
}

// take adds what a walk finds at the site.
func (s *orderSearch) take(walk iter.Seq2[*orders.Order, error]) error {
	n := 0
	for o, err := range walk {
		if err != nil {
			return err
		}
		if n++; n > maxHits {
			break
		}
		if o.Site == s.list.site.ID && !s.met[o.ID] {
			s.met[o.ID] = true
			s.found = append(s.found, o)
		}
	}
	return nil
}

func (s *orderSearch) byNumber(text string) error {
	if n, ours, err := ident.ParseLabel(ident.PrefixOrder, strings.ToUpper(text)); ours && err == nil {
		return s.take(orders.WithNumber(s.list.tx, strconv.FormatUint(n, 10)))
	}
	number := strings.TrimLeft(text, "#№ ")
	if len(number) < minStart {
		return nil
	}
	if digits(number) == number {
		if err := s.take(orders.WithNumber(s.list.tx, number)); err != nil {
			return err
		}
	}
	return s.take(orders.WithOuterNumber(s.list.tx, number))
}

// tailDigits is how many last digits of a phone people say.
const tailDigits = 4

func (s *orderSearch) byContact(text string) error {
	ring := s.list.Ring
	if strings.Contains(text, "@") {
		email, err := seal.Email(text)
		if err != nil {
			return nil // not whole yet
		}
		return s.take(orders.ByContact(s.list.tx, ring.Hash(seal.EmailHash, email)))
	}
	if strings.ContainsFunc(text, unicode.IsLetter) {
		return nil
	}
	if d := digits(text); len(d) == tailDigits {
		return s.take(orders.ByContact(s.list.tx, ring.Hash(seal.PhoneTailHash, d)))
	}
	phone, err := seal.Phone(seal.Regions[0], text)
	if err != nil {
		return nil // a number of something else
	}
	return s.take(orders.ByContact(s.list.tx, ring.Hash(seal.PhoneHash, phone)))
}

func (s *orderSearch) byItem(text string) error {
	found, err := catalog.Resolve(s.list.tx, text)
	if k := fault.KindOf(err); err != nil && k == fault.Invalid {
		return nil // of our form and misread
	}
	if err != nil {
		return err
	}
	for _, f := range found {
		if err := s.take(orders.OfItem(s.list.tx, s.list.site.ID, f.Item.ID)); err != nil {
			return err
		}
	}
	return nil
}

// byName opens the names of the newest orders: each word of the text must begin
// a word of the name.
func (s *orderSearch) byName(text string) error {
	if !strings.ContainsFunc(text, unicode.IsLetter) || strings.ContainsFunc(text, unicode.IsDigit) {
		return nil
	}
	want := words(text)
	n := 0
	for o, err := range orders.NewestAt(s.list.tx, s.list.site.ID) {
		if err != nil {
			return err
		}
		if n++; n > maxNames {
			return nil
		}
		name, _ := s.list.open(s.list.ctx, o.Buyer.Name)
		if !s.met[o.ID] && begins(words(name), want) {
			s.met[o.ID] = true
			s.found = append(s.found, o)
		}
	}
	return nil
}

// begins says whether each wanted word is the beginning of one that there is.
func begins(have, want []string) bool {
	for _, w := range want {
		hit := false
		for _, h := range have {
			hit = hit || strings.HasPrefix(h, w)
		}
		if !hit {
			return false
		}
	}
	return len(want) > 0
}

// words are the words of a text as they are compared.
func words(text string) []string {
	text = strings.ReplaceAll(strings.ToLower(text), "ё", "е")
	return strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// digits are the digits of a text.
func digits(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, text)
}
