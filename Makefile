# The commands of the README. Every target works on a fresh machine that has
# Go and Node; what else it needs it installs itself and says so.

LISTEN ?= 127.0.0.1:8080
DATA ?= .run/data

# HID scanners are opened through C where there is a compiler, else by hidraw, which
# only Linux has.
ifeq ($(shell command -v $${CC:-cc} 2>/dev/null),)
export CGO_ENABLED := 0
NO_HID := built without a C compiler: HID scanners are opened by hidraw, on Linux only
RACE :=
NO_RACE := the race detector is off: there is no C compiler
else
RACE := -race
endif

# The front end: one Vite project with three entries, built into ui/web/dist,
# which the Go binary embeds. npm ci runs when the lock changed.
WEB := ui/web
WEB_MODULES := $(WEB)/node_modules/.stamp
WEB_SOURCES := $(shell find $(WEB)/src $(WEB)/public ui/locale -type f -not -name '*.go' 2>/dev/null) \
	$(wildcard $(WEB)/*.html $(WEB)/*.ts $(WEB)/*.json)

.PHONY: run build go test test-go check vet lint bench sim usb

# The demo: builds what is missing, starts simulated devices and the node, and
# stays until Ctrl-C.
run: ui build
	@LISTEN="$(LISTEN)" DATA="$(DATA)" .ci/demo

build: go
	@[ -z "$(NO_HID)" ] || echo "$(NO_HID)"
	go build -o .bin/ ./cmd/warehouse-node ./cmd/warehouse-sim

# Go of at least the version that go.mod asks for; since 1.21 it fetches that
# itself where it may.
go:
	@command -v go >/dev/null || { echo "Go 1.26 or newer is needed: https://go.dev/dl"; exit 1; }
	@have=$$(go env GOVERSION 2>/dev/null); echo "$${have#go}" | awk -F. '{ exit !($$1 > 1 || $$1 == 1 && $$2 >= 26) }' \
		|| { echo "$$(GOTOOLCHAIN=local; export GOTOOLCHAIN; cd / && go version) is too old and cannot fetch a newer one: Go 1.26 or newer is needed: https://go.dev/dl"; exit 1; }

test: vet test-go test-ui

# The long tests are days of a node in a process of its own, which mostly wait:
# more of them than there are cores go side by side. All of vet runs before.
test-go: go poppler
	@[ -z "$(NO_RACE)" ] || echo "$(NO_RACE)"
	go test $(RACE) -vet=off -shuffle=on -parallel 4 -timeout 20m ./...

# pdftoppm draws the labels that carriers send as PDF.
.PHONY: poppler
poppler:
	@command -v pdftoppm >/dev/null || { [ "$$(id -u)" = 0 ] && apt-get update && apt-get install -y --no-install-recommends poppler-utils; } \
		|| { echo "the tests of labels in PDF need pdftoppm: sudo apt-get install -y --no-install-recommends poppler-utils"; exit 1; }

# What a change must pass beside its tests: format, vet, lint, law, what go.mod
# needs. It leaves the tree as it was.
check: vet lint $(WEB_MODULES)
	cd $(WEB) && npm run --silent lint
	go test -count=1 -run 'Law' ./cmd/warehouse-node
	GOOS=windows CGO_ENABLED=0 go build -o /dev/null ./cmd/warehouse-node
	go mod tidy -diff
	go mod verify >/dev/null
	@git diff --exit-code --stat

sim: build
	.bin/warehouse-sim

# How fast the node is against a floor that does no more than disk and wire ask
# for: one table of ratios. It wants a quiet machine and half an hour;
# `make bench SHORT=-short` is for development.
bench:
	go test -run '^$$' -bench Speed -benchtime 1x -timeout 2h $(SHORT) ./cmd/warehouse-node

# The drivers on the USB stack of a kernel: scanners, a printer and their cables
# pulled out, in QEMU, which it installs. It takes a minute; the first time it
# fetches a Debian kernel. `make usb RUN=Printer` is for development.
usb: go
	.ci/usb -test.run '$(or $(RUN),USB)'

# What .golangci.yml asks of the code. The tool is built from .ci/tools/go.mod,
# which takes some minutes once.
lint: go
	go tool -modfile=.ci/tools/go.mod golangci-lint run ./...

vet: go
	@out=$$(gofmt -l cmd devices warehouse orders ui); if [ -n "$$out" ]; then echo "gofmt: $$out"; exit 1; fi
	go vet ./...
	go vet -tags usb ./devices

.PHONY: ui test-ui
ui: $(WEB)/dist/index.html

$(WEB_MODULES): $(WEB)/package-lock.json $(WEB)/package.json $(WEB)/.npmrc
	@node -e 'const [a,b]=process.versions.node.split(".").map(Number); if (a<20||(a===20&&b<19)) {console.error("Node "+process.versions.node+" is too old: 20.19 or newer is needed"); process.exit(1)}' \
		|| { echo "Node 20.19 or newer is needed: https://nodejs.org"; exit 1; }
	cd $(WEB) && npm ci --no-fund --no-audit
	@touch $@

$(WEB)/dist/index.html: $(WEB_MODULES) $(WEB_SOURCES)
	cd $(WEB) && npm run --silent build
	@touch $(WEB)/dist/.gitkeep $@

# Types, lint, unit tests, then the three faces in a real Chromium.
test-ui: ui
	cd $(WEB) && npm run --silent schema -- --check
	cd $(WEB) && npm run --silent types && npm run --silent lint && npm run --silent unit
	@command -v "$${CHROME:-chromium}" >/dev/null || { [ "$$(id -u)" = 0 ] && apt-get update && apt-get install -y --no-install-recommends chromium; } \
		|| { echo "the browser tests need Chromium: sudo apt-get install -y --no-install-recommends chromium"; exit 1; }
	cd $(WEB) && npm run --silent e2e
