// What all our full pages have around their content: head, the way to the other pages, and the main landmark.
import type { ComponentChildren } from 'preact';
import { type MessageKey, translate } from '../../base/i18n.ts';
import './page-shell.css';

/** In the order in which they stand in the navigation. */
const pages = {
  setup: 'nav_setup',
  tokens: 'nav_tokens',
  units: 'nav_units',
  forms: 'nav_forms',
  options: 'nav_options',
  help: 'nav_help',
} as const satisfies Record<string, MessageKey>;

type PageName = keyof typeof pages;

interface Props {
  /** Marks the page in the navigation; its main landmark is found by `data-testid="<page>-page"`. */
  readonly page: PageName;
  /** The page's one h1. */
  readonly title: string;
  /** Where a page has several views: which one is shown, for styles and tests. */
  readonly view?: string;
  readonly children: ComponentChildren;
}

export function PageShell({ page, title, view, children }: Props) {
  return (
    <>
      <a class="skip-link" href="#content">
        {translate('shell_skip')}
      </a>
      <header class="shell-head">
        <img src="/icon/48.png" alt="" width="40" height="40" />
        <div>
          <p class="brand">{translate('window_brand')}</p>
          <h1>{title}</h1>
        </div>
      </header>
      <nav class="shell-nav" aria-label={translate('shell_nav_label')}>
        <ul>
          {Object.entries(pages).map(([name, words]) => (
            <li key={name}>
              <a href={`/${name}.html`} aria-current={name === page ? 'page' : undefined} data-testid={`nav-${name}`}>
                {translate(words)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <main id="content" class="shell-main" tabIndex={-1} data-testid={`${page}-page`} data-view={view}>
        {children}
      </main>
    </>
  );
}
