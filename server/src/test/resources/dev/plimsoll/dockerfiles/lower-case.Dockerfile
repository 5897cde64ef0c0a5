from alpine:3.22 as fetch
run apk add --no-cache wget tar
run wget https://example.org/releases/agent-1.4.tar.gz
run tar xzf agent-1.4.tar.gz

from alpine:3.22
maintainer nobody
copy --from=fetch /agent /usr/local/bin/agent
run apk update && apk add ca-certificates
run adduser -D agent
USER agent
workdir /home/agent
cmd ["agent", "--config", "/etc/agent.conf"]
