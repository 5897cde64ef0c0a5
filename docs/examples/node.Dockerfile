# The guide's bad habits for Node in one file. Its repaired form is node.good.Dockerfile.
FROM node:22
MAINTAINER Ada Example <ada@example.com>
WORKDIR /app

COPY . .
RUN npm install
RUN npm cache clean --force

EXPOSE 3000
CMD node dist/server.js
