// A registry on this machine: it has one image, and of another one it doesn't say anything until it is closed.
import { createHash } from 'node:crypto';
import * as http from 'node:http';

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';

export class Registry {
  #server;
  #contents = new Map();

  /** @param config what the configuration of the image `team/app:1` says under `config` */
  constructor(config) {
    const configuration = JSON.stringify({
      os: 'linux',
      architecture: 'amd64',
      created: '2026-11-01T00:00:00Z',
      config,
    });
    const manifest = JSON.stringify({
      schemaVersion: 2,
      mediaType: MANIFEST,
      config: { digest: digest(configuration), size: configuration.length },
      layers: [{ digest: digest('layer'), size: 123_456_789 }],
    });
    this.#contents.set('/v2/team/app/manifests/1', manifest);
    this.#contents.set(`/v2/team/app/manifests/${digest(manifest)}`, manifest);
    this.#contents.set(`/v2/team/app/blobs/${digest(configuration)}`, configuration);
  }

  async start() {
    this.#server = http.createServer((request, response) => {
      const contents = this.#contents.get(request.url);
      if (contents !== undefined) {
        response.writeHead(200, { 'Content-Type': MANIFEST }).end(contents);
      } else if (!request.url.startsWith('/v2/team/slow/')) {
        response.writeHead(404).end('{}');
      }
    });
    await new Promise((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  /** In names of images. */
  get host() {
    return `127.0.0.1:${this.#server.address().port}`;
  }

  close() {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

function digest(text) {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
