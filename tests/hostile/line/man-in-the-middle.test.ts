// Somebody on the line gives the clerk certificates and answers of his own, in each real browser: none is written, and the honest one is.
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BrowserName } from '../../support/browser/browser-name.ts';
import {
  find,
  goToOperationWindow,
  press,
  readDone,
  readErrorCode,
  readText,
  verifyPin,
  waitForScreen,
} from '../../support/browser/clerk.ts';
import { type Office, openOffice } from '../../support/browser/office.ts';
import { assertUsable, listObjects } from '../../support/token/judge-token.ts';
import { chainKinds } from '../rogue-certificates/chain-kinds.ts';
import { bundle } from '../rogue-certificates/der.ts';
import { makeStranger, readRequestKey } from '../rogue-certificates/make-stranger.ts';
import { openRogueWorld, type RogueWorld } from '../rogue-certificates/rogue-world.ts';
import { useKinds } from '../rogue-certificates/use-kinds.ts';
import { type Forge, type ManInTheMiddle, startManInTheMiddle } from './man-in-the-middle.ts';

const json = (data: unknown): Forge => {
  const text = JSON.stringify({ code: '0', msg: 'ok', data });
  return (response) => response.writeHead(200, { 'content-type': 'application/json;charset=UTF-8' }).end(text);
};
const toBase64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const readHonest = (honest: Buffer) => (JSON.parse(honest.toString()) as { data: { p7b: string } }).data.p7b;

type Attack = readonly [what: string, code: string, forge: (world: RogueWorld) => Forge];
const deliver = (what: string, code: string, make: (world: RogueWorld) => Uint8Array): Attack => [
  what,
  code,
  (world) => json({ p7b: toBase64(make(world)) }),
];

/** Some of each kind that the host's suite knows: what differs here is the way. */
const rogue: readonly Attack[] = Object.values({ ...chainKinds, ...useKinds }).flatMap(({ code, kinds }) =>
  kinds.slice(0, 1).map(([what, make]) => deliver(what, code, make)),
);

const attacks: readonly Attack[] = [
  ...rogue,
  deliver('a cross-certificate of the real CA under his root', 'CERTIFICATE_WRONG_CHAIN', (world) => {
    const kind = Object.values(chainKinds)
      .flatMap(({ kinds }) => kinds)
      .find(([what]) => what === 'a cross-certificate of the real CA under his root');
    return kind?.[1](world) ?? Buffer.alloc(0);
  }),
  deliver('a certificate for his own key', 'CERTIFICATE_WRONG_KEY', (world) =>
    bundle(world.leaf({ key: world.attacker.spki, by: world.attacker.key }), world.issuing.der),
  ),
  deliver('the old certificate once more', 'CERTIFICATE_WRONG_KEY', ({ old, issuing }) => bundle(old, issuing.der)),
  deliver('no certificate but bytes', 'CERTIFICATE_MALFORMED', () => Buffer.alloc(3_000, 0x30)),
  [
    'the honest certificate with a key of his for encryption',
    'CERTIFICATE_MALFORMED',
    () => (response, honest) =>
      json({ p7b: readHonest(honest), encPrivateKey: toBase64(Buffer.alloc(200, 7)) })(response, honest),
  ],
  ['an answer without its certificate', 'CA_NOT_CONFIRMED', () => json({ __proto__x: '', constructor: 'x' })],
  [
    'a page of his with a script',
    'CA_NOT_CONFIRMED',
    () => (response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<p>ok<script>alert(document.domain)</script>'),
  ],
  [
    'an answer without an end',
    'CA_NOT_CONFIRMED',
    () => (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const pour = () => {
        while (!response.destroyed && response.write(' '.repeat(65_536)));
      };
      response.on('drain', pour);
      pour();
    },
  ],
  [
    'a redirect to a site of his',
    'CA_LOGIN_NEEDED',
    () => (response) => response.writeHead(302, { location: 'http://evil.example/download.do' }).end(),
  ],
];

describe.each<BrowserName>(['chromium', 'firefox'])('a man in the middle of %s', (browser) => {
  let office: Office;
  let line: ManInTheMiddle;
  let window: Page;
  let world: RogueWorld;

  beforeAll(async () => {
    process.env.CLERK_BROWSER = browser;
    line = await startManInTheMiddle(() => office.portal);
    office = await openOffice({ keyAlgorithm: 'RSA-2048', browser: { portal: line.portal } });
    window = await goToOperationWindow(office.clerk);
    await waitForScreen(window, 'form');
    await verifyPin(window, office.token.pin);
    // The first delivery never comes; by then the request has passed his eyes.
    const struck = line.strike('/download.do', (response) => response.destroy());
    await press(window, 'run-button');
    await struck;
    await waitForScreen(window, 'failed');
    const [, form] = [...line.seen].find(([path]) => path.endsWith('/submit.do')) ?? [];
    const stranger = await makeStranger(office.portal, office.scratch.folder);
    const files = { old: office.token.certificatePem, ...stranger };
    world = openRogueWorld(office.portal, files, readRequestKey(form?.get('pkcs10') ?? ''));
  });
  afterAll(async () => {
    await office?.close();
    await line.close();
  });

  test.each(attacks)('delivers %s: %s', async (_what, code, forge) => {
    const struck = line.strike('/download.do', forge(world));
    await press(window, 'retry-button');
    await struck;
    await waitForScreen(window, 'failed');
    expect(await readErrorCode(window)).toBe(code);
    expect(await readText(window, 'failed')).not.toContain('证书安装成功');
    expect(await window.$('[data-testid="done-panel"]')).toBeNull();
    expect(listObjects(office.token).certificateIds).toHaveLength(1);
  });

  test('lets the honest one pass and hides from the CA that it did: written, and the clerk is told', async () => {
    const struck = line.strike('/confirm.do', (response) => response.writeHead(500).end());
    await press(window, 'retry-button');
    await struck;
    await waitForScreen(window, 'done');
    expect((await readDone(window)).title).toBe('证书安装成功');
    await find(window, 'not-confirmed');
    const { certificateIds } = listObjects(office.token);
    expect(certificateIds).toHaveLength(2);
    for (const id of certificateIds) assertUsable(office.token, id, office.portal.caCertificates.chain);
  });
});
