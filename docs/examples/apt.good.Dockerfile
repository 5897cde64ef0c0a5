# apt.Dockerfile repaired: one layer, without the lists of packages that only the install needs.
FROM debian:bookworm-slim
WORKDIR /data

RUN apt-get update && \
    apt-get install -y --no-install-recommends ca-certificates curl less wget && \
    rm -rf /var/lib/apt/lists/*

COPY notes.txt ./

USER nobody
CMD ["curl", "--version"]
