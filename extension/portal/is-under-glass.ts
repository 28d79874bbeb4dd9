// Whether something that lets clicks through lies over a place: what is asked for by coordinates does not see it. Chromium tells by
// what it painted; this is for browsers that do not.

const knowsPainting = () => 'isVisible' in IntersectionObserverEntry.prototype;

function isOver(one: DOMRect, other: DOMRect): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

const isGlass = ({ pointerEvents, visibility, display }: CSSStyleDeclaration) =>
  pointerEvents === 'none' && visibility === 'visible' && display !== 'none';

/** @param owner what the page has at that place; what holds it is around it, not over it */
export function isUnderGlass(owner: Element, rect: DOMRect): boolean {
  const view = owner.ownerDocument.defaultView;
  if (!view || knowsPainting()) return false;
  for (const element of owner.ownerDocument.querySelectorAll('body, body *')) {
    if (element === owner || owner.contains(element)) continue;
    const isAround = element.contains(owner);
    if (!isAround && isGlass(view.getComputedStyle(element)) && isOver(element.getBoundingClientRect(), rect))
      return true;
    for (const part of ['::before', '::after']) {
      const style = view.getComputedStyle(element, part);
      // Where a part that is no element stands nobody says: taken for over it where it may be.
      if (['none', 'normal', ''].includes(style.content) || !isGlass(style)) continue;
      if (style.position === 'fixed' || (isAround && style.position === 'absolute')) return true;
    }
  }
  return false;
}
