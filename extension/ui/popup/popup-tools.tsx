// The way to our own pages.
import { type MessageKey, translate } from '../../base/i18n.ts';
import type { PopupActions } from './popup-actions.ts';

const tools: readonly (readonly [string, MessageKey])[] = [
  ['tokens', 'nav_tokens'],
  ['forms', 'nav_forms'],
  ['units', 'nav_units'],
  ['setup', 'nav_setup'],
  ['options', 'nav_options'],
  ['help', 'nav_help'],
];

export function PopupTools({ actions }: { readonly actions: Pick<PopupActions, 'open'> }) {
  return (
    <nav class="tools" aria-label={translate('popup_tools_label')}>
      {tools.map(([page, words]) => (
        <a
          key={page}
          href={`/${page}.html`}
          target="_blank"
          rel="noreferrer"
          data-testid={`open-${page}`}
          onClick={(event) => {
            event.preventDefault();
            actions.open(`/${page}.html`);
          }}
        >
          {translate(words)}
        </a>
      ))}
    </nav>
  );
}
