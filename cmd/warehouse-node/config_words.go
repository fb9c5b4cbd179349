package main

import (
	"fmt"
	"regexp"
	"strings"
)

// What the decoder says of a value that does not fit, in terms of our Go types.
var (
	wrongKind  = regexp.MustCompile(`cannot decode TOML ([a-z ]+) into (?:struct field \S+ of type |a Go value of type )?(\S.*)$`)
	wrongRange = regexp.MustCompile(`integer value (-?\d+) cannot be stored in u?int\d*$`)
	// underline is the mark below a value with what the decoder says beside it.
	underline = regexp.MustCompile(`(?m)(~+) .*$`)
)

// tomlKinds are what a file can say, as people call it.
var tomlKinds = map[string]string{
	"integer": "a whole number", "float": "a number with a point", "string": "a text in quotes", "boolean": "true or false", "array": "a list in [ ]",
	"local date": "a date", "local time": "a time", "local date-time": "a moment", "datetime": "a moment", "inline table": "a table in { }", "table": "a table",
}

// valueWords says what is wrong with a value of a configuration file to people, who
// know no types of ours; what the decoder says of anything else is as it is.
func valueWords(message string) string {
	message = strings.TrimPrefix(message, "toml: ")
	if m := wrongRange.FindStringSubmatch(message); m != nil {
		return fmt.Sprintf("%s is too small or too large for this setting", m[1])
	}
	m := wrongKind.FindStringSubmatch(message)
	if m == nil {
		return message
	}
	is := tomlKinds[m[1]]
	if is == "" {
		is = "another kind of value"
	}
	return fmt.Sprintf("here stands %s, and %s is wanted", is, wanted(m[2]))
}

// wanted says what a Go type takes.
func wanted(typ string) string {
	switch {
	case typ == "string":
		return "a text in quotes"
	case typ == "bool":
		return "true or false without quotes"
	case strings.HasPrefix(typ, "int"), strings.HasPrefix(typ, "uint"):
		return "a whole number without quotes"
	case strings.HasPrefix(typ, "float"):
		return "a number without quotes"
	case strings.HasPrefix(typ, "[]main."):
		return "a block under its name in [[ ]]"
	case strings.HasPrefix(typ, "[]"):
		return "a list in [ ]"
	}
	return "a block under its name in [ ]" // structs and maps
}
