package receipt

import "time"

// Figures are what a register has counted in the shift that it is at, by its own
// word. All sums are in minor units; those of a closed shift are zero.
type Figures struct {
	Shift    int
	Opened   time.Time // by the register's clock; zero while closed, or when its memory does not say
	Document uint32    // that opened it; 0 likewise
	Sales    Payments  // how receipts of sale were settled
	Returns  Payments  // and those of their returns
	Drawer   int64     // cash that should lie in it
	CashIn   int64     // put in that was no sale
	CashOut  int64     // taken out that was no return
}
