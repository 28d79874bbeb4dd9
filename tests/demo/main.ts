// `npm run demo`: the simulated portal, a software U盾 and a real browser, and a job of the manual in it as a clerk does it.
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startPortal } from '../portal/start-portal.ts';
import { openClerkBrowser } from '../support/browser/clerk-browser.ts';
import { makeScratch } from '../support/files/scratch.ts';
import { exampleUnit } from '../support/portal/units.ts';
import { change, renewByOrder } from './by-order.ts';
import { applyNew, replace } from './by-post.ts';
import { control } from './control.ts';
import type { DemoJob } from './demo-job.ts';
import { openPkcs11Token } from './open-pkcs11-token.ts';
import { openSkfToken } from './open-skf-token.ts';
import { createRecorder } from './recorder.ts';
import { lookAddress, renew } from './renew.ts';
import { writeResult } from './write-result.ts';

const pin = '135790';
const jobs: Readonly<Record<string, DemoJob>> = {
  renew,
  'renew-by-order': renewByOrder,
  change,
  new: applyNew,
  replace,
  control,
};

const { values } = parseArgs({
  options: {
    headless: { type: 'boolean', default: false },
    keep: { type: 'string' },
    job: { type: 'string', default: 'renew' },
    variant: { type: 'string', default: 'gbk' },
    look: { type: 'string' },
    key: { type: 'string', default: 'RSA-2048' },
    interface: { type: 'string', default: 'pkcs11' },
    browser: { type: 'string', default: process.env.CLERK_BROWSER ?? 'chromium' },
  },
});
const say = (text: string) => console.log(`[demo] ${text}`);
const fail = (text: string): never => {
  console.error(`[demo] ${text}`);
  process.exit(1);
};
const { job: jobName, variant, key: keyAlgorithm, browser: browserName, headless: isHeadless } = values;
const job = jobs[jobName] ?? fail(`--job is one of ${Object.keys(jobs).join(', ')}`);
if (variant !== 'gbk' && variant !== 'frames') fail('--variant is gbk or frames');
const isSkf = values.interface === 'skf';
if (!isSkf && values.interface !== 'pkcs11') fail('--interface is pkcs11 or skf');
const keys = isSkf ? ['RSA-2048', 'SM2'] : ['RSA-2048', 'P-256'];
if (!keys.includes(keyAlgorithm)) fail(`--key is one of ${keys.join(', ')} with --interface ${values.interface}`);
if (isSkf && job !== renew) fail('--interface skf is for the job renew');
if (browserName !== 'chromium' && browserName !== 'firefox') fail('--browser is chromium or firefox');
// What the clerk's helpers read.
process.env.CLERK_BROWSER = browserName;
const look = values.look === undefined ? undefined : Number(values.look);
if (look !== undefined && !(Number.isInteger(look) && look >= 0 && job === renew))
  fail('--look is a number from 0 on, for the job renew');
const hasDisplay = Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
if (!isHeadless && !hasDisplay) fail('没有图形界面 · there is no display. Run: npm run demo -- --headless --keep DIR');

const scratch = makeScratch();
// npm runs scripts in the package's folder; the clerk's DIR is meant from where npm was called.
const calledFrom = process.env.INIT_CWD ?? process.cwd();
const keepFolder = values.keep === undefined ? join(scratch.folder, 'kept') : resolve(calledFrom, values.keep);
mkdirSync(keepFolder, { recursive: true });
// A token of an earlier run knows nothing of this run's CA.
rmSync(join(keepFolder, 'token'), { recursive: true, force: true });

say('starting the simulated portal and CA');
const portal = await startPortal({ stateDir: join(scratch.folder, 'portal'), variant: variant as 'gbk' | 'frames' });
say('making a software U盾 whose certificate runs out in 20 days');
const tokenOptions = { dir: join(keepFolder, 'token'), pin, isOrderOpen: job === renew };
const demoToken = isSkf
  ? await openSkfToken(portal, keyAlgorithm as 'RSA-2048' | 'SM2', tokenOptions)
  : // The other jobs begin where the quick channel knows no order.
    await openPkcs11Token(portal, keyAlgorithm as 'RSA-2048' | 'P-256', tokenOptions);
if (demoToken.hostConfig !== undefined) scratch.configureHost(demoToken.hostConfig);
say(`starting ${browserName === 'firefox' ? 'Firefox' : 'Chromium'}${isHeadless ? ' without a window' : ''}`);
const clerk = await openClerkBrowser({
  folder: scratch.folder,
  portal,
  hostEnvironment: { ...scratch.hostEnvironment, ...demoToken.hostEnvironment },
  isHeadless,
});

const close = async () => {
  await clerk.close();
  await portal.close();
  scratch.remove();
};

if (isHeadless) {
  let exitCode = 1;
  try {
    const recorder = createRecorder(keepFolder, say);
    const setting = { clerk, portal, token: demoToken.made, unit: exampleUnit, recorder, folder: scratch.folder, look };
    const outcome = await job(setting);
    exitCode = writeResult(keepFolder, setting, demoToken, outcome, say) ? 0 : 1;
    say(
      values.keep === undefined
        ? 'nothing is kept; --keep DIR keeps pictures, certificates and token'
        : `results in ${keepFolder}`,
    );
  } catch (error) {
    await clerk.page.screenshot({ path: join(keepFolder, 'failed.png') as `${string}.png` }).catch(() => undefined);
    console.error(`[demo] failed: ${(error as Error).stack}`);
    if (clerk.alerts.length > 0) console.error(`[demo] the pages had said: ${clerk.alerts.join(' · ')}`);
  } finally {
    await close();
  }
  process.exit(exitCode);
}

await clerk.page.goto(look === undefined ? 'http://rlsbj.cq.gov.cn/' : lookAddress(look));
say('浏览器已打开。请依次点击：“社保缴费 网上申报” → “证书更新” → 页面上的“更新证书”按钮；');
say(`在弹出的窗口里填写经办人姓名、电话和 PIN 码 ${pin}，点“验证”，再点“更新证书”。`);
say('The browser is open. Click 社保缴费 网上申报, then 证书更新, then our 更新证书 button on the page;');
say(`in the window type any name, a mobile number and the PIN ${pin}, press 验证 and then 更新证书.`);
say('Close the browser, or press Ctrl+C here, to end.');
const ended = new Promise<void>((resolveEnd) => {
  clerk.browser.once('disconnected', () => resolveEnd());
  process.once('SIGINT', () => resolveEnd());
});
await ended;
await close().catch(() => undefined);
