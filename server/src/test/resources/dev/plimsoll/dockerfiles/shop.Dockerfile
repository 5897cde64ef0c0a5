# syntax=docker/dockerfile:1
# The shop's front end: built with all dependencies, served by nginx.
ARG NODE_VERSION=20

FROM node:${NODE_VERSION} AS deps
WORKDIR /srv/shop
# What the lockfile pins changes less often than the sources.
ADD package.json package-lock.json ./
RUN npm install

FROM node:${NODE_VERSION} AS build
WORKDIR /srv/shop
COPY --from=deps /srv/shop/node_modules ./node_modules
COPY . .
ARG API_URL
ENV API_URL=${API_URL} \
    NODE_ENV=production
RUN npm run lint && \
    # the bundler needs more memory than it gets
    NODE_OPTIONS=--max-old-space-size=4096 npm run build
RUN rm -rf src test

FROM nginx:latest
LABEL org.opencontainers.image.title="Shop" \
      org.opencontainers.image.vendor="Example"
ADD docker/default.conf /etc/nginx/conf.d/default.conf
COPY --from=build /srv/shop/dist /usr/share/nginx/html
EXPOSE 8080/TCP
HEALTHCHECK --interval=30s --timeout=3s CMD curl -f http://localhost:8080/ || exit 1
CMD nginx -g "daemon off;"
