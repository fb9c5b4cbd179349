package catalog

import (
	"strconv"

	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/sheet"
)

// onceSaid are the columns of Sheet that are true of an item once; further rows
// of it add to the others.
var onceSaid = []string{
	"name", "parent", "differs", "differs by", "brand", "category", "unit", "vat", "price", "currency", "price rub", "price uah", "weight g", "weight kg",
	"length mm", "width mm", "height mm", "length cm", "width cm", "height cm", "lots", "expiry", "shelf life days", "serials", "typed",
}

// saying is what a cell says, and in which row.
type saying struct {
	text string
	row  int
}

// rowsAgree remembers what the rows of a table say of each article, and refuses
// in a later row what an earlier one says otherwise: which of them is meant only
// a person knows.
func rowsAgree() func(*sheet.Record) {
	type cell struct{ article, column string }
	said := map[cell]saying{}
	return func(r *sheet.Record) {
		if !r.Has("article") {
			return
		}
		article := fold(r.Text("article"))
		for _, column := range onceSaid {
			if !r.Has(column) {
				continue
			}
			at := cell{article, column}
			before, met := said[at]
			switch {
			case !met:
				said[at] = saying{r.Text(column), r.Number}
			case !alike(before.text, r.Text(column)):
				r.Refuse(column, fault.New(fault.Conflict, "catalog.said_twice", "row", strconv.Itoa(before.row), "article", r.Text("article"), "text", before.text))
			}
		}
	}
}

// alike says that two cells mean one thing: "2,50" and "2.5" do.
func alike(a, b string) bool {
	const digits = 4 // more than any of these columns keeps
	n, err := measure.ParseDecimal(a, digits)
	m, wrong := measure.ParseDecimal(b, digits)
	if err == nil && wrong == nil {
		return n == m
	}
	return fold(a) == fold(b)
}
