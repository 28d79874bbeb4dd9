// Tells the servers of sites the browser's name that their profile gives: some choose the page by it.
import { browser } from 'wxt/browser';
import type { SiteProfile } from '../../portal/profile.ts';
import { findUserAgent } from '../find-user-agent.ts';
import { type Rule, replaceLastingRules } from './rule-book.ts';

const resourceTypes = ['main_frame', 'sub_frame', 'xmlhttprequest'] as const;

/** Chromium's way. */
async function tellByRules(profiles: readonly SiteProfile[]): Promise<void> {
  const rules = profiles.flatMap(({ origins, controls }) =>
    origins.flatMap((origin) =>
      (controls?.userAgents ?? []).map(
        ({ path, value }, index): Rule => ({
          id: 0,
          // The first of a profile's rules counts.
          priority: 100 - index,
          action: { type: 'modifyHeaders', requestHeaders: [{ header: 'user-agent', operation: 'set', value }] },
          condition: { urlFilter: `|${origin}${path}`, resourceTypes },
        }),
      ),
    ),
  );
  await replaceLastingRules('userAgent', rules);
}

interface SentRequest {
  readonly url: string;
  readonly requestHeaders?: readonly { readonly name: string; readonly value?: string }[];
}

/**
 * Called at the top of the background's start.
 * @returns to be called with the profiles to whose sites we have access, when they change
 */
export function serveUserAgents(
  readProfiles: () => Promise<readonly SiteProfile[]>,
): (profiles: readonly SiteProfile[]) => Promise<void> {
  const { webRequest } = browser as Partial<typeof browser>;
  if (!webRequest) return tellByRules;
  // Firefox's way; it takes a promise, the types are Chromium's. Only requests to sites that we have access to come here.
  webRequest.onBeforeSendHeaders.addListener(
    (async ({ url, requestHeaders = [] }: SentRequest) => {
      const { origin, pathname } = new URL(url);
      const profile = (await readProfiles()).find(({ origins }) => origins.includes(origin));
      const value = findUserAgent(profile?.controls, pathname);
      if (value === undefined) return {};
      const others = requestHeaders.filter(({ name }) => name.toLowerCase() !== 'user-agent');
      return { requestHeaders: [...others, { name: 'User-Agent', value }] };
    }) as never,
    { urls: ['http://*/*', 'https://*/*'], types: [...resourceTypes] },
    ['blocking', 'requestHeaders'],
  );
  return async () => undefined;
}
