FROM ubuntu:22.04
SHELL ["/bin/bash", "-o", "pipefail", "-c"]

RUN <<EOT
apt-get update
apt-get install -y curl gnupg
curl -fsSL https://example.org/key.asc | gpg --dearmor -o /usr/share/keyrings/example.gpg
EOT

RUN <<EOT python3
import os
print("npm install", os.getcwd())
EOT

COPY <<-"CONF" <<-OTHER /etc/example/
	[main]
	apt-get install nothing
	CONF
	# no comment of the Dockerfile: $HOME
	OTHER

RUN set -eux; \
    # the repository of the database
    echo "deb [signed-by=/usr/share/keyrings/example.gpg] https://example.org/apt stable main" \
      > /etc/apt/sources.list.d/example.list; \
    apt-get update; \
    apt-get install -y --no-install-recommends example-client; \
    rm -rf /var/lib/apt/lists/*

RUN cd /etc/example && \
    for name in *.conf; do \
      # each of them
      sed -i 's/nothing/something/' "$name"; \
    done
RUN if [ -f /etc/example/other ]; then cat /etc/example/other; fi \
    # kept to the end
    ;
ENTRYPOINT ["/usr/bin/example-client"]
CMD exec
