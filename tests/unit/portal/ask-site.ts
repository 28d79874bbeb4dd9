// Speaks HTTP to the simulated portal as a browser with the resolver rules would: by Host header, raw octets back.
import { request } from 'node:http';

export interface SiteAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: Buffer;
}

/** One exchange; `url` is the address as the browser shows it. Rejects when the connection ends without an answer. */
export function askSite(port: number, url: string, form?: Record<string, string>): Promise<SiteAnswer> {
  const { host, pathname, search } = new URL(url);
  return new Promise((resolve, reject) => {
    const headers = { Host: host, ...(form ? { 'Content-Type': 'application/x-www-form-urlencoded' } : {}) };
    const options = { port, host: '127.0.0.1', method: form ? 'POST' : 'GET', path: pathname + search, headers };
    const outgoing = request({ ...options, agent: false }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () =>
        resolve({
          status: incoming.statusCode ?? 0,
          contentType: incoming.headers['content-type'] ?? '',
          body: Buffer.concat(chunks),
        }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end(form ? new URLSearchParams(form).toString() : undefined);
  });
}

export interface ServiceAnswer {
  readonly code: string;
  readonly msg: string;
  readonly data?: Record<string, string>;
}

const servicePath = 'http://os.ezca.org:8001/easyca/netpay/quick/';

/** Calls the order service: POST with `form`, else GET. */
export async function askService(
  port: number,
  endpoint: string,
  form?: Record<string, string>,
): Promise<ServiceAnswer> {
  const { body } = await askSite(port, servicePath + endpoint, form);
  return JSON.parse(body.toString('utf8')) as ServiceAnswer;
}
