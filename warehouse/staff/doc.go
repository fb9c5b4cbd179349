// Package staff knows the people who work here: who they are, what each may do
// and where, and how they prove that it is them.
//
// It keeps true:
//
//   - May is the one answer to "may this person do that there": from the
//     person's roles and grants, this moment, in the asker's transaction;
//   - a secret (password, PIN, badge code, token) is stored as a hash and
//     stands in no event, and hashing happens outside every transaction;
//   - a login, a badge and a token each name at most one person;
//   - who has left may nothing and has no session.
//
// # Buckets
//
//	staff.people             person                -> who, rights, hashes
//	staff.people.login       login                 -> (unique)
//	staff.people.badge       badge hash            -> (unique)
//	staff.roles              name                  -> custom role: patterns of rights
//
// # Why
//
// Rights are asked of the store in each transaction and not read from a signed
// token: a right that is taken away is gone with the commit that took it. Roles
// are sets of patterns ("pick.*") rather than lists, so that a new command of a
// floor is not forbidden to all who work on it.
package staff
