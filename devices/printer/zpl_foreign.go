package printer

import (
	"bytes"
	"cmp"
	"context"
	"fmt"

	"warehouse-node/devices/label"
	"warehouse-node/devices/zebra"
)

// PrintForeign implements Foreign.
func (z *zpl) PrintForeign(ctx context.Context, f *zebra.Format, m label.Media) (Outcome, error) {
	one := []label.Label{{}}
	if err := label.Resolution(z.DPI).Check(); err != nil {
		return outcome(one, 0, 0, -1), err
	}
	return z.send(ctx, one, [][]byte{z.frame(f, m)})
}

// beforeForeign is how a printer is before a label of somebody else's: as it is when
// it was switched on, whatever labels it had before.
const beforeForeign = "^CI0" + unturned + "^FWN^BY2,3,10^CFA,9,5"

// frame writes a label of somebody else's between ^XA and ^XZ, for this printer and its
// paper. It prints when, and only when, its last byte arrives.
func (z *zpl) frame(f *zebra.Format, m label.Media) []byte {
	dots := func(l label.Length) int { return label.Resolution(z.DPI).Dots(l) }
	left, top := dots(label.Length(z.LeftUM)), dots(label.Length(z.TopUM))
	var b bytes.Buffer
	if z.Darkness > 0 {
		fmt.Fprintf(&b, "~SD%02d\n", z.Darkness)
	}
	fmt.Fprintf(&b, "^XA%s%s%s\n", beforeForeign, mediaCommand[z.Media], modeCommand[z.Mode])
	fmt.Fprintf(&b, "^PW%d^LL%d^LH%d,%d\n", left+cmp.Or(f.Width, dots(m.Width)), top+cmp.Or(f.Length, dots(m.Height)), left, top)
	b.Write(f.Body())
	b.WriteString("^PQ1^XZ")
	return b.Bytes()
}
