// The frame of a drawing: its size, what it shows in words, and the caption below it.
import type { ComponentChildren } from 'preact';
import { type MessageKey, translate } from '../../../base/i18n.ts';

interface Props {
  readonly caption: MessageKey;
  readonly children: ComponentChildren;
}

/** Drawings are 240 × 120 units and take their colours from styles/theme.css, so that they follow dark mode. */
export function PictureFrame({ caption, children }: Props) {
  return (
    <figure class="picture">
      <svg viewBox="0 0 240 120" aria-hidden="true" focusable="false">
        {children}
      </svg>
      <figcaption>{translate(caption)}</figcaption>
    </figure>
  );
}
