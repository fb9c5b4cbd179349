// Package fault is how the program says no: a kind for programs, a code with
// arguments for people, a wrapped cause for the log.
//
// It keeps true: a person never sees an internal error, an operator always
// does. The code names a sentence in ui/locale, which exists in every language
// or the locale's test fails; the arguments are filled in there, so no text for
// people is ever built here.
//
// # Why
//
// Sentinel errors alone cannot carry "which bin, how many"; formatted strings
// cannot be translated. A code with named arguments does both, and errors.Is
// with a Kind stays as cheap as a sentinel.
package fault

import (
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"syscall"
)

// Kind is what a program does about an error: a web server picks a status, a
// follower parks or retries, a scanner beeps.
type Kind uint8

// The kinds, from the caller's fault to ours.
const (
	Internal    Kind = iota // a defect or a broken machine; its text is for operators only
	Invalid                 // the request makes no sense as it stands
	Denied                  // the person lacks a right
	NotFound                // what was named is not there
	Conflict                // the world moved on: version, repeat with another body, taken
	Short                   // not enough stock
	Limit                   // a named limit was exceeded; the same again is refused again
	Unavailable             // a device, site or disk does not answer now; later may be better
	Unknown                 // an effect on the world may or may not have happened
	TooOften                // too many of these now; the same is taken later
)

var kindNames = [...]string{"internal", "invalid", "denied", "not found", "conflict", "short", "limit", "unavailable", "unknown", "too often"}

func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return fmt.Sprintf("kind %d", uint8(k))
}

// Error makes a Kind a target of errors.Is: errors.Is(err, fault.Short).
func (k Kind) Error() string { return k.String() }

// Args are the named arguments of a sentence. Values are data as it stands
// (numbers, codes, names), never sentences.
type Args map[string]string

// Error is an answer a person can be given.
type Error struct {
	Kind  Kind
	Code  string // "pick.short": the sentence's key below "fault." in ui/locale
	Args  Args
	Cause error // for the log; nil when the code says it all
}

// New makes an error of kind with a sentence. args are name, value pairs; a
// value is printed with fmt.Sprint.
func New(kind Kind, code string, args ...any) *Error {
	return &Error{Kind: kind, Code: code, Args: argsOf(args)}
}

// argsOf are name, value pairs by name; nil for none.
func argsOf(pairs []any) Args {
	if len(pairs) == 0 {
		return nil
	}
	args := make(Args, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		args[fmt.Sprint(pairs[i])] = fmt.Sprint(pairs[i+1])
	}
	return args
}

// With adds a cause for the log.
func (e *Error) With(cause error) *Error { e.Cause = cause; return e }

func (e *Error) Error() string { return text(e.Code, e.Args, e.Cause) }

// text is what the log has of a code with its arguments and cause.
func text(code string, args Args, cause error) string {
	var b strings.Builder
	b.WriteString(code)
	for _, k := range slices.Sorted(maps.Keys(args)) {
		fmt.Fprintf(&b, " %s=%q", k, args[k])
	}
	if cause != nil {
		b.WriteString(": ")
		b.WriteString(cause.Error())
	}
	return b.String()
}

func (e *Error) Unwrap() error { return e.Cause }

// Is makes errors.Is(err, fault.Short) and errors.Is(err, other *Error of the
// same code) true.
func (e *Error) Is(target error) bool {
	switch t := target.(type) {
	case Kind:
		return e.Kind == t
	case *Error:
		return e.Code == t.Code
	}
	return false
}

// LogValue is what structured logs show.
func (e *Error) LogValue() slog.Value { return slog.StringValue(e.Kind.String() + ": " + e.Error()) }

// DiskFull is the code of whatever could not be written for want of room, and
// DiskFailed of what the node's own disk did not take for another reason.
const (
	DiskFull   = "disk.full"
	DiskFailed = "disk.failed"
)

// brokenDisk marks an error of the node's own disk: a device that was unplugged
// says the same.
type brokenDisk interface {
	error
	BrokenDisk()
}

// Of is what a person may be told of err: the outermost Error in its chain, that
// the disk is full or has failed, or an Internal one without arguments that keeps
// err as its cause.
func Of(err error) *Error {
	if err == nil {
		return nil
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e
	}
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return &Error{Kind: Unavailable, Code: DiskFull, Cause: err}
	}
	if _, broken := errors.AsType[brokenDisk](err); broken {
		return &Error{Kind: Unavailable, Code: DiskFailed, Cause: err}
	}
	return &Error{Kind: Internal, Code: "internal", Cause: err}
}

// KindOf is Of(err).Kind: Internal for anything that is no Error. Of nil it says
// nothing of use: look whether there is an error first.
func KindOf(err error) Kind {
	if err == nil {
		return Internal
	}
	return Of(err).Kind
}
