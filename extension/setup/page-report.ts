// What a content script last said about a page of a site: whether we know our way about there. In memory, for the setup page.
import { storage } from '@wxt-dev/storage';
import * as z from 'zod/mini';

const countSchema = z.int().check(z.nonnegative(), z.maximum(100_000));

/** What comes from a content script, checked again: it runs in a process that the page shares. */
export const seenPageSchema = z.strictObject({
  kind: z.string().check(z.maxLength(100)),
  variant: z.string().check(z.maxLength(100)),
  mismatch: z.optional(
    z.strictObject({ selector: z.string().check(z.maxLength(500)), expected: countSchema, found: countSchema }),
  ),
  failedFeatures: z.optional(z.array(z.string().check(z.regex(/^[a-z-]{1,40}$/))).check(z.maxLength(50))),
});

const pageReportSchema = z.extend(seenPageSchema, {
  siteId: z.string(),
  origin: z.string(),
  /** ISO 8601 UTC. */
  at: z.string(),
});
export type PageReport = z.infer<typeof pageReportSchema>;

const reportItem = storage.defineItem<PageReport>('session:page-report');

export async function savePageReport(report: PageReport): Promise<void> {
  await reportItem.setValue(report);
}

/** Undefined until a page of a site has been opened in this browser session. */
export async function readPageReport(): Promise<PageReport | undefined> {
  return pageReportSchema.safeParse(await reportItem.getValue()).data;
}

/** Calls back when a page was opened. @returns the way to stop that */
export function watchPageReport(listener: () => void): () => void {
  return reportItem.watch(listener);
}
