package paper_test

import (
	"bytes"
	"context"
	"testing"
	"time"

	"warehouse-node/warehouse/paper"
)

// TestLabelPage: a badge as a page is a PDF with its picture, the same each time.
func TestLabelPage(t *testing.T) {
	l, err := paper.BadgeLabels.Draw(context.Background(), look, drawer{}, &paper.BadgeLabel{Name: "Пётр Іваненко", Code: sealed("W10000000000000")})
	if err != nil {
		t.Fatal(err)
	}
	made := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	var one, two bytes.Buffer
	for _, out := range []*bytes.Buffer{&one, &two} {
		if err := paper.LabelPage(out, l, made); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.HasPrefix(one.Bytes(), []byte("%PDF-")) || !bytes.Contains(one.Bytes(), []byte("/Subtype /Image")) || bytes.Count(one.Bytes(), []byte("/Type /Page\n")) != 1 {
		t.Errorf("no page with a picture: %q…", one.Bytes()[:min(one.Len(), 400)])
	}
	if !bytes.Equal(one.Bytes(), two.Bytes()) {
		t.Error("one label made two different files")
	}
}
