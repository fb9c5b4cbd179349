package devices

// Answer is what became of a scan, for the ears of whoever made it.
type Answer string

// What can become of a scan. Taken, Look and Refused are said after the commit
// and never before: a person who heard "yes" walks on.
const (
	Taken   Answer = "taken"   // what it did is kept
	Look    Answer = "look"    // a question waits on the screen
	Refused Answer = "refused" // nothing was done
	Again   Answer = "again"   // the same shot once more, joined with the one before
	Garbled Answer = "garbled" // no whole code came
)

// Beeper is implemented by scanners that can tell the picker what became of a
// scan, by sound or light. Whether Again and Garbled are worth a sound is the
// driver's to know: most stay silent, and one that reads nothing until it was
// answered must not wait for ever.
type Beeper interface{ Beep(Answer) error }
