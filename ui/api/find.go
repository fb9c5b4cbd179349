package api

import "context"

// Finder answers the palette: whatever a text or a scanned code may mean, to
// the actor of ctx, best first. Kinds the actor may not read are left out.
type Finder interface {
	Find(ctx context.Context, site, text string) (List[Found], error)
}

// Found is one thing a text may mean.
type Found struct {
	Kind  string     `json:"kind" enum:"order,item,bin,tote,parcel,person,device"`
	ID    string     `json:"id"`
	Title string     `json:"title"`
	Sub   string     `json:"sub,omitempty"`
	Item  *ItemMark  `json:"item,omitempty"`
	Place *PlaceMark `json:"place,omitempty"`
}

func (s *surface) find() {
	read(s, "/api/find", everybody, "Whatever a text or a code may mean", func(ctx context.Context, in *struct {
		AtSite
		Text string `query:"text" required:"true" maxLength:"200"`
	}) (List[Found], error) {
		return s.core.Finder.Find(ctx, in.Site, in.Text)
	})
}
