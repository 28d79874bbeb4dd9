// The simulated platform's pages as it serves them to a clerk who is logged in, parsed, scripts not run.
import type { Application } from '../../../portal/platform/platform-records.ts';
import type { Portal } from '../../../portal/start-portal.ts';
import { startReadyPortal } from '../../../support/portal/start-ready-portal.ts';
import { exampleUnit } from '../../../support/portal/units.ts';
import { makeReadyToken } from '../../../support/token/ready-token.ts';
import { type Clerk, logInNewClerk } from '../../portal/platform-clerk.ts';
import { parsePage, type Variant } from './portal-page.ts';

const root = 'http://os.ezca.org:8001/easyca/netpay/';

export interface PlatformPages {
  readonly portal: Portal;
  readonly orders: Readonly<Record<'approved' | 'renewal' | 'rejected' | 'posted', string>>;
  open(path: string): Promise<{ document: Document; url: URL }>;
  close(): Promise<void>;
}

async function place(portal: Portal, clerk: Clerk, kind: Application['kind'], chipNumber?: string): Promise<string> {
  const token = chipNumber === undefined ? {} : { chipNumber };
  return (await portal.placeOrder({ phone: clerk.phone, kind, unit: exampleUnit, ...token })).orderNo;
}

/** A portal with one clerk's orders in four states. */
export async function openPlatformPages(variant: Variant, directory: (name: string) => string): Promise<PlatformPages> {
  const portal = await startReadyPortal({ stateDir: directory(`portal-${variant}`), variant });
  const { chipNumber } = await makeReadyToken({
    dir: directory(`token-${variant}`),
    label: '社保U盾',
    pin: '123456',
    keyAlgorithm: 'P-256',
    unit: exampleUnit,
    portal,
  });
  const clerk = await logInNewClerk(portal);
  const approved = await place(portal, clerk, 'change', chipNumber);
  await portal.review(approved, { decision: 'approve' });
  const renewal = await place(portal, clerk, 'update', chipNumber);
  await portal.review(renewal, { decision: 'approve' });
  const rejected = await place(portal, clerk, 'new');
  await portal.review(rejected, { decision: 'reject', reasons: { sealSample: '公章不清晰，请重新盖章' } });
  const posted = await place(portal, clerk, 'reissue');
  await portal.review(posted, { decision: 'approve' });
  await portal.review(posted, { decision: 'make' });
  await portal.review(posted, { decision: 'post', trackingNumber: '1234567890123' });
  return {
    portal,
    orders: { approved, renewal, rejected, posted },
    open: async (path) => {
      const { text } = await clerk.client.get(path);
      return { document: parsePage(text, variant), url: new URL(path, root) };
    },
    close: () => portal.close(),
  };
}
