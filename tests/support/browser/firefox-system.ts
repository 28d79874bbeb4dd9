// Asks Firefox itself, not a page: for what WebDriver BiDi has no command for. Puppeteer has no typed way to either.
import type { Browser, Frame, Page } from 'puppeteer';

interface BidiConnection {
  send(method: string, params: object): Promise<{ result: unknown }>;
}
interface Context {
  readonly context: string;
  readonly url: string;
  readonly children: readonly Context[] | null;
}
type Tree = { contexts: readonly Context[] };
type Evaluation = { type: string; result?: { value?: unknown }; exceptionDetails?: { text: string } };

async function send(browser: Browser, method: string, params: object): Promise<unknown> {
  const { connection } = browser as unknown as { connection: BidiConnection };
  return (await connection.send(method, params)).result;
}

/** BiDi's name of the frame; a tab or window has its main frame's. */
const contextOf = (frame: Frame) => (frame as unknown as { _id: string })._id;

/** Address of each open tab, window and frame by BiDi's name of it, as Firefox has it. */
async function readTree(browser: Browser): Promise<ReadonlyMap<string, string>> {
  const addresses = new Map<string, string>();
  const add = ({ context, url, children }: Context): void => {
    addresses.set(context, url);
    children?.forEach(add);
  };
  ((await send(browser, 'browsingContext.getTree', {})) as Tree).contexts.forEach(add);
  return addresses;
}

/** Addresses of frames, '' for one that is gone. Puppeteer does not hear of an extension's pages and says about:blank. */
export async function readFirefoxAddresses(browser: Browser, frames: readonly Frame[]): Promise<string[]> {
  const addresses = await readTree(browser);
  return frames.map((frame) => addresses.get(contextOf(frame)) ?? '');
}

/** Closes the tab once it is there; it must be the only one. Puppeteer may never hear of a tab that opens so early. */
export async function closeFirefoxTab(browser: Browser, addressEnd: string): Promise<void> {
  const close = `(() => {
    const tab = gBrowser.tabs.find(({ linkedBrowser }) => linkedBrowser.currentURI.spec.endsWith('${addressEnd}'));
    if (tab) gBrowser.removeTab(tab);
    return tab !== undefined;
  })()`;
  const deadline = Date.now() + 20_000;
  while (!(await askFirefox(browser, close))) {
    if (Date.now() > deadline) throw new Error(`Firefox has opened no tab with ${addressEnd}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

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

/** A node as WebDriver BiDi tells of it. */
export interface ShownNode {
  readonly value?: {
    readonly localName?: string;
    readonly nodeValue?: string;
    readonly children?: readonly ShownNode[];
    readonly shadowRoot?: ShownNode | null;
  };
}

/** The element with all that is in it, closed shadow roots included. */
export async function describeInFirefox(frame: Frame, selector: string): Promise<ShownNode> {
  const answer = (await send(frame.page().browser(), 'script.callFunction', {
    functionDeclaration: '(selector) => document.querySelector(selector)',
    arguments: [{ type: 'string', value: selector }],
    target: { context: contextOf(frame) },
    awaitPromise: false,
    serializationOptions: { maxDomDepth: 12, includeShadowTree: 'all' },
  })) as { result?: ShownNode };
  if (!answer.result?.value) throw new Error(`there is no ${selector}`);
  return answer.result;
}
