// Package look answers what is here, and where it is: a person scans any bin,
// tote, parcel, item or order and sees what lies there, what of it is set aside
// and for whom, and what came and went last.
//
// It keeps true:
//
//   - nothing is written but the session's own answer, whatever is scanned;
//   - the next scan takes the place of the picture; one that nobody knows, or that
//     means several things, leaves it;
//   - a look does not end what the person was doing (station.Detour): a walk and
//     the goods in the hand wait behind it, and the action "back", the menu or the
//     code of the walk's own flow goes on where it was. The lease of an order that
//     is being picked is not renewed meanwhile: who looks for longer than that is
//     told so on coming back;
//   - nothing of another warehouse is shown;
//   - an answer takes a bounded time: of long lists the beginning is shown, and how
//     many more there are.
//
// # Why
//
// The handheld could have asked the office's reads instead. It was refused: scans
// come by serial scanners and benches too, which speak to a session, and what a
// code means is decided in one place.
//
// The bin called best is the one that an order for one unit would be picked from:
// stow.Take, the rule of picking itself, and no opinion of this package.
package look
