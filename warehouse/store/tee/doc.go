// Package tee is an engine around an engine: every committed write-set also
// goes to a sink, in commit order. Feed the sink's frames to Apply elsewhere
// and you have a standby; keep them and you have what a benchmark replays.
//
// It keeps true:
//
//   - a frame is told once, after its commit and before the next;
//   - what failed or was rolled back is never told;
//   - the frames since an empty engine, applied in order, make an equal one.
//
// # Why
//
// bbolt's pages could be shipped instead, at many times the size, and only to
// another bbolt. Keys and values fit any engine.
package tee
