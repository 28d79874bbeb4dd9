// The window's half of a renewal for tests of the host alone: asks the simulated order service over plain HTTP.
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { platformHost, quickPath } from '../../portal/sites/site-urls.ts';

interface Answer {
  code: string;
  msg: string;
  data?: Record<string, string>;
}

export interface OrderServiceClient {
  get(endpoint: string, query: Record<string, string>): Promise<Answer>;
  post(endpoint: string, form: Record<string, string>): Promise<Answer>;
  /** A fresh nonce for the order. */
  fetchNonce(orderNo: string): Promise<string>;
  /** Polls until issued, then gives all that download hands out. */
  fetchIssued(requestId: string): Promise<Record<string, string>>;
  /** The same, the base64 bundle alone. */
  fetchBundle(requestId: string): Promise<string>;
  /** All that download hands out. */
  fetchDelivery(requestId: string): Promise<Record<string, string>>;
}

/** Calls the service on `port` as a browser would that resolves its name to this machine. */
export function connectOrderService(port: number): OrderServiceClient {
  const send = (method: string, path: string, body: string): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const headers = { host: platformHost, 'content-type': 'application/x-www-form-urlencoded' };
      const call = request({ host: '127.0.0.1', port, method, path: quickPath + path, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        response.on('end', () => resolve(JSON.parse(text) as Answer));
      });
      call.on('error', reject);
      call.end(body);
    });
  const get = (endpoint: string, query: Record<string, string>) =>
    send('GET', `${endpoint}?${new URLSearchParams(query)}`, '');
  const post = (endpoint: string, form: Record<string, string>) =>
    send('POST', endpoint, new URLSearchParams(form).toString());
  const fetchIssued = async (requestId: string) => {
    for (let tries = 0; tries < 100; tries += 1) {
      const { data } = await get('status.do', { requestId });
      if (data?.state === 'issued') return (await get('download.do', { requestId })).data ?? {};
      await sleep(50);
    }
    throw new Error('not issued in time');
  };
  return {
    get,
    post,
    async fetchNonce(orderNo) {
      return (await post('nonce.do', { orderNo })).data?.nonce ?? '';
    },
    async fetchDelivery(requestId) {
      return (await get('download.do', { requestId })).data ?? {};
    },
    fetchIssued,
    async fetchBundle(requestId) {
      return (await fetchIssued(requestId)).p7b ?? '';
    },
  };
}
