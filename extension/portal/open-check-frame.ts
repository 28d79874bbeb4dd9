// Our frame beside a file field: an extension page to which a file is handed over a private port, and which gives one back.
import { insertAfterUntil } from './change-page.ts';
import type { CheckMessage, ConnectMessage, FrameMessage } from './material-messages.ts';

/** A frame that the browser did not let load must not keep the clerk from working. */
const readyDeadlineMs = 8_000;
const styles =
  'iframe { display: block; width: 100%; max-width: 640px; height: 64px; border: 0; color-scheme: normal; }';

interface Listener {
  readonly onAccepted: (file: File, fingerprint: string) => void;
  readonly onRefused: () => void;
  /** The frame does not answer. */
  readonly onFailed: () => void;
}

export interface CheckFrame {
  readonly check: (message: Omit<CheckMessage, 'type'>) => void;
}

/** @param frameUrl address of our page, without fragment @param title what assistive tools call the frame */
export function openCheckFrame(
  signal: AbortSignal,
  neighbour: Element,
  { frameUrl, title }: { readonly frameUrl: string; readonly title: string },
  listener: Listener,
): CheckFrame {
  const frame = neighbour.ownerDocument.createElement('iframe');
  const channel = crypto.getRandomValues(new Uint32Array(4)).join('-');
  const { port1: port, port2 } = new MessageChannel();
  const late = setTimeout(listener.onFailed, readyDeadlineMs);
  let ready: () => void = () => undefined;
  const isReady = new Promise<void>((resolve) => {
    ready = resolve;
  });
  port.onmessage = ({ data }: MessageEvent<FrameMessage>) => {
    if (data.type === 'ready') {
      clearTimeout(late);
      ready();
    } else if (data.type === 'height') frame.style.height = `${Math.min(Math.max(data.heightPx, 40), 1200)}px`;
    else if (data.type === 'accepted') listener.onAccepted(data.file, data.fingerprint);
    else listener.onRefused();
  };
  frame.title = title;
  frame.src = `${frameUrl}#${channel}`;
  frame.addEventListener(
    'load',
    () => {
      const hello: ConnectMessage = { type: 'shebao-assistant-connect', channel };
      // To our own origin only: were something else in the frame, it gets no port.
      frame.contentWindow?.postMessage(hello, new URL(frameUrl).origin, [port2]);
    },
    { once: true },
  );
  insertAfterUntil(signal, neighbour, 'material-check', styles, frame).style.display = 'block';
  signal.addEventListener('abort', () => {
    clearTimeout(late);
    port.close();
  });
  return { check: (message) => void isReady.then(() => port.postMessage({ type: 'check', ...message })) };
}
