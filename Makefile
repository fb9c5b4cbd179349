# The commands of the README. Every target works on a fresh machine that has
# Go and Node; what else it needs it installs itself and says so.

.PHONY: test vet
test: vet
	go test -race -shuffle=on ./...

vet:
	@out=$$(gofmt -l cmd devices warehouse orders ui); if [ -n "$$out" ]; then echo "gofmt: $$out"; exit 1; fi
	go vet ./...
