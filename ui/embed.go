package ui

import (
	"embed"
	"io/fs"
)

//go:embed all:web/dist
var built embed.FS

//go:embed csp.txt
var policy string

// Built is the front end as it was when this binary was made; without a build
// it holds .gitkeep only.
func Built() fs.FS {
	dist, err := fs.Sub(built, "web/dist")
	if err != nil {
		panic(err) // the path is a constant
	}
	return dist
}
