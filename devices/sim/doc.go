// Package sim is what simulated devices have in common: the cable of a serial one
// (Terminal), and faults of the link, written as a script.
//
// A simulator speaks the real bytes over a real line and behaves well; a
// [Faults] around its line does the harm, at a byte that the script names:
//
//	< 12 cut               the link ends before byte 12 of what the device says
//	> 0 delay 300ms        what we send reaches the device later
//	< 5 corrupt 2          bytes 5 and 6 change
//	< 3 duplicate 4        bytes 3 to 6 come twice
//	< 0 dribble 30ms 10    ten bytes come one by one; without a count all do
//	> 7 drop               from byte 7 on nothing reaches the device; with a count that many bytes
//
// "<" is what the device says and ">" what it hears, as in recordings. Bytes are
// counted from the moment the fault is armed, over all connections of the
// device. What it keeps true: every fault happens at exactly its byte, however
// the stream is split, and once.
//
// # Why
//
// Faults are outside the simulators, so that every device is tried with the
// same ones, and no simulator has a branch that only tests reach. They are
// counted in bytes and not in seconds, so that a test that failed fails again.
package sim
