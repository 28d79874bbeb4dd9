// Runs in every frame of the sites' pages; fetches the rest of us only where a page reads like one of ours.
import { browser } from 'wxt/browser';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { askEffectiveSettings } from '../portal/ask-effective-settings.ts';
import { isWorthALook } from '../portal/page-gate.ts';
import { watchDocument } from '../portal/watch-document.ts';

export default defineContentScript({
  // Other sites of an imported profile: settings/register-site-scripts.ts. No ports here: Firefox refuses them in patterns. detectPage compares the exact origin.
  matches: ['http://rlsbj.cq.gov.cn/*', 'http://os.ezca.org/*', 'https://rlsbj.cq.gov.cn/*', 'https://os.ezca.org/*'],
  allFrames: true,
  // Frames that a script of the site has filled.
  matchOriginAsFallback: true,
  runAt: 'document_end',
  async main() {
    const effective = await askEffectiveSettings();
    // Nobody can say what holds, so the page stays as it is; the next load will be right.
    if (effective === 'stale') return;
    // `location` tells the address also of a sandboxed frame, which is nobody's: its origin is 'null'.
    const done = new AbortController();
    watchDocument(document, done.signal, () => {
      const pathname = document.URL.startsWith('http') ? location.pathname : '/';
      if (!isWorthALook(document, { origin: window.origin, pathname }, effective?.gate)) return false;
      done.abort();
      // As @webext-core/messaging sends it: that library alone would double what every page of the sites has to load.
      const message = { id: 1, type: 'pageWanted', data: undefined, timestamp: Date.now() };
      void browser.runtime.sendMessage(message).catch(() => undefined);
      return true;
    });
  },
});
