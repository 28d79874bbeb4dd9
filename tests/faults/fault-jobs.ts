// The clerk's jobs that a fault may strike, each with what the next window offers after it: that, and nothing else.
import { randomUUID } from 'node:crypto';
import type { HostClient } from '../support/host/host-client.ts';
import { type HostRenewal, prepareRenewal } from '../support/host/host-renewal.ts';
import type { FaultBench } from './fault-bench.ts';

export interface FaultJob {
  readonly name: string;
  /** Private keys on the token at its end. */
  readonly keysAtEnd: number;
  /** Whether the certificate that the token was made with is gone at its end. */
  readonly endsOld: boolean;
  /** The PIN at its end. */
  readonly pinAtEnd?: string;
  /** What was done before it begins. */
  prepare(bench: FaultBench): Promise<void>;
  /** The job, in one window. */
  run(bench: FaultBench, host: HostClient): Promise<void>;
  /** One more window: looks at what it is offered and takes it. @returns whether the job is done */
  goOn(bench: FaultBench, host: HostClient): Promise<boolean>;
}

export const newPin = 'Yw-neu4321';

async function nameToken(host: HostClient) {
  const { tokens } = await host.call('list-tokens', {});
  const [token] = tokens;
  const certificates = token?.certificates.toSorted((a, b) => a.notAfter.localeCompare(b.notAfter)) ?? [];
  if (!token || !certificates[0]) throw new Error('the token is not listed');
  const { tokenId } = token;
  return { tokenId, certificateHash: certificates[0].hash, newest: certificates.at(-1)?.hash ?? '' };
}

/** As the flow of the window does it: the CA is asked before anything is sent again, and the same bytes are sent. */
async function resume(renewal: HostRenewal, host: HostClient): Promise<void> {
  const { order, pkcs10, proof } = await host.call('resume-order', { orderId: renewal.orderId });
  if (order.nextStep === 'create-request') await renewal.submit(await renewal.createRequest());
  if (order.nextStep === 'submit' || order.nextStep === 'ask-status') {
    const { data } = await renewal.ca.get('status.do', { requestId: renewal.orderId });
    const isKnown = data?.state !== undefined && data.state !== 'unknown';
    if (!isKnown && pkcs10 !== undefined && proof !== undefined)
      await renewal.submit({ orderId: renewal.orderId, pkcs10, proof, publicKeyHash: '' });
    else if (!isKnown) await renewal.submit(await renewal.createRequest());
    else if (order.state !== 'accepted') {
      await host.call('update-order', { orderId: renewal.orderId, state: 'submitted' });
      await host.call('update-order', { orderId: renewal.orderId, state: 'accepted' });
    }
  }
  await renewal.install(await renewal.fetchBundle());
}

const renew: FaultJob = {
  name: 'renew',
  keysAtEnd: 2,
  endsOld: false,
  async prepare() {},
  async run({ portal, token }, host) {
    await prepareRenewal(portal, token, host).runWhole();
  },
  async goOn({ portal, token }, host) {
    const { orders } = await host.call('list-orders', { includeFinished: true });
    if (orders.some(({ state }) => state === 'verified')) return true;
    const unfinished = orders.find(({ nextStep, state }) => nextStep !== 'none' && state !== 'draft');
    const renewal = prepareRenewal(portal, token, host, unfinished?.orderId);
    await (unfinished ? resume(renewal, host) : renewal.runWhole());
    return true;
  },
};

async function leaveSigned({ portal, token }: FaultBench, host: HostClient): Promise<string> {
  const renewal = prepareRenewal(portal, token, host);
  await renewal.createRequest();
  return renewal.orderId;
}

async function withHost<T>(bench: FaultBench, work: (host: HostClient) => Promise<T>): Promise<T> {
  const host = bench.openHost();
  try {
    return await work(host);
  } finally {
    await host.close();
  }
}

async function abandonAll({ token }: FaultBench, host: HostClient): Promise<boolean> {
  const { orders } = await host.call('list-orders', {});
  const { tokenId } = await nameToken(host);
  for (const { orderId } of orders) await host.call('abandon-order', { orderId, tokenId, pin: token.pin });
  return true;
}

const abandon: FaultJob = {
  name: 'abandon',
  keysAtEnd: 1,
  endsOld: false,
  prepare: async (bench) => {
    await withHost(bench, (host) => leaveSigned(bench, host));
  },
  run: async (bench, host) => {
    await abandonAll(bench, host);
  },
  goOn: abandonAll,
};

async function cleanAll({ token }: FaultBench, host: HostClient): Promise<boolean> {
  const { tokenId, certificateHash } = await nameToken(host);
  const named = { tokenId, certificateHash, pin: token.pin };
  const { entries } = await host.call('inspect-token', named);
  const orderIds = entries.flatMap(({ verdict, order }) => (verdict === 'leftover' && order ? [order.orderId] : []));
  if (orderIds.length > 0) await host.call('clean-up', { ...named, orderIds });
  return true;
}

const cleanUp: FaultJob = {
  name: 'clean-up',
  keysAtEnd: 1,
  endsOld: false,
  prepare: (bench) =>
    withHost(bench, async (host) => {
      await host.call('abandon-order', { orderId: await leaveSigned(bench, host) });
    }),
  run: async (bench, host) => {
    await cleanAll(bench, host);
  },
  goOn: cleanAll,
};

async function retireOld({ token }: FaultBench, host: HostClient): Promise<boolean> {
  const { tokenId, certificateHash, newest } = await nameToken(host);
  if (certificateHash === newest) return true;
  await host.call('retire-certificate', { tokenId, certificateHash, newCertificateHash: newest, pin: token.pin });
  return true;
}

const retire: FaultJob = {
  name: 'retire',
  keysAtEnd: 1,
  endsOld: true,
  prepare: (bench) =>
    withHost(bench, async (host) => {
      await prepareRenewal(bench.portal, bench.token, host, randomUUID()).runWhole();
    }),
  run: async (bench, host) => {
    await retireOld(bench, host);
  },
  goOn: retireOld,
};

const changePin: FaultJob = {
  name: 'change-pin',
  keysAtEnd: 1,
  endsOld: false,
  pinAtEnd: newPin,
  async prepare() {},
  async run({ token }, host) {
    const { tokenId, certificateHash } = await nameToken(host);
    await host.call('change-pin', { tokenId, certificateHash, oldPin: token.pin, newPin });
  },
  async goOn({ token }, host) {
    const { tokenId, certificateHash } = await nameToken(host);
    // The clerk tries the new one first: it may have been changed before it was cut off.
    const isChanged = await host.call('verify-pin', { tokenId, certificateHash, pin: newPin }).then(
      () => true,
      () => false,
    );
    if (!isChanged) await host.call('change-pin', { tokenId, certificateHash, oldPin: token.pin, newPin });
    return true;
  },
};

export const faultJobs: readonly FaultJob[] = [renew, abandon, cleanUp, retire, changePin];
