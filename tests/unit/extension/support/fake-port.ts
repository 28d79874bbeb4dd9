// A native-messaging port in memory: the test plays the host.
import type { HostPort } from '../../../../extension/host/call-host.ts';

type DisconnectListener = Parameters<HostPort['onDisconnect']['addListener']>[0];

interface SentRequest {
  readonly id: string;
  readonly command: string;
  readonly params: unknown;
}

export function createFakePort() {
  const sent: SentRequest[] = [];
  const messageListeners: ((message: unknown) => void)[] = [];
  const disconnectListeners: DisconnectListener[] = [];
  let isOpen = true;
  const port: HostPort = {
    postMessage(message) {
      if (!isOpen) throw new Error('Attempting to use a disconnected port object');
      sent.push(message as SentRequest);
    },
    disconnect: () => {
      isOpen = false;
    },
    onMessage: { addListener: (listener) => messageListeners.push(listener) },
    onDisconnect: { addListener: (listener) => disconnectListeners.push(listener) },
  };
  return {
    port,
    sent,
    isOpen: () => isOpen,
    /** Makes postMessage throw, as between a port's end and its event. */
    breakSilently: () => {
      isOpen = false;
    },
    deliver: (message: unknown) => {
      for (const listener of messageListeners) listener(message);
    },
    drop: (message?: string) => {
      isOpen = false;
      for (const listener of disconnectListeners) listener(message === undefined ? {} : { error: { message } });
    },
  };
}
