package main

import (
	"fmt"
	"path/filepath"
	"strconv"

	"warehouse-node/devices/sim/scale"
)

// scales carries out a line about the scale of the first bench, if it is one.
//
//	scale shows GRAMS          that much is put on it and lies still
//	scale moves GRAMS          does not lie still
//	scale is read              the node has heard what lies on it since
//	scale out | in             its cable
func (d *day) scales(w []string) (known bool, err error) {
	switch {
	case w[0] != "scale":
		return false, nil
	case len(w) == 2 && w[1] == "out":
		d.tampered("scale", true)
		return true, d.scale.Unplug()
	case len(w) == 2 && w[1] == "in":
		d.tampered("scale", false)
		return true, d.scale.Plug()
	case len(w) == 3 && w[1] == "is" && w[2] == "read":
		since := d.scale.Told()
		d.eventually("the scale is read", func() error {
			if n := d.scale.Told() - since; n <= scaleTwice {
				return fmt.Errorf("it told %d times", n)
			}
			return nil
		})
		return true, nil
	case len(w) != 3 || w[1] != "shows" && w[1] != "moves":
		return true, fmt.Errorf("what is %q?", w)
	}
	grams, err := strconv.ParseInt(w[2], 10, 64)
	if err != nil {
		return true, err
	}
	d.tampered("scale", grams > scaleReach)
	if w[1] == "moves" {
		d.scale.Move(grams)
	} else {
		d.scale.Put(grams)
	}
	return true, nil
}

// scaleTwice is how many answers it takes that the node believes one: the next is
// asked for when that was worked on.
const scaleTwice = 3

// scaleReach is the heaviest that the scale of a day weighs, in grams.
const scaleReach = 15_000

// withScale puts a scale on the first bench.
func (d *day) withScale() {
	var err error
	d.scale, err = scale.New(scale.Options{Path: filepath.Join(d.dir, "scale"), Most: scaleReach})
	d.must(err)
	d.t.Cleanup(func() { d.must(d.scale.Close()) })
}
