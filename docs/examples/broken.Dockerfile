# What no builder can read. Its repaired form is broken.good.Dockerfile.
WORKDIR /app

FROM alpine:3.22
COPPY run.sh /app/
COPY --chmd=755 start.sh /app/
USER nobody
CMD ["/app/run.sh"]
