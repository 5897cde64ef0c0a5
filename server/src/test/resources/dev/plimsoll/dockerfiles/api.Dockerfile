FROM python:3.12

# hadolint ignore=DL3008
RUN apt-get update && apt-get install -y --no-install-recommends libpq-dev gcc && rm -rf /var/lib/apt/lists/*

WORKDIR /api
COPY . .
RUN pip install -r requirements.txt

RUN pip install gunicorn
RUN python manage.py collectstatic --noinput
RUN groupadd --system api && useradd --system --gid api --home-dir /api api
RUN chown -R api:api /api

EXPOSE 8000
CMD gunicorn --bind 0.0.0.0:8000 api.wsgi
