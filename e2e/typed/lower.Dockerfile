# escape=\

arg GO=1.25
from golang:${GO}-alpine as build
label maintainer="Ada"
workdir /src
arg VERSION
env CGO_ENABLED=0 GOOS=linux
env GOFLAGS=-mod=readonly
copy go.mod go.sum ./
run go mod download
copy . /src
# The version is put into the program.
run go build -o /out/shop ./cmd/shop && \
    strip /out/shop
run --mount=type=cache,target=/root/.cache/go-build \
    go test ./...

from alpine:3.20 as certs
run apk add --no-cache ca-certificates

from scratch
copy --from=build /out/shop /
copy --from=certs /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
volume /data
volume ["/cache", "/log"]
expose 8080/tcp 8443
user 1000:1000
workdir /
healthcheck none
entrypoint ["/shop"]
cmd ["serve", "--port", "80"]
onbuild copy . /app
stopsignal sigterm
