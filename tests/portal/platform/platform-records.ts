// What the self-service platform keeps: accounts, sessions, text messages, orders with their materials, and the bureau's handovers.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { openRecordStore, type RecordStore } from '../state/open-record-store.ts';
import { businessKinds } from './words/business-kinds.ts';
import { fieldCodes } from './words/form-fields.ts';
import { materialCodes } from './words/materials.ts';
import { orderStates } from './words/order-states.ts';

const dateSchema = z.string();

/** Key: phone. */
const accountSchema = z.strictObject({
  phone: z.string(),
  /** Hex. The password itself is nowhere. */
  salt: z.string(),
  passwordHash: z.string(),
  createdAt: dateSchema,
});

/** Key: the cookie's value. A session without phone belongs to somebody who has not logged in. */
const sessionSchema = z.strictObject({
  sessionId: z.string(),
  phone: z.optional(z.string()),
  expiresAt: dateSchema,
  /** Answer of the captcha drawn last; gone once it was tried. */
  captcha: z.optional(z.string()),
  captchaDrawnAt: z.optional(dateSchema),
  /** Ticket of a 信息校验 that waits for the login. */
  ticket: z.optional(z.string()),
});

/** Key: phone. */
const textMessageSchema = z.strictObject({
  phone: z.string(),
  code: z.string(),
  expiresAt: dateSchema,
  triesLeft: z.int(),
});

const projectSchema = z.strictObject({
  region: z.string(),
  platform: z.string(),
  category: z.string(),
  subProject: z.string(),
});

const materialSchema = z.strictObject({
  /** As the browser named it. */
  fileName: z.string(),
  /** Below the uploads directory. */
  storedAs: z.string(),
  sizeBytes: z.int(),
  uploadedAt: dateSchema,
});

/** One job of the platform, from its first step on. Key: order number. */
const applicationSchema = z.strictObject({
  orderNo: z.string(),
  kind: z.enum(businessKinds),
  /** Account it belongs to. */
  phone: z.string(),
  project: projectSchema,
  /** Row of the 钥匙盘 table. */
  tokenKind: z.optional(z.string()),
  /** The U盾 that gets the certificate; found out when the form is entered. */
  chipNumber: z.optional(z.string()),
  /** True after the bureau's 信息校验. */
  isChecked: z.boolean(),
  form: z.partialRecord(z.enum(fieldCodes), z.string()),
  isFormEntered: z.boolean(),
  agreedAt: z.optional(dateSchema),
  materials: z.partialRecord(z.enum(materialCodes), materialSchema),
  /** Why the reviewer did not accept a material; it goes when another file is uploaded. */
  reasons: z.partialRecord(z.enum(materialCodes), z.string()),
  state: z.enum(orderStates),
  createdAt: dateSchema,
  submittedAt: z.optional(dateSchema),
  carrier: z.optional(z.string()),
  trackingNumber: z.optional(z.string()),
  /** Every state it was in, oldest first. */
  history: z.array(z.strictObject({ state: z.enum(orderStates), at: dateSchema })),
});

/** What the bureau checked and hands to the platform. Key: ticket. */
const handoverSchema = z.strictObject({
  ticket: z.string(),
  project: projectSchema,
  unitName: z.string(),
  socialInsuranceNumber: z.string(),
  madeAt: dateSchema,
  isUsed: z.boolean(),
});

export type Session = z.infer<typeof sessionSchema>;
export type Application = z.infer<typeof applicationSchema>;

export interface PlatformRecords {
  readonly accounts: RecordStore<z.infer<typeof accountSchema>>;
  readonly sessions: RecordStore<Session>;
  readonly textMessages: RecordStore<z.infer<typeof textMessageSchema>>;
  readonly applications: RecordStore<Application>;
  readonly handovers: RecordStore<z.infer<typeof handoverSchema>>;
  /** Directory of the uploaded files. */
  readonly uploads: string;
}

/** Opens all of it below the portal's state directory. */
export async function openPlatformRecords(stateDirectory: string): Promise<PlatformRecords> {
  const below = join(stateDirectory, 'platform');
  const uploads = join(below, 'uploads');
  await mkdir(uploads, { recursive: true });
  return {
    accounts: await openRecordStore(join(below, 'accounts'), accountSchema),
    sessions: await openRecordStore(join(below, 'sessions'), sessionSchema),
    textMessages: await openRecordStore(join(below, 'text-messages'), textMessageSchema),
    applications: await openRecordStore(join(below, 'applications'), applicationSchema),
    handovers: await openRecordStore(join(below, 'handovers'), handoverSchema),
    uploads,
  };
}
