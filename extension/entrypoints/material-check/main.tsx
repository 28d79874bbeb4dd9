// Our frame beside a file field of the upload page: takes files over a port, checks them, gives back what the clerk accepts.
import { render } from 'preact';
import type { CheckMessage, ConnectMessage, FrameMessage } from '../../portal/material-messages.ts';
import { chongqingProfile } from '../../portal/profiles/chongqing.ts';
import { currentLanguage, translate } from '../../ui/i18n.ts';
import { type CheckState, createCheckSession } from '../../ui/materials/check-session.ts';
import { MaterialApp } from '../../ui/materials/material-app.tsx';
import '../../ui/operation.css';
import '../../ui/materials/materials.css';

const { origins, materials: rules } = chongqingProfile;

/** Only the frame's parent, on one of the profile's origins, that knows the channel in our address; and only once. */
function isConnect(event: MessageEvent): event is MessageEvent<ConnectMessage> {
  const { type, channel } = (event.data ?? {}) as Partial<ConnectMessage>;
  return (
    event.source === window.parent &&
    origins.includes(event.origin) &&
    type === 'shebao-assistant-connect' &&
    channel === location.hash.slice(1) &&
    event.ports.length === 1
  );
}

function isCheck(data: unknown): data is CheckMessage {
  const { type, file, label, otherFingerprints } = (data ?? {}) as Partial<CheckMessage>;
  return type === 'check' && file instanceof File && typeof label === 'string' && Array.isArray(otherFingerprints);
}

function serve(port: MessagePort, root: HTMLElement): void {
  const reply = (message: FrameMessage) => port.postMessage(message);
  const show = (state: CheckState) =>
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

document.documentElement.lang = currentLanguage();
document.title = translate('material_title');
const root = document.getElementById('app');
const listen = (event: MessageEvent) => {
  const [port] = event.ports;
  if (!root || !port || !isConnect(event)) return;
  window.removeEventListener('message', listen);
  serve(port, root);
};
window.addEventListener('message', listen);
