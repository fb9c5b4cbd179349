package read

import (
	"encoding/json"
	"time"

	"warehouse-node/orders/till"
	"warehouse-node/ui/api"
	"warehouse-node/ui/locale"
	"warehouse-node/warehouse"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/dispatch"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/measure"
	"warehouse-node/warehouse/pack"
	"warehouse-node/warehouse/pick"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/receive"
	"warehouse-node/warehouse/spool"
)

// What the floor and the ledger do, in words.
var (
	_ = telling(ledger.SurplusKind, func(l *look, _ *journal.Entry, ev ledger.SurplusFound) (told, error) {
		return l.tellsOf(toneAttention, "tape.surplus", ev.Qty, things{bin: ev.Place, item: ev.Item})
	})
	_ = telling(ledger.AdjustedKind, func(_ *look, _ *journal.Entry, ev ledger.Adjusted) (told, error) {
		return tells(toneAttention, api.SayTapeCounted, args{"before": qtyArg(ev.Was), "after": qtyArg(ev.Now)}), nil
	})
	_ = telling(ledger.HoldCutKind, func(l *look, _ *journal.Entry, ev ledger.HoldCut) (told, error) {
		return l.tellsOf(toneAttention, "tape.hold_cut", ev.Qty, things{bin: ev.Place, item: ev.Item})
	})
	_ = telling(ledger.CountAskedKind, func(l *look, _ *journal.Entry, ev ledger.CountAsked) (told, error) {
		return l.tellsOf(toneAttention, "tape.count_asked", 0, things{bin: ev.Place, item: ev.Item})
	})
	_ = telling(ledger.OpenedKind, func(l *look, _ *journal.Entry, ev ledger.Opened) (told, error) {
		return l.tellsOf(toneNeutral, "tape.came_opening", ev.Qty, things{to: ev.Place})
	})
	_ = telling(ledger.LotExpiredKind, func(_ *look, _ *journal.Entry, ev ledger.LotExpired) (told, error) {
		return tells(toneWrong, "tape.expired", args{"lot": textArg(ev.Code), "day": dayArg(ev.Expiry)}), nil
	})

	_ = telling(pick.PickedKind, func(l *look, _ *journal.Entry, ev pick.Picked) (told, error) {
		return l.tellsOf(toneInfo, "tape.taken", ev.Qty, things{from: ev.Place, to: ev.Tote, item: ev.Item})
	})
	_ = telling(pick.UndoneKind, func(l *look, _ *journal.Entry, ev pick.Undone) (told, error) {
		return l.tellsOf(toneAttention, "tape.taken", ev.Qty, things{from: ev.Tote, to: ev.Place, item: ev.Item})
	})
	_ = telling(pick.ShortKind, func(l *look, _ *journal.Entry, ev pick.ShortPick) (told, error) {
		t, err := l.tellsOf(toneAttention, "tape.found_less", 0, things{bin: ev.Place, item: ev.Item})
		t.what.Args["found"], t.what.Args["need"] = qtyArg(ev.Found), qtyArg(ev.Need)
		return t, err
	})
	_ = telling(pick.ReportedKind, func(l *look, _ *journal.Entry, ev pick.Reported) (told, error) {
		code := "tape.no_way"
		if ev.What != "blocked" {
			code = "tape.mislabel"
		}
		return l.tellsOf(toneAttention, code, 0, things{bin: ev.Place, item: ev.Item})
	})

	_ = telling(pack.UnitPackedKind, func(l *look, _ *journal.Entry, ev pack.UnitPacked) (told, error) {
		return l.tellsOf(toneInfo, "tape.into", ev.Qty, things{to: ev.Parcel, item: ev.Item})
	})
	_ = telling(pack.UnitUnpackedKind, func(l *look, _ *journal.Entry, ev pack.UnitUnpacked) (told, error) {
		return l.tellsOf(toneAttention, "tape.out_of", ev.Qty, things{from: ev.Parcel, item: ev.Item})
	})
	_ = telling(pack.ShortedKind, func(l *look, _ *journal.Entry, ev pack.Shorted) (told, error) {
		return l.tellsOf(toneAttention, "tape.pack_short", ev.Qty, things{item: ev.Item})
	})
	_ = telling(pack.ParcelClosedKind, func(_ *look, _ *journal.Entry, ev pack.ParcelClosed) (told, error) {
		return tells(toneOK, api.SayTapePacked, args{"parcel": codeArg(ev.Code)}), nil
	})
	_ = telling(pack.ParcelVoidedKind, func(_ *look, _ *journal.Entry, ev pack.ParcelVoided) (told, error) {
		return tells(toneAttention, "tape.voided", args{"parcel": codeArg(ev.Code)}), nil
	})

	_ = telling(dispatch.ScannedOutKind, func(l *look, _ *journal.Entry, ev dispatch.ScannedOut) (told, error) {
		return l.tellsOf(toneInfo, "tape.scanned_out", 0, things{to: ev.Parcel})
	})
	_ = telling(dispatch.TakenOffKind, func(l *look, _ *journal.Entry, ev dispatch.TakenOff) (told, error) {
		return l.tellsOf(toneAttention, "tape.taken_off", 0, things{from: ev.Parcel})
	})

	_ = telling(receive.ReceivedKind, func(l *look, _ *journal.Entry, ev receive.Received) (told, error) {
		return l.tellsOf(toneNeutral, "tape.came_supplier", ev.Qty, things{to: ev.Place})
	})
	_ = telling(receive.UndoneKind, func(l *look, _ *journal.Entry, ev receive.Undone) (told, error) {
		return l.tellsOf(toneAttention, "tape.went_supplier", ev.Qty, things{from: ev.Place})
	})
	_ = telling(receive.PutAwayKind, func(l *look, _ *journal.Entry, ev receive.PutAway) (told, error) {
		return l.tellsOf(toneNeutral, api.SayTapeMoved, ev.Qty, things{from: ev.From, to: ev.To})
	})
	_ = telling(receive.PutUndoneKind, func(l *look, _ *journal.Entry, ev receive.PutUndone) (told, error) {
		return l.tellsOf(toneAttention, api.SayTapeMoved, ev.Qty, things{from: ev.To, to: ev.From})
	})
	_ = telling(receive.CarriedKind, func(l *look, _ *journal.Entry, ev receive.Carried) (told, error) {
		return l.tellsOf(toneNeutral, "tape.carried", 0, things{bin: ev.Container, from: ev.From, to: ev.To})
	})

	_ = telling(place.CreatedKind, func(*look, *journal.Entry, place.Created) (told, error) {
		return tells(toneNeutral, "tape.made", nil), nil
	})
	_ = telling(place.EditedKind, func(l *look, _ *journal.Entry, ev place.Edited) (told, error) {
		for _, c := range ev.Changes {
			switch {
			case c.Field == "blocked" && c.Is != "":
				return tells(toneAttention, api.SayTapeBlocked, args{"reason": textArg(c.Is)}), nil
			case c.Field == "blocked":
				return tells(toneOK, "tape.unblocked", nil), nil
			}
		}
		return changedBy(l, tells(toneNeutral, api.SayTapeEdited, nil), ev.Changes, placeChanged)
	})
	_ = telling(catalog.CreatedKind, func(*look, *journal.Entry, catalog.Created) (told, error) {
		return tells(toneNeutral, "tape.made", nil), nil
	})
	_ = telling(catalog.EditedKind, func(l *look, _ *journal.Entry, ev catalog.Edited) (told, error) {
		return changedBy(l, tells(toneNeutral, api.SayTapeEdited, nil), ev.Changes, itemChanged)
	})

	_ = telling(spool.DoneKind, spoolDone)
	_ = telling(spool.RefusedKind, func(l *look, _ *journal.Entry, ev spool.RefusedEvent) (told, error) {
		return tells(toneWrong, "tape.refused", args{"why": l.why(ev.Why.Code, ev.Why.Args)}), nil
	})
	_ = telling(spool.ResolvedKind, settled)
	_ = telling(spool.UnknownKind, func(*look, *journal.Entry, spool.UnknownEvent) (told, error) {
		return tells(toneWrong, "tape.unknown", nil), nil
	})
)

// things are the things that a sentence names, each where it is not zero.
type things struct {
	bin, from, to warehouse.PlaceID
	item          warehouse.ItemID
}

// tellsOf is a sentence with a count and the things it names.
func (l *look) tellsOf(tone api.Tone, code string, qty measure.Qty, n things) (told, error) {
	a := args{}
	if qty != 0 {
		a["count"] = qtyArg(qty)
	}
	for name, id := range map[string]warehouse.PlaceID{"bin": n.bin, "from": n.from, "to": n.to} {
		if id.IsZero() {
			continue
		}
		arg, err := l.placeNamed(id)
		if err != nil {
			return told{}, err
		}
		a[name] = arg
	}
	if !n.item.IsZero() {
		arg, err := l.itemNamed(n.item)
		if err != nil {
			return told{}, err
		}
		a["item"] = arg
	}
	return tells(tone, code, a), nil
}

func dayArg(d measure.Day) api.Arg {
	y, m, day := d.Date()
	return api.Arg{Kind: "day", Text: time.Date(y, m, day, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)}
}

// settled is what a person said of a paper that was stuck. That one was done says
// itself; a receipt that we took back ourselves never was.
func settled(l *look, _ *journal.Entry, ev spool.ResolvedEvent) (told, error) {
	kind := papers[ev.Kind]
	if g, err := till.OfJob(l.tx, ev.Job); err != nil || kind == "" || g != nil && g.Void {
		return told{}, err
	}
	a := args{"what": textArg(locale.Say(l.lang, "paper."+kind, nil)), "reason": textArg(l.words(ev.Evidence))}
	switch ev.To {
	case spool.Dropped:
		return tells(toneWrong, "tape.given_up", a), nil
	case spool.Waiting:
		return tells(toneNeutral, "tape.tried_again", a), nil
	}
	return told{}, nil
}

// spoolDone is what a machine has done.
func spoolDone(l *look, _ *journal.Entry, ev spool.DoneEvent) (told, error) {
	switch ev.Kind {
	case till.Receipts.Name:
		var r till.Registered
		if len(ev.Result) > 0 {
			if err := json.Unmarshal(ev.Result, &r); err != nil {
				return told{}, err
			}
		}
		g, err := till.OfJob(l.tx, ev.Job)
		if err != nil {
			return told{}, err
		}
		code := api.SayTapeReceipt
		if g != nil && g.Moment.Back() {
			code = "tape.receipt_returned"
		}
		return tells(toneOK, code, args{"number": textArg(decimal(r.Number))}), nil
	case pack.Labels.Name:
		j, err := spool.Get(l.tx, ev.Job)
		if isNotFound(err) { // forgotten after its time
			return told{}, nil
		}
		if err != nil {
			return told{}, err
		}
		var label pack.Label
		if err := json.Unmarshal(j.Body, &label); err != nil {
			return told{}, err
		}
		return tells(toneOK, api.SayTapeLabel, args{"parcel": codeArg(label.Code)}), nil
	}
	return told{}, nil
}
