// The page in the tab over which our popup opened: looked at once, because the clerk clicked on our icon there (activeTab) or it is a
// site of ours. Only from pages of ours.
import { browser } from 'wxt/browser';
import type { PageLook } from '../portal/look-at-page.ts';
import type { PageTool } from '../portal/page-tool.ts';
import type { SiteProfile } from '../portal/profile.ts';
import type { FrameSample } from '../portal/sample/frame-sample.ts';
import { beginTeaching } from '../portal/teach/teaching-session.ts';

export interface FrontFrame {
  readonly frameId: number;
  readonly look: PageLook;
}

export interface FrontPage {
  readonly tabId: number;
  /** Of the tab. */
  readonly origin: string;
  /** On whose site the tab, or a frame in it, is. */
  readonly site: SiteProfile | undefined;
  /** Those that we may look into, the page itself first. */
  readonly frames: readonly FrontFrame[];
}

type Tool = { readonly shebaoPageTool?: PageTool };

async function bringTool(tabId: number): Promise<void> {
  await browser.scripting.executeScript({
    target: { tabId, allFrames: true },
    files: ['/page-tool.js' as '/portal-page.js'],
  });
}

async function lookInto(tabId: number, profiles: readonly SiteProfile[]): Promise<FrontFrame[]> {
  await bringTool(tabId);
  const results = await browser.scripting.executeScript({
    target: { tabId, allFrames: true },
    func: (asked: readonly SiteProfile[]) => (globalThis as Tool).shebaoPageTool?.look(asked),
    args: [profiles],
  });
  return results.flatMap(({ frameId, result }) => (result ? [{ frameId, look: result as PageLook }] : []));
}

/** Undefined where nobody lets us look: a page of the browser, another extension's, or a site that was not clicked on. */
export async function findPageInFront(profiles: readonly SiteProfile[]): Promise<FrontPage | undefined> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  if (tab?.id === undefined || !tab.url || !/^https?:/.test(tab.url)) return undefined;
  const { origin } = new URL(tab.url);
  const findSite = (one: string) => profiles.find(({ origins }) => origins.includes(one));
  const frames = await lookInto(tab.id, profiles).catch(() => []);
  const site = findSite(origin) ?? frames.map(({ look }) => findSite(look.origin)).find(Boolean);
  return { tabId: tab.id, origin, site, frames };
}

/** The frame that most likely holds the form. */
export function rankFrames(frames: readonly FrontFrame[]): readonly FrontFrame[] {
  const worth = ({ look }: FrontFrame) => look.boxes * 1e9 + look.area;
  return frames.toSorted((one, other) => worth(other) - worth(one));
}

/** Opens the overlay in that frame. False where it could not. */
export async function startTeaching(tabId: number, frameId: number, kind: string): Promise<boolean> {
  await beginTeaching({ tabId, frameId, kind });
  const [answer] = await browser.scripting.executeScript({
    target: { tabId, frameIds: [frameId] },
    func: (asked: string) => (globalThis as Tool).shebaoPageTool?.teach(asked),
    args: [kind],
  });
  return answer?.result === true;
}

/** A sample of every frame that we may look into. */
export async function sampleTab(tabId: number): Promise<readonly FrameSample[]> {
  await bringTool(tabId);
  const results = await browser.scripting.executeScript({
    target: { tabId, allFrames: true },
    func: () => (globalThis as Tool).shebaoPageTool?.sample(),
  });
  return results
    .toSorted((one, other) => one.frameId - other.frameId)
    .flatMap(({ result }) => (result ? [result as FrameSample] : []));
}
