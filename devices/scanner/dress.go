package scanner

import (
	"strings"
	"time"

	"warehouse-node/devices/scan"
)

// dress is what a scanner puts around the data of a code.
type dress struct {
	prefix string // what begins a code
	suffix string // what its own suffix leaves at the end of the data
	aim    string // "off", "auto" or "required": symbology identifiers in front, "]E0"
	codeID string // whose own signs stand in front instead, of codeIDs; "" for none
}

// off takes it off a code that was read at a time.
func (d dress) off(frame string, at time.Time) (scan.Scan, error) {
	data, ok := strings.CutPrefix(frame, d.prefix)
	switch {
	case !ok && !strings.Contains(frame, d.prefix):
		return scan.Scan{}, &BadFrame{NoPrefix, len(frame)}
	case !ok, d.prefix != "" && d.prefix[0] < ' ' && strings.Contains(data, d.prefix):
		return scan.Scan{}, &BadFrame{Glued, len(frame)}
	}
	if data, ok = strings.CutSuffix(data, d.suffix); !ok {
		return scan.Scan{}, &BadFrame{Unfinished, len(frame)}
	}
	s := scan.Scan{Data: data, At: at}
	if cut := codeIDs[d.codeID]; cut != nil {
		if s.Symbology, s.Data, ok = cut(data); !ok {
			return scan.Scan{}, &BadFrame{NoCodeID, len(frame)}
		}
	} else if d.aim != "off" {
		if s.AIM, s.Symbology, s.Data, ok = scan.CutAIM(data); !ok && d.aim == "required" {
			return scan.Scan{}, &BadFrame{NoAIM, len(frame)}
		}
	}
	if s.Data == "" {
		return scan.Scan{}, &BadFrame{Unfinished, len(frame)}
	}
	if s.Data != data && s.Symbology.Numeric() && strings.Trim(s.Data, "0123456789") != "" {
		return scan.Scan{}, &BadFrame{Glued, len(frame)}
	}
	return s, nil
}
