package cashreg

import (
	"io"
	"slices"
	"sync"
	"time"

	"warehouse-node/devices/sim"
)

// Options are how a register is set up. The zero value is a register that works.
type Options struct {
	File     string           // the fiscal memory is kept here, so that a restart has it; "" is nowhere
	Memory   string           // number of the fiscal memory, 16 digits
	Clock    func() time.Time // time.Now when nil
	Password uint32           // 30 when zero
	Protocol int              // of its line, 1 or 2; zero takes that of the first byte of each connection
	// Filler sends FF before a control byte and after an acknowledged answer, as
	// registers on TCP and USB do.
	Filler bool
	// Extended answers carry the time of the document (table 1, «расширенный ответ»).
	Extended bool
	// Prints is how many status answers still see a document printing.
	Prints int
	// KeepUnsent leaves documents in the queue for the operator until Send.
	KeepUnsent bool
	// Capacity is how many documents fit into the memory; zero is enough for all.
	Capacity int
}

// byteTimeout is the longest pause inside a frame (page 8: 50 ms by default).
const byteTimeout = 100 * time.Millisecond

// Register is one machine. Its methods may be called from anywhere.
type Register struct {
	// Link is the harm that waits for the bytes of its line.
	Link sim.Faults

	opt Options

	line   chan struct{} // holds one while a Serve has the line
	connMu sync.Mutex    // guards conn
	conn   io.Closer     // of the Serve that has the line or waits for it

	mu       sync.Mutex // guards all below
	memory   memory     // survives power cuts
	open     *Document  // the receipt that is being made; survives them too
	begun    *Document  // a correction without lines that was begun in the fiscal memory; likewise
	marks    marking    // of the receipt that is being made
	state    State      // what the state's server says of marking codes
	reading  [][]byte   // what FF3B gives next
	answer   []byte     // of protocol 1, not acknowledged yet
	number   uint16     // of protocol 2: the last packet that was executed
	last     []byte     // its answer; nil when there was none since it was switched on
	printing int        // status answers that still see it print
	paper    bool
	stopped  stop // where printing stands
	faults   []Fault
	in, out  int // bytes so far
	executed map[uint16]int
	later    time.Duration // how far its clock was put on
	older    bool          // it has no money registers above 255
	nearFull bool          // it says that its fiscal memory is
}

// stop is why printing stands still.
type stop byte

const (
	notStopped stop = 0
	outOfPaper stop = 2 // submode 2: paper ended in the middle of a document
	mayGoOn    stop = 3 // submode 3: there is paper again, B0 finishes the document
)

// Open sets a register up, from its file when there is one.
func Open(o Options) (*Register, error) {
	if o.Memory == "" {
		o.Memory = "9999078900012345"
	}
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Password == 0 {
		o.Password = 30
	}
	r := &Register{opt: o, line: make(chan struct{}, 1), paper: true, executed: map[uint16]int{}}
	m, err := loadMemory(o.File)
	if err != nil {
		return nil, err
	}
	if r.memory = m; len(m.Documents) == 0 {
		r.memory.Number = o.Memory
		r.register(Document{Type: typeRegistration})
	}
	return r, nil
}

// Twin is another register with the same fiscal memory, set up alike: what is done
// to either is not done to the other. It is switched on, and nothing is broken.
func (r *Register) Twin() *Register {
	r.mu.Lock()
	defer r.mu.Unlock()
	t := &Register{opt: r.opt, line: make(chan struct{}, 1), paper: true, executed: map[uint16]int{}, memory: r.memory}
	t.memory.Documents = slices.Clone(r.memory.Documents)
	return t
}

// Documents are all that is in the fiscal memory, oldest first.
func (r *Register) Documents() []Document {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]Document(nil), r.memory.Documents...)
}

// Receipts are the documents that are receipts, corrections among them.
func (r *Register) Receipts() []Document {
	var all []Document
	for _, d := range r.Documents() {
		if d.receipt() {
			all = append(all, d)
		}
	}
	return all
}

// Drawer is the cash that should lie in it, in kopecks.
func (r *Register) Drawer() int64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.memory.Drawer
}

// Executed counts how often a command was executed, whatever it answered.
func (r *Register) Executed(command uint16) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.executed[command]
}

// Bytes counts what came in and went out so far.
func (r *Register) Bytes() (in, out int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.in, r.out
}

// TakePaper takes the roll out; LoadPaper puts one in. A document that was being
// printed then waits for B0.
func (r *Register) TakePaper() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.takePaper()
}

func (r *Register) takePaper() {
	r.paper = false
	if r.printing > 0 {
		r.printing, r.stopped = 0, outOfPaper
	}
}

// LoadPaper puts a roll in.
func (r *Register) LoadPaper() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.paper = true
	if r.stopped == outOfPaper {
		r.stopped = mayGoOn
	}
}

// Send gives all documents to the operator, and from now on each at once.
func (r *Register) Send() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.memory.Sent, r.opt.KeepUnsent = r.memory.last(), false
}

// Hold keeps documents from the operator from now on, as a line that is down.
func (r *Register) Hold() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.opt.KeepUnsent = true
}

// Later puts its clock on, as if so much time had passed.
func (r *Register) Later(d time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.later += d
}

// Older takes the money registers away that older models do not have.
func (r *Register) Older() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.older = true
}

// now is the register's clock. Under r.mu.
func (r *Register) now() time.Time { return r.opt.Clock().Add(r.later) }

// Expire says when the fiscal memory ends; the register warns by itself when that
// is near.
func (r *Register) Expire(on time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.memory.Expires = on
}

// Block closes the fiscal memory, as one that failed or was closed: it registers
// nothing any more.
func (r *Register) Block() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.memory.Blocked = true
}

// NearFull has the register say that its fiscal memory is over 90 % full, until
// another is put in.
func (r *Register) NearFull() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.nearFull = true
}

// MemoryNumber is that of the fiscal memory.
func (r *Register) MemoryNumber() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.memory.Number
}

// Troubles are what is wrong with it or is about to be, in words.
func (r *Register) Troubles() (all []string) {
	waiting := r.Waiting()
	r.mu.Lock()
	defer r.mu.Unlock()
	_, unsent := r.memory.firstUnsent()
	for _, one := range []struct {
		is    bool
		words string
	}{
		{!r.paper, "no paper"}, {waiting > 0, "a fault waits or goes on"}, {r.opt.KeepUnsent, "documents are held"}, {unsent, "the operator lacks documents"},
		{r.memory.Blocked, "fiscal memory blocked"}, {r.nearFull, "fiscal memory nearly full"}, {r.memory.expires().Sub(r.now()) <= 30*24*time.Hour, "fiscal memory ends soon"},
	} {
		if one.is {
			all = append(all, one.words)
		}
	}
	return all
}

// SwapMemory puts another fiscal memory in, empty but for its registration.
func (r *Register) SwapMemory(number string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.memory, r.open, r.begun, r.answer, r.nearFull = memory{Number: number}, nil, nil, nil, false
	r.register(Document{Type: typeRegistration})
}

// PowerOff cuts the power: the link goes, and with it the answer that was not
// yet acknowledged. The fiscal memory and an open receipt stay.
func (r *Register) PowerOff() {
	r.mu.Lock()
	r.powerOff()
	r.mu.Unlock()
	r.connMu.Lock()
	defer r.connMu.Unlock()
	if r.conn != nil {
		_ = r.conn.Close() // its Serve ends and says why
	}
}

func (r *Register) powerOff() {
	r.answer, r.reading, r.printing = nil, nil, 0
	r.number, r.last = 0, nil
	if r.stopped == outOfPaper && r.paper {
		r.stopped = mayGoOn
	}
}
