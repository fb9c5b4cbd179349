package api

import (
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"
)

// Rights are all rights that reads and topics ask for, sorted.
var Rights = sync.OnceValue(func() (all []string) {
	seen := map[string]bool{}
	doc := Mount(http.NewServeMux(), &Core{}).OpenAPI()
	for _, path := range doc.Paths {
		for _, op := range []*huma.Operation{path.Get, path.Post, path.Delete, path.Put} {
			if op == nil {
				continue
			}
			right, _ := op.Extensions["x-right"].(string)
			for _, r := range strings.Fields(right) {
				seen[r] = true
			}
		}
	}
	for _, t := range Topics(&Core{}) {
		seen[string(t.Right)] = true
	}
	for r := range seen {
		all = append(all, r)
	}
	slices.Sort(all)
	return all
})

// Commands are the names of all commands of the API, sorted.
var Commands = sync.OnceValue(func() (all []string) {
	for _, path := range Mount(http.NewServeMux(), &Core{}).OpenAPI().Paths {
		if path.Post == nil {
			continue
		}
		if name, _ := path.Post.Extensions["x-command"].(string); name != "" {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	return all
})
