// Whether an element of ours can be seen as we made it: nothing in front, nothing that fades, clips, moves or stretches it.
import { isUnderGlass } from './is-under-glass.ts';

/** Of the element and all around it; the page's style sheets reach our host and what it stands in. */
function isDrawnPlainly(element: Element, view: Window): boolean {
  const { opacity, visibility, filter, transform, clipPath, mixBlendMode, scale, zoom } =
    view.getComputedStyle(element);
  const maskImage = view.getComputedStyle(element).getPropertyValue('mask-image');
  return (
    Number(opacity) > 0.9 &&
    visibility === 'visible' &&
    filter === 'none' &&
    (transform === 'none' || /^matrix\(1, 0, 0, 1, /.test(transform)) &&
    ['none', ''].includes(clipPath) &&
    mixBlendMode === 'normal' &&
    ['none', '1', ''].includes(scale) &&
    ['none', ''].includes(maskImage) &&
    ['1', 'normal', '', undefined].includes(zoom)
  );
}

/** A button of ours is no larger: a page that stretches it over everything makes every click one on it. */
const buttonSize = { maxWidth: 600, maxHeight: 120 };

function listAround(element: Element): Element[] {
  const around: Element[] = [];
  for (let at: Element | null = element; at; ) {
    around.push(at);
    const root = at.getRootNode();
    at = at.assignedSlot ?? at.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
  }
  return around;
}

/** Points that a covering layer would have to leave free: the middle, and near each corner. */
const points = [
  [0.5, 0.5],
  [0.08, 0.15],
  [0.92, 0.15],
  [0.08, 0.85],
  [0.92, 0.85],
] as const;

function isUncovered({ left, top, width, height }: DOMRect, owner: Element): boolean {
  // Of its own root: outside a component, all that is in it is the component.
  const root = owner.getRootNode() as Document | ShadowRoot;
  return points.every(([x, y]) => root.elementFromPoint(left + width * x, top + height * y) === owner);
}

/** The same of each frame around the page, as far as they are of our own site and can be asked. */
function areFramesVisible(view: Window, rect: DOMRect): boolean {
  let frame: Element | null;
  try {
    frame = view.frameElement;
  } catch {
    return true;
  }
  if (!frame) return true;
  const around = frame.ownerDocument.defaultView;
  if (!around) return false;
  const { left, top } = frame.getBoundingClientRect();
  const moved = new DOMRect(
    rect.left + left + frame.clientLeft,
    rect.top + top + frame.clientTop,
    rect.width,
    rect.height,
  );
  return (
    listAround(frame).every((one) => isDrawnPlainly(one, around)) &&
    isUncovered(moved, frame) &&
    !isUnderGlass(frame, moved) &&
    areFramesVisible(around, moved)
  );
}

/** @param owner what the page has at that place: the host of the shadow root in which the element stands, or the element itself */
export function isPlainlyVisible(
  element: HTMLElement,
  owner: HTMLElement,
  { maxWidth, maxHeight } = buttonSize,
): boolean {
  const view = element.ownerDocument.defaultView;
  if (!view || element.ownerDocument.visibilityState !== 'visible') return false;
  const rect = element.getBoundingClientRect();
  if (rect.width === 0 || rect.width > maxWidth || rect.height > maxHeight) return false;
  return (
    listAround(element).every((one) => isDrawnPlainly(one, view)) &&
    isUncovered(rect, owner) &&
    !isUnderGlass(owner, rect) &&
    areFramesVisible(view, rect)
  );
}
