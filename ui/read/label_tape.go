package read

import (
	"strconv"

	"warehouse-node/ui/locale"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/stencil"
)

// How labels are laid out, in words.
var _ = telling(stencil.SavedKind, func(l *look, _ *journal.Entry, ev stencil.Saved) (told, error) {
	a := args{"kind": textArg(locale.Say(l.lang, "stencil.kind."+ev.Kind, nil)), "number": textArg(strconv.FormatUint(ev.Number, 10))}
	switch {
	case !ev.Back:
		return tells(toneNeutral, "tape.stencil_saved", a), nil
	case ev.From == 0:
		return tells(toneAttention, "tape.stencil_built_in", a), nil
	}
	a["from"] = textArg(strconv.FormatUint(ev.From, 10))
	return tells(toneAttention, "tape.stencil_back", a), nil
})
