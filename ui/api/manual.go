package api

import "context"

// ManualReader reads the operator's manual. It names nobody and no goods: it is
// open to who has not come in yet, for the first day begins with it.
type ManualReader interface {
	// Manual is the manual in a language: ru, uk or en.
	Manual(ctx context.Context, lang string) (Manual, error)
}

// Manual is the operator's manual in one language.
type Manual struct {
	Pages List[ManualPage] `json:"pages"`
}

// ManualPage is a page of it.
type ManualPage struct {
	Topic string `json:"topic" doc:"as in warehouse-node help TOPIC, and in the address /manual/TOPIC" example:"first-day"`
	Title string `json:"title"`
	HTML  string `json:"html" doc:"the page without its title; made of the program's own Markdown, never of what somebody sent"`
}

type manualIn struct {
	Lang string `path:"lang" enum:"ru,uk,en"`
}

func (s *surface) manual() {
	read(s, "/api/manual/{lang}", "", "The operator's manual", func(ctx context.Context, in *manualIn) (Manual, error) {
		return s.core.Manual.Manual(ctx, in.Lang)
	})
}
