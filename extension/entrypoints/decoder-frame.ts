// The sandbox page around the decoder's worker: an origin of its own without extension APIs. It hands its parent one port and knows no more.
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';

export default defineUnlistedScript(() => {
  const { port1: toParent, port2 } = new MessageChannel();
  // No script can be loaded from the sandbox's origin: the parent gives the worker's text, and the port that leads into it.
  toParent.onmessage = ({ data, ports }: MessageEvent<Blob>) => {
    const url = URL.createObjectURL(data);
    new Worker(url).postMessage(undefined, [...ports]);
  };
  // The secret in our address proves that it is this page which speaks: a page around us could put another one in our place.
  const hello = { type: 'shebao-assistant-decoder', secret: location.hash.slice(1) };
  window.parent.postMessage(hello, location.ancestorOrigins?.[0] ?? '*', [port2]);
});
