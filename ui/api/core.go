package api

import (
	"context"
	"encoding/json"
	"io"
	"time"
)

// Core is everything the API asks; cmd fills it. A reader answers for the actor
// and the moment of its context and copies out: nothing it returns is shared.
type Core struct {
	Door     Door
	Guard    Guard
	Sessions Sessions
	Files    Files

	Orders   OrdersReader
	Stock    StockReader
	Items    ItemsReader
	Bins     BinsReader
	Layout   LayoutReader
	Devices  DevicesReader
	People   PeopleReader
	Stuck    StuckReader
	Imports  ImportsReader
	Tables   TablesReader
	Dispatch DispatchReader
	Shops    ShopsReader
	Status   StatusReader
	Settings SettingsReader
	Stencils StencilsReader
	Carriers CarriersReader
	Finder   Finder
	Floor    Floor
	Manual   ManualReader

	// Turn is the number of the newest frame of a topic that counts its own: what
	// it shows changes also when no entry of the journal says so. Without it they
	// count as the journal does.
	Turn func(topic string) int64

	// Secure marks cookies as Secure: true wherever TLS is spoken.
	Secure bool
}

// Door does one named command for the actor of ctx and answers with the
// command's own answer as JSON. Known id and same body: the same answer, with seq
// as of now where the command itself has none; known id and another body:
// Conflict. It checks the right itself.
type Door interface {
	Do(ctx context.Context, call CommandCall) (json.RawMessage, error)
}

// CommandCall is one write as a caller asks for it.
type CommandCall struct {
	ID      string          // made by the caller before it sends
	Device  string          // handheld or bench that keeps a counter; empty for others
	Counter uint64          // the device's own, from 1; 0 for others
	Station string          // where the person works; empty for the session's own
	At      time.Time       // the caller's clock; only shown
	Seen    int64           // journal sequence or version the caller had seen; 0 for none
	PIN     string          // of the caller, where a command wants it; kept nowhere
	Name    string          // "orders.cancel"
	Body    json.RawMessage // the command's request
}

// Guard answers whether the actor of ctx may read: nil, or a Denied fault that
// names the right. site is empty for what belongs to no warehouse, and for "the
// one the session is at".
type Guard interface {
	May(ctx context.Context, right, site string) error
}

// Files keeps bytes by their content: photos and tables that people send.
type Files interface {
	// Keep reads all of body, at most MaxFile bytes, and is idempotent.
	Keep(ctx context.Context, kind string, body io.Reader) (FileMark, error)
}

// FileMark names kept bytes.
type FileMark struct {
	Hash  string `json:"hash" doc:"SHA-256 in hexadecimal"`
	Bytes int64  `json:"bytes"`
	Open  string `json:"open,omitempty" doc:"address on this node, for a photo"`
}

// MaxFile bounds one uploaded file.
const MaxFile = 32 << 20

// MaxBody bounds every other request.
const MaxBody = 1 << 20
