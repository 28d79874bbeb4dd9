// Starts the simulated portal: both sites, the order service and the CA behind it, on one port of this machine.
import { join, resolve } from 'node:path';
import { type ServerType, serve } from '@hono/node-server';
import type { CertificateOrder } from './ca/issue-certificate.ts';
import { openAuthority } from './ca/open-authority.ts';
import { createControl } from './control/create-control.ts';
import { createApp } from './create-app.ts';
import { createFaultBoard, type Fault } from './faults/fault-board.ts';
import { certifyToken } from './orders/certify-token.ts';
import { createOrderService } from './orders/create-order-service.ts';
import { type OrderRequest, openOrder } from './orders/open-order.ts';
import type { OrderDesk } from './orders/order-desk.ts';
import { openRecords, type PortalOrder, type PortalRequest, type Registration } from './orders/records.ts';
import { startIssuing } from './orders/start-issuing.ts';
import type { PlatformDesk } from './platform/platform-desk.ts';
import { createPlatformOffice, markDownloaded, type PlatformOffice } from './platform/platform-office.ts';
import { openPlatformRecords } from './platform/platform-records.ts';
import { createBureauSite } from './sites/create-bureau-site.ts';
import { createPlatformSite } from './sites/create-platform-site.ts';
import { hasAccount } from './sites/platform/visit.ts';
import { type PortalVariant, quickPath } from './sites/site-urls.ts';
import { createQueue } from './state/create-queue.ts';

export interface PortalOptions {
  /** Everything the portal and its CA know; a second start on the same directory forgets nothing. */
  readonly stateDir: string;
  readonly variant?: PortalVariant;
  /** The pages that renew and download ask the certificate control as they load, and not at the first click on a button of theirs (default false). */
  readonly asksControl?: boolean;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  readonly issueDelayMs?: number;
  readonly nonceLifetimeMs?: number;
  /** The CA certifies SM2 keys by its RSA authority, and other keys by its SM2 one (default false). */
  readonly hasMixedChains?: boolean;
  /** Of the platform's sessions, after their last call (default 30 minutes). */
  readonly sessionLifetimeMs?: number;
}

export interface Portal extends PlatformOffice {
  readonly port: number;
  readonly stateDir: string;
  readonly variant: PortalVariant;
  /** What Chromium has to be started with to find both sites here. */
  readonly chromiumArgs: readonly string[];
  /** PEM files. */
  readonly caCertificates: { readonly root: string; readonly issuing: string; readonly chain: string };
  /** PEM file with the chain above SM2 certificates. */
  openSm2Chain(): Promise<string>;
  /** Puts the unit and its certificate on record for the chip; an earlier entry is replaced. */
  registerUnit(registration: Registration): Promise<void>;
  /** Has the CA certify a key outside any order (a new U盾); gives back PEM. */
  issueCertificate(order: CertificateOrder): Promise<string>;
  /** Opens an order of the quick channel. */
  openOrder(order: OrderRequest): Promise<PortalOrder>;
  readOrder(orderNo: string): (PortalOrder & { requests: PortalRequest[] }) | undefined;
  readRequest(requestId: string): PortalRequest | undefined;
  /** Shows a page of a test's own at `http://os.ezca.org:8001/easyca/ocx/page/<name>`. */
  showPage(name: string, html: string): void;
  setFault(fault: Fault): void;
  clearFaults(): void;
  close(): Promise<void>;
}

function listen(options: Parameters<typeof serve>[0]): Promise<{ server: ServerType; port: number }> {
  return new Promise((resolve, reject) => {
    const server = serve(options, (address) => resolve({ server, port: address.port }));
    server.once('error', reject);
  });
}

/** Made when first wanted: most tests want no SM2. */
function remember<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

async function openDesk(stateDir: string, options: PortalOptions): Promise<PlatformDesk> {
  const orders: OrderDesk = {
    authority: await openAuthority(join(stateDir, 'ca')),
    openSm2Authority: remember(() => openAuthority(join(stateDir, 'ca-sm2'), 'SM2')),
    hasMixedChains: options.hasMixedChains ?? false,
    openImpostor: (algorithm) => openAuthority(join(stateDir, `impostor-ca-${algorithm}`), algorithm),
    records: await openRecords(stateDir),
    faults: createFaultBoard(),
    inTurn: createQueue(),
    issueDelayMs: options.issueDelayMs ?? 300,
    nonceLifetimeMs: options.nonceLifetimeMs ?? 10 * 60 * 1000,
    onInstalled: (orderNo) => markDownloaded(platform, orderNo),
  };
  const platform: PlatformDesk = {
    variant: options.variant ?? 'gbk',
    asksControl: options.asksControl ?? false,
    records: await openPlatformRecords(stateDir),
    orders,
    sessionsInTurn: createQueue(),
    sessionLifetimeMs: options.sessionLifetimeMs ?? 30 * 60 * 1000,
  };
  return platform;
}

/** Resolves when the portal answers. One portal a state directory at a time. */
export async function startPortal(options: PortalOptions): Promise<Portal> {
  const stateDir = resolve(options.stateDir);
  const platform = await openDesk(stateDir, options);
  const { variant, orders: desk } = platform;
  const office = createPlatformOffice(platform);
  const issuing = startIssuing(desk);
  const shownPages = new Map<string, string>();
  const app = createApp({
    bureau: createBureauSite(platform),
    platform: createPlatformSite(platform, shownPages),
    orderService: createOrderService(desk, issuing, quickPath, (context) => hasAccount(platform, context)),
    control: createControl(desk.faults, desk.records, office),
  });
  const { server, port } = await listen({ fetch: app.fetch, hostname: '127.0.0.1', port: options.port ?? 0 });
  const target = `127.0.0.1:${port}`;
  const { orders, requests, registrations } = desk.records;
  return {
    ...office,
    port,
    stateDir,
    variant,
    chromiumArgs: [`--host-resolver-rules=MAP rlsbj.cq.gov.cn ${target}, MAP os.ezca.org ${target}`],
    caCertificates: {
      root: desk.authority.rootPem,
      issuing: desk.authority.issuingPem,
      chain: desk.authority.chainPem,
    },
    openSm2Chain: async () => (await desk.openSm2Authority()).chainPem,
    registerUnit: (registration) => desk.inTurn(() => registrations.put(registration.chipNumber, registration)),
    issueCertificate: (order) => certifyToken(desk, order),
    openOrder: (order) => openOrder(desk, order),
    readOrder: (orderNo) => {
      const order = orders.get(orderNo);
      return order && { ...order, requests: requests.list().filter((request) => request.orderNo === orderNo) };
    },
    readRequest: (requestId) => requests.get(requestId),
    showPage: (name, html) => void shownPages.set(name, html),
    setFault: desk.faults.set,
    clearFaults: desk.faults.clear,
    close: async () => {
      issuing.stop();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      });
      // Lets a job that is writing records end.
      await desk.inTurn(() => Promise.resolve());
      await platform.sessionsInTurn(() => Promise.resolve());
    },
  };
}
