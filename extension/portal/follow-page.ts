// What we do on a document as long as it is open: recognise it, run the features, and begin anew when the page has drawn itself again.
import { hasLostOwn } from './change-page.ts';
import { type Feature, type FeatureTools, runFeatures } from './define-feature.ts';
import { type DetectedPage, type Detection, detectPage } from './detect-page.ts';
import type { SiteProfile } from './profile.ts';
import { readPageUrl } from './read-page-url.ts';
import { watchDocument } from './watch-document.ts';

interface FollowParts {
  readonly document: Document;
  readonly origin: string;
  readonly profile: SiteProfile;
  readonly features: readonly Feature[];
  readonly tools: Omit<FeatureTools, 'signal' | 'profile' | 'later'>;
  /** Hears of every new answer to the question which page this is, and of each feature that threw on it. */
  readonly report: (detection: Detection, failedFeatures: readonly string[]) => void;
}

type Rows = Readonly<Record<string, readonly { readonly element: HTMLElement }[]>>;

/** The rows that make the page; layers that open over it come and go. */
const mainRows = ({ rows }: DetectedPage) => (Object.values(rows as Rows)[0] ?? []).map(({ element }) => element);
const listParts = ({ fields, optionalFields, rows }: DetectedPage): (HTMLElement | undefined)[] => [
  ...Object.values(fields),
  ...Object.values(optionalFields),
  ...(Object.values(rows as Rows)[0] ?? []).map(({ element }) => element),
];

function summarize(detection: Detection): string {
  const seen = detection.page ?? detection.why;
  const { kind, variant } = 'variant' in seen ? seen : { kind: seen.reason, variant: '' };
  return JSON.stringify([kind, variant, 'mismatch' in seen ? seen.mismatch : '']);
}

/** Until `signal` is aborted. */
export function followPage(parts: FollowParts, signal: AbortSignal): void {
  const { document, origin, profile, features, tools, report } = parts;
  let current: { readonly page: DetectedPage; readonly end: AbortController } | undefined;
  let reported = '';

  const detect = () => {
    return detectPage(profile, readPageUrl(document, origin), document);
  };

  function isStillThere(page: DetectedPage): boolean {
    if (hasLostOwn() || listParts(page).some((part) => part && !part.isConnected)) return false;
    const before = mainRows(page);
    if (before.length === 0) return true;
    // More rows, or others, have come.
    const now = detect().page;
    const rows = now?.kind === page.kind ? mainRows(now) : [];
    return rows.length === before.length && rows.every((row, index) => row === before[index]);
  }

  function look(): boolean {
    if (current && isStillThere(current.page)) return true;
    current?.end.abort();
    current = undefined;
    const detection = detect();
    const summary = summarize(detection);
    if (summary !== reported) report(detection, []);
    reported = summary;
    const { page } = detection;
    if (!page) return false;
    const end = new AbortController();
    current = { page, end };
    const failed: string[] = [];
    runFeatures(features, page, { ...tools, profile, signal: AbortSignal.any([signal, end.signal]) }, (id) => {
      failed.push(id);
      report(detection, failed);
    });
    return true;
  }

  signal.addEventListener('abort', () => current?.end.abort());
  watchDocument(document, signal, look);
}
