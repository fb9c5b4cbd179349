package receipt

// FFD: the fiscal data formats 1.05, 1.1 and 1.2 of the Russian tax service
// (order ЕД-7-20/662@, appendix 2). Numbers below are values of their tags.

// TaxSystem is how the seller is taxed (FFD tag 1055).
type TaxSystem string

const (
	General          TaxSystem = "general"           // ОСН
	SimplifiedIncome TaxSystem = "simplified-income" // УСН доход
	SimplifiedProfit TaxSystem = "simplified-profit" // УСН доход минус расход
	Agricultural     TaxSystem = "agricultural"      // ЕСХН
	Patent           TaxSystem = "patent"            // ПСН
)

var taxSystems = map[TaxSystem]byte{General: 1, SimplifiedIncome: 2, SimplifiedProfit: 4, Agricultural: 16, Patent: 32}

// FFD is the bit of tag 1055; zero for a system that is not known.
func (t TaxSystem) FFD() byte { return taxSystems[t] }

// Subject is what is paid for (FFD tag 1212).
type Subject string

const (
	Goods  Subject = "goods"
	Excise Subject = "excise"
	// Goods and excisable goods with a marking code; before FFD 1.2 a register
	// calls them what they are without it.
	MarkedGoods  Subject = "marked-goods"
	MarkedExcise Subject = "marked-excise"
	Work         Subject = "work"
	Service      Subject = "service"
	Payment      Subject = "payment" // a prepayment or deposit: nothing is handed over yet
	AgentFee     Subject = "agent-fee"
	Other        Subject = "other"
)

var subjects = map[Subject]byte{Goods: 1, Excise: 2, Work: 3, Service: 4, Payment: 10, AgentFee: 11, Other: 13, MarkedExcise: 31, MarkedGoods: 33}

// Marked says that a marking code belongs to it.
func (s Subject) Marked() bool { return s == MarkedGoods || s == MarkedExcise }

// Unmarked is what the subject is called where nobody knows of marking codes.
func (s Subject) Unmarked() Subject {
	switch s {
	case MarkedGoods:
		return Goods
	case MarkedExcise:
		return Excise
	}
	return s
}

// FFD is the value of tag 1212; zero for a subject that is not known.
func (s Subject) FFD() byte { return subjects[s] }

// Method is what this receipt settles (FFD tag 1214).
type Method string

const (
	FullPrepayment  Method = "full-prepayment"   // all is paid, nothing handed over
	Prepayment      Method = "prepayment"        // a part is paid, nothing handed over
	Advance         Method = "advance"           // paid before it is known for what
	FullPayment     Method = "full-payment"      // handed over and settled
	PartialCredit   Method = "partial-credit"    // handed over, paid in part
	Credit          Method = "credit"            // handed over, nothing paid
	PaymentOnCredit Method = "payment-on-credit" // a debt is paid
)

var methods = map[Method]byte{FullPrepayment: 1, Prepayment: 2, Advance: 3, FullPayment: 4, PartialCredit: 5, Credit: 6, PaymentOnCredit: 7}

// FFD is the value of tag 1214; zero for a method that is not known.
func (m Method) FFD() byte { return methods[m] }

// Unit is what a quantity counts (FFD 1.2, tag 2108).
type Unit string

const (
	Piece       Unit = "piece"
	Gram        Unit = "gram"
	Kilogram    Unit = "kilogram"
	Tonne       Unit = "tonne"
	Centimetre  Unit = "centimetre"
	Metre       Unit = "metre"
	SquareMetre Unit = "square-metre"
	Millilitre  Unit = "millilitre"
	Litre       Unit = "litre"
	CubicMetre  Unit = "cubic-metre"
	Hour        Unit = "hour"
	OtherUnit   Unit = "other"
)

var units = map[Unit]byte{
	"": 0, Piece: 0, Gram: 10, Kilogram: 11, Tonne: 12, Centimetre: 20, Metre: 22, SquareMetre: 32,
	Millilitre: 40, Litre: 41, CubicMetre: 42, Hour: 71, OtherUnit: 255,
}

// FFD is the value of tag 2108, and whether the unit is known.
func (u Unit) FFD() (byte, bool) {
	n, ok := units[u]
	return n, ok
}

var kinds = map[Kind]byte{Sale: 1, Return: 2, Buy: 3, BuyReturn: 4}

// FFD is the value of tag 1054; zero for a kind that is not known.
func (k Kind) FFD() byte { return kinds[k] }

// KindOf is the kind of a value of tag 1054; "" for another value.
func KindOf(sign byte) Kind {
	for k, n := range kinds {
		if n == sign {
			return k
		}
	}
	return ""
}
