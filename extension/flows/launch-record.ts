// What the background leaves for an operation window: in storage.session (memory only) under a random id.
import { storage } from '@wxt-dev/storage';
import * as z from 'zod/mini';
import { certificateHashSchema } from '../../shared/certificate.ts';
import { operationSchema } from '../../shared/protocol/messages.ts';

/** What a content script sent, checked again here: it comes from a process that the page shares. */
export const launchRequestSchema = z.strictObject({
  operation: operationSchema,
  orderNumber: z.optional(z.string().check(z.regex(/^[0-9A-Za-z-]{1,64}$/))),
  agentName: z.string().check(z.maxLength(100)),
  agentPhone: z.string().check(z.maxLength(100)),
});

const launchRecordSchema = z.extend(launchRequestSchema, {
  siteId: z.string(),
  /** The certificate that the clerk chose in a page of ours; a page of a site cannot choose one. */
  certificateHash: z.optional(certificateHashSchema),
});

export type LaunchRecord = z.infer<typeof launchRecordSchema>;

const keyOf = (launchId: string) => `session:launch-${launchId}` as const;

/** Stores the record and gives back its id. */
export async function saveLaunchRecord(record: LaunchRecord): Promise<string> {
  const launchId = crypto.randomUUID();
  await storage.setItem(keyOf(launchId), record);
  return launchId;
}

/** The record, or undefined when there is none (browser restarted and restored the window) or it is not one. */
export async function loadLaunchRecord(launchId: string): Promise<LaunchRecord | undefined> {
  const result = launchRecordSchema.safeParse(await storage.getItem(keyOf(launchId)));
  return result.success ? result.data : undefined;
}
