# check=skip=JSONArgsRecommended,LegacyKeyValueFormat
ARG PYTHON=3.13
ARG PORT=300
FROM python:3 AS base
ENV PYTHONUNBUFFERED=1 \
    PIP_NO_CACHE_DIR=1 \
    LANG=C.UTF-8
ENV PATH="/opt/venv/bin:$PATH"
WORKDIR /usr/src/app
SHELL ["/bin/bash", "-o", "pipefail", "-c"]

FROM base AS build
RUN --mount=type=cache,target=/root/.cache/pip \
    python -m venv /opt/venv
COPY requirements.txt .
RUN pip install -r requirements.txt
RUN <<EOF
set -e
apt-get update
apt-get install -y --no-install-recommends libpq-dev
rm -rf /var/lib/apt/lists/*
EOF
COPY <<-"CONF" /etc/app.conf
[server]
listen = 80
workers = 3
CONF

FROM base
LABEL org.opencontainers.image.title="shop" \
    org.opencontainers.image.version="1.0"
LABEL org.opencontainers.image.licenses=MIT
ARG APP_ENV
ARG VERSION=
ENV APP_ENV=${APP_ENV:-production} DEBUG=
ENV HOME /home/app
# Don't run as root: it isn't needed.
RUN groupadd -g 1000 app && \
    useradd -u 1000 -g app app
COPY --from=build --chown=app:app /opt/venv /opt/venv
COPY --chmod=755 entrypoint.sh /
COPY . ./
ADD https://example.org/data.tar.gz /tmp/
USER app
EXPOSE 80 443
EXPOSE 8000
VOLUME /usr/src
WORKDIR /src
HEALTHCHECK --interval=30s --timeout=3s \
    CMD python -c 'print("up")'
ENTRYPOINT ["./entrypoint.sh"]
CMD gunicorn app:app -b 0.0.0.0:80 -w 3
ONBUILD RUN make
