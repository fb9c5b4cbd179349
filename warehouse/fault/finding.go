package fault

// Finding is what a proof found wrong: nobody is refused by it, and a person must
// look at it. As an Error it carries a code with arguments, whose sentence stands
// below "proof.found." in ui/locale.
type Finding struct {
	Code  string // "ledger.overdrawn"
	Args  Args   // "item", "place", "from", "to", "site", "order": ids, which a screen shows by name; else numbers
	Cause error  // in the program's own words, for whoever mends it; nil when the code says it all
}

// Found makes a finding. args are name, value pairs as those of New.
func Found(code string, args ...any) *Finding { return &Finding{Code: code, Args: argsOf(args)} }

// With adds a cause for the log.
func (f *Finding) With(cause error) *Finding { f.Cause = cause; return f }

func (f *Finding) Error() string { return text(f.Code, f.Args, f.Cause) }

func (f *Finding) Unwrap() error { return f.Cause }
