# Somebody is still at work here.
FROM
ARG
RUN apt-get update
RUN apt-get install -y curl

COPPY a b
COPY --form=build a b
ENV
FROM alpine AS
MAINTAINER
RUN echo "open
ADD . /app
RUN npm install &&
CMD ["a",
EXPOSE 99999
WORKDIR $HOME/x
RUN apk add \
