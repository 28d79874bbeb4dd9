// What our own pages put into a site's page when the clerk asks for it, and never before: a look at what the page is, and the teaching.
import { ContentScriptContext } from 'wxt/utils/content-script-context';
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { setWords } from '../base/i18n.ts';
import { askEffectiveSettings } from '../portal/ask-effective-settings.ts';
import { lookAtPage } from '../portal/look-at-page.ts';
import { pageMark } from '../portal/page-mark.ts';
import { sendMessage } from '../portal/page-messages.ts';
import type { PageTool } from '../portal/page-tool.ts';
import { chongqingProfile } from '../portal/profiles/chongqing.ts';
import { takeSample } from '../portal/sample/take-sample.ts';
import { teachPage } from '../portal/teach/teach-page.ts';
import { findTeachableKind } from '../portal/teach/teachable-kinds.ts';

async function teach(kindName: string): Promise<boolean> {
  const kind = findTeachableKind(kindName);
  const effective = await askEffectiveSettings();
  if (!kind || effective === 'stale' || document.querySelector('[data-shebao-assistant="teach"]')) return false;
  const profiles = effective?.profiles ?? [chongqingProfile];
  const profile = profiles.find(({ origins }) => origins.includes(window.origin));
  if (!profile) return false;
  setWords(effective?.words);
  // What runs on the page changes it: it is taught as the site made it.
  pageMark.stop?.();
  teachPage({
    document,
    origin: window.origin,
    profile,
    kind,
    save: async (taught) => {
      const isKept = (await sendMessage('pageTaught', taught)) === true;
      if (isKept) await (pageMark.start?.() ?? sendMessage('pageWanted'));
      return isKept;
    },
    leave: () => void pageMark.start?.(),
  });
  return true;
}

export default defineUnlistedScript(() => {
  const tool: PageTool = {
    look: (profiles) => lookAtPage(document, window.origin, profiles),
    teach,
    sample: () => takeSample(document),
  };
  (globalThis as { shebaoPageTool?: PageTool }).shebaoPageTool = tool;
  // A frame of an extension that was updated in the meantime hears of it here.
  return new ContentScriptContext('page-tool').isValid;
});
