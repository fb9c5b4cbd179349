package label

import "fmt"

// Length is a distance on a label, in micrometres.
type Length int64

// Millimetre is the unit in which people give lengths: 58 * label.Millimetre.
const Millimetre Length = 1000

// String is in millimetres: "2.54 mm".
func (l Length) String() string {
	sign := ""
	if l < 0 {
		sign, l = "-", -l
	}
	s := fmt.Sprintf("%d.%03d", l/Millimetre, l%Millimetre)
	for s[len(s)-1] == '0' {
		s = s[:len(s)-1]
	}
	if s[len(s)-1] == '.' {
		s = s[:len(s)-1]
	}
	return sign + s + " mm"
}

// Point is measured from the left upper corner of the label.
type Point struct{ X, Y Length }

// Label is one label to be printed, upright as a person reads it.
type Label struct {
	Width, Height Length
	Copies        int // 0 is 1

	Texts    []Text
	Barcodes []Barcode
	Boxes    []Box
	Lines    []Line
	Images   []Image
}

// Count is how many labels come out of the printer.
func (l Label) Count() int { return max(1, l.Copies) }

// Rotation turns an element clockwise. Width and Height of the element are
// those before the turn; At is the left upper corner after it.
type Rotation uint8

// The rotations.
const (
	Upright    Rotation = iota
	Right               // read with the head to the right
	UpsideDown          // the other way up
	Left                // read with the head to the left
)

// sideways says whether width and height change places.
func (r Rotation) sideways() bool { return r == Right || r == Left }

// Align says where in its room an element stands, in reading direction.
type Align uint8

// The alignments.
const (
	Start Align = iota
	Center
	End
)

// Text is one or more lines in a box. Words are wrapped at the box's width; a
// line feed begins a new line. Text that does not fit is set smaller down to
// MinSize; then it is cut or refused.
type Text struct {
	At            Point
	Width, Height Length
	Text          string
	Size          Length // from one line to the next
	MinSize       Length // 0 is Size: never smaller
	Cut           bool   // what still does not fit ends in "…"; otherwise it is a Problem
	Bold          bool
	Align         Align
	Rotation      Rotation
}

// Symbology is a kind of barcode.
type Symbology string

// The symbologies, and what Data is in each. GS is the byte 0x1D.
const (
	Code128       Symbology = "code128"        // ASCII
	GS1128        Symbology = "gs1-128"        // an element string: AI and value, GS after a value of open length
	EAN13         Symbology = "ean13"          // 13 digits, or 12 and the check digit is added
	EAN8          Symbology = "ean8"           // 8 or 7 digits
	UPCA          Symbology = "upca"           // 12 or 11 digits
	ITF14         Symbology = "itf14"          // 14 or 13 digits
	DataMatrix    Symbology = "datamatrix"     // ASCII
	GS1DataMatrix Symbology = "gs1-datamatrix" // an element string; a marking code as it was scanned
	QR            Symbology = "qr"             // UTF-8
)

// QRLevel is how much of a QR code may be damaged.
type QRLevel uint8

// The levels, with the share of the symbol that may be lost.
const (
	Medium   QRLevel = iota // 15%
	Low                     // 7%
	Quartile                // 25%
	High                    // 30%
)

// Barcode is a symbol in a room that includes its quiet zone.
type Barcode struct {
	At            Point
	Width, Height Length
	Symbology     Symbology
	Data          string
	Module        Length // the widest that the narrowest bar may be; 0 leaves it to the room and the symbology
	Readable      bool   // the data stands below the bars in letters
	Level         QRLevel
	Align         Align
	Rotation      Rotation
}

// Box is a frame, or a filled rectangle when Thickness is half its smaller side
// or more. The line is inside the rectangle.
type Box struct {
	At            Point
	Width, Height Length
	Thickness     Length
}

// Line is level or upright. From is its left or upper end; the ink is below
// or to the right of it.
type Line struct {
	From      Point
	Length    Length
	Thickness Length
	Upright   bool
}

// Image is a picture printed in black dots.
type Image struct {
	At            Point
	Width, Height Length
	PNG           []byte
}
