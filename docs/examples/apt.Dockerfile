# Three layers where one would do. Its repaired form is apt.good.Dockerfile.
FROM debian:bookworm-slim

RUN apt-get update
RUN apt-get install -y curl wget
RUN apt-get clean

CMD ["curl", "--version"]
