package main

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"warehouse-node/ui/api"
)

// shift carries out a line about the register's day, if it is one.
//
//	shift opens | reports | closes   its buttons on the device's page
//	shift cannot close CODE          and is refused
//	shift is STATE [N]               closed, open or expired, and its number
//	shift counts NAME=N…             receipts, sales, returns, drawer, in, out, unsent
//	cash in | out KOPECKS REASON     cash that is no sale
//	cash cannot out KOPECKS CODE     and is refused
//	register later DURATION          its clock, as if so much time had passed
//	register holds | sends           documents do not reach the operator, and do again
//	register memory ends DURATION | blocks
func (d *day) shift(w []string) (known bool, err error) {
	name := "register 1"
	switch {
	case w[0] == "shift" && len(w) == 2:
		return true, d.presses(w[1])
	case w[0] == "shift" && len(w) == 4 && w[1] == "cannot":
		return true, d.refuses(w[3], func() error { return d.presses(w[2] + "s") })
	case w[0] == "shift" && len(w) > 2 && w[1] == "is":
		return true, d.shiftIs(w[2:])
	case w[0] == "shift" && len(w) > 2 && w[1] == "counts":
		return true, d.shiftCounts(w[2:])
	case w[0] == "cash" && len(w) == 4:
		return true, d.cash(name, w[1], w[2], w[3])
	case w[0] == "cash" && len(w) == 5 && w[1] == "cannot":
		return true, d.refuses(w[4], func() error { return d.cash(name, w[2], w[3], "так не выйдет") })
	case w[0] == "register" && len(w) == 3 && w[1] == "later":
		by, err := time.ParseDuration(w[2])
		d.fiscal.Later(by)
		return true, err
	case w[0] == "register" && len(w) == 2 && w[1] == "holds":
		d.fiscal.Hold()
		return true, nil
	case w[0] == "register" && len(w) == 2 && w[1] == "sends":
		d.fiscal.Send()
		return true, nil
	case w[0] == "register" && len(w) == 4 && w[1] == "memory" && w[2] == "ends":
		in, err := time.ParseDuration(w[3])
		d.fiscal.Expire(time.Now().Add(in))
		return true, err
	case w[0] == "register" && len(w) == 3 && w[1] == "memory" && w[2] == "blocks":
		d.fiscal.Block()
		return true, nil
	}
	return false, nil
}

// refuses says that a command is refused with a code.
func (d *day) refuses(code string, try func() error) error {
	err := try()
	if err == nil {
		return fmt.Errorf("it was not refused")
	}
	if !strings.Contains(err.Error(), strconv.Quote(code)) {
		return fmt.Errorf("it was refused otherwise: %w", err)
	}
	return nil
}

// registerDay is the register as the page of devices shows it.
func (d *day) registerDay() (api.RegisterView, error) {
	p, err := d.who("marina")
	if err != nil {
		return api.RegisterView{}, err
	}
	var page api.DevicesPage
	if err := d.call(p, http.MethodGet, "/api/devices", nil, &page); err != nil {
		return api.RegisterView{}, err
	}
	for _, row := range page.Rows {
		if row.Register != nil {
			return *row.Register, nil
		}
	}
	return api.RegisterView{}, fmt.Errorf("no register has told of itself: %+v", page.Rows)
}

// presses presses a button of the shift.
func (d *day) presses(button string) error {
	p, err := d.who("marina")
	if err != nil {
		return err
	}
	name := api.RegisterName{Register: "register 1"}
	switch button {
	case "opens":
		return d.call(p, http.MethodPost, "/api/do/till.shift.open", name, nil)
	case "reports":
		return d.call(p, http.MethodPost, "/api/do/till.shift.report", name, nil)
	case "closes":
		now, err := d.registerDay()
		if err != nil {
			return err
		}
		return d.call(p, http.MethodPost, "/api/do/till.shift.close", api.ShiftClose{Register: name.Register, Shift: now.Number}, nil)
	}
	return fmt.Errorf("no button %q", button)
}

func (d *day) shiftIs(w []string) error {
	return d.soon("shift", func() error {
		now, err := d.registerDay()
		if err == nil && (now.Shift != w[0] || len(w) > 1 && strconv.FormatInt(now.Number, 10) != w[1]) {
			err = fmt.Errorf("shift %d is %s", now.Number, now.Shift)
		}
		return err
	})
}

func (d *day) shiftCounts(pairs []string) error {
	want, err := pairsOf(pairs)
	if err != nil {
		return err
	}
	return d.soon("figures", func() error {
		now, err := d.registerDay()
		if err != nil {
			return err
		}
		if now.Sums == nil {
			return fmt.Errorf("it tells no sums")
		}
		has := map[string]int64{
			"receipts": now.Receipts, "unsent": now.Unsent, "sales": now.Sums.Sales.Total.Minor, "returns": now.Sums.Returns.Total.Minor,
			"drawer": now.Sums.Drawer.Minor, "in": now.Sums.PutIn.Minor, "out": now.Sums.TakenOut.Minor,
		}
		for name, value := range want {
			if n, known := has[name]; !known || strconv.FormatInt(n, 10) != value {
				return fmt.Errorf("%s is %d: %+v", name, n, has)
			}
		}
		return nil
	})
}

func (d *day) cash(register, way, kopecks, reason string) error {
	minor, err := strconv.ParseInt(kopecks, 10, 64)
	if err != nil {
		return err
	}
	p, err := d.who("marina")
	if err != nil {
		return err
	}
	if err := d.soon("the move before it", func() error {
		now, err := d.registerDay()
		if err == nil && len(now.Doing) > 0 {
			err = fmt.Errorf("it is at %+v", now.Doing)
		}
		return err
	}); err != nil {
		return err
	}
	return d.call(p, http.MethodPost, "/api/do/till.cash", api.CashMove{Register: register, Way: way, Sum: api.Money{Minor: minor, Currency: "RUB"}, Reason: reason}, nil)
}
