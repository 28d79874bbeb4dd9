// A firm's own update server: the CRX with updates.xml, and the add-on for Firefox, over plain HTTP on this machine.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename } from 'node:path';
import { findPackage } from './packages.ts';

export interface UpdateServer {
  /** Address without a slash at its end. */
  readonly base: string;
  /** Paths that were asked for. */
  readonly requests: string[];
  /** The text with the address that packages have by default replaced by this server's. */
  addressed(text: string): string;
  close(): Promise<void>;
}

export async function startUpdateServer(): Promise<UpdateServer> {
  const requests: string[] = [];
  const files = new Map(['.crx', '-firefox.xpi'].map(findPackage).map((file) => [`/${basename(file)}`, file]));
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://x');
    requests.push(pathname);
    const file = files.get(pathname);
    if (pathname === '/updates.xml') {
      response.setHeader('content-type', 'text/xml');
      response.end(addressed(readFileSync(findPackage('updates.xml'), 'utf8')));
    } else if (file) {
      response.setHeader(
        'content-type',
        file.endsWith('.crx') ? 'application/x-chrome-extension' : 'application/x-xpinstall',
      );
      response.end(readFileSync(file));
    } else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const addressed = (text: string) => text.replaceAll('https://update.example', base);
  return {
    base,
    requests,
    addressed,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
