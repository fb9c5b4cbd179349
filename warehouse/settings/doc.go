// Package settings keeps policy in the store: what the company decided, as
// against the configuration file, which says where the program stands.
//
// It keeps true:
//
//   - each owner's policy is one typed struct with defaults, and is complete at
//     every moment: what was never set is the default, also for a field that a
//     later release adds;
//
//   - a change names the version it saw, passes the owner's Check, and is
//     journaled field by field, old and new, in its transaction;
//
//   - a site follows the company until it has a policy of its own.
//
//     var policy = settings.Register("pick", Policy{LeaseMinutes: 20})
//
//     p, err := policy.At(tx, site)
//
// # Buckets
//
//	settings    owner, site (zero: the company) -> version, JSON of the struct
//
// # Why
//
// A table of keys and texts was refused: its reader parses at every use and
// learns of a wrong value in the middle of a shift. A field of a policy is a
// field of a struct, and the form in the office is made from it.
package settings
