// Package staff knows the people who work here: who they are, what each may do
// and where, and how they prove that it is them.
//
// It keeps true:
//
//   - May is the one answer to "may this person do that there": from the
//     person's roles and grants, this moment, in the asker's transaction;
//   - a secret (password, PIN, badge code, token) is stored as a hash and
//     stands in no event; slow hashing happens outside every transaction;
//   - whoever proved who they are gets a Voucher from the Gate, and nobody opens
//     a session or changes a password without one;
//   - a login, a badge and a token each name at most one person;
//   - nobody gives a right that they lack, nor changes how somebody comes in who
//     may more than they do; one person is always owner;
//   - a role of the company that somebody holds stays in use, and no two in use
//     have one name, whatever its letters' case;
//   - a program may nothing that its token does not say, nor that who answers for
//     it may not, and gives no more than both have;
//   - who has left may nothing, has no session and no token;
//   - who has a PIN is asked for it when their badge opens a session, and before
//     what nobody takes back; who has none is asked for nothing.
//
// # Buckets
//
//	staff.people             person                -> who, roles, hashes
//	staff.people.login       login                 -> (unique)
//	staff.people.badge       keyed hash of a code  -> (unique)
//	staff.roles              id                    -> role of the company: patterns of rights
//	staff.sessions           session               -> whose, where, until when
//	staff.sessions.digest    SHA-256 of its secret -> (unique)
//	staff.sessions.person    person                -> (index)
//	staff.tokens             token                 -> program, secret before the last
//	staff.tokens.digest      SHA-256 of a secret   -> (unique)
//	staff.tokens.for         who answers for it    -> (index)
//	staff.devices            device                -> enrolled handheld or bench
//	staff.devices.digest     SHA-256 of its secret -> (unique)
//	staff.offers             SHA-256 of a code     -> device that may come in with it
//	staff.setup              1                     -> SHA-256 of the set-up link
//
// # Why
//
// Rights are asked of the store in each transaction and not read from a signed
// token: a right that is taken away is gone with the commit that took it. Roles
// are sets of patterns ("pick.*") rather than lists, so that a new command of a
// floor is not forbidden to all who work on it. Hashing in the transaction of the
// command was refused: tens of milliseconds of the one writer for every login.
//
// A PIN is a person's own choice or their manager's, not a rule for all: a picker
// who is asked at every bench works slower, an owner whose desk stands open loses
// money. A scanner on a wire has no keys to ask by, so a badge of somebody with a
// PIN binds it only while a session is open that asked (Proved). The codes of the
// badges that we print are random: numbers one after another would let whoever
// has a badge type the next.
package staff
