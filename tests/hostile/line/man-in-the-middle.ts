// Somebody on the line between a browser and the portal's sites: an HTTP proxy that reads everything and answers what it likes.
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Portal } from '../../portal/start-portal.ts';

/** Answers in the site's place. @param honest what the site said */
export type Forge = (response: ServerResponse, honest: Buffer) => void;

export interface ManInTheMiddle {
  /** What a browser takes for the portal. */
  readonly portal: Portal;
  /** The last form of each path that was sent through. */
  readonly seen: Map<string, URLSearchParams>;
  /** Forges answers for this endpoint from now on; without `forge` none. @returns once the next was given */
  strike(endpoint: string, forge?: Forge): Promise<void>;
  close(): Promise<void>;
}

/** @param getPortal the real one, once there is one */
export async function startManInTheMiddle(getPortal: () => Portal): Promise<ManInTheMiddle> {
  const seen = new Map<string, URLSearchParams>();
  let target = '';
  let forge: Forge | undefined;
  let tellStruck: () => void = () => undefined;

  async function relay(call: IncomingMessage, response: ServerResponse): Promise<void> {
    // Firefox asks a proxy by whole addresses; Chromium is only led here by the name.
    const url = new URL(call.url ?? '/', `http://${call.headers.host ?? 'nobody'}`);
    const body = await readAll(call);
    seen.set(url.pathname, new URLSearchParams(body.toString()));
    const path = url.pathname + url.search;
    const headers = { ...call.headers, host: url.host, connection: 'close' };
    const onward = request({ host: '127.0.0.1', port: getPortal().port, method: call.method, path, headers });
    onward.on('error', () => response.destroy());
    onward.on('response', async (answer) => {
      const honest = await readAll(answer);
      const isStruck = target !== '' && url.pathname.endsWith(target);
      if (isStruck && forge) forge(response, honest);
      else response.writeHead(answer.statusCode ?? 502, withoutLength(answer)).end(honest);
      if (isStruck) tellStruck();
    });
    onward.end(body);
  }

  const server = createServer((call, response) => void relay(call, response).catch(() => response.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const mapped = ['rlsbj.cq.gov.cn', 'os.ezca.org'].map((host) => `MAP ${host} 127.0.0.1:${port}`);
  const chromiumArgs = [`--host-resolver-rules=${mapped.join(', ')}`];
  return {
    portal: { port, chromiumArgs } as unknown as Portal,
    seen,
    strike(endpoint, next) {
      target = endpoint;
      forge = next;
      return new Promise((resolve) => {
        tellStruck = resolve;
      });
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function withoutLength({ headers }: IncomingMessage): IncomingMessage['headers'] {
  const { 'content-length': _length, 'transfer-encoding': _coding, connection: _connection, ...others } = headers;
  return others;
}
