package place

import (
	_ "embed"
	"encoding/json"
	"fmt"
)

//go:embed zones.json
var zonesFile []byte

// renamed are the zones of time that got another name, by the old one, which
// browsers go on offering. The screens read the same file.
var renamed = func() (all map[string]string) {
	if err := json.Unmarshal(zonesFile, &all); err != nil {
		panic(fmt.Sprintf("place: zones: %v", err))
	}
	return all
}()

// modern is a zone of time by the name that it has now.
func modern(zone string) string {
	if now, old := renamed[zone]; old {
		return now
	}
	return zone
}
