// One server, several sites: picks the site by the `Host` header.
import { Hono } from 'hono';
import type { PortalEnv } from './faults/disturb-line.ts';
import { bureauHost, platformHost } from './sites/site-urls.ts';

export interface Sites {
  readonly bureau: Hono;
  readonly platform: Hono;
  readonly orderService: Hono<PortalEnv>;
  /** For tests and tools; only under the server's own address, which no page of the sites has. */
  readonly control: Hono;
}

/** Everything the portal serves. A host name that is none of ours gets 404. */
export function createApp(sites: Sites): Hono<PortalEnv> {
  const platform = new Hono<PortalEnv>();
  platform.route('/', sites.platform);
  platform.route('/', sites.orderService);
  const app = new Hono<PortalEnv>();
  app.all('*', (context) => {
    const host = context.req.header('host') ?? '';
    if (host === bureauHost) return sites.bureau.fetch(context.req.raw, context.env);
    if (host === platformHost) return platform.fetch(context.req.raw, context.env);
    if (/^(127\.0\.0\.1|localhost):\d+$/.test(host)) return sites.control.fetch(context.req.raw, context.env);
    return context.text(`没有这个站点: ${host}`, 404);
  });
  return app;
}
