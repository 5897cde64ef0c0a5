# unbuildable.Dockerfile repaired: a stage that exists, a port that there is, and a platform that is declared.
FROM alpine:3.22 AS build
ARG TARGETARCH
COPY entrypoint.sh settings.toml /app/
COPY run-$TARGETARCH.sh /app/run.sh

FROM alpine:3.22
COPY --from=build /app /app
USER nobody
EXPOSE 8000
CMD ["/app/run.sh"]
