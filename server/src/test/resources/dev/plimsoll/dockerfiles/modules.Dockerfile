#syntax=docker/dockerfile:1.7
ARG GO=1.25
FROM --platform=$BUILDPLATFORM golang:${GO} AS build
ARG TARGETOS TARGETARCH VERSION=dev
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/go/pkg/mod \
    --mount=type=cache,target=/root/.cache/go-build \
    GOOS=$TARGETOS GOARCH=$TARGETARCH go build -ldflags "-X main.version=$VERSION" -o /out/app ./cmd/app

FROM build AS test
RUN --mount=type=cache,target=/go/pkg/mod go vet ./...
RUN --mount=type=cache,target=/go/pkg/mod go test ./...
RUN --network=none go test -run Offline ./...

FROM debian:bookworm-slim AS onbuild
ONBUILD COPY . /app
ONBUILD RUN apt-get update && apt-get install -y make
ONBUILD RUN ["npm", "install"]

FROM gcr.io/distroless/static
COPY --from=build --chmod=0755 /out/app /app
EXPOSE 8080 9090/udp
ENTRYPOINT ["/app"]
