// Package ui is the face of the node: the HTTP server with its sessions, the
// built front end, the API of ui/api, and the websocket.
//
// It keeps true: it reads everything and decides nothing; no page runs a script
// that is not ours (a strict Content-Security-Policy without exceptions); a
// request that changes something comes from our own pages or carries a token;
// nobody waits for a slow client.
//
//	/ /pick /pack        the three faces, from the embedded build
//	/manual              the operator's manual, a screen of the office; its pictures
//	/assets/…            hashed names, kept for ever
//	/api/…               ui/api
//	/files/…             photos and papers, sandboxed
//	/live                the websocket: see Hub
//	/healthz             200 once it serves
//
// # Why
//
// One websocket with topics and not one address per screen: a handheld wakes
// with one connection, and a screen sees a gap because each frame names the one
// before it on this very socket. Server-sent events were refused because a scan
// goes up the same line.
package ui
