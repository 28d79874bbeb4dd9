// What we need of the page's world, taken before any script of the page can change it.
// A page that changes it later deceives only itself: whatever arrives in the background is checked there.
import { linkEvent, wantLinkEvent } from '../bridge/names.ts';

const { document: ownDocument } = window;
const dispatch = EventTarget.prototype.dispatchEvent;
const listen = EventTarget.prototype.addEventListener;
const stringify = JSON.stringify;
const apply = Reflect.apply;
const OwnEvent = CustomEvent;
const OwnMouseEvent = MouseEvent;
const readDetail = Object.getOwnPropertyDescriptor(CustomEvent.prototype, 'detail')?.get;

export const parseJson = JSON.parse;
export const now: () => number = performance.now.bind(performance);
export const getRandomValues = crypto.getRandomValues.bind(crypto);

/** JSON that old libraries cannot spoil: some give Array.prototype a toJSON of their own. */
export function encodeJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(encodeJson).join()}]`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .map(([name, inner]) => `${encodeString(name)}:${encodeJson(inner)}`)
      .join()}}`;
  return typeof value === 'string' ? encodeString(value) : String(value ?? null);
}

/** A string by itself is never asked for a toJSON (ECMA-262, SerializeJSONProperty). */
const encodeString = (text: string): string => apply(stringify, JSON, [text]);

const node = ownDocument.createElement('i');

/** Hands the content script the element on which both talk from then on; it takes the first one. */
function offerLink(): void {
  apply(dispatch, ownDocument, [new OwnMouseEvent(linkEvent, { relatedTarget: node })]);
}
apply(listen, ownDocument, [wantLinkEvent, offerLink]);
offerLink();

export function tellContentScript(name: string, detail: string): void {
  apply(dispatch, node, [new OwnEvent(name, { detail })]);
}

export function hearContentScript(name: string, hear: (detail: string) => void): void {
  const onEvent = (event: Event) => {
    const detail = readDetail ? apply(readDetail, event, []) : undefined;
    if (typeof detail === 'string') hear(detail);
  };
  apply(listen, node, [name, onEvent]);
}
