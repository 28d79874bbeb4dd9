// The background's part of the stand-ins: checks who asks and what, answers readers at once, and everything else by way of the clerk.
import { browser } from 'wxt/browser';
import { toAppError } from '../../../shared/errors/app-error.ts';
import type { SiteProfile } from '../../portal/profile.ts';
import {
  type AskMessage,
  askMessage,
  helloMessage,
  type LaterMessage,
  laterMessage,
  newsMessage,
} from '../bridge/names.ts';
import { type ControlAnswer, type ControlCall, callSchema } from '../control-call.ts';
import { noteBlockedAnswers, noteUnknownNames } from '../control-findings.ts';
import { encodeBase64 } from '../page/certificate/read-der.ts';
import type { ClerkCall } from '../question-messages.ts';
import { allowCertificates, readAllowed } from './allowed-certificates.ts';
import { type CallSite as FoundSite, type FrameSender, findCallSite } from './call-site.ts';
import { createClerkQuestions } from './clerk-questions.ts';
import { createHoldingTransport } from './holding-transport.ts';
import { readContent } from './read-content.ts';
import { createRedirectTransport } from './redirect-transport.ts';
import { registerControlScripts } from './register-control-scripts.ts';
import { serveUserAgents } from './tell-user-agent.ts';
import { createTokenCertificates } from './token-certificates.ts';
import { verifySignature } from './verify-signature.ts';
import { watchLeaving } from './watch-leaving.ts';

/** Calls that one tab may have under way; a page has one at a time, its frames a few. */
const callsPerTab = 8;
const idPattern = /^[0-9a-f]{32}$/;

/** `isLater`: the page cannot wait for this call's answer. */
interface CallSite extends FoundSite {
  readonly isLater: boolean;
}

type ReadProfiles = () => Promise<readonly SiteProfile[]>;

/** Called at the top of the background's start. @returns to be called when profiles, or the access to their sites, change */
export function serveControls(readProfiles: ReadProfiles): (profiles: readonly SiteProfile[]) => Promise<void> {
  const transport = createHoldingTransport() ?? createRedirectTransport();
  const tellUserAgents = serveUserAgents(readProfiles);
  const questions = createClerkQuestions();
  const certificates = createTokenCertificates(() => void tellTabs());
  /** Frames that have a bridge, by tab. */
  const tabs = new Set<number>();
  /** Calls under way: their ids, by tab. An id is good once. */
  const underWay = new Map<number, Set<string>>();

  async function tellTabs(): Promise<void> {
    for (const tabId of tabs)
      await browser.tabs
        .sendMessage(tabId, { type: newsMessage, news: { areTokensChanged: true } })
        .catch(() => tabs.delete(tabId));
  }

  function askClerk(
    site: CallSite,
    call: ClerkCall,
    allowed: readonly string[],
    bytes?: string,
  ): Promise<ControlAnswer> {
    const { origin, tabId, frameId, profile, isLater } = site;
    const stopWatching = watchLeaving(tabId, () => questions.abandon(tabId));
    const answered = questions.ask({
      siteId: profile.id,
      origin,
      tabId,
      frameId,
      call,
      allowed,
      isLater,
      ...(bytes === undefined ? {} : { bytes }),
    });
    return answered.finally(stopWatching);
  }

  /** What the site may see of what is plugged in; undefined where the clerk has to be asked first. */
  async function readVisible(site: CallSite) {
    const allowed = await readAllowed(site.profile.id);
    if (allowed === undefined) return undefined;
    const plugged = await certificates.read();
    const visible = plugged.filter(({ description }) => allowed.includes(description.hash));
    return visible.length > 0 || plugged.length === 0 ? visible : undefined;
  }

  async function answerCertificates(site: CallSite, call: ClerkCall): Promise<ControlAnswer> {
    const visible = await readVisible(site);
    if (visible) return { ok: true, value: visible };
    const answer = await askClerk(site, call, []);
    if (!answer.ok) return answer;
    await allowCertificates(site.profile.id, answer.value as readonly string[]);
    return { ok: true, value: (await readVisible(site)) ?? [] };
  }

  async function answer(site: CallSite, call: ControlCall): Promise<ControlAnswer> {
    switch (call.kind) {
      case 'open':
        return { ok: true, value: site.controls };
      case 'note':
        await noteUnknownNames(call.names);
        return { ok: true, value: null };
      case 'blocked':
        await noteBlockedAnswers();
        return { ok: true, value: null };
      case 'certificates':
        return answerCertificates(site, call);
      case 'verify': {
        const { signature, certificate } = call;
        return { ok: true, value: await verifySignature(signature, readContent(call), certificate) };
      }
      default: {
        const allowed = (await readAllowed(site.profile.id)) ?? [];
        // A page can only know of what it was let see.
        const named = call.kind === 'choose' ? call.certificates : 'certificate' in call ? [call.certificate] : [];
        if (named.some((hash) => hash !== '' && !allowed.includes(hash))) return { ok: false, why: 'forbidden' };
        const bytes = call.kind === 'sign' ? encodeBase64(readContent(call)) : undefined;
        const outcome = await askClerk(site, call, allowed, bytes);
        // The U盾 is not what it was: a PIN was tried, a certificate came.
        certificates.forget();
        return outcome;
      }
    }
  }

  async function serve(site: CallSite, id: string, data: unknown): Promise<void> {
    const call = callSchema.safeParse(data);
    const outcome = call.success
      ? await answer(site, call.data).catch((error: unknown): ControlAnswer => {
          const { code } = toAppError(error);
          return { ok: false, why: 'unavailable', code };
        })
      : ({ ok: false, why: 'forbidden' } as const);
    await deliver(site, id, outcome);
  }

  async function deliver(site: CallSite, id: string, outcome: ControlAnswer): Promise<void> {
    const { tabId, frameId, origin, isLater } = site;
    if (!isLater) return transport?.deliver({ id, tabId, origin }, outcome);
    const message: LaterMessage = { type: laterMessage, id, answer: outcome };
    await browser.tabs.sendMessage(tabId, message, { frameId }).catch(() => undefined);
  }

  /** Patterns know no ports: our content script runs on neighbours of a site as well. A page there that waits is told No at once. */
  async function turnAway({ id: extensionId, tab, url = '' }: FrameSender, id: string): Promise<void> {
    if (extensionId !== browser.runtime.id || tab?.id === undefined || !/^https?:/.test(url)) return;
    const { origin } = new URL(url);
    await transport?.deliver({ id, tabId: tab.id, origin }, { ok: false, why: 'forbidden' });
  }

  async function receive(sender: FrameSender, { id, call: data, isLater }: Partial<AskMessage>): Promise<void> {
    if (typeof id !== 'string' || !idPattern.test(id)) return;
    const found = findCallSite(sender, browser.runtime.id, await readProfiles());
    if (!found) return turnAway(sender, id);
    const site = { ...found, isLater: isLater === true };
    const { tabId } = site;
    const ids = underWay.get(tabId) ?? new Set<string>();
    underWay.set(tabId, ids);
    if (ids.has(id)) return;
    // The page still waits for what a stopped worker took with it; or it asks for more than any page does.
    if (data === undefined || ids.size >= callsPerTab) {
      await deliver(site, id, { ok: false, why: data === undefined ? 'cancelled' : 'busy' });
      return;
    }
    ids.add(id);
    try {
      await serve(site, id, data);
    } finally {
      ids.delete(id);
    }
  }

  async function greet(sender: FrameSender): Promise<{ controls: unknown }> {
    const site = findCallSite(sender, browser.runtime.id, await readProfiles());
    if (!site) return { controls: null };
    // A new document in this frame: what the one before asked for has nobody to go to.
    questions.abandon(site.tabId, site.frameId);
    tabs.add(site.tabId);
    return { controls: site.controls };
  }

  browser.runtime.onMessage.addListener((message: unknown, sender: unknown) => {
    const { type } = (message ?? {}) as { type?: unknown };
    if (type === askMessage) {
      void receive(sender as FrameSender, message as Partial<AskMessage>);
      return undefined;
    }
    return type === helloMessage ? greet(sender as FrameSender) : undefined;
  });
  browser.tabs.onRemoved.addListener((tabId) => {
    tabs.delete(tabId);
    underWay.delete(tabId);
    questions.abandon(tabId);
  });

  return async (profiles) => {
    const offered = await registerControlScripts(profiles);
    await transport?.protect([...new Set(offered.flatMap(({ origins }) => origins))]);
    await tellUserAgents(offered);
  };
}
