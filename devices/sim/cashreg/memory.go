package cashreg

import (
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// Types of documents in the fiscal memory.
const (
	typeRegistration byte = 1
	typeShiftOpen    byte = 2
	typeReceipt      byte = 3
	typeShiftClose   byte = 5
	typeCorrection   byte = 31
)

// Document is one entry of the fiscal memory.
type Document struct {
	Number   uint32
	Sign     uint32
	Type     byte // 1 registration, 2 shift opened, 3 receipt, 5 shift closed, 31 correction
	At       time.Time
	Shift    uint16
	Kind     byte `json:",omitempty"` // of a receipt: FFD tag 1054
	Sum      int64
	Lines    []Line    `json:",omitempty"`
	Payments [16]int64 `json:",omitempty"` // by type of payment, cash first
	Tax      byte      `json:",omitempty"` // FFD tag 1055
	Tags     []byte    `json:",omitempty"` // TLV as the host sent it
	ByOrder  bool      `json:",omitempty"` // of a correction: FFD tag 1173
	Taxes    [6]int64  `json:",omitempty"` // of a correction without lines: 1102 to 1107
}

// receipt says that it has sums: an ordinary receipt or a correction.
func (d Document) receipt() bool { return d.Type == typeReceipt || d.Type == typeCorrection }

// Line is one position of a receipt, as the host sent it.
type Line struct {
	Name     string
	Quantity int64 // millionths
	Price    int64
	Sum      int64
	Rate     byte
	Method   byte
	Subject  byte
	Mark     string `json:",omitempty"` // the marking code that is bound to it
	Checked  byte   `json:",omitempty"` // FFD tag 2106 of that
	Tags     []byte `json:",omitempty"`
}

// Tag is the value that the host gave a tag of the receipt, or nil.
func (d Document) Tag(tag uint16) []byte { return findTag(d.Tags, tag) }

// memory is the part that nothing makes the register forget.
type memory struct {
	Number    string // of the fiscal memory
	Documents []Document
	Sent      uint32 // the operator has everything up to here
	ShiftOpen bool
	Shift     uint16
	OpenedAt  time.Time
	Receipts  uint16 // in this shift
	Drawer    int64
	PutIn     int64 // cash, in this shift
	TakenOut  int64
	CashIns   uint16
	CashOuts  uint16
	Papers    uint16    // сквозной номер документа
	Expires   time.Time // of the fiscal memory; zero is the end of 2029
	Blocked   bool      // it registers nothing any more
}

func (m *memory) expires() time.Time {
	if m.Expires.IsZero() {
		return time.Date(2029, 12, 31, 0, 0, 0, 0, time.UTC)
	}
	return m.Expires
}

func (m *memory) last() uint32 {
	if len(m.Documents) == 0 {
		return 0
	}
	return m.Documents[len(m.Documents)-1].Number
}

func (m *memory) find(number uint32) (Document, bool) {
	if number == 0 || number > m.last() {
		return Document{}, false
	}
	return m.Documents[number-1], true
}

// settled is what receipts of one way (0 sale, 1 purchase, 2 and 3 their returns)
// were paid in one way in the shift that is open.
func (m *memory) settled(way, payment int) (sum int64) {
	for _, d := range m.Documents {
		if d.Type == typeReceipt && d.Shift == m.Shift && int(d.Kind) == [4]int{1, 3, 2, 4}[way] {
			sum += d.Payments[payment]
		}
	}
	return sum
}

// firstUnsent is the oldest document that the operator does not have.
func (m *memory) firstUnsent() (Document, bool) { return m.find(m.Sent + 1) }

// register writes a document; what it is given lacks number, time and sign.
func (r *Register) register(d Document) Document {
	m := &r.memory
	d.Number, d.At, d.Shift = m.last()+1, r.now(), m.Shift
	h := fnv.New32a()
	fmt.Fprint(h, m.Number, d.Number, d.Type, d.Kind, d.Sum, d.At.Unix())
	d.Sign = h.Sum32()
	m.Documents = append(m.Documents, d)
	m.Papers++
	if !r.opt.KeepUnsent {
		m.Sent = d.Number
	}
	return d
}

func loadMemory(file string) (m memory, err error) {
	if file == "" {
		return m, nil
	}
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return m, nil
	}
	if err == nil {
		err = json.Unmarshal(data, &m)
	}
	if err != nil {
		return m, fmt.Errorf("fiscal memory %s: %w", file, err)
	}
	return m, nil
}

// save keeps the memory before an answer tells of it.
func (r *Register) save() error {
	if r.opt.File == "" {
		return nil
	}
	data, err := json.Marshal(&r.memory)
	if err != nil {
		return err
	}
	tmp := filepath.Join(filepath.Dir(r.opt.File), "."+filepath.Base(r.opt.File)+".new")
	if err := os.WriteFile(tmp, data, 0o600); err != nil {
		return err
	}
	return os.Rename(tmp, r.opt.File)
}
