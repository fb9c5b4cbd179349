package main

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"html/template"
	"image/png"
	"net/http"
	"strconv"

	"warehouse-node/devices/sim/printer"
)

//go:embed page.html
var pageText string

var page = template.Must(template.New("page").Parse(pageText))

// view is what the page shows.
type view struct {
	Scanners        []scannerView
	Printers        []printerView
	Register        registerView
	Receipts        []receiptView
	PrinterButtons  []harm[*printer.Printer]
	RegisterButtons []harm[*benches]
}

type registerView struct {
	Documents int
	Troubles  []string
}

type scannerView struct {
	Number int
	Path   string
}

type printerView struct {
	Number   int
	Labels   []int // numbers of the last few, newest first
	Total    int
	Errors   []string
	Troubles []string
}

type receiptView struct {
	Number uint32
	Kind   string
	Sum    string
}

// shown is how many labels and receipts the page shows.
const shown = 6

func (b *benches) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", b.show)
	mux.HandleFunc("GET /state", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(b.view()) // the page went away
	})
	mux.HandleFunc("POST /scan/{n}", b.scan)
	mux.HandleFunc("POST /plug/{n}", b.plug)
	mux.HandleFunc("POST /paper/{n}", b.paper)
	mux.HandleFunc("POST /printer/{n}/{do}", b.harmPrinter)
	mux.HandleFunc("POST /register/{do}", b.harmRegister)
	mux.HandleFunc("POST /scale", b.load)
	mux.HandleFunc("POST /scale/plug", func(w http.ResponseWriter, r *http.Request) { plugs(w, r, b.scale) })
	mux.HandleFunc("GET /label/{n}/{k}", b.label)
	return http.NewCrossOriginProtection().Handler(mux)
}

func (b *benches) view() view {
	var v view
	for i, s := range b.scanners {
		v.Scanners = append(v.Scanners, scannerView{i + 1, s.Path()})
	}
	for i, p := range b.printers {
		labels := p.Labels()
		pv := printerView{Number: i + 1, Total: len(labels), Errors: p.Errors(), Troubles: p.Troubles()}
		for k := len(labels); k > max(0, len(labels)-shown); k-- {
			pv.Labels = append(pv.Labels, k)
		}
		v.Printers = append(v.Printers, pv)
	}
	v.PrinterButtons, v.RegisterButtons = printerHarms, registerHarms
	v.Register = registerView{len(b.fiscal.Documents()), b.troubles()}
	receipts := b.fiscal.Receipts()
	for i := len(receipts) - 1; i >= max(0, len(receipts)-shown); i-- {
		r := receipts[i]
		v.Receipts = append(v.Receipts, receiptView{r.Number, fmt.Sprint(r.Kind), fmt.Sprintf("%d.%02d", r.Sum/100, r.Sum%100)})
	}
	return v
}

func (b *benches) show(w http.ResponseWriter, _ *http.Request) {
	var out bytes.Buffer
	if err := page.Execute(&out, b.view()); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write(out.Bytes()) // the page went away
}

// numbered picks the nth of a kind of device by the path.
func numbered[D any](w http.ResponseWriter, r *http.Request, all []D) (one D, ok bool) {
	n, err := strconv.Atoi(r.PathValue("n"))
	if err != nil || n < 1 || n > len(all) {
		http.NotFound(w, r)
		return one, false
	}
	return all[n-1], true
}

// done answers a form: back to the page, or the error.
func done(w http.ResponseWriter, r *http.Request, err error) {
	if err != nil {
		http.Error(w, err.Error(), http.StatusConflict)
		return
	}
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

func (b *benches) scan(w http.ResponseWriter, r *http.Request) {
	if s, ok := numbered(w, r, b.scanners); ok {
		if aim := r.FormValue("aim"); aim != "" {
			done(w, r, s.ScanAs(aim, r.FormValue("code")))
			return
		}
		done(w, r, s.Scan(r.FormValue("code")))
	}
}

func (b *benches) plug(w http.ResponseWriter, r *http.Request) {
	if s, ok := numbered(w, r, b.scanners); ok {
		plugs(w, r, s)
	}
}

// plugs puts the cable of a device in, or pulls it.
func plugs(w http.ResponseWriter, r *http.Request, device interface {
	Plug() error
	Unplug() error
}) {
	if r.FormValue("in") == "" {
		done(w, r, device.Unplug())
		return
	}
	done(w, r, device.Plug())
}

func (b *benches) paper(w http.ResponseWriter, r *http.Request) {
	if p, ok := numbered(w, r, b.printers); ok {
		if r.FormValue("out") != "" {
			p.PaperOutAfter(0)
		} else {
			p.LoadPaper()
		}
		done(w, r, nil)
	}
}

// load puts so many grams on the scale, still or moving; none for an empty field.
func (b *benches) load(w http.ResponseWriter, r *http.Request) {
	grams := int64(0)
	if text := r.FormValue("grams"); text != "" {
		var err error
		if grams, err = strconv.ParseInt(text, 10, 64); err != nil {
			done(w, r, err)
			return
		}
	}
	if r.FormValue("moves") != "" {
		b.scale.Move(grams)
	} else {
		b.scale.Put(grams)
	}
	done(w, r, nil)
}

func (b *benches) label(w http.ResponseWriter, r *http.Request) {
	p, ok := numbered(w, r, b.printers)
	if !ok {
		return
	}
	labels := p.Labels()
	k, err := strconv.Atoi(r.PathValue("k"))
	if err != nil || k < 1 || k > len(labels) {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "image/png")
	_ = png.Encode(w, labels[k-1].Image) // the page went away
}
