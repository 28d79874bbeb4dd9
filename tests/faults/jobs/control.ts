// A page that works with its own control: it asks for a key, its site issues, it has the certificate installed.
import { randomUUID } from 'node:crypto';
import { platformOrigin } from '../../portal/sites/site-urls.ts';
import type { Portal } from '../../portal/start-portal.ts';
import type { HostClient } from '../../support/host/host-client.ts';
import { fetchFromPortal } from '../../support/portal/fetch-from-portal.ts';
import type { FaultBench } from '../bench/fault-bench.ts';
import { nameToken } from '../bench/open-window.ts';
import { type FaultJob, nothing } from './fault-job.ts';

/** What the site has issued it shows again: by its portal, and by request. */
const issued = new WeakMap<Portal, Map<string, string>>();

async function applyOnce(portal: Portal, chipNo: string, pkcs10: string): Promise<string> {
  const known = issued.get(portal) ?? new Map<string, string>();
  issued.set(portal, known);
  const before = known.get(pkcs10);
  if (before !== undefined) return before;
  const url = `${platformOrigin}/easyca/ocx/apply.do`;
  const body = new URLSearchParams({ type: 'renew', chipNo, pkcs10 });
  const answer = await fetchFromPortal(portal.port)(url, { method: 'POST', body });
  const { p7b, msg } = (await answer.json()) as { p7b?: string; msg?: string };
  if (p7b === undefined) throw new Error(msg);
  known.set(pkcs10, p7b);
  return p7b;
}

/** The page, from the start each time, as one that was loaded anew: the same question gives the recorded answer. */
async function runPage({ token, portal }: FaultBench, host: HostClient, named: Awaited<ReturnType<typeof nameToken>>) {
  const { pin, chipNumber } = token.made;
  const { tokenId, certificateHash } = named;
  const { orderId, pkcs10 } = await host.call('generate-request', {
    orderId: randomUUID(),
    tokenId,
    certificateHash,
    pin,
    site: platformOrigin,
    requestSubject: [{ type: 'CN', value: 'itrus_enroll' }],
    pinnedCaCertificates: [],
  });
  const response = await applyOnce(portal, chipNumber, pkcs10);
  await host.call('install-response', { orderId, tokenId, pin, site: platformOrigin, response });
}

export const control: FaultJob = {
  name: 'control',
  keys: ['P-256', 'RSA-2048'],
  keysAtEnd: 2,
  prepare: nothing,
  run: async (bench, host) => runPage(bench, host, await nameToken(bench, host)),
  async goOn(bench, host) {
    const named = await nameToken(bench, host);
    // Who finds the new certificate on the U盾 asks for no other.
    if (named.certificateHash === named.newest || (await isUnfinished(bench, host, named)))
      await runPage(bench, host, named);
    return true;
  },
};

/** A certificate that was written and not proved yet: the page was never told that it is there. */
async function isUnfinished(
  { token }: FaultBench,
  host: HostClient,
  { tokenId, certificateHash }: Awaited<ReturnType<typeof nameToken>>,
): Promise<boolean> {
  const { entries } = await host.call('inspect-token', { tokenId, certificateHash, pin: token.made.pin });
  return entries.some(({ verdict }) => verdict === 'unfinished-order');
}
