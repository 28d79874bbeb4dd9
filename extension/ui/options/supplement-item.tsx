// One page that was taught, with a drawing of where its parts stand; or one site that was added.
import { formatDate } from '../../base/format-time.ts';
import { translate } from '../../base/i18n.ts';
import { pageKindWords } from '../../base/page-kind-words.ts';
import { readPlainPath } from '../../portal/plain-path.ts';
import type { TaughtPage } from '../../portal/supplement.ts';
import { ManagedMark } from '../parts/managed-mark.tsx';

/** Of the drawing, in its own units. */
const size = { width: 320, height: 200 };

/** The form as it was taught: a frame for each part, with the clerk's word for it. */
function Sketch({ parts }: { readonly parts: TaughtPage['sketch'] }) {
  const scale = (part: TaughtPage['sketch'][number]) => ({
    x: (part.x * size.width) / 1000,
    y: (part.y * size.height) / 1000,
    width: Math.max(14, (part.width * size.width) / 1000),
    height: Math.max(14, (part.height * size.height) / 1000),
  });
  const words = parts.map((part) => part.words).join(translate('list_separator'));
  return (
    <svg
      class="sketch"
      viewBox={`0 0 ${size.width} ${size.height}`}
      role="img"
      aria-label={translate('options_supplement_sketch', words)}
    >
      {parts.map((part) => {
        const { x, y, width, height } = scale(part);
        return (
          <g key={part.words}>
            <rect x={x} y={y} width={width} height={height} rx="2" />
            <text x={Math.min(x + 4, size.width - 4 - part.words.length * 11)} y={y + height / 2 + 4}>
              {part.words}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

interface ItemProps {
  readonly isManaged: boolean;
  readonly onRemove?: (() => void) | undefined;
}

function RemoveButton({ name, onRemove }: { readonly name: string; readonly onRemove: () => void }) {
  return (
    <button
      type="button"
      class="secondary"
      data-testid="remove-supplement"
      aria-label={translate('options_supplement_remove_label', name)}
      onClick={onRemove}
    >
      {translate('options_supplement_remove')}
    </button>
  );
}

export function TaughtItem({ taught, isManaged, onRemove }: ItemProps & { readonly taught: TaughtPage }) {
  const kind = translate(pageKindWords[taught.page.kind]);
  const address = `${taught.origin}${readPlainPath(taught.page.pathPattern ?? '') ?? ''}`;
  return (
    <li class="supplement-item" data-testid="taught-page" data-kind={taught.page.kind}>
      <div>
        <strong>{kind}</strong>
        <p class="hint">{translate('options_supplement_where', address, formatDate(taught.taughtAt))}</p>
        <ManagedMark isManaged={isManaged} />
        {onRemove && <RemoveButton name={kind} onRemove={onRemove} />}
      </div>
      <Sketch parts={taught.sketch} />
    </li>
  );
}

export function SiteItem({ origin, isManaged, onRemove }: ItemProps & { readonly origin: string }) {
  return (
    <li class="supplement-item" data-testid="added-site">
      <div>
        <strong>{translate('options_supplement_site', origin)}</strong>
        {origin.startsWith('http:') && <p class="hint">{translate('popup_site_http')}</p>}
        <ManagedMark isManaged={isManaged} />
        {onRemove && <RemoveButton name={origin} onRemove={onRemove} />}
      </div>
    </li>
  );
}
