package scanner

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
)

// Model is a common scanner, how it is best set up, and who says so.
type Model struct {
	Name    string          `json:"name"`
	Match   []string        `json:"match"`             // parts of the name that it tells over USB, in small letters
	Driver  string          `json:"driver"`            // of Drivers
	Options string          `json:"options,omitempty"` // for the end of its address: "feature=fe01"
	Config  json.RawMessage `json:"config"`            // of the driver; what it leaves out is as by default
	Set     string          `json:"set"`               // what to set in the scanner's own menu, in English
	Source  string          `json:"source"`            // the maker's manual, or a published trace
}

//go:embed models.json
var modelsJSON []byte

// Models are the scanners of which settings are known.
func Models() ([]Model, error) {
	var all []Model
	if err := json.Unmarshal(modelsJSON, &all); err != nil {
		return nil, fmt.Errorf("models of scanners: %w", err)
	}
	return all, nil
}

// ModelNamed is the model that a device's name says it is; nil when it says none.
func ModelNamed(name string) (*Model, error) {
	all, err := Models()
	if err != nil {
		return nil, err
	}
	name = strings.ToLower(name)
	for i := range all {
		for _, part := range all[i].Match {
			if strings.Contains(name, part) {
				return &all[i], nil
			}
		}
	}
	return nil, nil
}
