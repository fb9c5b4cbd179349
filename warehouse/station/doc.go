// Package station is a person at work: one session a person, what a scan means
// in it, and the marks of which every floor screen is made.
//
// It keeps true:
//
//   - a person has one session, whatever scanners and screens are in hand, and
//     every screen of it shows the same reply;
//   - a scanner is bound to one person at a time: to whose badge it read last, and
//     with the screen of its bench it goes to whoever takes that over. Neither
//     changes hands while who has it is in the middle of something and at it
//     (Keeps). Whoever comes and whoever had it are told each other's name (hands.go);
//   - input is judged in the order in which it arrives: a scan by the present
//     state, a touch only if the person saw the present version;
//   - an unknown code changes nothing; it is answered and shown;
//   - a code with several meanings is taken for the only one that the present step
//     can use (Chooser); where it can use several nobody guesses: the session asks
//     (Question), and a person says which by touch, by a digit, or by a code that means
//     one of them alone. The answer is that scan again, lot and day included, judged by
//     the state of then; whatever else is done gives the question up, and a question is
//     open exactly as long as the screens show it;
//   - a code with a flaw is obeyed where what it means is sure all the same, and
//     the flaw is said beside the answer; otherwise it changes nothing, and the
//     answer is what is wrong with it;
//   - what a flow decides on runs in the transaction of the scan, after the
//     same check of rights;
//   - what waits behind a look (Detour) goes on where it was;
//   - a list of work that is looked at changes with what waits (Lists);
//   - goods in the hand that are booked nowhere are told of before a person
//     leaves with them (Holding).
//
// # Buckets
//
//	station.sessions   person  -> where, which flow, its state, the last reply
//	station.bindings   device  -> person
//	station.habits     scanner -> what it spoils: separators, the keyboard layout
//
// # Why
//
// A session per screen was refused: a ring scanner and a tablet in one hand
// would be two people. Sessions in memory were refused: a restart in the middle
// of a walk would ask the picker to begin anew.
//
// Unlike the other resolvers, which register themselves from above (AddResolver),
// codes of goods and places are asked for here: every flow needs both.
//
// That a question is kept beside the state of the flow, and its code is looked up
// again for the answer, costs a second look; but no flow knows of questions, and
// nothing that was changed meanwhile is posted by an old list.
//
// What the flows had each for themselves stands here once: what is in the hand
// (Taken), what can be taken back (Remember), a scan that was refused (Refusal)
// and the drawing of all three. A verdict and the step below a refusal did not
// come along: they are of the flow's own state and steps, and a type with
// parameters for both would be longer than the lines it saves.
package station
