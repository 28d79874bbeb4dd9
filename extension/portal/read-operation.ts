// Which job the page's button is for.
import type { Operation } from '../../shared/protocol/messages.ts';
import type { DetectedPage } from './detect-page.ts';
import { readText, readValue } from './read-element.ts';

/** The words of the page's one button say it; the quick page is for renewals only. */
export function readOperation(page: DetectedPage<'quick-renew' | 'order-download'>): Operation {
  const { runButton } = page.fields;
  return page.kind === 'order-download' && `${readValue(runButton)}${readText(runButton)}`.includes('变更')
    ? 'change'
    : 'renew';
}
