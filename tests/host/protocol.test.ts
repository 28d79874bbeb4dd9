// The host by its bytes: golden transcripts, limits, callers.
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { encodeFrame } from '../../native-host/framing.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { firefoxExtensionId } from '../../shared/product-ids.ts';
import { maxOpenRequests, maxRequestBytes } from '../../shared/protocol/limits.ts';
import { makeScratch, type Scratch } from '../support/files/scratch.ts';
import { type HostClient, type HostClientOptions, startHost } from '../support/host/host-client.ts';
import { buildSkfToken } from '../support/token/build-skf-token.ts';

let scratch: Scratch;
let host: HostClient | undefined;
const open = (options: Partial<HostClientOptions> = {}) => {
  host = startHost({ environment: scratch.hostEnvironment, ...options });
  return host;
};
beforeEach(() => {
  scratch = makeScratch();
  scratch.configureHost({ useKnownDrivers: false });
});
afterEach(async () => {
  await host?.kill();
  host = undefined;
  scratch.remove();
});

const hello = '{"id":"x","command":"hello","params":{"protocolMin":1,"protocolMax":1,"extensionVersion":"0"}}';
const transcripts = fileURLToPath(new URL('../transcripts', import.meta.url));
const vectors = fileURLToPath(new URL('../vectors', import.meta.url));

/** A transcript may begin with `# device: NAME`: a device of the software SKF token in vectors/ is plugged in. */
async function plugIn(text: string): Promise<Readonly<Record<string, string>>> {
  const [, name] = /^# device: ([\w-]+)$/m.exec(text) ?? [];
  if (name === undefined) return {};
  const dir = join(scratch.folder, 'skf');
  cpSync(join(vectors, name), dir, { recursive: true });
  const path = await buildSkfToken(scratch.folder);
  scratch.configureHost({ drivers: [{ name: 'SKF 软件令牌', path, kind: 'skf' }], useKnownDrivers: false });
  return { SOFT_SKF_DIR: dir };
}

describe('golden transcripts', () => {
  test.each(readdirSync(transcripts))('%s', async (file) => {
    const whole = readFileSync(join(transcripts, file), 'utf8');
    const client = open({ environment: { ...scratch.hostEnvironment, ...(await plugIn(whole)) } });
    const facts: Record<string, string> = {
      version: packageJson.version,
      platform: process.platform,
      architecture: process.arch,
    };
    const lines = whole.split('\n').filter((line) => /^[<>] /.test(line));
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) {
      const fill = () => line.slice(2).replace(/\{\{(\w+)\}\}/g, (_, name: string) => facts[name] ?? '');
      if (line.startsWith('>')) {
        client.sendText(fill());
        continue;
      }
      const answer = await client.nextText();
      // It names the library's path too, which is another each time.
      facts.tokenId = /"tokenId":"([0-9a-f]{32})"/.exec(answer)?.[1] ?? facts.tokenId ?? '';
      // Bytes, not values: an older extension refuses a field that it does not know.
      expect(answer).toBe(fill());
    }
    expect(await client.close()).toBe(0);
    // An answer is all there is: a PIN in a bad request reaches no log.
    expect(client.logText()).not.toMatch(/secret-pin|12345678/);
  });
});

describe('frames', () => {
  test('cut anywhere, and several at once', async () => {
    const client = open();
    const bytes = Buffer.concat([encodeFrame(hello), encodeFrame(hello.replace('"x"', '"y"'))]);
    for (const byte of bytes) client.sendBytes(Uint8Array.of(byte));
    expect(await client.nextReply()).toMatchObject({ id: 'x', ok: true });
    expect(await client.nextReply()).toMatchObject({ id: 'y', ok: true });
  });

  test('one too long is answered and passed over', async () => {
    const client = open();
    client.sendText(JSON.stringify({ id: 'big', command: 'hello', params: 'x'.repeat(maxRequestBytes) }));
    expect(await client.nextReply()).toMatchObject({ id: null, ok: false, error: { code: 'REQUEST_TOO_LARGE' } });
    client.sendText(hello);
    expect(await client.nextReply()).toMatchObject({ id: 'x', ok: true });
  });

  test('bytes that are no UTF-8', async () => {
    const client = open();
    client.sendBytes(Uint8Array.of(4, 0, 0, 0, 0x22, 0xff, 0xfe, 0x22));
    expect(await client.nextReply()).toMatchObject({ ok: false, error: { code: 'REQUEST_MALFORMED' } });
  });

  test('an unfinished one at the end is no crash', async () => {
    const client = open();
    client.sendBytes(Uint8Array.of(200, 0, 0, 0, 0x7b));
    expect(await client.close()).toBe(0);
  });
});

describe('callers', () => {
  const answer = async (caller: string[]) => {
    const client = open({ caller });
    client.sendText(hello);
    return client.nextReply();
  };
  test('Firefox names its add-on behind the manifest', async () => {
    expect(await answer(['/path/to/manifest.json', firefoxExtensionId])).toMatchObject({ ok: true });
  });
  test.each([
    [[]],
    [['chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/']],
    [['/path/manifest.json', 'other@example.org']],
  ])('refuses %j', async (caller) => {
    expect(await answer(caller)).toMatchObject({ id: 'x', ok: false, error: { code: 'CALLER_NOT_ALLOWED' } });
  });
  test('one that the administrator added', async () => {
    scratch.configureHost({ allowedCallers: ['chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/'] });
    expect(await answer(['chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/'])).toMatchObject({ ok: true });
  });
});

describe('configuration', () => {
  test('a wrong field is named', async () => {
    scratch.configureHost({ drivers: [{ name: 'x', path: 'relative.so' }] });
    const client = open();
    client.sendText(hello);
    expect(await client.nextReply()).toMatchObject({
      ok: false,
      error: { code: 'CONFIG_INVALID', details: { field: expect.stringContaining('drivers.0.path') } },
    });
  });
});

test('cancel stops a command before its next step', async () => {
  const client = open();
  // The second waits for its turn behind the first, so it can be cancelled.
  client.sendText('{"id":"1","command":"list-tokens","params":{}}');
  client.sendText('{"id":"2","command":"list-tokens","params":{}}');
  client.sendText('{"id":"3","command":"cancel","params":{"requestId":"2"}}');
  const replies = [await client.nextReply(), await client.nextReply(), await client.nextReply()];
  expect(replies).toContainEqual({ id: '3', ok: true, result: { isCancelling: true } });
  expect(replies).toContainEqual({ id: '2', ok: false, error: { code: 'OPERATION_CANCELLED', details: {} } });
  expect(replies).toContainEqual(expect.objectContaining({ id: '1', ok: true }));
});

describe('more than it can do', () => {
  const flood = (client: HostClient, count: number) => {
    const ask = (id: number) => encodeFrame(JSON.stringify({ id: `f${id}`, command: 'list-tokens', params: {} }));
    // At once: a busy machine would take frames that come one by one more slowly than it answers them.
    client.sendBytes(Buffer.concat(Array.from({ length: count }, (_, id) => ask(id))));
  };
  const readAnswers = async (client: HostClient, count: number) => {
    const answers = [];
    for (let left = count; left > 0; left -= 1) answers.push(await client.nextReply());
    return answers;
  };

  test('is refused in words, while what waits is answered and a cancel still gets through', async () => {
    const client = open();
    client.sendText(hello.replace('"protocolMax":1', '"protocolMax":3'));
    await client.nextReply();
    flood(client, maxOpenRequests + 40);
    client.sendText('{"id":"stop","command":"cancel","params":{"requestId":"f5"}}');
    const answers = await readAnswers(client, maxOpenRequests + 41);
    const busy = { ok: false, error: { code: 'HOST_BUSY', details: { maxRequests: maxOpenRequests } } };
    const refused = answers.filter((answer) => 'ok' in answer && !answer.ok && answer.error.code === 'HOST_BUSY');
    // A place or two may be free again before the last request has come.
    expect(refused.length).toBeGreaterThan(30);
    expect(refused.length).toBeLessThanOrEqual(40);
    expect(refused[0]).toMatchObject(busy);
    expect(answers).toContainEqual({ id: 'stop', ok: true, result: { isCancelling: true } });
    // The places are free again.
    client.sendText('{"id":"after","command":"list-tokens","params":{}}');
    expect(await client.nextReply()).toMatchObject({ id: 'after', ok: true });
  });

  test('is told to an older extension by a code that it knows', async () => {
    const client = open();
    flood(client, maxOpenRequests + 1);
    const answers = await readAnswers(client, maxOpenRequests + 1);
    expect(answers).toContainEqual(
      expect.objectContaining({ error: expect.objectContaining({ code: 'OPERATION_IN_PROGRESS' }) }),
    );
  });
});

test.each([[['chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/']], [undefined]])(
  'a PIN where a command should stand is in no answer and no log (caller %j)',
  async (caller) => {
    scratch.configureHost({ useKnownDrivers: false, logLevel: 'debug' });
    const client = open(caller ? { caller } : {});
    client.sendText('{"id":"p","command":"pin-13572468","params":{}}');
    expect(await client.nextText()).not.toContain('13572468');
    await client.close();
    expect(client.logText()).not.toContain('13572468');
  },
);
