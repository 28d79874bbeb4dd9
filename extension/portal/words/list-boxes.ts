// The boxes of a page that a person sees, in the page's order.
import { isFileBoxVisible, isVisible } from './is-visible.ts';
import { queryAll } from './open-roots.ts';
import { boxSelector, isBox, isDrawnSelect, isFileBox } from './page-elements.ts';

export function listBoxes(document: Document): readonly HTMLElement[] {
  return queryAll(document, boxSelector).filter(
    (box) => isBox(box) && (isFileBox(box) ? isFileBoxVisible(box) : isVisible(box, isDrawnSelect(box))),
  );
}
