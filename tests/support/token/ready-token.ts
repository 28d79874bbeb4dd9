// U盾 that were made earlier: token and key pair are copied, only the certificate is new. Up to a second of CPU less for each.
import { randomBytes } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type MadeKey,
  type MadeToken,
  makeKey,
  makeToken,
  softHsmMaker,
  type TokenMaker,
  type TokenOptions,
} from '../../portal/token/make-token.ts';
import { setTokenSerial } from '../../portal/token/set-token-serial.ts';
import { listTokens, openSoftHsm, type SoftHsm } from '../../portal/token/soft-hsm.ts';
import { copyMadeOnce } from '../files/make-once.ts';
import { makeScratch } from '../files/scratch.ts';

const sources = fileURLToPath(new URL('../../portal/token', import.meta.url));

/** Which keys a CA has seen: one key on two tokens would be a story of its own. */
const taken = new WeakMap<object, Set<string>>();

/** What lies in a ready token's folder beside `tokens/`. */
const files = { serial: 'serial', request: 'request.der' } as const;

async function makeReady(folder: string, options: TokenOptions): Promise<void> {
  const hsm = await openSoftHsm(folder);
  const { label, pin, keyAlgorithm, unit } = options;
  const scratch = makeScratch();
  try {
    const key = await makeKey(hsm, softHsmMaker, { label, pin, keyAlgorithm, unit }, scratch.folder);
    await writeFile(join(folder, files.request), key.pkcs10);
    await writeFile(join(folder, files.serial), key.chipNumber);
    // It names the folder in which the token was made.
    rmSync(hsm.configFile);
  } finally {
    scratch.remove();
  }
}

/** SoftHSM's own are 16 hexadecimal digits too, see `setTokenSerial` for what it cannot have. */
const drawSerial = () => `${randomBytes(4).toString('hex')}f${randomBytes(4).toString('hex').slice(1)}`;

async function takeReady(hsm: SoftHsm, options: TokenOptions): Promise<MadeKey | undefined> {
  const { label, pin, keyAlgorithm, unit, portal } = options;
  const isFirst = readdirSync(hsm.tokenDirectory).length === 0;
  if (!isFirst && (await listTokens(hsm)).some((token) => token.label === label)) return undefined;
  const names = [label, pin, keyAlgorithm, unit.unitName];
  const known = taken.get(portal) ?? new Set();
  if (known.has(names.join('\n'))) return undefined;
  taken.set(portal, known.add(names.join('\n')));
  const scripts = readdirSync(sources).map((name) => readFileSync(join(sources, name)));
  const scratch = makeScratch();
  try {
    await copyMadeOnce('token', [...names, ...scripts], scratch.folder, (folder) => makeReady(folder, options));
    cpSync(join(scratch.folder, 'tokens'), hsm.tokenDirectory, { recursive: true });
    const chipNumber = options.chipNumber ?? drawSerial();
    await setTokenSerial(hsm, readFileSync(join(scratch.folder, files.serial), 'utf8'), chipNumber);
    return { chipNumber, objectId: '01', pkcs10: readFileSync(join(scratch.folder, files.request)) };
  } finally {
    scratch.remove();
  }
}

const readyTokens: TokenMaker = { ...softHsmMaker, takeReady };

/** `makeToken` for SoftHSM, with a key pair that earlier runs had too. */
export const makeReadyToken = (options: Omit<TokenOptions, 'maker'>): Promise<MadeToken> =>
  makeToken({ ...options, maker: readyTokens });
