// One HTTP exchange with the order service: sent as the profile says, answered with JSON in its envelope.
import * as z from 'zod/mini';
import { decodeDocument } from '../../shared/decode-text.ts';
import { AppError, type ErrorDetails } from '../../shared/errors/app-error.ts';
import type { OrderService } from '../../shared/order-service.ts';
import { isTurnedAway, readsLikeLogin } from './wants-login.ts';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What all JSON services of a site have in common. */
type JsonService = Pick<OrderService, 'baseUrl' | 'deadlineMs' | 'answer' | 'confirmed'>;

/** An answer that is not as the profile says. Where nobody has confirmed the profile, the fault may be ours, and we say so. */
export function notUnderstood(
  { confirmed }: Pick<JsonService, 'confirmed'>,
  details: ErrorDetails = {},
  cause?: unknown,
) {
  return new AppError(confirmed === false ? 'CA_NOT_CONFIRMED' : 'CA_ANSWER_NOT_UNDERSTOOD', details, { cause });
}

export interface ServiceAnswer {
  readonly code: string;
  readonly message: string;
  /** Fields of the data part; empty when there is none. */
  readonly data: Readonly<Record<string, unknown>>;
  /** The data part where it is a list; empty otherwise. */
  readonly list: readonly unknown[];
}

export interface EndpointCall {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** By the service's own names. */
  readonly params: Readonly<Record<string, string>>;
}

const maxAnswerBytes = 1_000_000;
/** A proxy or load balancer in front of the service speaks, not the service. */
const gatewayStatuses = [502, 503, 504];
const scalarSchema = z.union([z.string(), z.number()]);
const dataSchema = z.optional(z.nullable(z.union([z.record(z.string(), z.unknown()), z.array(z.unknown())])));

async function exchange(service: JsonService, call: EndpointCall, fetch: Fetch, signal: AbortSignal): Promise<string> {
  const url = new URL(call.path, service.baseUrl);
  // The profile was checked when it was read; what is sent here names a person, so it is looked at once more.
  if (url.origin !== new URL(service.baseUrl).origin || url.username !== '')
    throw new AppError('CA_ANSWER_NOT_UNDERSTOOD', { endpoint: call.path.slice(0, 100) });
  const params = new URLSearchParams(call.params);
  if (call.method === 'GET') url.search = params.toString();
  const response = await fetch(url.href, {
    method: call.method,
    credentials: 'include',
    cache: 'no-store',
    // A redirect leads to a login page or to somebody in the middle; neither is an answer.
    redirect: 'manual',
    signal,
    ...(call.method === 'POST' ? { body: params } : {}),
  });
  if (gatewayStatuses.includes(response.status)) throw new AppError('CA_UNREACHABLE', { status: response.status });
  if (isTurnedAway(response)) throw new AppError('CA_LOGIN_NEEDED');
  if (!response.ok) throw notUnderstood(service, { status: response.status });
  return decodeDocument(await readBytes(service, response), readCharset(response.headers.get('content-type') ?? ''));
}

/** Label of the charset in a Content-Type (RFC 9110 §8.3.1), quotes taken off; '' when there is none. */
function readCharset(contentType: string): string {
  return /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(contentType)?.[1] ?? '';
}

/** Stops reading at the limit: an answer without an end must not fill the memory. */
async function readBytes(service: JsonService, response: Response): Promise<Uint8Array> {
  const reader = response.body?.getReader();
  if (!reader) return new Uint8Array();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for (let length = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return new Uint8Array(await new Blob(chunks).arrayBuffer());
    length += value.length;
    if (length > maxAnswerBytes) {
      await reader.cancel();
      throw notUnderstood(service, { bytes: length });
    }
    chunks.push(value);
  }
}

function parseAnswer(service: JsonService, text: string): ServiceAnswer {
  const { answer: names } = service;
  const envelopeSchema = z.object({
    [names.code]: scalarSchema,
    [names.message]: z.optional(z.nullable(z.string())),
    [names.data]: dataSchema,
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw readsLikeLogin(text) ? new AppError('CA_LOGIN_NEEDED') : notUnderstood(service, {}, cause);
  }
  const envelope = envelopeSchema.safeParse(json);
  if (!envelope.success) throw notUnderstood(service);
  const message = envelope.data[names.message];
  const data = envelope.data[names.data] ?? {};
  return {
    code: String(envelope.data[names.code]),
    message: typeof message === 'string' ? message : '',
    data: Array.isArray(data) ? {} : (data as Record<string, unknown>),
    list: Array.isArray(data) ? data : [],
  };
}

/**
 * Asks one endpoint and gives back its answer, whatever its code.
 * OPERATION_CANCELLED when `signal` was aborted, CA_UNREACHABLE when no answer came in time or at all,
 * CA_LOGIN_NEEDED when it leads to a login, CA_ANSWER_NOT_UNDERSTOOD when what came is not an answer, CA_NOT_CONFIRMED when that may be the profile's fault.
 */
export async function fetchAnswer(
  service: JsonService,
  call: EndpointCall,
  fetch: Fetch,
  signal?: AbortSignal,
): Promise<ServiceAnswer> {
  const deadline = AbortSignal.timeout(service.deadlineMs);
  try {
    const text = await exchange(service, call, fetch, signal ? AbortSignal.any([signal, deadline]) : deadline);
    return parseAnswer(service, text);
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (signal?.aborted) throw new AppError('OPERATION_CANCELLED');
    throw new AppError('CA_UNREACHABLE', {}, { cause: error });
  }
}
