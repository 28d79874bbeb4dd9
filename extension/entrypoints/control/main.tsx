// Wires the window of a control's question: the port to the background, the host, and the end of the window.
import { render } from 'preact';
import { browser } from 'wxt/browser';
import { translate } from '../../base/i18n.ts';
import { createStore } from '../../base/store.ts';
import type { ControlAnswer } from '../../controls/control-call.ts';
import { type ClerkQuestion, questionPortName, type WindowMessage } from '../../controls/question-messages.ts';
import { keepHost } from '../../host/keep-host.ts';
import { connectAndShow } from '../../host/remember-tokens.ts';
import { nameSite } from '../../portal/name-site.ts';
import { readSiteProfile } from '../../settings/read-site-profiles.ts';
import { ControlApp } from '../../ui/controls/control-app.tsx';
import { createControlController } from '../../ui/controls/control-controller.ts';
import { initialState, reduceControl } from '../../ui/controls/control-state.ts';
import { questionWords } from '../../ui/controls/question-words.ts';
import { startPage } from '../../ui/parts/start-page.ts';
import '../../ui/styles/base.css';
import '../../ui/styles/controls.css';
import '../../ui/controls/question.css';

/** An idle background would be stopped, and the page's call with it. */
const aliveMs = 10_000;

/** Firefox lets no page close a window that another opened. */
async function closeOwnWindow(): Promise<void> {
  const { id } = await browser.windows.getCurrent();
  if (id !== undefined) await browser.windows.remove(id);
}

function openPort(questionId: string) {
  const port = browser.runtime.connect({ name: questionPortName });
  const tell = (message: WindowMessage) => port.postMessage(message);
  const timer = setInterval(() => tell({ type: 'alive' }), aliveMs);
  port.onDisconnect.addListener(() => {
    // Nobody waits for an answer any more.
    clearInterval(timer);
    void closeOwnWindow();
  });
  const question = new Promise<ClerkQuestion>((resolve) => {
    port.onMessage.addListener((message) => resolve(message as ClerkQuestion));
  });
  tell({ type: 'ready', questionId });
  return { question, answer: (answer: ControlAnswer) => tell({ type: 'answer', answer }) };
}

async function start(root: HTMLElement): Promise<void> {
  const { question: asked, answer } = openPort(new URLSearchParams(location.search).get('question') ?? '');
  const question = await asked;
  const profile = await readSiteProfile(question.siteId);
  document.title = `${translate(questionWords[question.call.kind].title)} – ${translate('window_brand')}`;
  const store = createStore(reduceControl, initialState);
  const host = keepHost(connectAndShow);
  const controller = createControlController({
    question,
    store,
    host,
    pinnedCaCertificates: profile.pinnedCaCertificates,
    issuerNames: profile.issuerNames,
    answer,
  });
  render(<ControlApp question={question} siteName={nameSite(profile)} store={store} controller={controller} />, root);
  window.addEventListener('pagehide', host.close);
  await controller.refresh();
}

void startPage(undefined, start);
