// Where a call comes from: only our own content script, on an exact origin and path of a profile with controls, may ask for anything.
import { findSenderSite, type Sender } from '../../portal/check-sender.ts';
import type { Controls } from '../../portal/controls-schema.ts';
import type { SiteProfile } from '../../portal/profile.ts';

export interface CallSite {
  readonly profile: SiteProfile;
  readonly controls: Controls;
  readonly origin: string;
  readonly tabId: number;
  readonly frameId: number;
}

/** What browsers tell of a content script that sent a message. */
export interface FrameSender extends Omit<Sender, 'tab'> {
  readonly tab?: { readonly id?: number | undefined; readonly url?: string | undefined } | undefined;
  readonly frameId?: number | undefined;
}

/** A frame that the page wrote itself (about:blank, about:srcdoc) is the page's, where the browser says whose it is. */
function readAddress({ url = '', origin = '', tab }: FrameSender): string {
  if (!/^about:(blank|srcdoc)/.test(url) || !/^https?:/.test(origin)) return url;
  return tab?.url?.startsWith(`${origin}/`) ? tab.url : `${origin}/`;
}

/** Undefined where the sender is nobody who may ask. */
export function findCallSite(
  sender: FrameSender,
  ownExtensionId: string,
  profiles: readonly SiteProfile[],
): CallSite | undefined {
  const url = readAddress(sender);
  const profile = findSenderSite({ ...sender, url }, ownExtensionId, profiles);
  const { tab, frameId = 0 } = sender;
  if (!profile?.controls || tab?.id === undefined) return undefined;
  const { origin, pathname } = new URL(url);
  if (profile.controls.exceptPaths?.some((path) => pathname.startsWith(path))) return undefined;
  return { profile, controls: profile.controls, origin, tabId: tab.id, frameId };
}
