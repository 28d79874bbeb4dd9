// Whether the clerk can see what is filled: a page may ask for data in fields that it hides.
import { isPlainlyVisible } from './is-plainly-visible.ts';

/** Scrolls to the field, because what is out of sight cannot be told from what is covered. */
export function isFieldSeen(field: HTMLElement): boolean {
  const { height, width } = field.getBoundingClientRect();
  if (height < 10 || width < 10) return false;
  field.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
  return isPlainlyVisible(field, field, { maxWidth: 1600, maxHeight: 600 });
}
