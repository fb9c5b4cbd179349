package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"warehouse-node/devices"
	"warehouse-node/devices/cashreg"
	"warehouse-node/devices/label"
	"warehouse-node/devices/printer"
	"warehouse-node/devices/receipt"
	"warehouse-node/ui/locale"
)

// answerTime is how long a device that is tried may say nothing at all before the
// person is told so. One that says why it does not print is waited for.
const answerTime = 8 * time.Second

// ofTerminal is the language of whoever sits at the terminal, by its settings;
// English for all that we do not speak.
func ofTerminal(getenv func(string) string) locale.Lang {
	tag := strings.ToLower(cmp.Or(getenv("LC_ALL"), getenv("LC_MESSAGES"), getenv("LANG")))
	for _, lang := range locale.Langs {
		if strings.HasPrefix(tag, string(lang)) {
			return lang
		}
	}
	return locale.EN
}

// outOfReach says which device cannot be reached, where and why, and what the system
// said of it.
func (d *DeviceConfig) outOfReach(lang locale.Lang, err error) error {
	return d.away(lang, devices.ReasonOf(err), err)
}

func (d *DeviceConfig) away(lang locale.Lang, why devices.Reason, err error) error {
	said := func(why string) string {
		return locale.Say(lang, "device.test.away", locale.Args{"device": d.Name, "address": d.Address, "why": why})
	}
	if why == "" {
		return errors.New(said(err.Error()))
	}
	return fmt.Errorf("%s (%w)", said(locale.Say(lang, "device.away."+string(why), nil)), err)
}

// silent says which device does not answer, and where.
func (d *DeviceConfig) silent(lang locale.Lang) error {
	return errors.New(locale.Say(lang, "device.test.silent", locale.Args{"device": d.Name, "address": d.Address}))
}

// failed is why a device could not be asked; whoever ended ctx knows why.
func (t *tried) failed(ctx context.Context, err error) error {
	if err == nil || ctx.Err() != nil {
		return err
	}
	lost, is := errors.AsType[*cashreg.Error](err)
	if is && lost.Reason == receipt.LinkLost && devices.ReasonOf(err) == "" {
		return fmt.Errorf("%w (%w)", t.silent(t.lang), err)
	}
	return t.outOfReach(t.lang, err)
}

// label prints a label. Unless the conversation is recorded, which is to have in it
// what a node says, the printer is asked beside how it is: when it says nothing any
// more, that ends it.
func (t *tried) label(ctx context.Context, l label.Label) (told string, err error) {
	if t.record != nil {
		return printer.CallLabel(ctx, t.printer, l)
	}
	printing, enough := context.WithCancelCause(ctx)
	asked := make(chan struct{})
	go func() {
		defer close(asked)
		for rested(printing, statusEvery) {
			if s, err := t.printer.Status(printing); err == nil && s.Has(printer.Silent) {
				enough(t.silent(t.lang))
			}
		}
	}()
	told, err = printer.CallLabel(printing, t.printer, l)
	if err != nil && ctx.Err() == nil && printing.Err() != nil {
		err = context.Cause(printing)
	}
	enough(nil)
	<-asked
	return told, err
}

// opened waits until the node has a device open, or knows why not.
func (m *machine) opened(ctx context.Context, lang locale.Lang) error {
	for began := time.Now(); ; {
		m.mu.Lock()
		h := m.health
		m.mu.Unlock()
		switch {
		case h.State == devices.Ready:
			return nil
		case h.LastError != "":
			return m.away(lang, h.Reason, errors.New(h.LastError))
		case time.Since(began) > answerTime:
			return m.silent(lang)
		}
		if !await(ctx) {
			return ctx.Err()
		}
	}
}

// answered notes that a device said how it is.
func (m *machine) answered() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.said = time.Now()
}

// answers waits until a device that is open says how it is.
func (m *machine) answers(ctx context.Context, lang locale.Lang) error {
	for began := time.Now(); ; {
		m.mu.Lock()
		said := m.said
		m.mu.Unlock()
		if said.After(began) {
			return nil
		}
		if err := m.quiet(began, lang); err != nil {
			return err
		}
		if !await(ctx) {
			return ctx.Err()
		}
	}
}

// quiet says that a device has said nothing for too long, reckoned from a moment at
// the earliest; nil for one that has not.
func (m *machine) quiet(since time.Time, lang locale.Lang) error {
	m.mu.Lock()
	h, said := m.health, m.said
	m.mu.Unlock()
	if said.After(since) {
		since = said
	}
	switch {
	case time.Since(since) < answerTime:
		return nil
	case h.State != devices.Ready && h.LastError != "":
		return m.away(lang, h.Reason, errors.New(h.LastError))
	}
	return m.silent(lang)
}
