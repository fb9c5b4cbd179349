// Package station is a person at work: what a scan was answered, and the marks
// of which every floor screen is made.
package station
