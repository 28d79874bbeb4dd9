// What our own pages (popup, operation window) ask the background about orders.
import { defineExtensionMessaging } from '@webext-core/messaging';

interface MessageMap {
  /** Asks the platform now; resolves when the answer, or none, is in the book. */
  pollOrders(): void;
  forgetOrder(orderNumber: string): void;
}

export const { sendMessage: askFollower, onMessage: onFollowerMessage } = defineExtensionMessaging<MessageMap>();
