// A page's wish to be filled from a unit profile, kept for the window of ours in which the clerk says from which, or that it is not.
import { storage } from '@wxt-dev/storage';
import type { UnitField } from '../portal/unit-fields.ts';

export interface FillWish {
  /** Of the frame that asks, as the browser has it. */
  readonly origin: string;
  readonly siteName: string;
  readonly fields: readonly UnitField[];
  /** What stands on the page already, so that the right unit can be proposed. */
  readonly seen: { readonly unitName: string; readonly socialInsuranceNumber: string };
}

/** Session storage is closed to content scripts. */
const keyOf = (wishId: string) => `session:fill-${wishId}` as const;

export async function saveFillWish(wish: FillWish): Promise<string> {
  const wishId = crypto.randomUUID();
  await storage.setItem(keyOf(wishId), wish);
  return wishId;
}

export const loadFillWish = (wishId: string) => storage.getItem<FillWish>(keyOf(wishId));
export const dropFillWish = (wishId: string) => storage.removeItem(keyOf(wishId));
