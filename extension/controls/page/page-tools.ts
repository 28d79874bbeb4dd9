// What we need of the page's world, taken before any script of the page can change it.
// A page that changes it later deceives only itself: whatever arrives in the background is checked there.

const { document: ownDocument } = window;
const dispatch = EventTarget.prototype.dispatchEvent;
const listen = EventTarget.prototype.addEventListener;
const stringify = JSON.stringify;
const apply = Reflect.apply;
const OwnRequest = XMLHttpRequest;
const OwnEvent = CustomEvent;
const { open, send } = XMLHttpRequest.prototype;
const readText = Object.getOwnPropertyDescriptor(XMLHttpRequest.prototype, 'responseText')?.get;
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

export function tellContentScript(name: string, detail: string): void {
  apply(dispatch, ownDocument, [new OwnEvent(name, { detail })]);
}

export function hearContentScript(name: string, hear: (detail: string) => void): void {
  const onEvent = (event: Event) => {
    const detail = readDetail ? apply(readDetail, event, []) : undefined;
    if (typeof detail === 'string') hear(detail);
  };
  apply(listen, ownDocument, [name, onEvent]);
}

/** The text at an address, fetched while everything on the page waits. @throws what the browser throws when it forbids that */
export function fetchNow(url: string): string {
  const request = new OwnRequest();
  apply(open, request, ['GET', url, false]);
  apply(send, request, []);
  return readText ? (apply(readText, request, []) as string) : request.responseText;
}
