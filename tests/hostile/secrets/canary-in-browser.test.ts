// A PIN that cannot be mistaken, typed in each real browser: wrong, right, for a whole renewal, and left in a box when the browser is
// killed. It is nowhere but in the messages that carry it to the host.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FrameReader } from '../../../native-host/framing.ts';
import { openAssistantPage } from '../../support/browser/assistant-pages.ts';
import type { BrowserName } from '../../support/browser/browser-name.ts';
import {
  goToOperationWindow,
  press,
  readErrorCode,
  runRenewal,
  typeInto,
  verifyPin,
  waitForScreen,
} from '../../support/browser/clerk.ts';
import { type Office, openOffice } from '../../support/browser/office.ts';
import { hostScript } from '../../support/host/host-client.ts';
import { searchFor } from './secret-search.ts';

const canary = 'Kn4r13-83915';
const wrong = 'Wr0ng1-62074';
const search = searchFor(canary, wrong);

interface Request {
  readonly command: string;
  readonly params: Readonly<Record<string, unknown>>;
}

describe.each<BrowserName>(['chromium', 'firefox'])('in %s', (browser) => {
  let office: Office;
  /** Outside the office: everything that went between browser and host is here, PINs too. */
  const line = mkdtempSync(join(tmpdir(), 'shebao-line-'));
  mkdirSync(line, { recursive: true });

  beforeAll(async () => {
    process.env.CLERK_BROWSER = browser;
    // What is said in both directions, and what the host writes for the help desk, is kept.
    const host = `tee -a "${line}/in.$$" | "${process.execPath}" "${hostScript}" "$@" 2>"${line}/log.$$" | tee -a "${line}/out.$$"`;
    office = await openOffice({
      token: { pin: canary },
      browser: { hostCommand: host },
      hostConfig: { logLevel: 'debug' },
    });
  });
  afterAll(async () => {
    await office.portal.close();
    office.scratch.remove();
    rmSync(line, { recursive: true });
  });

  const readLine = (kind: string) =>
    readdirSync(line)
      .filter((name) => name.startsWith(kind))
      .map((name) => readFileSync(join(line, name)));
  const readRequests = () =>
    readLine('in').flatMap((bytes) =>
      [...new FrameReader(16 * 1024 * 1024).push(bytes)].flatMap((frame) =>
        'payload' in frame ? [JSON.parse(frame.payload.toString('utf8')) as Request] : [],
      ),
    );
  const expectNowhere = () => {
    expect(search.listFiles(office.scratch.folder)).toEqual([]);
    expect(search.listProcesses()).toEqual([]);
    for (const bytes of [...readLine('out'), ...readLine('log')]) expect(search.isIn(bytes)).toBe(false);
  };

  test('a wrong PIN and a right one, after a whole renewal', async () => {
    const window = await goToOperationWindow(office.clerk);
    await waitForScreen(window, 'form');
    await typeInto(window, 'pin', wrong);
    await press(window, 'verify-button');
    expect(await readErrorCode(window)).toBe('PIN_INCORRECT');
    await verifyPin(window, canary);
    expect((await runRenewal(window)).title).toBe('证书安装成功');
    expectNowhere();
    const page = await openAssistantPage(office.clerk.browser, 'units.html');
    const api = browser === 'firefox' ? 'browser' : 'chrome';
    const kept = (await page.evaluate(
      `Promise.all([${api}.storage.local.get(null), ${api}.storage.session.get(null)]).then((all) => JSON.stringify(all))`,
    )) as string;
    expect(kept.length).toBeGreaterThan(20);
    expect(search.isIn(kept)).toBe(false);
    await page.close();
  });

  test('messages have it where it belongs and nowhere else', () => {
    const requests = readRequests();
    const carrying = requests.filter((request) => search.isIn(JSON.stringify(request)));
    expect([...new Set(carrying.map(({ command }) => command))].sort()).toEqual([
      'create-request',
      'install-certificate',
      'verify-pin',
    ]);
    for (const { params, ...rest } of carrying) {
      const { pin, ...others } = params;
      expect([canary, wrong]).toContain(pin);
      expect(search.isIn(JSON.stringify([rest, others]))).toBe(false);
    }
  });

  test('typed and not sent, when the browser is killed', async () => {
    const page = await openAssistantPage(office.clerk.browser, 'tokens.html');
    await typeInto(page, 'old-pin', canary);
    const program = office.clerk.browser.process();
    const ended = new Promise((resolve) => program?.once('exit', resolve));
    program?.kill('SIGKILL');
    await ended;
    expectNowhere();
  });
});
