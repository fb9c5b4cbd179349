package paper

import "time"

// CommandSheet is barcodes of commands on a page, to hang at a bench: what is
// scanned instead of tapped.
type CommandSheet struct {
	Place    string    `json:"place,omitempty"` // where it hangs: "Стол 2"
	At       time.Time `json:"at"`
	Commands []Command `json:"commands"`
}

// Command is one of them: ident.CommandCode of its name, and what it does in
// the language of the sheet.
type Command struct {
	Code  string `json:"code"`
	Title string `json:"title"`
}

// CommandSheets are sheets of commands.
var CommandSheets = newDocument("command_sheet", commandSheet1)

func commandSheet1(d *desk, m *CommandSheet) *Document {
	title := d.say(wCommandSheet)
	if m.Place != "" {
		title += ", " + m.Place
	}
	cards := make(Cards, len(m.Commands))
	for i, c := range m.Commands {
		cards[i] = Card{Title: c.Title, Code: c.Code}
	}
	return &Document{Look: d.Look, Title: title, At: m.At, Blocks: []Block{
		Heading{Title: title, Note: d.say(wPrinted) + " " + d.moment(m.At)},
		cards,
		Facts{{d.say(wNoCommand), d.say(wTyped)}},
	}}
}
