// Puts the manifest's sandbox page into this page, out of sight, and takes the port that it hands over.

interface Sandbox {
  readonly port: MessagePort;
  /** Ends the page and all that runs in it. */
  readonly close: () => void;
}

/** @param url of the sandbox page, without fragment */
export function openSandbox(url: string): Promise<Sandbox> {
  const secret = crypto.getRandomValues(new Uint32Array(4)).join('-');
  const frame = document.createElement('iframe');
  frame.hidden = true;
  frame.src = `${url}#${secret}`;
  const opened = new Promise<Sandbox>((resolve) => {
    const listen = ({ data, origin, ports: [port] }: MessageEvent) => {
      // An origin of its own, which is what a sandbox is for; `source` may be gone with a page that was replaced.
      const isOurs = origin === 'null' && (data as { secret?: unknown } | null)?.secret === secret;
      if (!isOurs || !port) return;
      window.removeEventListener('message', listen);
      resolve({
        port,
        close() {
          port.close();
          frame.remove();
        },
      });
    };
    window.addEventListener('message', listen);
  });
  document.body.append(frame);
  return opened;
}
