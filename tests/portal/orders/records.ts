// What the order service keeps: units with their certificate, orders, requests, and every key ever seen.
import { join } from 'node:path';
import * as z from 'zod/mini';
import { unitSchema } from '../ca/unit.ts';
import { openRecordStore, type RecordStore } from '../state/open-record-store.ts';

/** Who holds which U盾, and the certificate on record for it. Key: chip number. */
const registrationSchema = z.strictObject({
  chipNumber: z.string().check(z.minLength(1)),
  unit: unitSchema,
  certificatePem: z.string(),
});

const nonceSchema = z.strictObject({ value: z.string(), madeAt: z.string(), isUsed: z.boolean() });

/** SM2EnvelopedKey in DER; ENVELOPEDKEYBLOB; or a field for each part, by the names that many RAs have. */
const keyShapeSchema = z.enum(['envelope', 'blob', 'fields']);
export type KeyShape = z.infer<typeof keyShapeSchema>;

/** An order is open until a certificate was issued for it. Key: order number. */
const orderSchema = z.strictObject({
  orderNo: z.string(),
  chipNumber: z.string(),
  /** As the bureau knew the unit when the order was opened; goes into the new certificate. */
  unit: unitSchema,
  /** The certificate to be renewed: only its key can vouch for a request. */
  oldCertificatePem: z.string(),
  openedAt: z.string(),
  isOpen: z.boolean(),
  /** `change`: the request has to name the subject that the order says. Without it, a renewal. */
  kind: z.optional(z.enum(['renew', 'change'])),
  /** The CA issues a second certificate, for a key pair of its own making. */
  hasEncryption: z.optional(z.boolean()),
  /** In which shape the encryption key is handed out; without it, `envelope`. */
  keyShape: z.optional(keyShapeSchema),
  nonces: z.array(nonceSchema),
});

/** One application for a certificate. Key: the client's request id. */
const requestSchema = z.strictObject({
  requestId: z.string(),
  orderNo: z.string(),
  agentName: z.string(),
  agentPhone: z.string(),
  /** Base64 DER, both. */
  pkcs10: z.string(),
  proof: z.string(),
  publicKeyHash: z.string(),
  submittedAt: z.string(),
  state: z.enum(['processing', 'issued', 'refused']),
  reason: z.optional(z.string()),
  certificatePem: z.optional(z.string()),
  encryption: z.optional(z.strictObject({ certificatePem: z.string(), privateKeyPem: z.string() })),
  /** When the client told that the certificate is on the U盾. */
  confirmedAt: z.optional(z.string()),
});

/** Who used a key first. Key: hash of the public key. */
const seenKeySchema = z.strictObject({ firstUse: z.string() });

export type Registration = z.infer<typeof registrationSchema>;
export type PortalOrder = z.infer<typeof orderSchema>;
export type PortalRequest = z.infer<typeof requestSchema>;

export interface PortalRecords {
  readonly registrations: RecordStore<Registration>;
  readonly orders: RecordStore<PortalOrder>;
  readonly requests: RecordStore<PortalRequest>;
  readonly seenKeys: RecordStore<z.infer<typeof seenKeySchema>>;
}

/** Opens all records below the portal's state directory. */
export async function openRecords(stateDirectory: string): Promise<PortalRecords> {
  return {
    registrations: await openRecordStore(join(stateDirectory, 'registrations'), registrationSchema),
    orders: await openRecordStore(join(stateDirectory, 'orders'), orderSchema),
    requests: await openRecordStore(join(stateDirectory, 'requests'), requestSchema),
    seenKeys: await openRecordStore(join(stateDirectory, 'seen-keys'), seenKeySchema),
  };
}
