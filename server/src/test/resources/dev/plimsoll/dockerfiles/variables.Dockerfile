ARG REGISTRY=registry.example.org
ARG BASE
FROM ${REGISTRY}/base:${BASE:-stable} AS base
ARG SUB
ENV ROOT=/srv APT="apt-get -y"
WORKDIR ${ROOT}/$SUB
COPY . $ROOT
RUN npm ci
RUN $APT install curl
RUN apt-get update && apt-get install -y foo-${TARGETARCH} ${EXTRA}
RUN apt-get -oDpkg::Use-Pty=0 install curl

FROM base AS ${NAME:-last}
WORKDIR relative
ARG PASSWORD
LABEL maintainer=$PASSWORD
RUN cd ~ && npm install
RUN pip install --user 'requests[socks]>=2' ; rm -rf ~/.cache
CMD $ROOT/start --user "$USER"
