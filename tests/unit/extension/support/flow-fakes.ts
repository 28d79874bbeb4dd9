// A host and a CA in memory that behave like the real ones as far as flows can see, and that record every call.
import type {
  CaClient,
  Delivery,
  OrderStatus,
  OrderSubject,
  ReadOrder,
  SubmitAnswer,
} from '../../../../extension/ca/ca-client.ts';
import type { FlowTools } from '../../../../extension/flows/flow-tools.ts';
import type { RenewalJob } from '../../../../extension/flows/renewal-job.ts';
import type { CallHost } from '../../../../extension/host/call-host.ts';
import type { CertificateDescription } from '../../../../shared/certificate.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import type { CommandName, NextStep, Order, OrderState } from '../../../../shared/protocol/messages.ts';

export const job: RenewalJob = {
  orderId: '11111111-1111-4111-8111-111111111111',
  operation: 'renew',
  tokenId: '0'.repeat(32),
  chipNumber: 'CHIP1',
  certificateHash: 'a'.repeat(64),
  pin: '12345678',
  agentName: '张三丰',
  agentPhone: '13812345678',
  pinnedCaCertificates: [],
  site: 'http://os.ezca.org:8001',
  allowedExtensions: [],
};

export const newCertificate: CertificateDescription = {
  hash: 'b'.repeat(64),
  unitName: '某单位',
  socialInsuranceNumbers: [],
  subject: [],
  issuerName: 'CA',
  serialNumber: '02',
  notBefore: '2026-01-01T00:00:00Z',
  notAfter: '2027-01-01T00:00:00Z',
  keyAlgorithm: 'RSA',
  keySizeBits: 2048,
  usage: 'signing',
  hasPrivateKey: true,
};

export const order: ReadOrder = {
  orderNumber: 'BG1',
  unitName: '某单位',
  certificateSerialNumber: '',
  chipNumber: 'CHIP1',
};

export const offeredSubject: OrderSubject = {
  subject: [
    { type: 'O', value: '新单位' },
    { type: 'SERIALNUMBER', value: '50010203' },
  ],
  extensions: [{ type: '1.2.156.10260.4.1.4', value: '91350100M000100Y43' }],
};

export function makeOrder(state: OrderState, nextStep: NextStep): Order {
  return {
    orderId: job.orderId,
    operation: 'renew',
    state,
    nextStep,
    chipNumber: job.chipNumber,
    unitName: '某单位',
    orderNumber: 'DD1',
    oldCertificateHash: job.certificateHash,
    startedAt: '2026-01-01T00:00:00Z',
    updatedAt: '2026-01-01T00:00:00Z',
  };
}

export interface FakeOptions {
  /** Errors to throw, by call name, the first call first; undefined lets that call through. */
  readonly failures?: Readonly<Record<string, readonly (AppError | undefined)[]>>;
  readonly resumed?: { readonly order: Order; readonly pkcs10?: string; readonly proof?: string };
  readonly submitAnswers?: readonly SubmitAnswer[];
  /** What askStatus says, call by call; the last one stays. */
  readonly statuses?: readonly OrderStatus[];
  /** What download hands out; one certificate's bundle otherwise. */
  readonly delivery?: Delivery;
}

export function createFakes(options: FakeOptions = {}) {
  const log: string[] = [];
  const submissions: { pkcs10: string; proof: string }[] = [];
  const hostParams: [CommandName, unknown][] = [];
  const steps: string[] = [];
  const abort = new AbortController();
  let nowMs = 0;
  const counts = new Map<string, number>();

  function enter(name: string, note = name): number {
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    log.push(note);
    const failure = options.failures?.[name]?.[count];
    if (failure) throw failure;
    return count;
  }
  const at = <T>(list: readonly T[] | undefined, index: number): T | undefined =>
    list?.[Math.min(index, list.length - 1)];

  const host = (async (command: CommandName, params: { state?: string; nonce?: string }) => {
    hostParams.push([command, params]);
    const count = enter(command, params.state ? `${command} ${params.state}` : command);
    switch (command) {
      case 'create-request':
        return { orderId: job.orderId, pkcs10: `pkcs10-${params.nonce}`, proof: `proof-${count}`, publicKeyHash: 'c' };
      case 'resume-order':
        if (!options.resumed) throw new AppError('ORDER_UNKNOWN');
        return options.resumed;
      case 'install-certificate':
        return { certificate: newCertificate, order: makeOrder('verified', 'none') };
      default:
        return { order: makeOrder('accepted', 'ask-status') };
    }
  }) as unknown as CallHost;

  const ca: CaClient = {
    async findOrder() {
      enter('findOrder');
      return { orderNumber: 'DD1', unitName: '某单位', certificateSerialNumber: '' };
    },
    async readOrder(orderNumber) {
      enter('readOrder');
      return { ...order, orderNumber };
    },
    async readOrderSubject() {
      enter('readOrderSubject');
      return offeredSubject;
    },
    async confirmInstallation() {
      enter('confirmInstallation');
    },
    async requestNonce() {
      return `nonce-${enter('requestNonce')}`;
    },
    async submit({ pkcs10, proof }) {
      const count = enter('submit');
      submissions.push({ pkcs10, proof });
      return at(options.submitAnswers, count) ?? 'accepted';
    },
    async askStatus() {
      const count = enter('askStatus');
      return at(options.statuses, count) ?? { state: 'issued' };
    },
    async download() {
      enter('download');
      return options.delivery ?? { certificates: 'bundle' };
    },
  };

  const tools: FlowTools = {
    host,
    ca,
    signal: abort.signal,
    onStep: (step) => {
      if (steps.at(-1) !== step) steps.push(step);
    },
    sleep: async (milliseconds, signal) => {
      if (signal.aborted) throw new AppError('OPERATION_CANCELLED');
      nowMs += milliseconds;
    },
    now: () => nowMs,
  };
  return { tools, log, steps, submissions, hostParams, abort, readNow: () => nowMs };
}
