// What a portal page's content script may say to the background, and hear from it. Whatever comes is checked there again.
import { defineExtensionMessaging } from '@webext-core/messaging';
import type { Operation } from '../../shared/protocol/messages.ts';
import type { EffectiveSettings } from './effective-settings.ts';
import type { TaughtPage } from './supplement.ts';

export interface LaunchRequest {
  readonly operation: Operation;
  /** The order's number where the page is about one; left out, the order is found by the U盾's 芯片号. */
  readonly orderNumber?: string;
  readonly agentName: string;
  readonly agentPhone: string;
}

/** An order as it stands on a page, in the page's own words. */
export interface SeenOrder {
  readonly orderNumber: string;
  readonly kind: string;
  readonly unitName: string;
  readonly state: string;
  readonly orderedAt: string;
  readonly reasons: readonly { readonly material: string; readonly reason: string }[];
  /** Carrier and tracking number, e.g. 邮政EMS：1234567890123. */
  readonly express: string;
}

/** What the page may know of the U盾 that is plugged in: rows of its own table, no number of any kind. */
export interface KeyTableAnswer {
  /** Name of the row whose U盾 is plugged in. */
  readonly pluggedRow?: string;
  /** Names of the rows whose driver is on this machine. */
  readonly driverRows: readonly string[];
  /** Name of the row that social-insurance clerks have. */
  readonly usualRow: string;
}

/** Which page of the site this is, or what keeps us from recognising it. Nothing that stands on it. */
interface SeenPage {
  readonly kind: string;
  readonly variant: string;
  /** A selector of the profile that matches another number of elements than expected: the page was left as it is. */
  readonly mismatch?: { readonly selector: string; readonly expected: number; readonly found: number };
  /** Ids of our own features that threw on this page. */
  readonly failedFeatures?: readonly string[];
}

/** What was made of a page, by whoever pointed at its parts. */
export type TaughtNow = Pick<TaughtPage, 'origin' | 'page' | 'sketch'>;

interface MessageMap {
  /** What is in force for the sender's site; null where nothing but what is built in (ask-effective-settings.ts asks). */
  effectiveSettingsWanted(): EffectiveSettings | 'stale' | null;
  /** The frame reads like a page of ours: asks for the script that knows more. */
  pageWanted(): void;
  /** For the setup page. */
  pageSeen(page: SeenPage): void;
  /** The clerk has taught us the sender's page. False where nobody had asked for that, or it is none that can be kept. */
  pageTaught(page: TaughtNow): boolean;
  /** Resolves when the operation window is open or in front. */
  openOperation(request: LaunchRequest): void;
  /** The clerk looks at 订单查询; also proof that the clerk is logged in. */
  ordersSeen(orders: readonly SeenOrder[]): void;
  /** The clerk is logged in on the platform. */
  clerkSeen(): void;
  /** Undefined when the host cannot be asked: then the page stays as it is. */
  askKeyTable(): KeyTableAnswer | undefined;
}

export const { sendMessage, onMessage } = defineExtensionMessaging<MessageMap>();
