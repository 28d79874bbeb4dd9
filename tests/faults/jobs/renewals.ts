// Jobs that end with a new certificate by the window's flows: 证书更新 from the quick page and from an order, 证书变更.
import { changeCertificate } from '../../../extension/flows/change-certificate.ts';
import type { FlowTools } from '../../../extension/flows/flow-tools.ts';
import { renewCertificate } from '../../../extension/flows/renew-certificate.ts';
import type { RenewalJob } from '../../../extension/flows/renewal-job.ts';
import { resumeOrder } from '../../../extension/flows/resume-order.ts';
import type { Operation } from '../../../shared/protocol/messages.ts';
import type { HostClient } from '../../support/host/host-client.ts';
import { exampleUnit } from '../../support/portal/units.ts';
import type { FaultBench } from '../bench/fault-bench.ts';
import { makeJob, openWindow } from '../bench/open-window.ts';
import { type FaultJob, nothing } from './fault-job.ts';

const everyKey = ['P-256', 'RSA-2048', 'SM2'] as const;
const account = { phone: '13800000000', password: 'shebao2026' };
const changedUnit = { ...exampleUnit, unitName: '重庆山城智能装备有限公司', creditCode: '91350100M000100Y43' };

type Begin = (job: RenewalJob, bench: FaultBench, tools: FlowTools) => Promise<unknown>;

/** As the window has it: an unfinished order is shown first, and gone on with. */
async function goOn(bench: FaultBench, host: HostClient, operation: Operation, begin: Begin): Promise<boolean> {
  const { orders } = await host.call('list-orders', { includeFinished: true });
  if (orders.some(({ state }) => state === 'verified')) return true;
  const unfinished = orders.find(({ nextStep, state }) => nextStep !== 'none' && state !== 'draft');
  const tools = openWindow(bench, host);
  const job = await makeJob(bench, host, operation, unfinished?.orderId);
  await (unfinished ? resumeOrder(job, tools) : begin(job, bench, tools));
  return true;
}

function make(job: Pick<FaultJob, 'name' | 'keys' | 'prepare' | 'twin'>, operation: Operation, begin: Begin): FaultJob {
  return {
    ...job,
    keysAtEnd: 2,
    async run(bench, host) {
      await begin(await makeJob(bench, host, operation), bench, openWindow(bench, host));
    },
    goOn: (bench, host) => goOn(bench, host, operation, begin),
  };
}

/** An order of the platform, approved. */
async function placeOrder(bench: FaultBench, kind: 'update' | 'change'): Promise<void> {
  const { portal, token } = bench;
  await portal.createAccount(account);
  const unit = kind === 'change' ? changedUnit : exampleUnit;
  const { chipNumber } = token.made;
  const { orderNo } = await portal.placeOrder({ phone: account.phone, kind, unit, chipNumber });
  await portal.review(orderNo, { decision: 'approve' });
  bench.orderNumber = orderNo;
}

const renewByChip: Begin = (job, _, tools) => renewCertificate(job, tools);
const renewByOrder: Begin = (job, { orderNumber }, tools) => renewCertificate({ ...job, orderNumber }, tools);
const change: Begin = (job, { orderNumber }, tools) =>
  changeCertificate({ ...job, orderNumber }, { ...tools, confirmSubject: async () => true });

const softHsm = ['P-256', 'RSA-2048'] as const;

export const renewals: readonly FaultJob[] = [
  make({ name: 'renew', keys: everyKey, prepare: nothing }, 'renew', renewByChip),
  make({ name: 'renew by order', keys: softHsm, prepare: (b) => placeOrder(b, 'update') }, 'renew', renewByOrder),
  make({ name: 'change', keys: softHsm, prepare: (b) => placeOrder(b, 'change') }, 'change', change),
  make({ name: 'renew beside a twin', keys: ['P-256'], twin: 'beside', prepare: nothing }, 'renew', renewByChip),
  make({ name: 'renew, swapped', keys: ['P-256'], twin: 'swap', prepare: nothing }, 'renew', renewByChip),
];
