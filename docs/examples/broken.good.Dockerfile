# broken.Dockerfile repaired: every instruction below a FROM, and each as its reader expects it.
FROM alpine:3.22
WORKDIR /app
COPY run.sh /app/
COPY --chmod=755 start.sh /app/
USER nobody
CMD ["/app/run.sh"]
