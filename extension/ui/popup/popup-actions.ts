// What the clerk can set going in the popup.
import type { KnownOrder } from '../../orders/known-order.ts';

export interface PopupActions {
  readonly open: (url: string) => void;
  /** Asks the platform now; resolves when the book has the answer, or none came. */
  readonly poll: () => Promise<void>;
  readonly forget: (orderNumber: string) => Promise<void>;
  readonly install: (order: KnownOrder) => void;
}
