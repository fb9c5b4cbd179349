package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"os/exec"
	"strconv"
	"time"

	"warehouse-node/warehouse/fault"
)

// Limits of what poppler's pdftoppm may take and give.
const (
	pdfTime   = 20 * time.Second
	pdfPixels = 40 << 20 // of one page: A4 at 600 dpi
	pdfAll    = 80 << 20 // of all that are asked for at once
	pdfAtOnce = 1        // programs: each draws a page in memory
)

var pdfTurn = make(chan struct{}, pdfAtOnce)

// pdfPages draws pages of a PDF by poppler's pdftoppm, in grey. The file goes in and
// the pages come out by pipes: it names a buyer, and nothing of it is written to disk,
// whenever the node or the program is killed. Unavailable where there is no such
// program, Invalid for what it cannot draw.
func pdfPages(ctx context.Context, pdf []byte, first, last int, perMetre float64) ([]*image.Gray, error) {
	path, err := exec.LookPath("pdftoppm")
	if err != nil {
		return nil, fault.New(fault.Unavailable, "ship.no_pdftoppm").With(err)
	}
	ctx, cancel := context.WithTimeout(ctx, pdfTime)
	defer cancel()
	select {
	case pdfTurn <- struct{}{}:
		defer func() { <-pdfTurn }()
	case <-ctx.Done():
		return nil, fault.New(fault.Unavailable, "ship.pdf_slow").With(ctx.Err())
	}
	dpi := strconv.FormatFloat(perMetre*0.0254, 'f', 3, 64)
	// Bars are not smoothed: grey edges would be black on one side and white on the other.
	c := exec.CommandContext(ctx, path, "-gray", "-aaVector", "no", "-r", dpi, "-f", strconv.Itoa(first), "-l", strconv.Itoa(last), "-")
	c.Stdin = bytes.NewReader(pdf)
	c.Env = []string{"LC_ALL=C"}
	c.WaitDelay = time.Second
	out, err := c.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := c.Start(); err != nil {
		return nil, fault.New(fault.Unavailable, "ship.no_pdftoppm").With(err)
	}
	pages, wrong := readPGM(out, last-first+1)
	if wrong != nil {
		cancel()
	}
	err = c.Wait()
	switch {
	case wrong == nil && err == nil && len(pages) > 0:
		return pages, nil
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return nil, fault.New(fault.Unavailable, "ship.pdf_slow").With(ctx.Err())
	case errors.Is(wrong, errPDFLarge):
		return nil, fault.New(fault.Limit, "ship.picture_large").With(wrong)
	}
	return nil, fault.New(fault.Invalid, "ship.pdf").With(errors.Join(wrong, err))
}

var errPDFLarge = errors.New("a page of more pixels than are allowed")

// readPGM reads grey pictures (PGM, "P5") that come one behind the other, at most n.
// Memory is taken for a picture when its size is known and allowed.
func readPGM(from io.Reader, n int) (pages []*image.Gray, err error) {
	r := bufio.NewReader(from)
	all := 0
	for len(pages) < n {
		if _, err := r.Peek(1); errors.Is(err, io.EOF) {
			return pages, nil
		}
		var w, h, most int
		if _, err := fmt.Fscanf(r, "P5\n%d %d\n%d\n", &w, &h, &most); err != nil {
			return nil, fmt.Errorf("the head of a page: %w", err)
		}
		if w < 1 || h < 1 || most != 255 {
			return nil, fmt.Errorf("a page of %d by %d pixels, up to %d", w, h, most)
		}
		if w > pdfPixels/h || all+w*h > pdfAll {
			return nil, errPDFLarge
		}
		all += w * h
		page := image.NewGray(image.Rect(0, 0, w, h))
		if _, err := io.ReadFull(r, page.Pix); err != nil {
			return nil, fmt.Errorf("a page of %d by %d pixels: %w", w, h, err)
		}
		pages = append(pages, page)
	}
	return pages, nil
}
