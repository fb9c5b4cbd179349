package read

// Told says whether a kind of event is told on a card.
func Told(kind string) bool { return tellers[unversioned(kind)] != nil }

// Unversioned is the name of an event without its version.
func Unversioned(kind string) string { return unversioned(kind) }

// InFile is a problem of a run in the words of its file.
var InFile = inFile
