// The few ways in which features change a page. Each undoes itself, to the letter, when the signal is aborted.

/** Marks every element that is ours, so that page, tests and help desk can tell. */
export const ownAttribute = 'data-shebao-assistant';

/** Elements of ours that should stand on the page now. */
const standing = new Set<HTMLElement>();

/** True when the page has thrown out something of ours, with what it stood in or alone. */
export function hasLostOwn(): boolean {
  return [...standing].some((host) => !host.isConnected);
}

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

/** Where our bar on a form stands: behind the bar of steps, else before the form. */
export interface BarPlace {
  readonly neighbour: ChildNode;
  readonly side: 'after' | 'before';
}

/** @param block of the page's parts, see DetectedPage: it may be a row of a table, in which nothing of ours can stand */
export function findBarPlace(steps: HTMLElement | undefined, block: HTMLElement): BarPlace {
  if (steps) return { neighbour: steps, side: 'after' };
  const outer = block.closest<HTMLElement>('table, form, fieldset, dl, ul, ol') ?? block;
  // Before everything on the page where the parts stand in the body itself.
  return outer.parentElement?.closest('body')
    ? { neighbour: outer, side: 'before' }
    : { neighbour: outer.firstChild ?? outer, side: 'before' };
}

/** Puts a new element of ours right behind `neighbour`, until the signal is aborted. `styles` live in its closed shadow root. */
export function insertAfterUntil(
  signal: AbortSignal,
  neighbour: ChildNode,
  id: string,
  styles: string,
  content: HTMLElement,
  side: BarPlace['side'] = 'after',
): HTMLElement {
  const document = content.ownerDocument;
  const host = document.createElement('span');
  host.setAttribute(ownAttribute, id);
  // Closed, and nothing secret lives in it: a page has nothing to read or to change there. Assistive tools see it as ever.
  const root = host.attachShadow({ mode: 'closed' });
  const style = document.createElement('style');
  style.textContent = styles;
  root.append(style, content);
  neighbour[side](host);
  standing.add(host);
  signal.addEventListener('abort', () => {
    standing.delete(host);
    host.remove();
  });
  return host;
}
