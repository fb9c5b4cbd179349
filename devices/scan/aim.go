package scan

// Symbology is the family of a symbol, by the names that people use.
type Symbology string

// Symbologies that a scanner can tell apart.
const (
	EAN13         Symbology = "ean13" // UPC-A and UPC-E too: they share an AIM identifier
	EAN8          Symbology = "ean8"
	EANAddOn      Symbology = "ean-addon" // an EAN or UPC with its 2 or 5 digit add-on behind it
	AddOn         Symbology = "addon"     // the add-on alone
	Code39        Symbology = "code39"
	Code93        Symbology = "code93"
	Code128       Symbology = "code128"
	GS1128        Symbology = "gs1-128"
	ITF           Symbology = "itf"
	Codabar       Symbology = "codabar"
	DataBar       Symbology = "gs1-databar"
	PDF417        Symbology = "pdf417"
	QR            Symbology = "qr"
	GS1QR         Symbology = "gs1-qr"
	DataMatrix    Symbology = "datamatrix"
	GS1DataMatrix Symbology = "gs1-datamatrix"
	Aztec         Symbology = "aztec"
	DotCode       Symbology = "dotcode"
	GS1DotCode    Symbology = "gs1-dotcode"
	OtherSymbol   Symbology = "other" // the scanner named one that is not in this list
)

// GS1 says that the symbol began with FNC1: its data are element strings.
func (s Symbology) GS1() bool {
	switch s {
	case GS1128, DataBar, GS1QR, GS1DataMatrix, GS1DotCode:
		return true
	}
	return false
}

// Numeric says that the symbol can hold digits only.
func (s Symbology) Numeric() bool {
	return s == EAN13 || s == EAN8 || s == EANAddOn || s == AddOn || s == ITF
}

// aimExact are the identifiers whose modifier changes the family (ISO/IEC
// 15424, Annex A); aimFamily are the others, by code character.
var (
	aimExact = map[string]Symbology{
		"]C1": GS1128, "]E1": AddOn, "]E2": AddOn, "]E3": EANAddOn, "]E4": EAN8, "]Q3": GS1QR, "]Q4": GS1QR, "]d2": GS1DataMatrix, "]d5": GS1DataMatrix,
		"]J1": GS1DotCode, "]J4": GS1DotCode,
	}
	aimFamily = map[byte]Symbology{
		'A': Code39, 'C': Code128, 'E': EAN13, 'F': Codabar, 'G': Code93, 'I': ITF, 'J': DotCode, 'L': PDF417, 'Q': QR,
		'd': DataMatrix, 'e': DataBar, 'z': Aztec,
	}
)

// CutAIM takes the AIM identifier off the front: "]" and two characters, the
// second a digit or a letter. ok is false, and data whole, when none is there.
func CutAIM(data string) (aim string, s Symbology, rest string, ok bool) {
	if len(data) < 3 || data[0] != ']' || !letter(data[1]) || !letter(data[2]) && !digit(data[2]) {
		return "", "", data, false
	}
	aim = data[:3]
	if s, ok := aimExact[aim]; ok {
		return aim, s, data[3:], true
	}
	if s, ok := aimFamily[data[1]]; ok {
		return aim, s, data[3:], true
	}
	return aim, OtherSymbol, data[3:], true
}
