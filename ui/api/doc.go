// Package api is the HTTP contract of the node: what every screen is sent and
// what a screen may ask to be done. Views are plain structs, one file a resource;
// the OpenAPI document and the front end's types are generated from them.
//
// It keeps true: a route decides nothing. A read asks one small interface that
// the core implements; a write names one command and hands it to the one Door.
// Every operation but those that open a session names the right it needs. An
// error leaves as a problem (RFC 9457) with a fault's code and arguments; its
// sentence is ui/locale's.
//
//	GET  /api/RESOURCE…       a read; its right stands in x-right
//	POST /api/do/COMMAND      a write; Idempotency-Key is the command's id
//	POST /api/session…        opens and ends sessions
//	POST /api/files           keeps bytes, answers with the name of their content
//
// Shapes: money is whole minor units with its currency, a quantity whole units
// with their name, ids and human numbers are strings, times are RFC 3339 in UTC,
// a list is never null. Words are never sent: a status is a name, a sentence is
// a code with arguments (Said).
//
// # Why
//
// Views are declared here and not in the domain, so that a table can change
// without a screen noticing, and a screen without a migration. A REST verb per
// entity was refused for writes: the product has one door of named commands, and
// a path that is the command's name cannot disagree with it.
package api
