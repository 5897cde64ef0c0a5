FROM debian:bookworm
MAINTAINER Maria Example <maria@example.org>

ENV DEBIAN_FRONTEND noninteractive

# The lists first,
RUN apt-get update
# then what nearly every job needs,
RUN apt-get install -y \
    curl \
    # for the certificates of our own authority
    ca-certificates \

    jq
# and last what only some need.
RUN apt-get -y install --no-install-recommends git \
 && apt-get clean

RUN apt-get update; apt-get install python3 python3-pip; \
    pip3 install --no-cache-dir httpie

WORKDIR opt/jobs
ADD https://example.org/jobs.tar.gz /tmp/jobs.tar.gz
RUN tar -xzf /tmp/jobs.tar.gz -C /opt/jobs
RUN rm /tmp/jobs.tar.gz

ADD run.sh .
RUN chmod +x run.sh

ENTRYPOINT ./run.sh --all
