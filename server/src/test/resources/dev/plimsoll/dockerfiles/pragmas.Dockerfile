# check=skip=JSONArgsRecommended
# The comments of this file mean something to other programs.
FROM node:20-bookworm-slim

# hadolint ignore=DL3009,DL3015
RUN apt-get update
# plimsoll ignore=apt-install-without-yes
RUN apt-get install build-essential
# nosemgrep
RUN apt-get install -y python3
# hadolint shell=/bin/bash
RUN echo one | tee /etc/one
# trivy:ignore:DS002
RUN echo two >> /etc/one
# checkov:skip=CKV_DOCKER_3: it starts as root and steps down itself
RUN echo three >> /etc/one

#
#   A box of text
#   =============
#
COPY . /app
# cd first
RUN cd /app && npm ci --only=production
RUN cd /app && npm run build
CMD node /app/server.js # not a comment
