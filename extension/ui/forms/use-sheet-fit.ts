// Makes a printed form keep to its one sheet: smaller print and lower rows where values are long, and a second sheet where even that is not enough.
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** Values of `data-fit`, from the paper's own look to the densest; forms.css says what each means. The last one may go on to a second sheet. */
const fits = ['normal', 'dense', 'denser', 'densest', 'long'] as const;
/** Screen and paper round differently. */
const reservePx = 3;

function isInside(sheet: HTMLElement): boolean {
  const content = sheet.lastElementChild;
  if (!content) return true;
  const end = sheet.getBoundingClientRect().bottom - Number.parseFloat(getComputedStyle(sheet).paddingBlockEnd) / 2;
  return content.getBoundingClientRect().bottom + reservePx <= end;
}

function fitSheet(sheet: HTMLElement): void {
  for (const fit of fits) {
    sheet.dataset.fit = fit;
    if (fit === 'long' || isInside(sheet)) return;
  }
}

/** @returns what the sheet's element is given as its `ref` */
export function useSheetFit(): RefObject<HTMLElement | null> {
  const ref = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (ref.current) fitSheet(ref.current);
  });
  useLayoutEffect(() => {
    // On paper the sheet is as wide as it is; a narrow window shows it smaller.
    const media = window.matchMedia('print');
    const fit = () => ref.current && fitSheet(ref.current);
    media.addEventListener('change', fit);
    window.addEventListener('resize', fit);
    return () => {
      media.removeEventListener('change', fit);
      window.removeEventListener('resize', fit);
    };
  }, []);
  return ref;
}
