package shopsim

import (
	_ "embed"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strconv"
)

//go:embed page.html
var pageText string

var page = template.Must(template.New("page").Funcs(template.FuncMap{
	"roubles": func(kopecks int64) string { return fmt.Sprintf("%d,%02d ₽", kopecks/100, kopecks%100) },
}).Parse(pageText))

// shown is an order as the page shows it.
type shown struct {
	Order
	Goods []string
	Sum   int64
}

func (s *Shop) routes() *http.ServeMux {
	m := http.NewServeMux()
	m.HandleFunc("GET /{$}", s.show)
	m.HandleFunc("POST /orders", s.order)
	m.HandleFunc("POST /orders/{number}/{what}", s.change)
	return m
}

func (s *Shop) show(w http.ResponseWriter, _ *http.Request) {
	var view struct {
		Title  string
		Items  []Item
		Orders []shown
	}
	view.Title, view.Items = s.opt.Title, s.Items()
	for _, o := range slices.Backward(s.Orders()) {
		row := shown{Order: o}
		s.mu.Lock()
		row.Sum = s.sum(&o)
		for _, l := range o.Lines {
			if i := s.item(l.Item); i != nil {
				row.Goods = append(row.Goods, fmt.Sprintf("%s × %d", i.Name, l.Qty))
			}
		}
		s.mu.Unlock()
		view.Orders = append(view.Orders, row)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if err := page.Execute(w, view); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

// kopecks is what delivery costs on the page.
const kopecks = 30000

// order takes the form of the page.
func (s *Shop) order(w http.ResponseWriter, r *http.Request) {
	o := Order{
		Buyer: Buyer{
			Name: r.FormValue("name"), Phone: r.FormValue("phone"), Email: r.FormValue("email"),
			City: r.FormValue("city"), Address: r.FormValue("address"),
		},
		Comment: r.FormValue("comment"), Delivery: r.FormValue("delivery"), Payment: r.FormValue("payment"),
		Paid: r.FormValue("paid") != "",
	}
	if o.Delivery != "Самовывоз" {
		o.Cost = kopecks
	}
	for _, i := range s.Items() {
		if n, err := strconv.ParseInt(r.FormValue("qty "+i.ID), 10, 64); err == nil && n > 0 {
			o.Lines = append(o.Lines, Line{Item: i.ID, Qty: n})
		}
	}
	if len(o.Lines) == 0 {
		http.Error(w, "Выберите хотя бы один товар", http.StatusBadRequest)
		return
	}
	if s.Place(o); s.stands(w) {
		http.Redirect(w, r, "/", http.StatusSeeOther)
	}
}

func (s *Shop) change(w http.ResponseWriter, r *http.Request) {
	s.Edit(r.PathValue("number"), func(o *Order) {
		switch r.PathValue("what") {
		case "cancel":
			o.Cancelled = true
		case "pay":
			o.Paid = true
		}
	})
	if s.stands(w) {
		http.Redirect(w, r, "/", http.StatusSeeOther)
	}
}
