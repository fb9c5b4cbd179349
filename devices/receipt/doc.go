// Package receipt is the word for fiscal receipts: what is sold and how it was
// paid, what a register can be asked, and how a sale ended.
//
// It is pure data. Money is int64 in minor units, quantities are exact in
// millionths of their unit, and every value can be kept as JSON: a receipt
// waits in the spool, an intent is stored before the register is told to close
// it, an outcome comes back from a bench computer.
//
// What it keeps true:
//
//   - a [Receipt] that passed Validate has sums that agree to the last kopeck,
//     texts that fit their tags and can be written by every register (the
//     letters that cp866 and windows-1251 share), and rates that exist;
//   - a tax rate is a dated row of data: the rate of an old sale stays known for
//     its return when a new one has come;
//   - a marking code is what was scanned, byte for byte, and has its separators as
//     far as anybody can tell: what a code is, it asks the word scan;
//   - an [Outcome] is one of three and never a guess: done and here is the
//     document, not done and nothing was registered, or unknown and here is what
//     the register showed.
//
// # Why
//
// Names of the field are kept (FFD tags stand in the comments), but values are
// words and not tag numbers: the same receipt goes to registers that number
// rates and payments each in their own way, and to services that have no
// numbers. Drivers own those tables and refuse what they do not list.
//
// The outcome is a value and not an error: "unknown" is where money is lost, so
// a caller must look at it as often as at success.
package receipt
