package read

import (
	"context"
	"io"
	"slices"
	"strings"
	"time"

	"warehouse-node/ui/api"
	"warehouse-node/ui/locale"
	"warehouse-node/warehouse/sheet"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// exportSlice is how many things of a table one read copies out.
const exportSlice = 200

// export is a table on its way to a file. It is read in slices, each a short read
// of its own that asks for the right again: who loses it gets no more rows, and a
// file that breaks off instead of one that looks whole.
type export struct {
	heads []string
	lang  locale.Lang
	slice func(cursor string) (rows [][]string, next string, err error)
	// words are the columns whose cells are words of the program.
	words []int
	// figures are the columns of quantities, sums and measures.
	figures map[int]sheet.Figures
}

// file begins the table: its first slice is read before anything is answered, so
// that who may not read is told so.
func (e export) file(as string) (api.TableFile, error) {
	page, next, err := e.slice("")
	if err != nil {
		return api.TableFile{}, err
	}
	rows := func(yield func([]string, error) bool) {
		if !yield(e.heads, nil) {
			return
		}
		for {
			for _, row := range page {
				if !yield(e.say(row), nil) {
					return
				}
			}
			if next == "" {
				return
			}
			if page, next, err = e.slice(next); err != nil {
				yield(nil, err)
				return
			}
		}
	}
	out := api.TableFile{Workbook: as == "xlsx"}
	out.Write = func(w io.Writer) error {
		if out.Workbook {
			return sheet.WriteWorkbook(w, rows, e.figures)
		}
		return sheet.Write(w, ";", rows)
	}
	return out, nil
}

// say writes the words of a row as its reader says them.
func (e export) say(row []string) []string {
	for _, i := range e.words {
		if key := cellWords[row[i]]; key != "" {
			row[i] = locale.Say(e.lang, key, nil)
		}
	}
	return row
}

// cellWords is how the screens say the words of tables. Imports know each of them,
// in each language.
var cellWords = map[string]string{
	"yes": "items.yes", "no": "items.no", "none": "items.vatNone", "piece": "unit.pcs", "gram": "unit.g", "millilitre": "unit.ml", "millimetre": "unit.mm",
	"pick_face": "purpose.pick", "reserve": "purpose.reserve", "dock": "purpose.dock", "staging": "purpose.staging", "pack_bench": "purpose.pack",
	"quarantine": "purpose.quarantine", "hospital": "purpose.damaged", "good": "condition.good", "damaged": "condition.damaged",
	"quarantined": "condition.quarantine", "second_grade": "condition.second",
}

// wordy are the columns of imports whose cells are words of the program.
var wordy = []string{"shared", "unit", "vat", "lots", "expiry", "serials", "typed", "use", "sellable", "pickable", "condition"}

// figured are the columns of imports whose cells are numbers to add up or compare.
var figured = map[string]sheet.Figures{
	"qty": sheet.Pieces, "pack quantity": sheet.Pieces, "units": sheet.Pieces, "shelf life days": sheet.Pieces, "walk": sheet.Pieces,
	"weight g": sheet.Pieces, "length mm": sheet.Pieces, "width mm": sheet.Pieces, "height mm": sheet.Pieces,
	"x mm": sheet.Pieces, "y mm": sheet.Pieces, "z mm": sheet.Pieces, "weight kg": sheet.Measured, "volume l": sheet.Measured, "price": sheet.Money,
}

// exportOf is the export of a table that an import takes, columns as the import
// calls them.
func exportOf(lang locale.Lang, columns []string) (e export) {
	e.lang, e.figures = lang, map[int]sheet.Figures{}
	for i, c := range columns {
		e.heads = append(e.heads, importHead(lang, c))
		if slices.Contains(wordy, c) {
			e.words = append(e.words, i)
		}
		if f := figured[c]; f != 0 {
			e.figures[i] = f
		}
	}
	return e
}

// importHead is how a column of an import is headed: what the screen says of it
// without what it explains behind it.
func importHead(lang locale.Lang, column string) string {
	head, _, _ := strings.Cut(locale.Say(lang, "import.field."+column, nil), " (")
	head, _, _ = strings.Cut(head, ":")
	return head
}

// heads are the sentences of keys.
func heads(lang locale.Lang, keys ...string) (all []string) {
	for _, k := range keys {
		all = append(all, locale.Say(lang, k, nil))
	}
	return all
}

// reader is the language of who asks, once they may read at a site, and that
// site: all slices are of one, wherever the person goes meanwhile.
func (r *Reader) reader(ctx context.Context, named string, right staff.Right) (lang locale.Lang, site string, zone *time.Location, err error) {
	err = r.view(ctx, func(tx *store.Tx) error {
		s, err := at(ctx, tx, named, right)
		if err != nil {
			return err
		}
		site, zone = s.ID.String(), s.Location()
		lang, err = language(ctx, tx)
		return err
	})
	return lang, site, zone, err
}
