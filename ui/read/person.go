package read

import (
	"context"
	"slices"
	"strings"

	"warehouse-node/ui/api"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// Person is all of one person's access.
func (r *Reader) Person(ctx context.Context, id string) (card api.PersonCard, err error) {
	var pid warehouse.PersonID
	if err := pid.UnmarshalText([]byte(id)); err != nil {
		return card, err
	}
	err = r.view(ctx, func(tx *store.Tx) error {
		c, err := newCrew(ctx, tx)
		if err != nil {
			return err
		}
		p, err := staff.Get(tx, pid)
		if err != nil {
			return err
		}
		if !c.sees(p) {
			return fault.New(fault.NotFound, "staff.person", "person", pid)
		}
		card, err = c.card(p)
		return err
	})
	return card, err
}

func (c *crew) card(p *staff.Person) (card api.PersonCard, err error) {
	if card.PersonRow, err = c.row(p); err != nil {
		return card, err
	}
	card.Version, card.Locale = p.Version, p.Locale
	for _, b := range p.Badges {
		card.Cards = append(card.Cards, api.BadgeRow{ID: b.ID.String(), Masked: masked(b.Tail), At: b.Since})
	}
	for s, err := range c.sessions(p.ID) {
		if err != nil {
			return card, err
		}
		card.Open = append(card.Open, api.SessionRow{
			ID: s.ID.String(), Where: browser(s.Where), At: s.Opened, Seen: s.Seen, Mine: s.ID == c.me.Session,
		})
	}
	for t, err := range staff.Tokens(c.tx, p.ID) {
		if err != nil {
			return card, err
		}
		token, err := c.token(t)
		if err != nil {
			return card, err
		}
		card.Tokens = append(card.Tokens, token)
	}
	card.Tape, err = c.tape(subjectOf(p.ID))
	return card, err
}

func (c *crew) token(t *staff.Token) (api.APIToken, error) {
	row := api.APIToken{ID: t.ID.String(), Name: t.Name + " …" + t.Tail, At: t.Made, From: t.From, Over: t.Over(c.now)}
	if !t.Used.IsZero() {
		row.Used = &t.Used
	}
	if !t.Ends.IsZero() {
		row.Until = &t.Ends
	}
	if !t.Before.IsZero() && c.now.Before(t.BeforeUntil) {
		row.Before = &t.BeforeUntil
	}
	machine, err := staff.Get(c.tx, t.Person)
	if err != nil {
		return row, err
	}
	for _, g := range machine.Grants {
		if right := string(g.Right); !slices.Contains(row.Rights, right) {
			row.Rights = append(row.Rights, right)
		}
		row.Everywhere = row.Everywhere || g.Site.IsZero()
		at := api.SiteMark{ID: g.Site.String(), Name: c.sites[g.Site]}
		if at.Name != "" && !slices.Contains(row.Sites, at) { // none of a warehouse that the actor may not see
			row.Sites = append(row.Sites, at)
		}
	}
	if t.By.IsZero() {
		return row, nil
	}
	maker, err := staff.Get(c.tx, t.By)
	if err == nil && c.sees(maker) {
		by := personMark(maker)
		row.By = &by
	}
	return row, err
}

// browser says in two words what a browser says of itself in a hundred.
func browser(where string) string {
	if !strings.HasPrefix(where, "Mozilla/") {
		return where
	}
	first := func(of ...[2]string) string {
		for _, o := range of {
			if strings.Contains(where, o[0]) {
				return o[1]
			}
		}
		return ""
	}
	name := first([2]string{"YaBrowser/", "Yandex"}, [2]string{"Edg/", "Edge"}, [2]string{"OPR/", "Opera"}, [2]string{"Firefox/", "Firefox"},
		[2]string{"Chrom", "Chrome"}, [2]string{"Safari/", "Safari"})
	system := first([2]string{"Android", "Android"}, [2]string{"iPhone", "iOS"}, [2]string{"iPad", "iOS"}, [2]string{"Windows", "Windows"},
		[2]string{"Mac OS", "macOS"}, [2]string{"Linux", "Linux"})
	if name == "" || system == "" {
		return where
	}
	return name + ", " + system
}
