// What the clerk can set going in the popup.
import type { KnownOrder } from '../../orders/known-order.ts';

export interface PopupActions {
  readonly open: (url: string) => void;
  /** Asks the platform now; resolves when the book has the answer, or none came. Tells the portal's time, too. */
  readonly poll: () => Promise<void>;
  readonly forget: (orderNumber: string) => Promise<void>;
  readonly install: (order: KnownOrder) => void;
  /** Opens the operation window; undefined is whichever certificate the clerk chooses there. */
  readonly renew: (hash?: string) => void;
  /** By certificate hash. 三天后提醒, 不再提醒此证书, either taken back, and not kept any more. */
  readonly snooze: (hash: string) => Promise<void>;
  readonly mute: (hash: string) => Promise<void>;
  readonly resume: (hash: string) => Promise<void>;
  readonly forgetCertificate: (hash: string) => Promise<void>;
  /** Opens the overlay on the page in front and closes the popup. False where it could not. */
  readonly teach: (tabId: number, frameId: number, kind: string) => Promise<boolean>;
  /** Takes a sample of the page in front and shows it on a page of ours. */
  readonly sample: (tabId: number) => void;
  /** Asks the browser for the site; must be called straight from a click. False where the clerk said no. */
  readonly useSite: (siteId: string, origin: string) => Promise<boolean>;
  /** Saves the calendar file; false when there is no day to put into it. */
  readonly saveCalendar: () => Promise<boolean>;
}
