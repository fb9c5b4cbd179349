package api

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"

	"warehouse-node/ui/locale"
	"warehouse-node/warehouse/fault"
)

// ErrNoSession is what a caller without a session, or with an ended one, gets:
// status 401, after which a face shows its log-in.
var ErrNoSession = fault.New(fault.Denied, "session.none")

// Problem is how every error leaves (RFC 9457, application/problem+json).
type Problem struct {
	Status int               `json:"status"`
	Title  string            `json:"title" doc:"the fault's kind"`
	Detail string            `json:"detail" doc:"the sentence, in the language of the request"`
	Code   string            `json:"code" example:"pick.short"`
	Args   map[string]string `json:"args,omitempty"`
}

// Error makes a Problem an error, for the log.
func (p *Problem) Error() string { return p.Code }

// GetStatus is the HTTP status.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType names the media type of RFC 9457.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

var statuses = map[fault.Kind]int{
	fault.Internal:    http.StatusInternalServerError,
	fault.Invalid:     http.StatusUnprocessableEntity,
	fault.Denied:      http.StatusForbidden,
	fault.NotFound:    http.StatusNotFound,
	fault.Conflict:    http.StatusConflict,
	fault.Short:       http.StatusConflict,
	fault.Limit:       http.StatusUnprocessableEntity,
	fault.Unavailable: http.StatusServiceUnavailable,
	fault.Unknown:     http.StatusGatewayTimeout,
	fault.TooOften:    http.StatusTooManyRequests,
}

// ProblemOf is what a person may be told of err. An internal one keeps its text
// to itself.
func ProblemOf(err error, lang locale.Lang) *Problem {
	told := fault.Of(err)
	status := statuses[told.Kind]
	if errors.Is(err, ErrNoSession) {
		status = http.StatusUnauthorized
	}
	return &Problem{
		Status: status, Title: told.Kind.String(), Code: told.Code, Args: told.Args,
		Detail: locale.Fault(lang, told.Code, told.Args),
	}
}

type langKey struct{}

// problem turns what a reader or command returned into what leaves, and logs
// what a person is not told.
func problem(ctx context.Context, op string, err error) error {
	if fault.KindOf(err) == fault.Internal {
		slog.ErrorContext(ctx, "request failed", "operation", op, "error", err)
	}
	lang, _ := ctx.Value(langKey{}).(locale.Lang)
	if lang == "" {
		lang = locale.RU
	}
	return ProblemOf(err, lang)
}

// WriteProblem answers with err outside of an operation: no session, no route.
func WriteProblem(w http.ResponseWriter, err error, lang locale.Lang) {
	told := ProblemOf(err, lang)
	body, err := json.Marshal(told)
	if err != nil {
		panic(err) // strings and one number always marshal
	}
	w.Header().Set("Content-Type", told.ContentType(""))
	w.WriteHeader(told.Status)
	_, _ = w.Write(body) // the client went away
}
