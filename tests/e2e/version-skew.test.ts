// The extension was updated by itself, the host was not: what that one can do goes on, the rest is said.
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { goToOperationWindow, readErrorCode, runRenewal, verifyPin, waitForScreen } from '../support/browser/clerk.ts';
import { type Office, openOffice } from '../support/browser/office.ts';
import { openTokensPage } from '../support/browser/token-clerk.ts';
import { hostScript } from '../support/host/host-client.ts';
import { listObjects } from '../support/token/judge-token.ts';

const relay = fileURLToPath(new URL('../support/host/version-1-host.ts', import.meta.url));
const hostCommand = `exec '${process.execPath}' '${relay}' '${hostScript}' "$@"`;
let office: Office;
afterEach(() => office.close());

test('a renewal with a host of version 1, which is asked again and again for a U盾 until there is one', async () => {
  office = await openOffice({ withShim: true, browser: { hostCommand } });
  const { clerk, shim, token } = office;
  shim.set('pulled');
  const window = await goToOperationWindow(clerk);
  await waitForScreen(window, 'blocked');
  expect(await readErrorCode(window)).toBe('TOKEN_MISSING');
  shim.unset('pulled');
  await waitForScreen(window, 'form');
  await verifyPin(window, token.pin);
  expect((await runRenewal(window)).title).toBe('证书安装成功');
  expect(listObjects(token).certificateIds).toHaveLength(2);
});

test('the page for the care of a U盾 says which of the two to update', async () => {
  office = await openOffice({ withShim: true, browser: { hostCommand } });
  expect(await readErrorCode(await openTokensPage(office))).toBe('HOST_TOO_OLD');
});
