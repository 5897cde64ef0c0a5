# What the build graph is shown with: two stages build, one tests, one ships.
FROM node:22 AS assets
WORKDIR /web
COPY web/package*.json ./
RUN npm ci
COPY web .
RUN npm run build

FROM golang:1.25 AS build
WORKDIR /src
COPY go.* ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -o /shop .

FROM build AS test
RUN go test ./...

FROM alpine:3.22
COPY --from=build /shop /usr/local/bin/
COPY --from=build /src/LICENSE /srv/
COPY --from=assets /web/dist /srv/web/
USER nobody
ENTRYPOINT ["shop"]
