// A directory of SoftHSM2 tokens with its own configuration, worked by softhsm2-util and pkcs11-tool in child processes.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

export const softHsmModule = '/usr/lib/softhsm/libsofthsm2.so';

const execute = promisify(execFile);

export interface SoftHsm {
  /** Goes into SOFTHSM2_CONF of whoever is to see the tokens. */
  readonly configFile: string;
  readonly tokenDirectory: string;
  /** Another PKCS#11 module to use on tokens than SoftHSM's, and what it wants in its environment. */
  readonly other?: { readonly module: string; readonly environment: Readonly<Record<string, string>> };
}

export interface TokenName {
  readonly label: string;
  readonly serialNumber: string;
}

/** Opens the token directory below `dir`, making it first when it is not there. */
export async function openSoftHsm(dir: string): Promise<SoftHsm> {
  const tokenDirectory = resolve(dir, 'tokens');
  const configFile = resolve(dir, 'softhsm2.conf');
  await mkdir(tokenDirectory, { recursive: true });
  if (!existsSync(configFile)) {
    await writeFile(
      configFile,
      `directories.tokendir = ${tokenDirectory}\nobjectstore.backend = file\nlog.level = ERROR\nslots.removable = false\n`,
    );
  }
  return { configFile, tokenDirectory };
}

async function run(hsm: SoftHsm, program: string, args: readonly string[]): Promise<string> {
  const env = { ...process.env, SOFTHSM2_CONF: hsm.configFile, ...hsm.other?.environment };
  const { stdout } = await execute(program, args, { env });
  return stdout;
}

/** Makes a token; its serial number is SoftHSM's choice. The SO-PIN is 12345678. */
export async function initialiseToken(hsm: SoftHsm, label: string, pin: string): Promise<void> {
  if (Buffer.byteLength(label) > 32) throw new Error(`label ${label} is longer than 32 bytes`);
  await run(hsm, 'softhsm2-util', ['--init-token', '--free', '--label', label, '--so-pin', '12345678', '--pin', pin]);
}

/** The initialised tokens of the directory. */
export async function listTokens(hsm: SoftHsm): Promise<TokenName[]> {
  const text = await run(hsm, 'softhsm2-util', ['--show-slots']);
  return [...text.matchAll(/Serial number: +(.*?) *\n *Initialized: +yes\n[^\n]*\n *Label: +(.*?) *\n/g)].map(
    ([, serialNumber = '', label = '']) => ({ serialNumber, label }),
  );
}

/** Runs pkcs11-tool on the token of this label, logged in. */
export function usePkcs11Tool(hsm: SoftHsm, label: string, pin: string, args: readonly string[]): Promise<string> {
  const token = ['--module', hsm.other?.module ?? softHsmModule, '--token-label', label, '--login', '--pin', pin];
  return run(hsm, 'pkcs11-tool', [...token, ...args]);
}
