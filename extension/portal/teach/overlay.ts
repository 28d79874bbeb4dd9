// Our layer over a page while the assistant is taught. It takes every click, so that the page gets none; it is closed to the page, and
// hears only what a person does.
import { ownAttribute } from '../change-page.ts';
import { teachStyles } from './teach-styles.ts';

export interface Overlay {
  readonly card: HTMLElement;
  /** Frames elements of the page, each with a word; those that were framed before are not any more. */
  readonly outline: (marked: readonly { readonly element: HTMLElement; readonly words: string }[]) => void;
  readonly close: () => void;
}

export interface OverlayPort {
  /** A person clicked there: what of the page is under it. */
  readonly onPoint: (element: Element) => void;
  /** Esc, or the page has thrown us out. */
  readonly onLeave: () => void;
}

/** In front of everything that a page can stack, where the browser knows such a place. */
function raise(host: HTMLElement): void {
  host.setAttribute('popover', 'manual');
  host.setAttribute(
    'style',
    'all: initial !important; position: fixed !important; inset: 0 !important; width: 100% !important; height: 100% !important; z-index: 2147483647 !important; display: block !important',
  );
  try {
    host.showPopover();
  } catch {
    // It stands on the page as any element does.
    host.removeAttribute('popover');
  }
}

export function openOverlay(document: Document, { onPoint, onLeave }: OverlayPort): Overlay {
  const make = (name: string, className: string) => {
    const element = document.createElement(name);
    element.className = className;
    return element;
  };
  const host = document.createElement('div');
  host.setAttribute(ownAttribute, 'teach');
  const root = host.attachShadow({ mode: 'closed' });
  const style = document.createElement('style');
  style.textContent = teachStyles;
  const [layer, outlines, hover, card] = [
    make('div', 'layer'),
    make('div', ''),
    make('div', 'outline hover'),
    make('div', 'card'),
  ];
  card.setAttribute('role', 'dialog');
  card.tabIndex = -1;
  hover.hidden = true;
  root.append(style, layer, outlines, hover, card);
  document.documentElement.append(host);
  raise(host);

  let marked: readonly { readonly element: HTMLElement; readonly words: string }[] = [];
  const end = new AbortController();
  const { signal } = end;

  /** What the page has at that place; its own frames are others' business. */
  function findUnder({ clientX, clientY }: MouseEvent): Element | undefined {
    return document.elementsFromPoint(clientX, clientY).find((element) => element !== host);
  }
  function place(frame: HTMLElement, element: Element): void {
    const { left, top, width, height } = element.getBoundingClientRect();
    frame.style.cssText = `left: ${left - 3}px; top: ${top - 3}px; width: ${width + 6}px; height: ${height + 6}px`;
  }
  function draw(): void {
    outlines.replaceChildren(
      ...marked.map(({ element, words }) => {
        const frame = make('div', 'outline');
        const name = make('span', '');
        name.textContent = words;
        place(frame, element);
        frame.append(name);
        return frame;
      }),
    );
  }
  function close(): void {
    end.abort();
    host.remove();
  }

  layer.addEventListener('click', (event) => {
    const element = event.isTrusted ? findUnder(event) : undefined;
    if (element) onPoint(element);
  });
  layer.addEventListener('mousemove', (event) => {
    const element = findUnder(event);
    hover.hidden = element === undefined || element === document.body || element === document.documentElement;
    if (element) place(hover, element);
  });
  const view = document.defaultView;
  for (const type of ['scroll', 'resize']) view?.addEventListener(type, draw, { capture: true, passive: true, signal });
  root.addEventListener('keydown', (event) => {
    const { key, isTrusted } = event as KeyboardEvent;
    // What is typed in our card is not the page's.
    event.stopPropagation();
    if (isTrusted && key === 'Escape') onLeave();
  });
  const watcher = new MutationObserver(() => {
    if (!host.isConnected && !signal.aborted) onLeave();
  });
  watcher.observe(document.documentElement, { childList: true });
  signal.addEventListener('abort', () => watcher.disconnect());
  return {
    card,
    outline: (next) => {
      marked = next;
      draw();
    },
    close,
  };
}
