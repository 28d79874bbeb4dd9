// Between the pages' own world and the background: carries questions down and news up, and decides nothing.
import { defineContentScript } from 'wxt/utils/define-content-script';
import { startBridge } from '../controls/bridge/start-bridge.ts';

export default defineContentScript({
  matches: ['http://rlsbj.cq.gov.cn/*', 'http://os.ezca.org/*'],
  runAt: 'document_start',
  allFrames: true,
  // Frames that a page writes itself: about:blank, srcdoc.
  matchOriginAsFallback: true,
  main: startBridge,
});
