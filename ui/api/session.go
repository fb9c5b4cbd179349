package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
)

// CookieName is the session's cookie: HttpOnly, SameSite=Strict.
const CookieName = "session"

// DeviceCookie is the cookie by which an enrolled handheld is known, for
// deviceYears or until it is shut out.
const DeviceCookie = "device"

const deviceYears = 5

// Sessions opens and ends sessions. ctx of the openers carries no actor.
// A wrong login is Denied and takes as long as a right one; too many are TooOften.
type Sessions interface {
	Password(ctx context.Context, login, password string) (Opened, error)
	// ChangePassword opens a session for one who shows their password and chooses
	// another. Asked once more with the same it does the same; Invalid for a
	// password that will not do, Denied and TooOften as of Password.
	ChangePassword(ctx context.Context, change PasswordChange) (Opened, error)
	// ChangePIN gives ctx's actor the PIN that they choose, for their password.
	ChangePIN(ctx context.Context, change PINChange) error
	Badge(ctx context.Context, badge, pin string) (Opened, error)
	// Setup makes the first person by the one-time token that the node printed.
	Setup(ctx context.Context, first FirstPerson) (Opened, error)
	// SetupOpen reports whether the token can still be used.
	SetupOpen(ctx context.Context, token string) (bool, error)
	// Enrol lets a handheld in that shows the code of its sheet. Denied for a code
	// that is none, too old or used; TooOften for too many wrong ones.
	Enrol(ctx context.Context, code string) (Enrolled, error)
	// End ends the session of ctx's actor.
	End(ctx context.Context) error
	Me(ctx context.Context) (Me, error)
}

// Opened is a session just opened. Token is a secret: it goes into the cookie
// only.
type Opened struct {
	Token string
	Until time.Time
	Me    Me
}

// Me is the person at the screen: who, where, and what is allowed.
type Me struct {
	Person PersonMark     `json:"person"`
	Login  string         `json:"login"`
	Locale string         `json:"locale" enum:"ru,uk,en"`
	Firm   string         `json:"firm" doc:"name of the business"`
	Sites  List[SiteMark] `json:"sites"`
	Site   string         `json:"site" doc:"the warehouse at which the person works: one for all their sessions, so that choosing another changes it on every screen of theirs"`
	// Rights are the rights of reads, Commands the names of commands, that the
	// person has at that warehouse: a screen shows what it may, and disables what
	// it may not.
	Rights   List[string] `json:"rights"`
	Commands List[string] `json:"commands"`
	Works    List[string] `json:"works" doc:"what the person may work at on the floor there: pick, pack, receive, …"`
	Seq      int64        `json:"seq" doc:"the journal's last number"`
}

// FirstPerson is the owner, made once.
type FirstPerson struct {
	Token    string `json:"token"`
	Name     string `json:"name" minLength:"1" maxLength:"120"`
	Login    string `json:"login" minLength:"2" maxLength:"60"`
	Password string `json:"password" minLength:"10" maxLength:"200"`
	Locale   string `json:"locale" enum:"ru,uk,en"`
}

// PasswordLogin is what a desk sends.
type PasswordLogin struct {
	Login    string `json:"login" maxLength:"60"`
	Password string `json:"password" maxLength:"200"`
}

// PasswordChange is what a person sends who chooses a password. Password is the
// one before, a one-time one among them.
type PasswordChange struct {
	Login    string `json:"login" maxLength:"60"`
	Password string `json:"password" maxLength:"200"`
	Chosen   string `json:"chosen" maxLength:"200"`
}

// PINChange is what a person sends who chooses a PIN.
type PINChange struct {
	Password string `json:"password" maxLength:"200"`
	PIN      string `json:"pin" maxLength:"12"`
}

// BadgeLogin is what a floor terminal sends.
type BadgeLogin struct {
	Badge string `json:"badge" maxLength:"80"`
	PIN   string `json:"pin" maxLength:"12"`
}

// EnrolCode is what a handheld sends that opened the link of its sheet.
type EnrolCode struct {
	Code string `json:"code" minLength:"1" maxLength:"40"`
}

// Enrolled is a handheld that was let in just now. Secret goes into a cookie
// only.
type Enrolled struct {
	Secret string `json:"-"`
	Name   string `json:"name"`
}

// SetupState tells whether the set-up link still opens.
type SetupState struct {
	Open bool `json:"open"`
}

type enrolledWithCookie struct {
	Cookie []http.Cookie `header:"Set-Cookie"`
	Body   Enrolled
}

type meWithCookie struct {
	Cookie []http.Cookie `header:"Set-Cookie"`
	Body   Me
}

func (s *surface) session() {
	open(s, "/api/session/password", "Log in at a desk", func(ctx context.Context, in *PasswordLogin) (Opened, error) {
		return s.core.Sessions.Password(ctx, in.Login, in.Password)
	})
	open(s, "/api/session/password/change", "Choose a password by the one before, and log in", func(ctx context.Context, in *PasswordChange) (Opened, error) {
		return s.core.Sessions.ChangePassword(ctx, *in)
	})
	s.ownPIN()
	open(s, "/api/session/badge", "Log in by badge and PIN", func(ctx context.Context, in *BadgeLogin) (Opened, error) {
		return s.core.Sessions.Badge(ctx, in.Badge, in.PIN)
	})
	open(s, "/api/setup", "Make the first person by the one-time link", func(ctx context.Context, in *FirstPerson) (Opened, error) {
		return s.core.Sessions.Setup(ctx, *in)
	})
	enrol := huma.Operation{
		OperationID: nameOf("post", "/api/session/device"), Method: http.MethodPost, Path: "/api/session/device",
		Summary: "Let a handheld in by the code of its sheet", Tags: []string{"session"}, MaxBodyBytes: 16 << 10,
	}
	huma.Register(s, enrol, func(ctx context.Context, in *struct{ Body EnrolCode }) (*enrolledWithCookie, error) {
		let, err := s.core.Sessions.Enrol(ctx, in.Body.Code)
		if err != nil {
			return nil, problem(ctx, enrol.OperationID, err)
		}
		c := s.cookie(let.Secret, time.Now().AddDate(deviceYears, 0, 0))
		c.Name = DeviceCookie
		return &enrolledWithCookie{Cookie: []http.Cookie{c}, Body: let}, nil
	})
	read(s, "/api/setup/{token}", "", "Whether the set-up link still opens",
		func(ctx context.Context, in *struct {
			Token string `path:"token"`
		}) (SetupState, error) {
			usable, err := s.core.Sessions.SetupOpen(ctx, in.Token)
			return SetupState{usable}, err
		})
	read(s, "/api/me", "", "The person at the screen", func(ctx context.Context, _ *none) (Me, error) {
		return s.core.Sessions.Me(ctx)
	})
	end := huma.Operation{OperationID: "end-session", Method: http.MethodDelete, Path: "/api/session", Summary: "Log out", Tags: []string{"session"}, DefaultStatus: http.StatusNoContent}
	huma.Register(s, end, func(ctx context.Context, _ *none) (*struct {
		Cookie []http.Cookie `header:"Set-Cookie"`
	}, error) {
		if err := s.core.Sessions.End(ctx); err != nil {
			return nil, problem(ctx, end.OperationID, err)
		}
		return &struct {
			Cookie []http.Cookie `header:"Set-Cookie"`
		}{[]http.Cookie{s.cookie("", time.Unix(1, 0))}}, nil
	})
	command[SetLocale, Done](s, "staff.locale", "Choose one's own language")
	command[AtSiteBody, Done](s, "staff.site", "Choose the warehouse one's own session is at")
}

// ownPIN registers how a person chooses a PIN. It is no command of the door: the
// proof of who asks is made and eaten at once, and the same again does no harm.
func (s *surface) ownPIN() {
	op := huma.Operation{
		OperationID: nameOf("post", "/api/me/pin"), Method: http.MethodPost, Path: "/api/me/pin", Summary: "Choose one's own PIN",
		Tags: []string{"session"}, MaxBodyBytes: 16 << 10, DefaultStatus: http.StatusNoContent, Extensions: map[string]any{"x-right": string(everybody)},
	}
	huma.Register(s, op, func(ctx context.Context, in *struct{ Body PINChange }) (*struct{}, error) {
		if err := s.core.Guard.May(ctx, string(everybody), ""); err != nil {
			return nil, problem(ctx, op.OperationID, err)
		}
		if err := s.core.Sessions.ChangePIN(ctx, in.Body); err != nil {
			return nil, problem(ctx, op.OperationID, err)
		}
		return nil, nil
	})
}

// SetLocale chooses the language of the person who asks.
type SetLocale struct {
	Locale string `json:"locale" enum:"ru,uk,en"`
}

// AtSiteBody names a warehouse.
type AtSiteBody struct {
	Site string `json:"site"`
}

// open registers a way in: its answer is Me, its secret the cookie.
func open[B any](s *surface, path, summary string, do func(context.Context, *B) (Opened, error)) {
	op := huma.Operation{
		OperationID: nameOf("post", path), Method: http.MethodPost, Path: path, Summary: summary,
		Tags: []string{tagOf(path)}, MaxBodyBytes: 16 << 10,
	}
	huma.Register(s, op, func(ctx context.Context, in *struct{ Body B }) (*meWithCookie, error) {
		opened, err := do(ctx, &in.Body)
		if err != nil {
			return nil, problem(ctx, op.OperationID, err)
		}
		return &meWithCookie{Cookie: []http.Cookie{s.cookie(opened.Token, opened.Until)}, Body: opened.Me}, nil
	})
}

func (s *surface) cookie(token string, until time.Time) http.Cookie {
	return http.Cookie{
		Name: CookieName, Value: token, Path: "/", Expires: until,
		HttpOnly: true, Secure: s.core.Secure, SameSite: http.SameSiteStrictMode,
	}
}
