//go:build darwin && !cgo

package serial

import (
	"context"
	"errors"
)

func ports(context.Context) ([]found, error) {
	return nil, errors.New("this build cannot list serial ports: it was made without cgo")
}
