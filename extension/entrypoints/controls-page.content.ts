// Stands in for ActiveX controls in the pages' own world, before any script of theirs.
import { defineContentScript } from 'wxt/utils/define-content-script';
import { startControls } from '../controls/page/start-controls.ts';

export default defineContentScript({
  // As in portal.content.ts. Other sites: controls/serve/register-control-scripts.ts.
  matches: ['http://rlsbj.cq.gov.cn/*', 'http://os.ezca.org/*'],
  world: 'MAIN',
  runAt: 'document_start',
  allFrames: true,
  // Frames that a page writes itself: about:blank, srcdoc.
  matchOriginAsFallback: true,
  main: startControls,
});
