// Asks Firefox itself, not a page: for what WebDriver BiDi has no command for. Puppeteer has no typed way to either.
import type { Browser, Frame, Page } from 'puppeteer';

interface BidiConnection {
  send(method: string, params: object): Promise<{ result: unknown }>;
}
type Tree = { contexts: readonly { context: string }[] };
type Evaluation = { type: string; result?: { value?: unknown }; exceptionDetails?: { text: string } };

async function send(browser: Browser, method: string, params: object): Promise<unknown> {
  const { connection } = browser as unknown as { connection: BidiConnection };
  return (await connection.send(method, params)).result;
}

/** BiDi's name of the frame; a tab or window has its main frame's. */
const contextOf = (frame: Frame) => (frame as unknown as { _id: string })._id;

/** Leads a page to an address without waiting: puppeteer's goto never hears that an extension's page has come. */
export async function navigateFirefox(page: Page, url: string): Promise<void> {
  await send(page.browser(), 'browsingContext.navigate', { context: contextOf(page.mainFrame()), url, wait: 'none' });
}

/** Evaluates an expression with the rights of the browser's own windows. @returns its value, when it is a plain one */
export async function askFirefox(browser: Browser, expression: string): Promise<unknown> {
  const tree = (await send(browser, 'browsingContext.getTree', { 'moz:scope': 'chrome' })) as Tree;
  const [window] = tree.contexts;
  if (!window) throw new Error('Firefox has no window');
  const target = { context: window.context };
  const answer = (await send(browser, 'script.evaluate', { expression, target, awaitPromise: true })) as Evaluation;
  if (answer.type !== 'success') throw new Error(answer.exceptionDetails?.text ?? 'Firefox gave no reason');
  return answer.result?.value;
}

/** Evaluates with the page's browsing context as `context`; see Firefox's BrowsingContext.webidl. */
export function askAboutPage(page: Page, expression: string): Promise<unknown> {
  const manager = 'chrome://remote/content/shared/NavigableManager.sys.mjs';
  const find = `ChromeUtils.importESModule('${manager}').NavigableManager.getBrowsingContextById('${contextOf(page.mainFrame())}')`;
  return askFirefox(page.browser(), `((context) => { ${expression} })(${find})`);
}
