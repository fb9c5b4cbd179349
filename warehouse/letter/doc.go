// Package letter says which signs a text that people type may be made of.
//
// It keeps true that nothing a person named or wrote holds a sign that nobody
// sees: a control character, a mark that has no width or turns the direction of
// writing around, a separator of lines that no keyboard has. Two names that look
// alike are then the same name, and what is searched for is found.
//
// The one door of commands asks it of every text in every request that a person
// sends; rooms ask it of names and codes that reach them otherwise, as from a
// table. A text that comes from another program is cleaned instead: a shop does
// not type it again.
//
// # Why
//
// Cleaning what people type was refused: they would see something else kept than
// they sent, and of two codes that differ in such a sign one would silently
// become the other. A rule in each room was how it began, and half of the rooms
// forgot it.
package letter
