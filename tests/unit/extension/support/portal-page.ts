// The simulated portal's pages as documents, scripts not run: the fixtures of page detection and features.
import { Window } from 'happy-dom';
import { createQuickSite } from '../../../portal/sites/create-quick-site.ts';
import { quickPageUrls } from '../../../portal/sites/site-urls.ts';

export const variants = ['gbk', 'frames'] as const;
export type Variant = (typeof variants)[number];

export const pageUrl = (variant: Variant) => new URL(quickPageUrls[variant]);

/** The page as the portal serves it, decoded as its charset says. */
export async function fetchPageHtml(variant: Variant): Promise<string> {
  const response = await createQuickSite().request(pageUrl(variant).pathname);
  const charset = /charset=(\S+)/.exec(response.headers.get('Content-Type') ?? '')?.[1];
  return new TextDecoder(charset).decode(await response.arrayBuffer());
}

/** The page as a document of a DOM. */
export async function openPage(variant: Variant): Promise<Document> {
  return parsePage(await fetchPageHtml(variant), variant);
}

export function parsePage(html: string, variant: Variant): Document {
  const window = new Window({
    url: pageUrl(variant).href,
    settings: { disableJavaScriptEvaluation: true, disableCSSFileLoading: true, disableJavaScriptFileLoading: true },
  });
  // A test looks into what is closed to pages.
  const { attachShadow } = window.Element.prototype;
  window.Element.prototype.attachShadow = function open(init) {
    return attachShadow.call(this, { ...init, mode: 'open' });
  };
  window.document.write(html);
  return window.document as unknown as Document;
}
