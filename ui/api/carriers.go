package api

import (
	"context"
	"time"
)

// CarriersReader reads labels that carriers made.
type CarriersReader interface {
	// CarrierLabel is a page of a label as it will be printed.
	CarrierLabel(ctx context.Context, id string, on CarrierPaper) (CarrierSheet, error)
}

// CarrierLabel is a label that a carrier or a marketplace made for an order.
type CarrierLabel struct {
	ID     string      `json:"id"`
	Format string      `json:"format" enum:"zpl,png,pdf"`
	Pages  int64       `json:"pages"`
	Bytes  int64       `json:"bytes"`
	At     time.Time   `json:"at"`
	By     *PersonMark `json:"by,omitempty"`
}

// CarrierPaper is what a label is to be printed on.
type CarrierPaper struct {
	Number  int64  `query:"page" minimum:"1" default:"1" doc:"of the file"`
	Printer string `query:"printer" maxLength:"100" doc:"its name; without it that of the bench, or the first"`
	Width   int64  `query:"width" minimum:"15000" maximum:"220000" default:"100000" doc:"of the paper, in micrometres"`
	Height  int64  `query:"height" minimum:"15000" maximum:"320000" default:"150000"`
}

// CarrierSheet is one label of a file as it will be printed.
type CarrierSheet struct {
	CarrierLabel
	Order    string               `json:"order"`
	OrderNo  string               `json:"orderNo"`
	Page     int64                `json:"page"`
	Picture  []byte               `json:"picture" doc:"PNG, a pixel a dot; of ZPL it is about what comes out"`
	About    bool                 `json:"about,omitempty" doc:"the printer draws it with letters of its own"`
	Codes    List[CarrierCode]    `json:"codes"`
	Doubts   List[Said]           `json:"doubts" doc:"what a person must confirm before it is printed"`
	Notes    List[Said]           `json:"notes" doc:"what was done so that it fits"`
	Printers List[StencilPrinter] `json:"printers" doc:"of the order's warehouse"`
	Printer  string               `json:"printer" doc:"for which it is drawn"`
	Seq      int64                `json:"seq"`
}

// CarrierCode is a barcode of a label.
type CarrierCode struct {
	Symbology string `json:"symbology" example:"code128"`
	Data      string `json:"data"`
	State     string `json:"state" enum:"read,lost,said" doc:"read: on the label as it will be printed; lost: in the file only; said: the printer is told to draw it"`
}

// CarrierLabelAdd brings a label to an order.
type CarrierLabelAdd struct {
	Order string `json:"order"`
	File  []byte `json:"file" minLength:"1" doc:"ZPL, PNG or PDF, at most 720 KiB"`
}

// CarrierLabelAdded names it.
type CarrierLabelAdded struct {
	Label string `json:"label"`
	Seq   int64  `json:"seq"`
}

// CarrierLabelPrint prints a label.
type CarrierLabelPrint struct {
	Label     string `json:"label"`
	Page      int64  `json:"page" minimum:"0" doc:"of the file; 0 is all"`
	Copies    int64  `json:"copies" minimum:"1" maximum:"200"`
	Width     int64  `json:"width" doc:"of the paper, in micrometres"`
	Height    int64  `json:"height"`
	Printer   string `json:"printer,omitempty" doc:"its name; without it that of the bench, or the first"`
	Confirmed bool   `json:"confirmed,omitempty" doc:"the person saw what is doubtful about it"`
}

// CarrierLabelName names a label.
type CarrierLabelName struct {
	Label string `json:"label"`
}

func (s *surface) carriers() {
	read(s, "/api/carrier-labels/{id}", "orders.print", "A label that a carrier made, as it will be printed",
		func(ctx context.Context, in *struct {
			ByID
			CarrierPaper
		}) (CarrierSheet, error) {
			return s.core.Carriers.CarrierLabel(ctx, in.ID, in.CarrierPaper)
		})
	command[CarrierLabelAdd, CarrierLabelAdded](s, "ship.label.add", "Bring a label that a carrier made to an order")
	command[CarrierLabelPrint, Done](s, "ship.label.print", "Print a label that a carrier made")
	command[CarrierLabelName, Done](s, "ship.label.remove", "Take a label that a carrier made away")
}
