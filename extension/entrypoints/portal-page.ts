// What the background puts into a frame that reads like a page of ours: recognises the page and adds what we have for it.
import { ContentScriptContext } from 'wxt/utils/content-script-context';
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { setWords } from '../base/i18n.ts';
import { askEffectiveSettings } from '../portal/ask-effective-settings.ts';
import type { Detection } from '../portal/detect-page.ts';
import { checkMaterialsFeature } from '../portal/features/check-materials.ts';
import { compatNoteFeature } from '../portal/features/compat-note.ts';
import { confirmUploadFeature } from '../portal/features/confirm-upload.ts';
import { disablePinBoxFeature } from '../portal/features/disable-pin-box.ts';
import { fillWizardFeature } from '../portal/features/fill-wizard.ts';
import { keyTableMarksFeature } from '../portal/features/key-table-marks.ts';
import { orderButtonsFeature } from '../portal/features/order-buttons.ts';
import { printFormsFeature } from '../portal/features/print-forms.ts';
import { reportClerkFeature } from '../portal/features/report-clerk.ts';
import { reportOrdersFeature } from '../portal/features/report-orders.ts';
import { runButtonFeature } from '../portal/features/run-button.ts';
import { unsubmittedOrdersFeature } from '../portal/features/unsubmitted-orders.ts';
import { followPage } from '../portal/follow-page.ts';
import { pageMark } from '../portal/page-mark.ts';
import { sendMessage } from '../portal/page-messages.ts';
import { chongqingProfile } from '../portal/profiles/chongqing.ts';

const features = [
  runButtonFeature,
  disablePinBoxFeature,
  compatNoteFeature,
  orderButtonsFeature,
  reportOrdersFeature,
  reportClerkFeature,
  keyTableMarksFeature,
  fillWizardFeature,
  printFormsFeature,
  checkMaterialsFeature,
  confirmUploadFeature,
  unsubmittedOrdersFeature,
];

/** Tells the setup page how we got on with this page; pages that are none of ours are nobody's business. */
function reportPage(detection: Detection, failedFeatures: readonly string[]): void {
  const seen = detection.page ?? detection.why;
  if (!('variant' in seen)) return;
  const { kind, variant } = seen;
  const mismatch = 'mismatch' in seen ? { mismatch: seen.mismatch } : {};
  const failures = failedFeatures.length > 0 ? { failedFeatures } : {};
  // The background may be starting anew; the next page will tell.
  void sendMessage('pageSeen', { kind, variant, ...mismatch, ...failures }).catch(() => undefined);
}

let running: AbortController | undefined;

async function start(context: AbortSignal): Promise<void> {
  running?.abort();
  const end = new AbortController();
  running = end;
  const effective = await askEffectiveSettings();
  if (effective === 'stale') return;
  const profiles = effective?.profiles ?? [chongqingProfile];
  const profile = profiles.find(({ origins }) => origins.includes(window.origin));
  if (!profile || end.signal.aborted) return;
  setWords(effective?.words);
  followPage(
    {
      document,
      origin: window.origin,
      profile,
      features,
      report: reportPage,
      tools: {
        openOperation: (request) => sendMessage('openOperation', request),
        reportOrders: (orders) => sendMessage('ordersSeen', orders),
        reportClerk: () => sendMessage('clerkSeen'),
        askKeyTable: () => sendMessage('askKeyTable'),
      },
    },
    AbortSignal.any([context, end.signal]),
  );
}

function main(): void {
  if (pageMark.isHere) return;
  const { signal } = new ContentScriptContext('portal-page');
  Object.assign(pageMark, { isHere: true, start: () => start(signal), stop: () => running?.abort() });
  void start(signal);
}

export default defineUnlistedScript(() => main());
