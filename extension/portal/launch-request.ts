// What a portal page may ask of us: to open the operation window, with the name and phone typed on the page.
import { defineExtensionMessaging } from '@webext-core/messaging';
import type { Operation } from '../../shared/protocol/messages.ts';

export interface LaunchRequest {
  readonly operation: Operation;
  readonly agentName: string;
  readonly agentPhone: string;
}

/** The one message from content script to background. Resolves when the window is open or in front. */
interface MessageMap {
  openOperation(request: LaunchRequest): void;
}

export const { sendMessage, onMessage } = defineExtensionMessaging<MessageMap>();
