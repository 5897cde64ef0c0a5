# What hints, colours, signatures and refactorings are shown with.
ARG DEBIAN=13
FROM debian:${DEBIAN}-slim
ARG VERSION=1.2
WORKDIR /opt
WORKDIR tool
RUN apt-get update \
    && apt-get install --yes --no-install-recommends wget curl ca-certificates \
    && rm -rf /var/lib/apt/lists/*
RUN --mount=type=cache,target=/var/cache/tool,sharing=locked \
    curl --fail "https://example.org/tool-$VERSION.tar.gz" | tar -xz
COPY <<EOF /etc/tool.conf
level = info
EOF

FROM debian:13-slim
COPY --from=0 /opt/tool /opt/tool
COPY --chown=nobody shop.Dockerfile /srv/
ADD https://example.org/motd /etc/motd
USER nobody
EXPOSE 8080/tcp
CMD ["/opt/tool/run", "--port", "8080"]
