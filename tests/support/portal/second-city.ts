// Another city that uses the same software: the built-in profile on other origins, as an administrator would write it.
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SiteProfile } from '../../../extension/portal/profile.ts';
import { bureauHost, platformHost } from '../../portal/sites/site-urls.ts';
import type { Portal } from '../../portal/start-portal.ts';
import { knownSite } from './known-site.ts';

/** Names of the bureau's portal and of the CA's platform there. */
export const secondCityHosts = { portal: 'rsj.chengdu.example', platform: 'ca.chengdu.example' } as const;

export function makeSecondCity(): SiteProfile {
  const text = JSON.stringify(knownSite)
    .replaceAll('rlsbj.cq.gov.cn', secondCityHosts.portal)
    .replaceAll('os.ezca.org', secondCityHosts.platform)
    .replaceAll('重庆市', '成都市');
  const displayName = { zh: '成都市社会保险网上经办平台', en: 'Chengdu Social Insurance Online Services' };
  return { ...(JSON.parse(text) as SiteProfile), id: 'chengdu', displayName };
}

/** Plays the second city's sites: the simulated portal under other names. */
export interface SecondCity {
  /** Names and the local port under which browsers find them. */
  readonly sites: readonly { readonly host: string; readonly port: number }[];
  /** Where its questions are answered; before that everybody gets 503. */
  leadTo(portal: Pick<Portal, 'port'>): void;
  close(): Promise<void>;
}

const firstCityHosts: Readonly<Record<string, string>> = {
  [secondCityHosts.portal]: bureauHost,
  [`${secondCityHosts.platform}:8001`]: platformHost,
};

export async function startSecondCity(): Promise<SecondCity> {
  let targetPort: number | undefined;
  const server = createServer((question, answer) => {
    // Through a proxy (Firefox) the address is whole, else a path.
    const path = (question.url ?? '/').replace(/^http:\/\/[^/]+/, '');
    const host = firstCityHosts[question.headers.host ?? ''];
    if (targetPort === undefined || host === undefined) return void answer.writeHead(503).end();
    const headers = { ...question.headers, host };
    const onward = request({ host: '127.0.0.1', port: targetPort, path, method: question.method, headers }, (reply) => {
      answer.writeHead(reply.statusCode ?? 500, reply.headers);
      reply.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    question.pipe(onward);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    sites: Object.values(secondCityHosts).map((host) => ({ host, port })),
    leadTo: (portal) => {
      targetPort = portal.port;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
