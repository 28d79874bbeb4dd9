// A sample of a page for whoever has to mend a profile: made on the clerk's click, shown before it is saved, sent nowhere.
import { storage } from '@wxt-dev/storage';
import { browser } from 'wxt/browser';
import { productVersion } from '../../shared/version.ts';
import { readControlFindings } from '../controls/control-findings.ts';
import type { FrameSample } from '../portal/sample/frame-sample.ts';
import { listPatterns } from '../settings/site-access.ts';
import { listKnownNames } from './list-known-names.ts';
import { sampleTab } from './page-in-front.ts';
import { redactAll } from './redact.ts';

const sampleFormat = 'shebao-page-sample';

export interface PageSample {
  readonly format: typeof sampleFormat;
  readonly version: 1;
  readonly product: string;
  /** What pages of this session asked of controls that nobody stands in for. */
  readonly missingControls: readonly string[];
  /** The page itself first. */
  readonly frames: readonly FrameSample[];
}

const sampleItem = storage.defineItem<PageSample>('session:page-sample');

/** @throws Error where the browser does not let us into the tab */
export async function collectPageSample(tabId: number): Promise<PageSample> {
  const [frames, knownNames, findings] = await Promise.all([
    sampleTab(tabId),
    listKnownNames([]),
    readControlFindings(),
  ]);
  // What the product knows of units and people goes, wherever it stands: the last net under the sample's own rules.
  const bare = redactAll(JSON.parse(JSON.stringify(frames)) as never, knownNames) as unknown as readonly FrameSample[];
  const missingControls = findings.names.map((name) => name.slice(0, 120));
  return { format: sampleFormat, version: 1, product: productVersion, missingControls, frames: bare };
}

export const savePageSample = (sample: PageSample): Promise<void> => sampleItem.setValue(sample);

/** What was sampled last in this browser session, e.g. from the popup. */
export async function readPageSample(): Promise<PageSample | undefined> {
  return (await sampleItem.getValue()) ?? undefined;
}

/** The tab of a site that was looked at last; undefined where none is open. */
export async function findSiteTab(
  sites: readonly { readonly origins: readonly string[] }[],
): Promise<number | undefined> {
  const tabs = await browser.tabs.query({ url: sites.flatMap(listPatterns) });
  const [last] = tabs.toSorted((one, other) => (other.lastAccessed ?? 0) - (one.lastAccessed ?? 0));
  return last?.id;
}
