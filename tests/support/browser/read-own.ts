// Reads what stands in a closed shadow root of ours: the debugger sees it, a page does not.
import type { CDPSession, Frame, Page } from 'puppeteer';
import { readBrowserName } from './browser-name.ts';
import { describeInFirefox, type ShownNode } from './firefox-system.ts';

interface CdpNode {
  readonly nodeName: string;
  readonly nodeValue: string;
  readonly children?: readonly CdpNode[];
  readonly shadowRoots?: readonly CdpNode[];
}

const readCdp = ({ nodeName, nodeValue, children = [], shadowRoots = [] }: CdpNode): string =>
  nodeName === 'STYLE'
    ? ''
    : [nodeName === '#text' ? nodeValue : '', ...[...shadowRoots, ...children].map(readCdp)].join('');

const readShown = ({ value }: ShownNode): string =>
  value?.localName === 'style'
    ? ''
    : [
        value?.nodeValue ?? '',
        ...[value?.shadowRoot, ...(value?.children ?? [])].map((one) => (one ? readShown(one) : '')),
      ].join('');

/** @param selector of our host element, which must be there */
export async function readOwnText(at: Frame | Page, selector: string): Promise<string> {
  const frame = 'mainFrame' in at ? at.mainFrame() : at;
  if (readBrowserName() === 'firefox') return readShown(await describeInFirefox(frame, selector));
  const host = await frame.$(selector);
  const objectId = host?.remoteObject().objectId;
  if (objectId === undefined) throw new Error(`there is no ${selector}`);
  const { client } = frame as unknown as { readonly client: CDPSession };
  const { node } = await client.send('DOM.describeNode', { objectId, depth: -1, pierce: true });
  return readCdp(node as CdpNode);
}
