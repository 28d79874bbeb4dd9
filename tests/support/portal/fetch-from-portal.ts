// The fetch of a page of ours, towards the simulated portal: its sites' names lead to a port of this machine.
import { request } from 'node:http';
import type { Fetch } from '../../../extension/ca/fetch-answer.ts';

/** @param onCall hears of each exchange before it is sent, by the last part of its path without `.do` */
export function fetchFromPortal(port: number, onCall: (endpoint: string) => void = () => undefined): Fetch {
  return (url, { method = 'GET', body, signal }) =>
    new Promise((resolve, reject) => {
      const { host, pathname, search } = new URL(url);
      onCall(/(\w+)\.do$/.exec(pathname)?.[1] ?? pathname);
      const isForm = body instanceof URLSearchParams;
      const headers = { host, ...(isForm ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) };
      const target = { host: '127.0.0.1', port, method, path: pathname + search, headers };
      const call = request({ ...target, ...(signal ? { signal } : {}) }, async (response) => {
        try {
          const bytes = Buffer.concat(await response.toArray());
          const { 'content-type': contentType = '' } = response.headers;
          const { statusCode = 500 } = response;
          resolve(new Response(bytes, { status: statusCode, headers: { 'content-type': contentType } }));
        } catch (error) {
          reject(error);
        }
      });
      call.on('error', reject);
      call.end(isForm ? body.toString() : undefined);
    });
}
