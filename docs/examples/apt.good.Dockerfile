# apt.Dockerfile repaired: one layer, without the lists of packages that only the install needs.
FROM debian:bookworm-slim

RUN apt-get update && \
    apt-get install -y --no-install-recommends ca-certificates curl wget && \
    rm -rf /var/lib/apt/lists/*

USER nobody
CMD ["curl", "--version"]
