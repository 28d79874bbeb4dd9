// Who sent a message: only our own content script on one of a profile's sites may ask for anything.
import type { SiteProfile } from './profile.ts';

export interface Sender {
  readonly id?: string | undefined;
  readonly url?: string | undefined;
  /** Of the document itself, where the browser tells it: 'null' in a sandboxed frame, whatever its address is. */
  readonly origin?: string | undefined;
  readonly tab?: unknown;
}

/** The profile on whose site the sender runs; undefined when the sender is not our content script there. */
export function findSenderSite(
  sender: Sender,
  ownExtensionId: string,
  profiles: readonly SiteProfile[],
): SiteProfile | undefined {
  if (sender.id !== ownExtensionId || !sender.tab || !sender.url || !URL.canParse(sender.url)) return undefined;
  // The frame's own URL, not the tab's: sites of this kind live in frames. One that a script of the site has filled has no
  // address of its own; the browser says whose it is.
  const isFilled = /^about:(blank|srcdoc)([?#]|$)/.test(sender.url);
  const origin = isFilled ? (sender.origin ?? 'null') : new URL(sender.url).origin;
  // A document of no origin may hold anything, though the site delivered it.
  if (origin === 'null' || (sender.origin !== undefined && sender.origin !== origin)) return undefined;
  return profiles.find((profile) => profile.origins.includes(origin));
}

/** True for a page of ours (popup, operation window); a content script has the site's URL. */
export function isOwnPage(sender: Sender, ownExtensionId: string, ownRoot: string): boolean {
  return sender.id === ownExtensionId && sender.url !== undefined && sender.url.startsWith(ownRoot);
}
