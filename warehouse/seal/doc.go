// Package seal keeps the personal data of customers and staff: a name, phone,
// address, e-mail or message is stored as Sealed only, encrypted under the key
// of the person whom it is about.
//
// It keeps true:
//
//   - a Sealed shows nothing of its content to whoever prints, logs or encodes
//     it; only Keyring.Open does;
//   - a subject's key is durable before anything is sealed under it;
//   - after Forget nobody can open what was sealed for that subject, wherever
//     copies of it lie: the key is in no file of ours but the copies of keys,
//     which are dropped when they are too old;
//   - what is searched by is a keyed hash, good for equality and nothing else.
//
// # Buckets
//
// Of keys.db, which is a file of its own and never journaled:
//
//	seal.keys   subject -> key of 32 bytes, since
//	seal.ring   name    -> the key of Hash; whether the file awaits a rewrite
//
// Of the node's own database:
//
//	seal.due    subject -> when they asked to be forgotten, while their key is there
//	seal.gone   subject -> when their key was deleted
//
// Copies of keys.db are kept for a short time and apart from those of the
// database; a restore from one forgets again whoever the database knows as gone.
//
// # Why
//
// Data cannot be taken out of a chained journal, nor out of pages that bbolt
// has freed, nor out of last month's backup. A key can be taken out of one
// small file. Plain fields with a delete routine were refused for that reason,
// and so was one key for everybody: it can forget nobody.
package seal
