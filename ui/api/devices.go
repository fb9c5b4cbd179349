package api

import (
	"context"
	"time"
)

// DevicesReader reads the health of devices.
type DevicesReader interface {
	Devices(ctx context.Context, site string) (DevicesPage, error)
	// Frames are the last bytes of one device, oldest first; live ones come on
	// the topic device/ID.
	Frames(ctx context.Context, id string) (DeviceFrames, error)
	// Reads are the codes that a scanner read in the last ninety days, newest first.
	Reads(ctx context.Context, f DeviceReadsFilter) (DeviceReads, error)
}

// DevicesPage is every device of a site.
type DevicesPage struct {
	Rows List[DeviceRow] `json:"rows"`
	Seq  int64           `json:"seq"`
}

// DeviceRow is one device and how it fares.
type DeviceRow struct {
	ID      string       `json:"id"`
	Kind    string       `json:"kind" enum:"scanner,printer,cashreg,scale,handheld,bench"`
	Name    string       `json:"name"`
	Port    string       `json:"port"`
	Site    string       `json:"site,omitempty" doc:"name of its warehouse; absent while it has none"`
	Station string       `json:"station,omitempty"`
	Holder  *PersonMark  `json:"holder,omitempty"`
	Health  string       `json:"health" enum:"ok,attention,wrong,info,neutral"`
	State   Said         `json:"state"`
	Heard   *time.Time   `json:"heard,omitempty" doc:"last byte; absent when never"`
	Beats   List[int64]  `json:"beats" doc:"events in each two minutes of the last hour, oldest first; -1 is a gap"`
	Notes   List[Said]   `json:"notes" doc:"firmware, printed today, what runs low"`
	Habits  List[Said]   `json:"habits" doc:"what a scanner does to codes, that somebody should set right in it"`
	May     List[string] `json:"may" doc:"commands it knows: device.test, device.record"`

	Register *RegisterView `json:"register,omitempty" doc:"the day of a cash register; absent until it has told of it"`
}

// DeviceFrames is a piece of a conversation.
type DeviceFrames struct {
	Device string         `json:"device"`
	Frames List[RawFrame] `json:"frames"`
	Record bool           `json:"record" doc:"it is being recorded"`
	Open   string         `json:"open,omitempty" doc:"address of the newest recording; kept while the node runs"`
}

// RawFrame is what went over the wire once.
type RawFrame struct {
	Seq   int64     `json:"seq" doc:"per device, from 1"`
	At    time.Time `json:"at"`
	Out   bool      `json:"out" doc:"to the device"`
	Bytes []byte    `json:"bytes" doc:"the first 512"`
	More  int64     `json:"more,omitempty" doc:"bytes that are not shown"`
	Means *Said     `json:"means,omitempty"`
	Tone  Tone      `json:"tone,omitempty"`
}

// DeviceReadsFilter is which codes of a scanner are looked for.
type DeviceReadsFilter struct {
	ByID
	Page
	Text string `query:"text" maxLength:"200" doc:"part of a code, as text or as bytes in hexadecimal"`
}

// DeviceReads are codes that a scanner read, newest first.
type DeviceReads struct {
	Rows List[DeviceRead] `json:"rows"`
	Next string           `json:"next,omitempty" doc:"cursor of what is older; a page may be short and have one"`
}

// DeviceRead is one code as it was read, and what became of it.
type DeviceRead struct {
	At     time.Time `json:"at"`
	AIM    string    `json:"aim,omitempty" doc:"the identifier of its symbol, ]E0"`
	Bytes  []byte    `json:"bytes" doc:"every byte of the code; none of a badge and of what was no code"`
	Badge  bool      `json:"badge,omitempty" doc:"it lets somebody in and is not told"`
	Kind   string    `json:"kind,omitempty" enum:"text,gtin,gs1,sscc,mark" doc:"what it is by itself"`
	Answer string    `json:"answer" enum:"taken,look,refused,again,garbled"`
}

// DeviceName names a device.
type DeviceName struct {
	Device string `json:"device"`
}

// DeviceRecord starts or ends a recording.
type DeviceRecord struct {
	Device string `json:"device"`
	On     bool   `json:"on"`
}

// DeviceBind binds a device to a station.
type DeviceBind struct {
	Device  string `json:"device"`
	Station string `json:"station"`
}

// DeviceOffer asks for a sheet that lets one handheld in.
type DeviceOffer struct {
	Name   string `json:"name" minLength:"1" maxLength:"60"`
	Origin string `json:"origin" maxLength:"300" doc:"how the asking screen reaches the node: https://192.168.1.5:8080"`
}

// EnrolSheet is what the handheld is shown: codes for its camera, on the screen
// or on paper.
type EnrolSheet struct {
	Name        string    `json:"name"`
	Code        string    `json:"code" doc:"for who has to type it"`
	Ends        time.Time `json:"ends"`
	Trust       string    `json:"trust" doc:"address of the authority's certificate"`
	TrustQR     []byte    `json:"trustQR" doc:"PNG"`
	Fingerprint string    `json:"fingerprint" doc:"SHA-256 of the certificate"`
	Enter       string    `json:"enter" doc:"the link that lets in, once"`
	EnterQR     []byte    `json:"enterQR" doc:"PNG"`
	Sheet       []byte    `json:"sheet" doc:"PDF"`
	Seq         int64     `json:"seq"`
}

func (s *surface) devices() {
	read(s, "/api/devices", "devices.read", "Devices and how they fare",
		func(ctx context.Context, in *AtSite) (DevicesPage, error) {
			return s.core.Devices.Devices(ctx, in.Site)
		})
	read(s, "/api/devices/{id}/frames", "devices.read", "The last bytes of a device", func(ctx context.Context, in *ByID) (DeviceFrames, error) {
		return s.core.Devices.Frames(ctx, in.ID)
	})
	read(s, "/api/devices/{id}/reads", "devices.read", "Codes that a scanner read", func(ctx context.Context, in *DeviceReadsFilter) (DeviceReads, error) {
		return s.core.Devices.Reads(ctx, *in)
	})
	command[DeviceName, Done](s, "device.test", "Print a test label or beep")
	command[DeviceRecord, Done](s, "device.record", "Record a conversation that replays in tests")
	command[DeviceOffer, EnrolSheet](s, "staff.device.offer", "Make a sheet that lets one handheld in")
	command[DeviceName, Done](s, "staff.device.end", "Shut a handheld out and end the sessions on it")
	command[DeviceBind, Done](s, "device.bind", "Bind a device to a station")
}
