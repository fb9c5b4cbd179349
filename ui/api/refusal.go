package api

import (
	"encoding/json"
	"errors"
	"net/http"
	"reflect"
	"regexp"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/validation"

	"warehouse-node/ui/locale"
	"warehouse-node/warehouse/fault"
)

// A request that the contract refuses is a fault like any other: a code with
// arguments. huma carries a refusal as the text of a message only, and lets a
// program choose the texts: ours are a code and the names and values of its
// arguments, parted by a byte that no field and no choice contains.
const part = "\x1f"

func coded(code string, args ...string) string {
	return strings.Join(append([]string{code}, args...), part)
}

// wording are our texts for all of huma's: a verb of fmt is filled by huma.
var wording = map[*string]string{
	&validation.MsgUnexpectedProperty:                coded("request.unexpected"),
	&validation.MsgExpectedRequiredProperty:          coded("request.missing", "field", "%s"),
	&validation.MsgExpectedDependentRequiredProperty: coded("request.missing", "field", "%[1]s"),
	&validation.MsgExpectedString:                    coded("request.text"),
	&validation.MsgExpectedNumber:                    coded("request.number"),
	&validation.MsgExpectedInteger:                   coded("request.integer"),
	&validation.MsgExpectedBoolean:                   coded("request.boolean"),
	&validation.MsgExpectedArray:                     coded("request.list"),
	&validation.MsgExpectedObject:                    coded("request.object"),
	&validation.MsgExpectedMinLength:                 coded("request.short", "least", "%d"),
	&validation.MsgExpectedMaxLength:                 coded("request.long", "most", "%d"),
	&validation.MsgExpectedMinimumNumber:             coded("request.low", "least", "%v"),
	&validation.MsgExpectedMaximumNumber:             coded("request.high", "most", "%v"),
	&validation.MsgExpectedMinItems:                  coded("request.few", "least", "%d"),
	&validation.MsgExpectedMaxItems:                  coded("request.many", "most", "%d"),
	&validation.MsgExpectedOneOf:                     coded("request.choice", "choices", "%s"),
	&validation.MsgExpectedRFC3339DateTime:           coded("request.moment"),
	&validation.MsgExpectedRFC3339Date:               coded("request.day"),
	&validation.MsgExpectedMatchPattern:              coded("request.form", "form", "%s"),
	&validation.MsgExpectedBePattern:                 coded("request.form", "form", "%s"),
}

// params are the texts that huma does not let us choose: those of parameters in
// an address or a header.
var params = []struct{ begins, code string }{
	{"required ", "request.missing"}, // "required query parameter is missing"
	{"invalid integer", "request.integer"},
	{"invalid float", "request.number"}, // "floating" too
	{"invalid boolean", "request.boolean"},
	{"invalid date/time", "request.moment"},
}

// bodies are the refusals of a body as a whole, by the status that huma gives
// them; any other status has a message of its own.
var bodies = map[int]string{
	http.StatusRequestEntityTooLarge: "request.too_large",
	http.StatusUnsupportedMediaType:  "request.media",
	http.StatusRequestTimeout:        "request.slow",
	http.StatusInternalServerError:   "request.cut", // the connection ended before the body did
}

// Registration of how this program says no; huma keeps it in package variables.
func init() {
	for text, ours := range wording {
		*text = ours
	}
	huma.NewError = func(status int, why string, errs ...error) huma.StatusError {
		return refusal(locale.RU, "", status, why, errs)
	}
	huma.NewErrorWithContext = func(ctx huma.Context, status int, why string, errs ...error) huma.StatusError {
		return refusal(locale.Parse(ctx.Header("Accept-Language")), ctx.Operation().OperationID, status, why, errs)
	}
	huma.DefaultArrayNullable = false
}

// refusal is the problem of a request that the contract itself refuses, before
// any reader or command is asked: the first thing that is wrong with it.
func refusal(lang locale.Lang, op string, status int, why string, errs []error) *Problem {
	told := fault.New(fault.Invalid, "request.empty")
	if op == keepsFiles {
		told.Code = "sheet.empty"
	}
	if code := bodies[status]; code != "" {
		told.Code = code
	} else if detail := firstDetail(errs); detail != nil {
		told = wrong(op, detail.Location, detail.Message)
	} else if !strings.Contains(why, "is required") {
		told = fault.New(fault.Invalid, "request.invalid", "where", "", "why", why)
	}
	if status == http.StatusInternalServerError {
		status = http.StatusBadRequest
	}
	problem := ProblemOf(told, lang)
	problem.Status = status
	return problem
}

func firstDetail(errs []error) *huma.ErrorDetail {
	for _, err := range errs {
		if detail, ok := errors.AsType[*huma.ErrorDetail](err); ok {
			return detail
		}
	}
	return nil
}

// wrong is the fault of one field of an operation's request. Its arguments are field,
// by which a person has a word for it, and where, the whole path for a program.
func wrong(op, where, message string) *fault.Error {
	said := strings.Split(message, part)
	code, args := said[0], fault.Args{"where": where, "field": fieldOf(op, where)}
	for i := 1; i+1 < len(said); i += 2 {
		args[said[i]] = said[i+1]
	}
	if len(said) == 1 && !strings.HasPrefix(code, "request.") {
		code = "request.invalid"
		for _, p := range params {
			if strings.HasPrefix(message, p.begins) {
				code = p.code
			}
		}
		if code == "request.invalid" {
			args["why"] = message
		}
	}
	if code == "request.short" && args["least"] == "1" {
		code = "request.missing"
		delete(args, "least")
	}
	return &fault.Error{Kind: fault.Invalid, Code: code, Args: args}
}

// fieldOf is the end of a path for which there is a word: "qty" of body.lines[0].qty,
// "orders" of body.orders[3], and "body" of the body itself. Where one name means two
// things a longer end has a word of its own: "choice.from" is a bin, "query.from" a
// day, and "orders.pay.on" the day of one operation.
func fieldOf(op, where string) string {
	path := places.ReplaceAllString(where, "")
	last := path[strings.LastIndexByte(path, '.')+1:]
	for name := op + "." + strings.TrimPrefix(path, "body."); name != ""; {
		if locale.Has("field." + name) {
			return name
		}
		_, name, _ = strings.Cut(name, ".")
	}
	return last
}

// places are the places in lists of a path.
var places = regexp.MustCompile(`\[\d+\]`)

// jsonFormat reads and writes bodies as huma does by itself, but what is wrong
// with a body that cannot be read is coded.
var jsonFormat = huma.Format{
	Marshal: huma.DefaultJSONFormat.Marshal,
	Unmarshal: func(data []byte, v any) error {
		err := huma.DefaultJSONFormat.Unmarshal(data, v)
		if err == nil {
			return nil
		}
		return errors.New(unreadable(err))
	},
}

func unreadable(err error) string {
	if kind, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		code := "request.object"
		switch kind.Type.Kind() {
		case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
			reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
			code = "request.range" // the schema saw that it is whole
		case reflect.String:
			code = "request.text"
		case reflect.Slice, reflect.Array:
			code = "request.list"
		}
		return coded(code, "field", fieldOf("", kind.Field))
	}
	if told := fault.Of(err); told.Kind != fault.Internal {
		args := make([]string, 0, 2*len(told.Args))
		for name, value := range told.Args {
			args = append(args, name, value)
		}
		return coded(told.Code, args...)
	}
	if broken, ok := errors.AsType[*json.SyntaxError](err); ok {
		return coded("request.json", "at", strconv.FormatInt(broken.Offset, 10))
	}
	return coded("request.json", "at", "0")
}
