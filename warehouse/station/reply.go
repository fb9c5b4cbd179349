package station

import "encoding/json"

// Cue is what a person hears and feels at once, before reading anything.
type Cue string

// The four cues of the floor.
const (
	CueOK        Cue = "ok"        // the scan was right and is kept
	CueWrong     Cue = "wrong"     // the scan was refused, nothing was posted
	CueAttention Cue = "attention" // a question: look before going on
	CueDone      Cue = "done"      // a line, an order or a tour is finished
)

// Message is a sentence that ui/locale writes out, under "say.<code>".
type Message struct {
	Code string            `json:"code"`
	Args map[string]string `json:"args,omitempty"`
}

// Reply is what a session answers to a scan or a touch, and what every screen
// of it shows until the next.
type Reply struct {
	Cue     Cue     `json:"cue" enum:"ok,wrong,attention,done"`
	Message Message `json:"message"`
	Flow    string  `json:"flow"`   // the flow's name, "menu" between flows
	Screen  string  `json:"screen"` // the step of the flow's View
	// View is the typed View of the flow, Menu between flows.
	View json.RawMessage `json:"view"`
	// Hint is said beside the answer: what is wrong with the code or its scanner,
	// although the code was told for sure. Mostly there is none.
	Hint Message `json:"hint,omitzero"`
	// Question lies over the screen until it is answered, or given up by another deed.
	Question *Question `json:"question,omitempty"`
}
