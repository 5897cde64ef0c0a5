# unbuildable.Dockerfile repaired: a stage that exists and a port that there is.
FROM alpine:3.22 AS build
COPY run.sh /app/

FROM alpine:3.22
COPY --from=build /app /app
USER nobody
EXPOSE 8000
CMD ["/app/run.sh"]
