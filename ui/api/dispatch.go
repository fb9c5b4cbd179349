package api

import (
	"context"
	"time"
)

// DispatchReader reads what waits for couriers.
type DispatchReader interface {
	Dispatch(ctx context.Context, site string) (DispatchPage, error)
}

// DispatchPage is couriers by departure.
type DispatchPage struct {
	Couriers List[Courier] `json:"couriers"`
	Seq      int64         `json:"seq"`
}

// Courier is one carrier's next departure. Waiting + out = parcels that should
// leave; missing ones were listed and not scanned when the list was closed.
type Courier struct {
	ID      string          `json:"id"`
	Name    string          `json:"name"`
	Dock    *PlaceMark      `json:"dock,omitempty"`
	Leaves  *time.Time      `json:"leaves,omitempty"`
	Waiting int64           `json:"waiting"`
	Out     int64           `json:"out" doc:"scanned out for this departure"`
	Grams   int64           `json:"grams"`
	Parcels List[ParcelRow] `json:"parcels"`
	Papers  List[Document]  `json:"papers" doc:"the courier's lists, newest first"`
	Open    string          `json:"open,omitempty" doc:"the list now being scanned"`
}

// ParcelRow is a parcel on its way to a courier.
type ParcelRow struct {
	Parcel  PlaceMark   `json:"parcel"`
	Order   string      `json:"order"`
	OrderID string      `json:"orderId"`
	City    string      `json:"city,omitempty"`
	Grams   int64       `json:"grams"`
	At      time.Time   `json:"at" doc:"packed, or scanned out"`
	Person  *PersonMark `json:"person,omitempty"`
	State   string      `json:"state" enum:"waiting,out,missing,stopped" doc:"missing: it should have left with the list before; stopped: on the list, and its order was cancelled or changed since"`
	Label   string      `json:"label" enum:"printed,waiting,failed"`
	Why     *Said       `json:"why,omitempty" doc:"why the label is not printed"`
}

// CourierList opens, closes or prints a courier's list.
type CourierList struct {
	Courier string `json:"courier"`
	Site    string `json:"site,omitempty"`
}

// CourierClose closes a courier's open list.
type CourierClose struct {
	CourierList
	Leave bool `json:"leave,omitempty" doc:"what is ready and was not scanned stays: the person was told. Without it such a list is not closed"`
}

// ShipmentLabels asks for labels of what a courier took on its newest list, a
// pallet or a cage each.
type ShipmentLabels struct {
	CourierList
	Copies  int64  `json:"copies" minimum:"1" maximum:"200"`
	Printer string `json:"printer,omitempty"`
}

func (s *surface) dispatch() {
	read(s, "/api/dispatch", "dispatch.read", "Parcels that wait for couriers",
		func(ctx context.Context, in *AtSite) (DispatchPage, error) {
			return s.core.Dispatch.Dispatch(ctx, in.Site)
		})
	command[CourierClose, Done](s, "dispatch.close", "Close a courier's list: here the goods leave the house")
	command[CourierList, Done](s, "dispatch.print", "Print a courier's list")
	command[ShipmentLabels, Done](s, "dispatch.label", "Print labels of what a courier took")
}
