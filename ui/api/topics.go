package api

import (
	"context"
	"reflect"

	"github.com/danielgtaylor/huma/v2"
)

// Topic is something a screen follows live: a snapshot, then frames. It is
// granted by the very right of the read that it follows.
type Topic struct {
	Name  string // "orders", or "order/" where a key follows the slash
	Right Right
	// Snapshot reads the topic as it is now and the number of the newest frame
	// that is in it already: a sequence of the journal, or the topic's own count.
	Snapshot func(ctx context.Context, site, key string) (data any, seq int64, err error)

	frame reflect.Type
}

// Changed is the frame of a list or a card: these rows are to be read again.
// Its snapshot is empty: the screen has just read them.
type Changed struct {
	IDs List[string] `json:"ids" doc:"empty: all of them"`
}

// topic declares one whose frames are of type F.
func topic[F any](name string, right Right, snapshot func(ctx context.Context, site, key string) (any, int64, error)) Topic {
	return Topic{Name: name, Right: right, Snapshot: snapshot, frame: reflect.TypeFor[F]()}
}

// Topics is the table of everything that can be followed.
func Topics(core *Core) []Topic {
	changed := func(ctx context.Context, site, _ string) (any, int64, error) {
		now, err := core.Status.Counters(ctx, site)
		return Changed{}, now.Seq, err
	}
	counters := func(ctx context.Context, site, _ string) (any, int64, error) {
		seq := int64(0)
		if core.Turn != nil {
			seq = core.Turn("counters") // before the read, which then has all of that turn in it
		}
		now, err := core.Status.Counters(ctx, site)
		if core.Turn == nil {
			seq = now.Seq
		}
		return now, seq, err
	}
	counted := func(topic string) func(context.Context, string, string) (any, int64, error) {
		return func(ctx context.Context, site, key string) (any, int64, error) {
			if core.Turn == nil {
				return changed(ctx, site, key)
			}
			return Changed{}, core.Turn(topic), nil
		}
	}
	// Who has no warehouse yet follows this too: their first right may be the one
	// that has changed.
	rights := func(ctx context.Context, site, key string) (any, int64, error) {
		if site != "" {
			return changed(ctx, site, key)
		}
		return Changed{}, 0, nil
	}
	frames := func(ctx context.Context, _, id string) (any, int64, error) {
		now, err := core.Devices.Frames(ctx, id)
		last := int64(0)
		if n := len(now.Frames); n > 0 {
			last = now.Frames[n-1].Seq
		}
		return now, last, err
	}
	session := func(ctx context.Context, _, id string) (any, int64, error) {
		now, err := core.Floor.Session(ctx, id)
		return now, now.Seq, err
	}
	return []Topic{
		topic[Counters]("counters", everybody, counters),
		topic[Changed]("orders", "orders.read", changed),
		topic[Changed]("stock", "stock.read", changed),
		topic[Changed]("items", "catalog.read", changed),
		topic[Changed]("bins", "place.read", changed),
		topic[Changed]("devices", "devices.read", changed),
		topic[RawFrame]("device/", "devices.read", frames),
		topic[Changed]("people", "staff.read", changed),
		topic[Changed]("rights", everybody, rights), // somebody's have changed, perhaps one's own
		topic[Changed]("stuck", "stuck.read", counted("stuck")),
		topic[Changed]("imports", "import.read", changed),
		topic[Changed]("dispatch", "dispatch.read", changed),
		topic[Changed]("shops", "shop.read", counted("shops")),
		topic[FloorState]("session/", "floor.work", session),
	}
}

// describe puts the frames' shapes into the document and lists the topics, so
// that the matrix of rights walks them beside the reads.
func describe(doc *huma.OpenAPI, topics []Topic) {
	list := make([]map[string]string, 0, len(topics))
	for _, t := range topics {
		ref := doc.Components.Schemas.Schema(t.frame, true, t.frame.Name()).Ref
		list = append(list, map[string]string{"name": t.Name, "right": string(t.Right), "frame": ref})
	}
	if doc.Extensions == nil {
		doc.Extensions = map[string]any{}
	}
	doc.Extensions["x-topics"] = list
}
