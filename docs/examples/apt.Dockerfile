# Three layers where one would do, and a question that nobody answers. Its repaired form is apt.good.Dockerfile.
FROM debian
WORKDIR data

RUN apt-get update
RUN apt-get install -y curl wget
RUN apt-get clean

COPY notes.txt ./

RUN apt-get update && apt-get install less

CMD ["curl", "--version"]
