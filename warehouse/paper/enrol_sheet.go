package paper

import "time"

// EnrolSheet lets one handheld in: its codes are scanned with the handheld's own
// camera. It is drawn at once and never kept, since who has it may come in.
type EnrolSheet struct {
	Name        string    `json:"name"` // of the handheld
	At          time.Time `json:"at"`
	Ends        time.Time `json:"ends"`
	Trust       string    `json:"trust"`       // address of the authority's certificate
	Fingerprint string    `json:"fingerprint"` // of it, as phones show it
	Enter       string    `json:"enter"`       // the link with the code in it
	Code        string    `json:"code"`        // for who has to type it
}

// EnrolSheets are sheets that let handhelds in.
var EnrolSheets = newDocument("enrol_sheet", enrolSheet1)

func enrolSheet1(d *desk, m *EnrolSheet) *Document {
	title := d.say(wEnrolSheet) + ": " + m.Name
	return &Document{Look: d.Look, Title: title, At: m.At, Blocks: []Block{
		Heading{Title: title, Note: d.say(wEnrolUntil) + " " + d.moment(m.Ends)},
		Steps{
			{Title: d.say(wTrust), Body: d.say(wTrustSays), Data: m.Trust, Spelled: m.Fingerprint},
			{Title: d.say(wLetIn), Body: d.say(wLetInSays), Data: m.Enter, Spelled: m.Code},
		},
	}}
}
