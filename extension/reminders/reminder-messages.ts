// What our own pages tell the background about certificates; only the background writes the book.
import { defineExtensionMessaging } from '@webext-core/messaging';
import type { Sighting } from './seen-certificate.ts';

export interface SeenTokens {
  readonly sightings: readonly Sighting[];
  /** The clerk has these certificates on screen, with their expiry: a notification would say it twice. */
  readonly isShown: boolean;
}

interface MessageMap {
  /** Resolves when they are remembered. */
  tokensSeen(seen: SeenTokens): void;
  /** The portal's clock minus ours, in ms. */
  serverClockSeen(offsetMs: number): void;
  /** By certificate hash. */
  snoozeReminder(hash: string): void;
  resumeReminders(hash: string): void;
  muteReminders(hash: string): void;
  forgetCertificate(hash: string): void;
}

export const { sendMessage: askReminders, onMessage: onReminderMessage } = defineExtensionMessaging<MessageMap>();
