// What is said of an order: its next step, and the notification when its review ends.
import { type MessageKey, translate } from '../base/i18n.ts';
import { isReadyToInstall, type KnownOrder } from './known-order.ts';

const nextSteps: Readonly<Record<KnownOrder['stage'], MessageKey>> = {
  draft: 'order_next_draft',
  reviewing: 'order_next_reviewing',
  rejected: 'order_next_rejected',
  approved: 'order_next_approved',
  making: 'order_next_making',
  posted: 'order_next_posted',
  downloaded: 'order_next_downloaded',
  other: 'order_next_other',
};

/** What the clerk has to do, or what comes by itself. */
export function wordNextStep(order: KnownOrder): string {
  return translate(isReadyToInstall(order) ? 'order_next_install' : nextSteps[order.stage]);
}

export function wordReasons({ reasons }: KnownOrder): string[] {
  return reasons.map(({ material, reason }) => translate('order_reason', material, reason));
}

export function wordNotification(order: KnownOrder): { title: string; message: string } {
  const lines = [order.unitName, ...wordReasons(order), order.express, wordNextStep(order)];
  return {
    title: translate('order_notification_title', order.kindText, order.stateText),
    message: lines.filter(Boolean).join('\n'),
  };
}
