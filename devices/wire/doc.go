// Package wire is the bytes between us and a device.
//
// A Port is the one shape that every driver speaks to, whatever the device
// hangs on. Open makes one from an address:
//
//	tcp://host:9100
//	serial:///dev/ttyACM0?baud=9600&parity=none   (package wire/serial)
//	hid://0c2e:0b6a/SERIAL                        (package wire/hid)
//	usblp://0a5f:0166/SERIAL                      (Linux: a printer of the USB class)
//	file:///dev/usb/lp0
//	file:///tmp/labels.zpl?create=true
//
// What it keeps true: a read that finds nothing before its deadline ends with
// [os.ErrDeadlineExceeded] and never with (0, nil); a device that is gone gives
// an error at once and goes on giving it; Close ends a read that waits.
//
// A conversation is kept as text, one step a line, and is played back by
// [Replay] as the device's side of it:
//
//	# comment
//	# source: where the bytes come from
//	# call: what is asked of the driver, in words of its kind
//	# descriptor: 05 8c 09 02 a1 01 …, how a HID device builds its reports; several lines are one
//	config {"Suffix":"CR"}
//	< "bytes from the device"
//	> "bytes we must send"
//	~            the device is silent: the waiting read ends with os.ErrDeadlineExceeded
//	!            the link is cut: a read gives io.EOF, a write a broken pipe, until Reopen
//	= what the driver must report
//
// Bytes are in Go quoting. [Record] writes the same text from a live device, so
// a fault met on a customer's bench becomes a test by copying one file.
//
// # Why
//
// One small interface with a read deadline, and not net.Conn: half of the
// devices have no addresses and no write side. Not io.ReadWriter alone: every
// protocol here has a time after which silence means something, and a read that
// cannot be ended would cost a goroutine for every device that was unplugged.
// Ports that block in the kernel get their deadlines from [Pump].
package wire
