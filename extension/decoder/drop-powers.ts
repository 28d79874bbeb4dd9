// Takes from the decoder's worker whatever reaches beyond it, before it sees a file. In a sandbox page most of it leads nowhere
// anyway; Firefox has no such pages, and there the worker is of the extension's own origin.

const names = [
  'browser',
  'chrome',
  'fetch',
  'XMLHttpRequest',
  'WebSocket',
  'WebSocketStream',
  'WebTransport',
  'EventSource',
  'RTCPeerConnection',
  'indexedDB',
  'caches',
  'cookieStore',
  'BroadcastChannel',
  'SharedWorker',
  'Worker',
  'importScripts',
  'FileReaderSync',
  'Notification',
] as const;
const navigatorNames = ['storage', 'serviceWorker', 'locks', 'sendBeacon', 'usb', 'hid', 'serial', 'gpu'] as const;

function remove(from: object, name: string): void {
  for (let owner: object | null = from; owner; owner = Object.getPrototypeOf(owner) as object | null) {
    if (Object.hasOwn(owner, name)) Reflect.deleteProperty(owner, name);
  }
}

for (const name of names) remove(globalThis, name);
for (const name of navigatorNames) remove(navigator, name);

/** Names of those that are still there: none, or the decoder is not used. */
export const remainingPowers: readonly string[] = [
  ...names.filter((name) => name in globalThis),
  ...navigatorNames.filter((name) => name in navigator),
];
