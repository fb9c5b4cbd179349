package read

// lateSaid is how the screens say that a channel wanted something which was not done.
type lateSaid struct {
	note string // beside the order in its list
	told string // on its timeline
	what string // in the list of what is stuck
	safe string // there, what became of it; an order that had ended was left as it was
}

var lates = map[string]lateSaid{
	"orders.late_cancel":   {"note.late_cancel", "tape.late_cancel", "stuck.what.late_cancel", "stuck.safe.order_late"},
	"orders.late_edit":     {"note.late_edit", "tape.late_edit", "stuck.what.late_edit", "stuck.safe.order_late"},
	"orders.late_excess":   {"note.late_excess", "tape.late_excess", "stuck.what.late_excess", "stuck.safe.late_excess"},
	"orders.late_older":    {"note.late_older", "tape.late_older", "stuck.what.late_older", "stuck.safe.late_older"},
	"orders.late_sum":      {"note.late_sum", "tape.late_sum", "stuck.what.late_sum", "stuck.safe.late_sum"},
	"orders.late_discount": {"note.late_discount", "tape.late_discount", "stuck.what.late_discount", "stuck.safe.late_discount"},
}
