// A small view of a picture with its size, to compare before and after.
import { useEffect, useMemo } from 'preact/hooks';
import { formatSize } from '../../base/format-size.ts';
import { translate } from '../../base/i18n.ts';
import type { Preview } from './check-session.ts';

export function PicturePreview({ picture, title }: { picture: Preview; title: string }) {
  const { file, view, widthPx, heightPx } = picture;
  const url = useMemo(() => URL.createObjectURL(view), [view]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return (
    <figure>
      <a href={url} target="_blank" rel="noopener" title={translate('material_enlarge')}>
        {/* With its size known beforehand, nothing below moves under the mouse when the picture comes. */}
        <img src={url} alt={translate('material_preview_alt', title)} width={widthPx} height={heightPx} />
      </a>
      <figcaption>
        <strong>{title}</strong> {formatSize(file.size)} · {widthPx} × {heightPx}
      </figcaption>
    </figure>
  );
}
