// What is known of unit and clerk when the quick channel has no order, carried to the platform's 证书更新 (memory only).
import { storage } from '@wxt-dev/storage';
import * as z from 'zod/mini';

const text = z.string().check(z.maxLength(200));

const carriedClerkSchema = z.strictObject({
  unitName: text,
  /** 社保号 and code as the certificate says them; '' where it does not. */
  socialInsuranceNumber: text,
  creditCode: text,
  chipNumber: text,
  agentName: text,
  agentPhone: text,
});

export type CarriedClerk = z.infer<typeof carriedClerkSchema>;

const key = 'session:carried-clerk';

export async function saveCarriedClerk(clerk: CarriedClerk): Promise<void> {
  await storage.setItem(key, clerk);
}

/** The clerk that was carried along last in this browser session; undefined when there is none. */
export async function loadCarriedClerk(): Promise<CarriedClerk | undefined> {
  const result = carriedClerkSchema.safeParse(await storage.getItem(key));
  return result.success ? result.data : undefined;
}
