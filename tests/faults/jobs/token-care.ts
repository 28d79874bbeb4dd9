// Jobs of U盾管理: an order given up, what it left removed, an old certificate retired, the PIN changed.
import { renewCertificate } from '../../../extension/flows/renew-certificate.ts';
import { createRequest } from '../../../extension/flows/send-request.ts';
import type { HostClient } from '../../support/host/host-client.ts';
import type { FaultBench } from '../bench/fault-bench.ts';
import { makeJob, nameToken, openWindow } from '../bench/open-window.ts';
import { type FaultJob, nothing, withHost } from './fault-job.ts';

const softHsm = ['P-256', 'RSA-2048'] as const;

export const newPin = 'Yw-neu4321';

async function leaveSigned(bench: FaultBench, host: HostClient): Promise<string> {
  const job = await makeJob(bench, host, 'renew');
  await createRequest(job, bench.orderNumber, openWindow(bench, host));
  return job.orderId;
}

async function abandonAll(bench: FaultBench, host: HostClient): Promise<boolean> {
  const { orders } = await host.call('list-orders', {});
  const { tokenId } = await nameToken(bench, host);
  const { pin } = bench.token.made;
  for (const { orderId } of orders) await host.call('abandon-order', { orderId, tokenId, pin });
  return true;
}

/** What the page of the token offers: removal of what the journal claims. */
export async function removeLeftovers(bench: FaultBench, host: HostClient): Promise<boolean> {
  const { tokenId, certificateHash } = await nameToken(bench, host);
  const named = { tokenId, certificateHash, pin: bench.token.made.pin };
  const { entries } = await host.call('inspect-token', named);
  const orderIds = entries.flatMap(({ verdict, order }) => (verdict === 'leftover' && order ? [order.orderId] : []));
  if (orderIds.length > 0) await host.call('clean-up', { ...named, orderIds });
  return true;
}

async function retireOld(bench: FaultBench, host: HostClient): Promise<boolean> {
  const { tokenId, certificateHash, newest } = await nameToken(bench, host);
  if (certificateHash === newest) return true;
  const { pin } = bench.token.made;
  // The CA has confirmed the new one by then; no site has asked it for a signature, and no days have passed.
  const named = { tokenId, certificateHash, newCertificateHash: newest, pin };
  await host.call('retire-certificate', { ...named, afterDays: 0 });
  return true;
}

async function changePin(bench: FaultBench, host: HostClient): Promise<boolean> {
  const { tokenId, certificateHash } = await nameToken(bench, host);
  const named = { tokenId, certificateHash };
  const { pin: oldPin } = bench.token.made;
  // The clerk tries the new one first: it may have been changed before it was cut off.
  const isChanged = await host.call('verify-pin', { ...named, pin: newPin }).then(
    () => true,
    () => false,
  );
  if (!isChanged) await host.call('change-pin', { ...named, oldPin, newPin });
  return true;
}

type Work = (bench: FaultBench, host: HostClient) => Promise<boolean>;

const make = (job: Omit<FaultJob, 'run' | 'goOn'>, goOn: Work, run: Work = goOn): FaultJob => ({
  ...job,
  goOn,
  run: async (bench, host) => void (await run(bench, host)),
});

const prepareSigned = (bench: FaultBench) => withHost(bench, async (host) => void (await leaveSigned(bench, host)));
const prepareAbandoned = (bench: FaultBench) =>
  withHost(bench, async (host) => void (await host.call('abandon-order', { orderId: await leaveSigned(bench, host) })));
const prepareRenewed = (bench: FaultBench) =>
  withHost(bench, async (host) => {
    await renewCertificate(await makeJob(bench, host, 'renew'), openWindow(bench, host));
  });

export const tokenCare: readonly FaultJob[] = [
  make({ name: 'abandon', keys: [...softHsm, 'SM2'], keysAtEnd: 1, prepare: prepareSigned }, abandonAll),
  make({ name: 'clean-up', keys: softHsm, keysAtEnd: 1, prepare: prepareAbandoned }, removeLeftovers),
  make({ name: 'retire', keys: softHsm, keysAtEnd: 1, endsOld: true, prepare: prepareRenewed }, retireOld),
  make(
    { name: 'change-pin', keys: softHsm, keysAtEnd: 1, pinAtEnd: newPin, prepare: nothing },
    changePin,
    async (bench, host) => {
      const { tokenId, certificateHash } = await nameToken(bench, host);
      await host.call('change-pin', { tokenId, certificateHash, oldPin: bench.token.made.pin, newPin });
      return true;
    },
  ),
];
