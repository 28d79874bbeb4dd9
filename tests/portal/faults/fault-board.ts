// The switchable faults of the order service: what can go wrong, where, and how often.
import * as z from 'zod/mini';

export const endpointSchema = z.enum(['order', 'nonce', 'subject', 'submit', 'status', 'download', 'confirm']);
export type Endpoint = z.infer<typeof endpointSchema>;

/** Faults of the line and of the answer, at any endpoint. */
const lineFaultKinds = ['delay', 'closeBefore', 'closeAfter', 'http500', 'notJson', 'garbage', 'wrongShape'] as const;
/** Faults of the certificate, in what download hands out. */
export const certificateFaultKinds = [
  'wrongKey',
  'wrongCa',
  'wrongSubject',
  'notYetValid',
  'expired',
  'truncated',
] as const;
/** Faults of the second certificate of a pair and of its key. */
export const pairFaultKinds = [
  'blobForOtherKey',
  'wrongSm4Key',
  /** The second certificate is for signing. */
  'wrongPairUse',
  /** Each certificate is for the other one's key. */
  'swappedPair',
  'withoutEncryptionKey',
  'withoutEncryptionCertificate',
  'withoutSigningCertificate',
] as const;
export type PairFaultKind = (typeof pairFaultKinds)[number];
/** `refuse` turns a call away with code 2001; `refuseLater` lets a submitted request end in state refused; `forget` loses an accepted request when its state is asked for;
 * `wantLogin` leads whoever is not logged in to the login. */
const refusalKinds = ['refuse', 'refuseLater', 'forget', 'wantLogin'] as const;

export const faultSchema = z.strictObject({
  kind: z.enum([...lineFaultKinds, ...certificateFaultKinds, ...pairFaultKinds, ...refusalKinds]),
  /** Only there; without it, wherever the kind makes sense (`refuse`: submit). */
  endpoint: z.optional(endpointSchema),
  /** How many calls it hits; without it, all until faults are cleared. */
  count: z.optional(z.int().check(z.positive())),
  /** For `delay`: how long before the call is processed. */
  delayMs: z.optional(z.number().check(z.nonnegative())),
  /** For refusals: what the clerk is told. */
  reason: z.optional(z.string()),
});

export type Fault = z.infer<typeof faultSchema>;
type FaultKind = Fault['kind'];
export type CertificateFaultKind = (typeof certificateFaultKinds)[number];

export interface FaultBoard {
  set(fault: Fault): void;
  clear(): void;
  /** The first fault of one of these kinds that is set for the endpoint; counts as one hit. */
  take<K extends FaultKind>(kinds: readonly K[], endpoint: Endpoint): (Fault & { kind: K }) | undefined;
}

function isSetFor(fault: Fault, endpoint: Endpoint): boolean {
  const only = fault.endpoint ?? (fault.kind === 'refuse' ? 'submit' : undefined);
  return only === undefined || only === endpoint;
}

export function createFaultBoard(): FaultBoard {
  let faults: { fault: Fault; left: number }[] = [];
  return {
    set: (fault) => faults.push({ fault, left: fault.count ?? Number.POSITIVE_INFINITY }),
    clear: () => {
      faults = [];
    },
    take: <K extends FaultKind>(kinds: readonly K[], endpoint: Endpoint) => {
      const isWanted = (fault: Fault): fault is Fault & { kind: K } =>
        kinds.some((kind) => kind === fault.kind) && isSetFor(fault, endpoint);
      for (const entry of faults) {
        const { fault } = entry;
        if (!isWanted(fault)) continue;
        entry.left -= 1;
        faults = faults.filter(({ left }) => left > 0);
        return fault;
      }
      return undefined;
    },
  };
}
