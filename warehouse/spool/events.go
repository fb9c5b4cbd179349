package spool

import (
	"encoding/json"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/seal"
)

// The events of the spool. Who put the job stands in the entry, and of what a
// person said, that person.
type (
	// DoneEvent says that a job was carried out.
	DoneEvent struct {
		Job    JobID           `json:"job"`
		Kind   string          `json:"kind"`
		Queue  Queue           `json:"queue"`
		Result json.RawMessage `json:"result,omitempty"` // of the kind
		Tries  int             `json:"tries"`
		Asked  bool            `json:"asked,omitempty"` // the machine said so when it was asked
		Said   bool            `json:"said,omitempty"`  // a person said so
	}

	// DelayedEvent says that a job could not be carried out yet and will be by
	// itself. It is recorded when the reason changes, not at every try.
	DelayedEvent struct {
		Job   JobID  `json:"job"`
		Kind  string `json:"kind"`
		Queue Queue  `json:"queue"`
		Why   Why    `json:"why"`
		Tries int    `json:"tries"`
	}

	// RefusedEvent says that a job was not carried out and will not be by itself.
	RefusedEvent struct {
		Job   JobID  `json:"job"`
		Kind  string `json:"kind"`
		Queue Queue  `json:"queue"`
		Why   Why    `json:"why"`
		Tries int    `json:"tries"`
	}

	// UnknownEvent says that a job may have been carried out. While Asking, the
	// machine will be asked; otherwise a person says.
	UnknownEvent struct {
		Job    JobID  `json:"job"`
		Kind   string `json:"kind"`
		Queue  Queue  `json:"queue"`
		Why    Why    `json:"why"`
		Asking bool   `json:"asking,omitempty"`
	}

	// ResolvedEvent says what a person said of a job that was stuck.
	ResolvedEvent struct {
		Job      JobID      `json:"job"`
		Kind     string     `json:"kind"`
		Queue    Queue      `json:"queue"`
		From     State      `json:"from"`
		To       State      `json:"to"`
		Finding  Finding    `json:"finding,omitempty"` // of Asking and Unknown
		Evidence seal.Words `json:"evidence,omitzero"`
	}

	// resolved1 is ResolvedEvent when what was typed stood in the open.
	resolved1 struct {
		Job      JobID   `json:"job"`
		Kind     string  `json:"kind"`
		Queue    Queue   `json:"queue"`
		From     State   `json:"from"`
		To       State   `json:"to"`
		Finding  Finding `json:"finding,omitempty"`
		Evidence string  `json:"evidence,omitempty"`
	}

	// PausedEvent and ResumedEvent say that a queue was stopped and goes on.
	PausedEvent struct {
		Queue  Queue            `json:"queue"`
		Site   warehouse.SiteID `json:"site,omitzero"`
		Reason string           `json:"reason,omitempty"`
	}
	ResumedEvent struct {
		Queue Queue            `json:"queue"`
		Site  warehouse.SiteID `json:"site,omitzero"`
	}
)

var (
	exampleJob   = JobID{5: 1, 7: 1, 9: 1, 15: 3}
	exampleWords = seal.Typed(seal.Sealed{Subject: warehouse.SubjectID{4}, Box: []byte("sealed")})
	exampleWhy   = Why{Code: "spool.died", Args: fault.Args{"queue": "printer/1"}, Detail: "read tcp: connection reset"}
)

// The kinds under which they stand in the journal.
var (
	DoneKind     = journal.Register("spool.done/1", DoneEvent{exampleJob, "label", "printer/1", json.RawMessage(`118`), 2, true, true})
	DelayedKind  = journal.Register("spool.delayed/1", DelayedEvent{exampleJob, "label", "printer/1", exampleWhy, 2})
	RefusedKind  = journal.Register("spool.refused/1", RefusedEvent{exampleJob, "label", "printer/1", exampleWhy, 2})
	UnknownKind  = journal.Register("spool.unknown/1", UnknownEvent{exampleJob, "label", "printer/1", exampleWhy, true})
	ResolvedKind = journal.Upcast(journal.Register("spool.resolved/2", ResolvedEvent{exampleJob, "label", "printer/1", Unknown, Waiting, DidNot, exampleWords}),
		"spool.resolved/1", resolved1{exampleJob, "label", "printer/1", Unknown, Waiting, DidNot, "nothing on the tray"},
		func(old resolved1) ResolvedEvent {
			return ResolvedEvent{old.Job, old.Kind, old.Queue, old.From, old.To, old.Finding, seal.Words{Plain: old.Evidence}}
		})
	PausedKind  = journal.Register("spool.paused/1", PausedEvent{"printer/1", warehouse.SiteID{7}, "ribbon is being changed"})
	ResumedKind = journal.Register("spool.resumed/1", ResumedEvent{"printer/1", warehouse.SiteID{7}})
)
