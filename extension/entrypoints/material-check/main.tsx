// Our frame beside a file field of the upload page: takes files over a port, checks them, gives back what the clerk accepts.
import { render } from 'preact';
import { translate } from '../../base/i18n.ts';
import type { CheckMessage, ConnectMessage, FrameMessage } from '../../portal/material-messages.ts';
import type { SiteProfile } from '../../portal/profile.ts';
import { readSiteProfiles } from '../../settings/read-site-profiles.ts';
import { createCheckSession, type MaterialCheckState } from '../../ui/materials/check-session.ts';
import { MaterialApp } from '../../ui/materials/material-app.tsx';
import { startPage } from '../../ui/parts/start-page.ts';
import '../../ui/styles/base.css';
import '../../ui/styles/controls.css';
import '../../ui/materials/materials.css';

/** Only the frame's parent that knows the channel in our address, and only once; `findSite` asks for one of our sites. */
function isConnect(event: MessageEvent): event is MessageEvent<ConnectMessage> {
  const { type, channel } = (event.data ?? {}) as Partial<ConnectMessage>;
  return (
    event.source === window.parent &&
    type === 'shebao-assistant-connect' &&
    channel === location.hash.slice(1) &&
    event.ports.length === 1
  );
}

function isCheck(data: unknown): data is CheckMessage {
  const { type, file, label, otherFingerprints } = (data ?? {}) as Partial<CheckMessage>;
  return type === 'check' && file instanceof File && typeof label === 'string' && Array.isArray(otherFingerprints);
}

function serve(port: MessagePort, root: HTMLElement, rules: SiteProfile['materials']): void {
  const reply = (message: FrameMessage) => port.postMessage(message);
  const show = (state: MaterialCheckState) =>
    render(<MaterialApp state={state} session={session} maxBytes={rules.maxBytes} />, root);
  const session = createCheckSession({ rules, reply, show });
  show({ phase: 'waiting' });
  port.onmessage = ({ data }) => {
    if (isCheck(data)) void session.check(data);
  };
  new ResizeObserver(() => reply({ type: 'height', heightPx: Math.ceil(root.getBoundingClientRect().height) })).observe(
    root,
  );
  reply({ type: 'ready' });
}

// Listening begins at once: the page sends its port when the frame has loaded, and only once.
const connected = new Promise<MessageEvent<ConnectMessage>>((resolve) => {
  const listen = (event: MessageEvent) => {
    if (!isConnect(event)) return;
    window.removeEventListener('message', listen);
    resolve(event);
  };
  window.addEventListener('message', listen);
});

void startPage(
  () => translate('material_title'),
  async (root) => {
    const [profiles, { origin, ports }] = await Promise.all([readSiteProfiles(), connected]);
    const site = profiles.find(({ origins }) => origins.includes(origin));
    const [port] = ports;
    if (site && port) serve(port, root, site.materials);
  },
);
