package paper

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"

	"warehouse-node/devices/label"
)

// style is the only style of a preview, so that a content security policy can
// name it.
const style = `
@page{size:A4;margin:14mm}
body{font:9pt/1.3 "DejaVu Sans Condensed","DejaVu Sans",Arial,sans-serif;color:#000;background:#fff;max-width:182mm;margin:8mm auto}
header{display:flex;justify-content:space-between;gap:6mm}h1{font-size:17pt;margin:0 0 2mm;overflow-wrap:break-word}
figure{margin:0;font-size:7.5pt;text-align:right}
dl{display:grid;grid-template-columns:30mm minmax(0,1fr) 30mm minmax(0,1fr);gap:1mm 2mm}dt{color:#555;font-size:7.5pt}dd{margin:0;font-weight:700;overflow-wrap:break-word}
table{width:100%;border-collapse:collapse;table-layout:fixed}th{font-size:7.5pt;text-align:left;border-bottom:.4mm solid #000}
td,th{padding:1mm;vertical-align:top;overflow-wrap:break-word}td{border-bottom:.1mm solid #bbb}tr{break-inside:avoid}
.right{text-align:right}.bold{font-weight:700}small{display:block;color:#555;font-size:7.5pt}
.box::after{content:"";display:block;height:5.5mm;border:.2mm solid #777}
dl.totals{grid-template-columns:1fr 40mm;text-align:right}dl.totals dt{font-size:10pt;color:#000}
section{display:flex;gap:10mm;break-inside:avoid;margin-top:8mm}section div{flex:1}section p{margin:0 0 10mm;font-weight:700}
section span{display:inline-block;border-top:.2mm solid #000;width:42%;margin-right:6%;font-size:7.5pt;color:#555;vertical-align:top}
ul{display:grid;grid-template-columns:repeat(3,1fr);gap:4mm;padding:0;list-style:none}li{border:.2mm solid #999;padding:3mm;break-inside:avoid}
svg{display:block;max-width:100%}hr{break-after:page;border:0;margin:8mm 0}`

// StyleSource is what a content security policy says to let a preview have its
// style: "'sha256-…'".
func StyleSource() string {
	sum := sha256.Sum256([]byte(style))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

var pages = template.Must(template.New("").Funcs(template.FuncMap{
	"tidy": tidy,
	"bars": func(data string, w, h label.Length) picture {
		return picture{int64(w), int64(h), bars(label.Code128, data, w, h)}
	},
	"qr": func(data string, side label.Length) picture {
		return picture{int64(side), int64(side), bars(label.QR, data, side, side)}
	},
	"width": func(c Column, all []Column) string {
		sum := 0
		for _, one := range all {
			sum += one.Share
		}
		return fmt.Sprintf("%d%%", 100*c.Share/sum)
	},
}).Parse(`
{{define "page"}}<!DOCTYPE html><html lang="{{.Lang}}"><head><meta charset="utf-8"><title>{{tidy .Title}}</title><style>{{.Style}}</style></head><body>{{end}}
{{define "heading"}}<header><div><h1>{{tidy .Title}}</h1>{{with .Note}}<div>{{tidy .}}</div>{{end}}</div>{{if .Code}}<figure>{{template "bars" bars .Code 62 13}}{{tidy .Code}}</figure>{{end}}</header>{{end}}
{{define "break"}}<hr>{{end}}
{{define "facts"}}<dl>{{range .}}{{if .Value}}<dt>{{tidy .Name}}</dt><dd>{{tidy .Value}}</dd>{{end}}{{end}}</dl>{{end}}
{{define "table"}}{{$columns := .Columns}}<table><thead><tr>{{range .Columns}}<th width="{{width . $columns}}"{{if .Right}} class="right"{{end}}>{{tidy .Title}}</th>{{end}}</tr></thead><tbody>
{{range .Rows}}<tr>{{range $i, $cell := .}}{{$c := index $columns $i}}<td class="{{if $c.Right}}right {{end}}{{if $c.Bold}}bold {{end}}{{if $cell.Box}}box{{end}}">
{{- if .Code}}{{template "bars" bars .Code 33 8}}{{end}}{{tidy .Text}}{{with .Note}}<small>{{tidy .}}</small>{{end}}</td>{{end}}</tr>
{{end}}</tbody></table>{{with .Totals}}<dl class="totals">{{range .}}{{if .Value}}<dt>{{tidy .Name}}</dt><dd>{{tidy .Value}}</dd>{{end}}{{end}}</dl>{{end}}{{end}}
{{define "text"}}{{if .Body}}{{with .Title}}<div class="bold">{{tidy .}}</div>{{end}}<p>{{tidy .Body}}</p>{{end}}{{end}}
{{define "signatures"}}{{with .Says}}<p>{{tidy .}}</p>{{end}}<section>{{$s := .}}{{range .Role}}<div><p>{{tidy .Name}} {{tidy .Value}}</p><span>{{$s.Signature}}</span><span>{{$s.Name}}</span></div>{{end}}</section>{{end}}
{{define "cards"}}<ul>{{range .}}<li><b>{{tidy .Title}}</b>{{template "bars" bars .Code 50 18}}<small>{{tidy .Code}}</small></li>{{end}}</ul>{{end}}
{{define "steps"}}{{range .}}<section>{{template "bars" qr .Data 42}}<div><b>{{tidy .Title}}</b><br>{{tidy .Body}}<br><b>{{tidy .Spelled}}</b></div></section>{{end}}{{end}}
{{define "bars"}}{{if .Bars}}<svg width="{{.W}}mm" height="{{.H}}mm" viewBox="0 0 {{.W}} {{.H}}" role="img">{{range .Bars}}<rect x="{{.X}}" y="{{.Y}}" width="{{.W}}" height="{{.H}}"/>{{end}}</svg>{{end}}{{end}}
`))

// picture is a symbol as the template draws it.
type picture struct {
	W, H int64 // millimetres
	Bars []bar
}

func (Heading) template() string    { return "heading" }
func (Facts) template() string      { return "facts" }
func (Table) template() string      { return "table" }
func (Text) template() string       { return "text" }
func (Signatures) template() string { return "signatures" }
func (Cards) template() string      { return "cards" }
func (Steps) template() string      { return "steps" }
func (Break) template() string      { return "break" }

// HTML writes the document as one page to look at or to print from a browser.
// It runs no script and fetches nothing; serve it with StyleSource.
func (doc *Document) HTML(w io.Writer) error {
	var out bytes.Buffer
	head := struct {
		Lang  Lang
		Title string
		Style template.CSS
	}{doc.Look.Lang, doc.Title, style}
	err := pages.ExecuteTemplate(&out, "page", head)
	for _, b := range doc.Blocks {
		if err == nil {
			err = pages.ExecuteTemplate(&out, b.template(), b)
		}
	}
	if err != nil {
		return fmt.Errorf("paper: %s: %w", doc.Title, err)
	}
	out.WriteString("</body></html>\n")
	_, err = w.Write(out.Bytes())
	return err
}
