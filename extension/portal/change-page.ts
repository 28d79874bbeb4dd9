// The few ways in which features change a page. Each undoes itself, to the letter, when the signal is aborted.

/** Marks every element that is ours, so that page, tests and help desk can tell. */
export const ownAttribute = 'data-shebao-assistant';

/** Sets attributes of one of the page's own elements (undefined removes) until the signal is aborted. */
export function setAttributesUntil(
  signal: AbortSignal,
  element: HTMLElement,
  attributes: Readonly<Record<string, string>>,
): void {
  for (const [name, value] of Object.entries(attributes)) {
    const before = element.getAttribute(name);
    element.setAttribute(name, value);
    signal.addEventListener('abort', () => {
      if (before === null) element.removeAttribute(name);
      else element.setAttribute(name, before);
    });
  }
}

/** Adds style declarations after the element's own inline ones, until the signal is aborted. */
export function addStyleUntil(signal: AbortSignal, element: HTMLElement, declarations: string): void {
  const own = element.getAttribute('style');
  setAttributesUntil(signal, element, { style: own ? `${own.replace(/;?\s*$/, ';')} ${declarations}` : declarations });
}

/** Puts a new element of ours right behind `neighbour`, until the signal is aborted. `styles` live in its open shadow root. */
export function insertAfterUntil(
  signal: AbortSignal,
  neighbour: ChildNode,
  id: string,
  styles: string,
  content: HTMLElement,
  mode: ShadowRootMode = 'open',
): HTMLElement {
  const document = content.ownerDocument;
  const host = document.createElement('span');
  host.setAttribute(ownAttribute, id);
  // Open unless asked: nothing secret lives in it, and assistive tools and tests can look inside (FIELD §4).
  const root = host.attachShadow({ mode });
  const style = document.createElement('style');
  style.textContent = styles;
  root.append(style, content);
  neighbour.after(host);
  signal.addEventListener('abort', () => host.remove());
  return host;
}
