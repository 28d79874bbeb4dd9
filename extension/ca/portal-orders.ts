// The order service of the portal's CA, as a site profile describes it.
import * as z from 'zod/mini';
import { nameAttributeSchema } from '../../shared/certificate.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { lookUp } from '../../shared/look-up.ts';
import type { OrderService } from '../../shared/order-service.ts';
import { type RecordTrace, trace } from '../base/trace.ts';
import type { CaClient, OrderStatus } from './ca-client.ts';
import { type Fetch, fetchAnswer, notUnderstood, type ServiceAnswer } from './fetch-answer.ts';

type Endpoints = Required<OrderService['endpoints']>;
type EndpointName = keyof Endpoints;
type Params<E extends EndpointName> = Record<keyof NonNullable<Endpoints[E]>['params'], string>;
type ResultName<E extends EndpointName> = keyof NonNullable<Endpoints[E]>['result'] & string;
type Meaning = 'ok' | OrderService['codes'][string];

const reasonMaxLength = 200;
/** A name of a unit has a dozen attributes at most. */
const rawAttributesSchema = z.array(z.record(z.string(), z.unknown()));
const subjectSchema = z.array(nameAttributeSchema).check(z.minLength(1), z.maxLength(32));
const extensionsSchema = z.array(nameAttributeSchema).check(z.maxLength(16));
const base64Pattern = /^[A-Za-z0-9+/]+={0,2}$/;

/** A text field of the data part; `fallback` when the service left it out. */
function readField(service: OrderService, answer: ServiceAnswer, field: string, fallback?: string): string {
  const value = lookUp(answer.data, field) ?? fallback;
  if (typeof value !== 'string' && typeof value !== 'number') throw notUnderstood(service, { field });
  return String(value);
}

/** Of a delivery, what only a pair has. */
const pairFields = ['encryptionCertificates', 'encryptionKey', 'encryptionKeyWrap'] as const;

/** A CaClient that speaks to `service`; `fetch` is injected for tests. `record` hears of every exchange when it has ended. */
export function createPortalOrders(
  service: OrderService,
  fetch: Fetch = (url, init) => globalThis.fetch(url, init),
  record: RecordTrace = () => undefined,
): CaClient {
  async function ask<E extends EndpointName>(endpoint: E, params: Params<E>, signal: AbortSignal | undefined) {
    const description = service.endpoints[endpoint];
    if (!description) throw notUnderstood(service, { endpoint });
    const { method, path, params: names, result } = description;
    const named = Object.entries(names).map(([ours, theirs]) => [
      theirs,
      (params as Record<string, string>)[ours] ?? '',
    ]);
    const requestId = 'requestId' in params ? String(params.requestId) : '';
    const answer = await trace({ side: 'ca', name: endpoint, requestId }, record, () =>
      fetchAnswer(service, { method, path, params: Object.fromEntries(named) }, fetch, signal),
    );
    const meaning: Meaning | undefined =
      answer.code === service.answer.okCode ? 'ok' : lookUp(service.codes, answer.code);
    const read = (name: ResultName<E>, fallback?: string) =>
      readField(service, answer, (result as Record<string, string>)[name] ?? name, fallback);
    return { meaning, answer, read };
  }

  /** What the meanings that no method expects come to. */
  function explain(meaning: Meaning | undefined, { code, message }: ServiceAnswer): AppError {
    if (meaning === 'logged-out') return new AppError('CA_LOGIN_NEEDED');
    if (meaning === 'no-order') return new AppError('CA_NO_ORDER');
    if (meaning === 'refused') return new AppError('CA_REFUSED', { reason: message.slice(0, reasonMaxLength) });
    return notUnderstood(service, { caCode: code.slice(0, 32) });
  }

  /** Old services wrap base64 in lines or in PEM armour. */
  function unwrapBase64(text: string, field: string): string {
    const bare = text.replace(/-----[^-]*-----/g, '').replace(/\s/g, '');
    if (!base64Pattern.test(bare)) throw notUnderstood(service, { field });
    return bare;
  }

  function readState(text: string): 'processing' | 'issued' | 'refused' {
    const state = lookUp(service.states, text);
    if (!state) throw notUnderstood(service, { caState: text.slice(0, 32) });
    return state;
  }

  return {
    async findOrder(chipNumber, signal) {
      const { meaning, answer, read } = await ask('findOrder', { chipNumber }, signal);
      if (meaning !== 'ok') throw explain(meaning, answer);
      return {
        orderNumber: read('orderNumber'),
        unitName: read('unitName', ''),
        certificateSerialNumber: read('certificateSerialNumber', ''),
      };
    },

    async readOrder(orderNumber, signal) {
      const { meaning, answer, read } = await ask('readOrder', { orderNumber }, signal);
      if (meaning === 'no-order') throw new AppError('CA_ORDER_CLOSED', { orderNumber });
      if (meaning !== 'ok') throw explain(meaning, answer);
      return {
        orderNumber,
        unitName: read('unitName', ''),
        certificateSerialNumber: read('certificateSerialNumber', ''),
        chipNumber: read('chipNumber', ''),
      };
    },

    async readOrderSubject(orderNumber, signal) {
      const { meaning, answer } = await ask('readOrderSubject', { orderNumber }, signal);
      if (meaning === 'no-order') throw new AppError('CA_ORDER_CLOSED', { orderNumber });
      if (meaning !== 'ok') throw explain(meaning, answer);
      const names = service.endpoints.readOrderSubject.result;
      const readAttributes = (field: string) =>
        rawAttributesSchema
          .parse(lookUp(answer.data, field) ?? [])
          .map((one) => ({ type: lookUp(one, names.attributeType), value: lookUp(one, names.attributeValue) }));
      try {
        return {
          subject: subjectSchema.parse(readAttributes(names.subject)),
          extensions: extensionsSchema.parse(readAttributes(names.extensions)),
        };
      } catch (cause) {
        throw notUnderstood(service, { field: names.subject }, cause);
      }
    },

    async requestNonce(orderNumber, signal) {
      const { meaning, answer, read } = await ask('requestNonce', { orderNumber }, signal);
      if (meaning !== 'ok') throw explain(meaning, answer);
      return read('nonce');
    },

    async submit(submission, signal) {
      const { meaning, answer, read } = await ask('submit', { ...submission }, signal);
      if (meaning === 'nonce-stale') return 'nonce-stale';
      if (meaning !== 'ok') throw explain(meaning, answer);
      // Whether it is issued already is asked for next, in one place only.
      readState(read('state'));
      return 'accepted';
    },

    async askStatus(orderId, signal): Promise<OrderStatus> {
      const { meaning, answer, read } = await ask('askStatus', { orderId }, signal);
      if (meaning === 'unknown-request') return { state: 'unknown' };
      if (meaning !== 'ok') throw explain(meaning, answer);
      const state = readState(read('state'));
      return state === 'refused' ? { state, reason: read('reason', '').slice(0, reasonMaxLength) } : { state };
    },

    async download(orderId, signal) {
      const { meaning, answer, read } = await ask('download', { orderId }, signal);
      if (meaning !== 'ok') throw explain(meaning, answer);
      const certificates = unwrapBase64(read('certificates'), 'certificates');
      // Of a pair. A single certificate comes without, or with empty fields.
      const more = pairFields.flatMap((field) => {
        const text = service.endpoints.download.result[field] === undefined ? '' : read(field, '').trim();
        return text === '' ? [] : [[field, unwrapBase64(text, field)] as const];
      });
      return { certificates, ...Object.fromEntries(more) };
    },

    async confirmInstallation(orderId, certificateSerialNumber, signal) {
      if (!service.endpoints.confirmInstallation) return;
      const { meaning, answer } = await ask('confirmInstallation', { orderId, certificateSerialNumber }, signal);
      if (meaning !== 'ok') throw explain(meaning, answer);
    },
  };
}
