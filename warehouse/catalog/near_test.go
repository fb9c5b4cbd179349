package catalog_test

import (
	"context"
	"strings"
	"testing"

	"warehouse-node/warehouse/catalog"
)

func TestNear(t *testing.T) {
	s := newShelf(t)
	for article, name := range map[string]string{
		"TGA-450-GR": "Термокружка «Тайга» зелёная", "CHN-17": "Чайник «Самовар-мини»", "CHN-18": "Чайник дорожный", "JK-1": "Їжак плюшевий", "X": "Чашка",
	} {
		do(s, catalog.Create, &catalog.CreateRequest{Body: catalog.Body{Article: article, Name: name}})
	}
	search := searching(t, s.door.DB)
	for text, want := range map[string]string{
		"чяйник":                     "чайник",      // a wrong letter
		"чайниик":                    "чайник",      // one too many
		"термокурж":                  "термокружка", // two exchanged, and not yet whole
		"зеленый":                    "зеленая",     // another form
		"чайник дарж":                "",            // three letters of four
		"чайнык мини":                "чайник мини", // the other word stays
		"xfqybr":                     "чайник",      // typed in the wrong layout
		"ЕПФ-450":                    "tga-450",     // and back
		"];fr":                       "їжак",        // in Ukrainian
		"нет такого":                 "",            // nothing like it
		"ы":                          "",            // too little to guess
		"чшка":                       "чашка",       // one left out
		"":                           "",            //
		strings.Repeat("чайник", 20): "",            // too long
	} {
		near := search.Near(text)
		if got := strings.Join(near, "|"); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
		for _, guess := range near {
			if r, err := search.Find(context.Background(), catalog.Query{Text: guess}); err != nil || r.Total == 0 {
				t.Errorf("%q: the guess %q finds nothing: %v", text, guess, err)
			}
		}
	}
}
