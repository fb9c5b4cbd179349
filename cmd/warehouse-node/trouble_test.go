package main

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"warehouse-node/devices/sim/cashreg"
	"warehouse-node/orders/shop/shopsim"
	"warehouse-node/ui/api"
)

// trouble carries out a line about what goes wrong, if it is one.
//
//	at once LINE & LINE…       all of them in the same moment
//	printer swaps              another one stands in its place
//	register off | on          its power
//	register silent | speaks   it takes commands, and answers none
//	register off WHEN CMD      it goes before or after the next command of a code, and stays away
//	register fails CMD ACT [N] the next N commands of a code: cut-before, cut-after…
//	register paper out | in    its roll
//	register did CMD N         how often it carried a command out
//	register swaps             another fiscal memory is put in
func (d *day) trouble(w []string) (known bool, err error) {
	switch {
	case w[0] == "at" && len(w) > 2 && w[1] == "once":
		return true, d.atOnce(w[2:])
	case w[0] == "printer" && len(w) == 2 && w[1] == "swaps":
		d.tampered("printer", false)
		d.printer.Replace()
		return true, nil
	case w[0] == "scanner" && len(w) == 3 && (w[2] == "unplugs" || w[2] == "plugs"):
		return true, d.cable(w[1], w[2] == "plugs")
	case w[0] == "register" && len(w) == 2:
		return true, d.switched(w[1])
	case w[0] == "register" && len(w) == 4 && w[1] == "off":
		return true, d.dies(cashreg.Act("power-"+w[2]), w[3])
	case w[0] == "register" && len(w) == 3 && w[1] == "paper":
		return true, d.roll(w[2])
	case w[0] == "register" && len(w) > 3 && w[1] == "fails":
		return true, d.registerFails(w[2:])
	case w[0] == "register" && len(w) == 4 && w[1] == "did":
		code, err := strconv.ParseUint(w[2], 16, 16)
		if err != nil {
			return true, err
		}
		return true, d.count(w[2], w[3], func() int { return d.fiscal.Executed(uint16(code)) })
	}
	return d.shopTrouble(w)
}

// shopTrouble carries out a line about the shop's own doing.
//
//	shop edits N ITEM*N        the buyer changes a line of an order
//	shop cancels N             the buyer cancels it
//	shop says N times          each file names an order so often, from now on
//	shop forgets N             and so often forgets that it was taken
//	shop confirmed N           it knows that order N was taken as it is now
func (d *day) shopTrouble(w []string) (known bool, err error) {
	switch {
	case w[0] != "shop":
		return false, nil
	case len(w) == 4 && w[1] == "edits":
		return true, d.shopEdits(w[2], w[3])
	case len(w) == 3 && w[1] == "cancels":
		return true, d.shopChanges(w[2], func(o *shopsim.Order) { o.Cancelled = true })
	case len(w) == 4 && w[1] == "says" && w[3] == "times":
		d.times, err = strconv.Atoi(w[2])
		return true, err
	case len(w) == 3 && w[1] == "forgets":
		d.forgets, err = strconv.Atoi(w[2])
		return true, err
	case len(w) == 3 && w[1] == "confirmed":
		return true, d.confirmed(w[2])
	}
	return false, nil
}

// shopEdits sets the quantity of a line of an order in the shop.
func (d *day) shopEdits(n, to string) error {
	item, text, _ := strings.Cut(to, "*")
	qty, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return err
	}
	return d.shopChanges(n, func(o *shopsim.Order) {
		for i := range o.Lines {
			if o.Lines[i].Item == "site-"+item {
				o.Lines[i].Qty = qty
			}
		}
	})
}

func (d *day) shopChanges(n string, fn func(*shopsim.Order)) error {
	outer, err := d.outer(n)
	if err != nil {
		return err
	}
	d.shop.Edit(outer, func(o *shopsim.Order) {
		o.Times, o.Forgets = d.times, d.forgets
		fn(o)
	})
	return nil
}

func (d *day) confirmed(n string) error {
	outer, err := d.outer(n)
	if err != nil {
		return err
	}
	return d.soon("confirmed", func() error {
		if o := d.shop.Order(outer); !o.Exported() {
			return fmt.Errorf("it forgets %d times more", o.Forgets)
		}
		return nil
	})
}

// atOnce carries out lines that are parted by & together.
func (d *day) atOnce(w []string) error {
	var lines [][]string
	for len(w) > 0 {
		end := slices.Index(w, "&")
		if end < 0 {
			end = len(w)
		}
		lines, w = append(lines, w[:end]), w[min(end+1, len(w)):]
	}
	errs := make([]error, len(lines))
	start := make(chan struct{})
	var all sync.WaitGroup
	for i, words := range lines {
		all.Go(func() {
			<-start
			if err := d.do(line{words: words}); err != nil {
				errs[i] = fmt.Errorf("%s: %w", strings.Join(words, " "), err)
			}
		})
	}
	close(start)
	all.Wait()
	return errors.Join(errs...)
}

// repeat sends one scan several times at once, as a handheld does that gets no
// answer: every answer is the same.
func (d *day) repeat(p *person, w []string) error {
	n, err := strconv.Atoi(w[0])
	if err != nil || len(w) != 2 {
		return fmt.Errorf("how often is %q?", w)
	}
	in := p.next(d.code(w[1]))
	states, errs := make([]api.FloorState, n), make([]error, n)
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() { errs[i] = d.call(p, http.MethodPost, "/api/floor/scan", in, &states[i]) })
	}
	all.Wait()
	p.saw(states[0])
	return errors.Join(errs...)
}

// touch does an action of the view that a person sees.
func (d *day) touch(p *person, action string, pairs []string) error {
	args, err := pairsOf(pairs)
	if err != nil {
		return err
	}
	if err := d.look(p); err != nil {
		return err
	}
	now := p.sees()
	s := p.next("")
	in := api.FloorTouch{ID: s.ID, Device: s.Device, Counter: s.Counter, Version: now.Version, Action: action, Args: args}
	var state api.FloorState
	if err := d.call(p, http.MethodPost, "/api/floor/touch", in, &state); err != nil {
		return err
	}
	p.saw(state)
	return nil
}

// pairsOf reads "reason=empty found=1".
func pairsOf(words []string) (map[string]string, error) {
	pairs := map[string]string{}
	for _, w := range words {
		name, value, ok := strings.Cut(w, "=")
		if !ok {
			return nil, fmt.Errorf("%q is no NAME=VALUE", w)
		}
		pairs[name] = value
	}
	return pairs, nil
}

// finds says how a bench shows a machine: "printer attention", and within what
// time of the last tampering: "in 2s".
func (d *day) finds(p *person, w []string) error {
	if len(w) != 2 && (len(w) != 4 || w[2] != "in") {
		return fmt.Errorf("what machine is %q?", w)
	}
	want := w[0] + " " + w[1]
	if err := d.soon("finds "+want, func() error {
		if err := d.look(p); err != nil {
			return err
		}
		now := p.sees()
		if now.Station == nil {
			return fmt.Errorf("%s is at no bench", p.login)
		}
		var all []string
		for _, m := range now.Station.Devices {
			all = append(all, string(m.Kind)+" "+m.State)
		}
		if !slices.Contains(all, want) {
			return fmt.Errorf("the bench shows %q", all)
		}
		return nil
	}); err != nil || len(w) == 2 {
		return err
	}
	limit, err := time.ParseDuration(w[3])
	if took := time.Since(d.troubled); err == nil && took > limit {
		err = fmt.Errorf("it was shown after %s", took)
	}
	return err
}

// cable pulls the cable of a scanner, or puts it back.
func (d *day) cable(n string, in bool) error {
	i, err := strconv.Atoi(n)
	if err != nil || i < 1 || i > len(d.scanners) {
		return fmt.Errorf("no scanner %s", n)
	}
	d.tampered("scanner "+n, !in)
	if in {
		return d.scanners[i-1].Plug()
	}
	return d.scanners[i-1].Unplug()
}

// paper takes it out of the printer, puts it in, leaves some labels, or ends
// under the next one.
func (d *day) paper(left string) error {
	d.tampered("printer", left != "in")
	switch left {
	case "in":
		d.printer.LoadPaper()
		return nil
	case "ends":
		d.printer.PaperEndsNext()
		return nil
	case "out":
		left = "0"
	}
	n, err := strconv.Atoi(left)
	if err == nil {
		d.printer.PaperOutAfter(n)
	}
	return err
}

// roll takes the register's paper out, or puts it in.
func (d *day) roll(to string) error {
	d.tampered("register", to != "in")
	switch to {
	case "out":
		d.fiscal.TakePaper()
	case "in":
		d.fiscal.LoadPaper()
	default:
		return fmt.Errorf("what is register paper %q?", to)
	}
	return nil
}

// switched switches the register off or on, or puts another memory in.
func (d *day) switched(to string) (err error) {
	d.tampered("register", to == "off" || to == "silent")
	switch to {
	case "silent":
		d.fiscal.Break(cashreg.Fault{Act: cashreg.Silent, Times: 1000})
		return nil
	case "speaks":
		d.fiscal.Mend()
		return nil
	case "off":
		d.fiscal.PowerOff()
		return d.register.Close()
	case "on":
		if err := d.register.Close(); err != nil {
			return err
		}
		d.register, err = d.fiscal.Listen(strings.TrimPrefix(d.register.Address(), "tcp://"))
		return err
	case "swaps":
		d.fiscal.SwapMemory("9999078900054321")
		return nil
	}
	return fmt.Errorf("what is register %q?", to)
}

// dies lets the register's power go at a command, until it is switched on.
func (d *day) dies(act cashreg.Act, command string) error {
	d.tampered("register", true)
	if err := d.register.Shut(); err != nil {
		return err
	}
	return d.registerFails([]string{command, string(act)})
}

func (d *day) registerFails(w []string) error {
	code, err := strconv.ParseUint(w[0], 16, 16)
	if err != nil {
		return err
	}
	f := cashreg.Fault{Command: uint16(code), Act: cashreg.Act(w[1])}
	if len(w) > 2 {
		f.Times, err = strconv.Atoi(w[2])
	}
	d.fiscal.Break(f)
	return err
}
