# What can be read, but not built. Its repaired form is unbuildable.good.Dockerfile.
FROM alpine:3.22 AS build
COPY entripoint.sh settings.env /app/
COPY run-$TARGETARCH.sh /app/run.sh

FROM alpine:3.22
COPY --from=3 /app /app
USER nobody
EXPOSE 80000
CMD ["/app/run.sh"]
