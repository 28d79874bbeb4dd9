// Whether a person sees an element. What is hidden is not part of the page that the clerk has before the eyes.
import { parentOf } from './open-roots.ts';

function hasLayout({ ownerDocument }: Element): boolean {
  return ownerDocument.documentElement.getBoundingClientRect().width > 0;
}

function isShown(element: Element): boolean {
  const view = element.ownerDocument.defaultView;
  let current: Element | null = element;
  for (; current; current = parentOf(current)) {
    if (current.hasAttribute('hidden') || view?.getComputedStyle(current).display === 'none') return false;
  }
  return view?.getComputedStyle(element).visibility !== 'hidden';
}

/** Beside the page, where no scrolling leads. */
function isOutside(element: Element, { right, bottom }: DOMRect): boolean {
  const view = element.ownerDocument.defaultView;
  if (!view || (right + view.scrollX > 0 && bottom + view.scrollY > 0)) return false;
  for (let around = element.parentElement; around; around = around.parentElement)
    if (around !== element.ownerDocument.scrollingElement && (around.scrollLeft !== 0 || around.scrollTop !== 0))
      return false;
  return true;
}

/** @param mayBeClear what is chosen is drawn under it */
export function isVisible(element: Element, mayBeClear = false): boolean {
  if (/^hidden$/i.test(element.getAttribute('type') ?? '')) return false;
  // A drawing of a form: nobody can use it. (On a part itself the attribute may be ours.)
  if (element.parentElement?.closest('[inert]')) return false;
  if (!hasLayout(element)) return isShown(element);
  const seen = element.checkVisibility({ checkVisibilityCSS: true, checkOpacity: !mayBeClear });
  const rect = element.getBoundingClientRect();
  return seen && rect.width > 1 && rect.height > 1 && !isOutside(element, rect);
}

/** A box for files is often laid over a button with no opacity of its own, or hidden behind one that opens it. */
export function isFileBoxVisible(box: Element): boolean {
  let parent = parentOf(box);
  for (let depth = 0; parent && depth < 3; depth += 1, parent = parentOf(parent)) if (isVisible(parent)) return true;
  return false;
}
