package receipt

// Kind says which way goods and money go (FFD tag 1054).
type Kind string

const (
	Sale      Kind = "sale"       // приход
	Return    Kind = "return"     // возврат прихода: the buyer brings goods back
	Buy       Kind = "buy"        // расход: we buy from a person
	BuyReturn Kind = "buy-return" // возврат расхода
)

// Receipt is one fiscal document of a sale, as it shall stand in the register's
// memory. A discount is already in the prices.
type Receipt struct {
	// Job names this receipt for ever: at most 16 letters and digits. It is
	// written into the document (FFD tag 1192), so that the register can be
	// asked later whether the job became one.
	Job        string
	Kind       Kind
	Correction *Correction // nil: an ordinary receipt
	TaxSystem  TaxSystem
	Lines      []Line
	Payments   Payments
	Cashier    Cashier
	Buyer      Buyer
}

// Total is the sum of the lines in minor units (FFD tag 1020).
func (r Receipt) Total() int64 {
	var sum int64
	for _, l := range r.Lines {
		sum += l.Sum
	}
	return sum
}

// Line is one position (FFD tag 1059).
type Line struct {
	Name     string   // 1030
	Price    int64    // 1079, minor units for one unit, tax included
	Quantity Quantity // 1023
	Sum      int64    // 1043, minor units; at most one away from price × quantity
	Rate     Rate     // 1199
	Subject  Subject  // 1212
	Method   Method   // 1214
	Unit     Unit     // 2108; "" is pieces
	Mark     string   // 2000, the marking code as it was scanned, with its separators; "" is none
}

// Quantity is an amount in millionths of its unit.
type Quantity int64

// One is a whole unit.
const One Quantity = 1_000_000

// Pieces is n whole units.
func Pieces(n int64) Quantity { return Quantity(n) * One }

// Thousandths is n thousandths of a unit: grams of a kilogram.
func Thousandths(n int64) Quantity { return Quantity(n) * (One / 1000) }

// Payments says how the total was settled, in minor units. Each part is what it
// pays of the total, so cash is what stays in the drawer: change is given
// before the receipt is made.
type Payments struct {
	Cash    int64 // 1031
	Card    int64 // 1081, every payment without cash
	Prepaid int64 // 1215, an earlier prepayment that is set off now
	Credit  int64 // 1216, will be paid later
	Other   int64 // 1217, counter-provision
}

// Sum is what was settled in all.
func (p Payments) Sum() int64 { return p.Cash + p.Card + p.Prepaid + p.Credit + p.Other }

// Cashier is who answers for the receipt (FFD tags 1021 and 1203).
type Cashier struct {
	Name string
	INN  string // 12 digits or ""
}

// Buyer is what the receipt says of the customer; every field may be empty.
type Buyer struct {
	Contact string // 1008, phone with + or e-mail: where the receipt is sent
	Name    string // 1227
	INN     string // 1228, 10 or 12 digits
}

// Correction makes a receipt a document of correction (FFD tags 1173, 1174): of a
// sale that was made and not registered, or registered wrong.
type Correction struct {
	Ordered bool   // by the tax office (1173 = 1); else on our own
	Basis   string // what says so: "служебная записка" (1177; it stands in FFD 1.05 and 1.1 only)
	Day     Day    // of the sale that was not registered (1178)
	Number  string // of that paper, or of the order of the tax office (1179); "" only on our own
}

// Day is a calendar day, "2026-01-31"; days compare as text.
type Day string
