// Runs in every frame of the sites' pages; touches only a page that is exactly as the profile says.
import { defineContentScript } from 'wxt/utils/define-content-script';
import { setWords } from '../base/i18n.ts';
import { runFeatures } from '../portal/define-feature.ts';
import { type Detection, detectPage } from '../portal/detect-page.ts';
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
import { readInForce } from '../portal/in-force.ts';
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
function reportPage(detection: Detection): void {
  const seen = detection.page ?? detection.why;
  if (!('variant' in seen)) return;
  const { kind, variant } = seen;
  const mismatch = 'mismatch' in seen ? { mismatch: seen.mismatch } : {};
  // The background may be starting anew; the next page will tell.
  void sendMessage('pageSeen', { kind, variant, ...mismatch }).catch(() => undefined);
}

export default defineContentScript({
  // Other sites of an imported profile: settings/register-site-scripts.ts. No ports here: Firefox refuses them in patterns. detectPage compares the exact origin.
  matches: ['http://rlsbj.cq.gov.cn/*', 'http://os.ezca.org/*'],
  allFrames: true,
  runAt: 'document_end',
  async main(context) {
    const inForce = await readInForce();
    // Nobody can say what holds, so the page stays as it is; the next load will be right.
    if (inForce === 'stale') return;
    const profiles = inForce?.profiles ?? [chongqingProfile];
    const profile = profiles.find(({ origins }) => origins.includes(location.origin));
    if (!profile || context.isInvalid) return;
    setWords(inForce?.words);
    const detection = detectPage(profile, new URL(location.href), document);
    reportPage(detection);
    const { page } = detection;
    if (!page) return;
    runFeatures(features, page, {
      signal: context.signal,
      profile,
      openOperation: (request) => sendMessage('openOperation', request),
      reportOrders: (orders) => sendMessage('ordersSeen', orders),
      reportClerk: () => sendMessage('clerkSeen'),
      askKeyTable: () => sendMessage('askKeyTable'),
    });
  },
});
