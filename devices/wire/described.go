package wire

// Described is implemented by ports of HID devices whose report descriptor is
// known: it says where in a report what stands.
type Described interface{ Descriptor() []byte }

// Descriptor is the report descriptor of the device behind a port, also when the
// port is tapped or recorded; nil when there is none or nobody knows it.
func Descriptor(p Port) []byte {
	for {
		if d, ok := p.(Described); ok {
			return d.Descriptor()
		}
		around, ok := p.(interface{ Unwrap() Port })
		if !ok {
			return nil
		}
		p = around.Unwrap()
	}
}
