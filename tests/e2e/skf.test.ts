// A token seen through SKF only, with an SM2 pair, in a real browser with the real host; openssl has the last word.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  find,
  goToOperationWindow,
  press,
  readDone,
  readErrorCode,
  readText,
  runRenewal,
  typeInto,
  verifyPin,
  waitForScreen,
} from '../support/browser/clerk.ts';
import { lookAt } from '../support/browser/look.ts';
import { openSkfOffice, type SkfOffice } from '../support/browser/skf-office.ts';
import { confirmWithPin, openTokensPage, readSuccess } from '../support/browser/token-clerk.ts';
import { startHost } from '../support/host/host-client.ts';
import { assertSkfUsable, listSkfContainers } from '../support/token/judge-skf-token.ts';

let office: SkfOffice;
beforeEach(async () => {
  office = await openSkfOffice();
});
afterEach(() => office.close());

/** Old and new pair are there, and both keys of each work. */
async function assertBothPairs(): Promise<void> {
  const containers = listSkfContainers(office.token);
  expect(containers).toHaveLength(2);
  for (const container of containers) {
    expect(container.encryptionPem).toBeDefined();
    assertSkfUsable(container, await office.portal.openSm2Chain());
  }
}

test('an SM2 pair is renewed whole, and the CA hears of it', async () => {
  const window = await goToOperationWindow(office.clerk);
  await waitForScreen(window, 'form');
  // Two certificates are one 证书 to the clerk.
  expect(await window.$$('[data-testid="certificate-choice"]')).toHaveLength(0);
  await find(window, 'pair-expiry');
  expect(await readText(window, 'pair-usage')).toContain('签名和加密');
  expect(await lookAt(window, 'pair, form')).toEqual([]);
  await verifyPin(window, office.token.pin);
  const { title } = await runRenewal(window);
  expect(title).toBe('证书安装成功');
  expect(await window.$('[data-testid="partly-done"], [data-testid="not-confirmed"]')).toBeNull();
  await find(window, 'pair-expiry');
  expect(await lookAt(window, 'pair, done')).toEqual([]);
  await assertBothPairs();

  // The new pair is confirmed and was not at work yet: a log-in, and the old one may go.
  const host = startHost({ environment: office.hostEnvironment });
  const [listed] = (await host.call('list-tokens', {})).tokens;
  const newest = listed?.certificates
    .filter(({ usage }) => usage === 'signing')
    .toSorted((a, b) => b.notAfter.localeCompare(a.notAfter))[0];
  const named = { tokenId: listed?.tokenId ?? '', certificateHash: newest?.hash ?? '', pin: office.token.pin };
  await host.call('sign-content', { ...named, content: btoa('login 20261126'), form: 'signature' });
  await host.close();
  // It goes only with the clerk's word on what was encrypted for it.
  const page = await openTokensPage(office, '?task=housekeeping');
  await find(page, 'token-entry');
  // A pair is one 证书 here, too, with both dates.
  expect(await page.$$('[data-testid="token-entry"]')).toHaveLength(2);
  expect(await page.$$('[data-testid="entry-companion"]')).toHaveLength(2);
  await press(page, 'retire-button');
  expect(await readText(page, 'retire-pair')).toContain('再也打不开');
  await confirmWithPin(page, office.token.pin);
  expect(await readText(page, 'word-error')).not.toBe('');
  expect(await lookAt(page, 'retire dialog, pair')).toEqual([]);
  expect(listSkfContainers(office.token)).toHaveLength(2);
  await press(page, 'retire-word');
  await press(page, 'dialog-confirm');
  expect(await readSuccess(page)).toContain('旧证书已移除');
  const [left, ...others] = listSkfContainers(office.token);
  expect([left?.name, others]).toEqual([expect.stringMatching(/^shebao-/), []]);
});

test('each wrong PIN says how many tries are left, to the last; a locked one asks for no more', async () => {
  const { token, clerk } = office;
  const window = await goToOperationWindow(clerk);
  await waitForScreen(window, 'form');
  for (const left of [5, 4, 3, 2]) {
    await typeInto(window, 'pin', '99999999');
    await press(window, 'verify-button');
    await window.waitForFunction(
      (words) => document.querySelector('[data-testid="error-card"]')?.textContent?.includes(words),
      { timeout: 20_000 },
      `还可以再试 ${left} 次`,
    );
    expect(await readErrorCode(window)).toBe('PIN_INCORRECT');
  }
  await typeInto(window, 'pin', '99999999');
  await press(window, 'verify-button');
  await find(window, 'last-try');
  await typeInto(window, 'pin', '99999999');
  await press(window, 'last-try');
  await press(window, 'verify-button');
  await window.waitForSelector('[data-error-code="PIN_LOCKED"]', { timeout: 20_000 });
  await find(window, 'unlock-form-link');
  // Nothing was made on it.
  expect(listSkfContainers(token)).toHaveLength(1);
});

test('unplugged between the two imports: gone on with when it is back, and the pair is whole', async () => {
  const { token, clerk } = office;
  const hasFile = (...path: string[]) => existsSync(join(token.deviceFolder, ...path));
  const window = await goToOperationWindow(clerk);
  await waitForScreen(window, 'form');
  await verifyPin(window, token.pin);
  office.setFault('pull-after-SKF_ImportECCKeyPair');
  await press(window, 'run-button');
  await waitForScreen(window, 'failed', 'blocked');
  expect(await readErrorCode(window)).toMatch(/^TOKEN_/);
  await window.close();
  office.clearFaults();
  // Half done: the key is in, and no certificate of the new pair.
  expect(listSkfContainers(token)).toHaveLength(1);
  expect(readdirSync(token.deviceFolder).filter((name) => hasFile(name, 'enc.key'))).toHaveLength(2);
  const again = await goToOperationWindow(clerk);
  await waitForScreen(again, 'form');
  await find(again, 'unfinished-card');
  await press(again, 'resume-button');
  await waitForScreen(again, 'form');
  await verifyPin(again, token.pin);
  await press(again, 'run-button');
  await waitForScreen(again, 'done');
  expect((await readDone(again)).title).toBe('证书安装成功');
  await assertBothPairs();
});
