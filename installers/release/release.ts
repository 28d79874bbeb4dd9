// What all packages of one release have in common: version, time, key, folders.
import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { productVersion } from '../../shared/version.ts';
import { type ExtensionIdentity, extensionKeyVariable, readExtensionIdentity } from '../extension-identity.ts';
import { runTool } from '../tools/run-tool.ts';

export const rootFolder = fileURLToPath(new URL('../..', import.meta.url));

export interface Release {
  readonly version: string;
  /** Hash of the commit, `unknown` outside a git checkout. */
  readonly commit: string;
  /** The commit's time in seconds since 1970; every file inside a package carries it. */
  readonly sourceTimeS: number;
  readonly identity: ExtensionIdentity;
  /** PEM file of the key that signs the CRX. */
  readonly keyFile: string;
  readonly isKeyThrownAway: boolean;
  /** Hardly compressed, in a third of the time: for tests, never for people. */
  readonly isQuick: boolean;
  /** Where packages go. */
  readonly outFolder: string;
  /** For everything that is not a package; removed in the end. */
  readonly workFolder: string;
}

/** One file in the release's folder. */
export interface ReleaseFile {
  /** Name in the release's folder. */
  readonly name: string;
  readonly platform: 'windows' | 'linux' | 'macos' | 'browser' | 'any';
  /** Node's name; none where it does not matter. */
  readonly architecture?: 'x64' | 'arm64';
  readonly kind: string;
}

/**
 * Settles what the release is made of, and puts it into this process's environment, from where every bundler and tool takes
 * it: SOURCE_DATE_EPOCH, and the extension's key. Without SHEBAO_EXTENSION_KEY a new key is made in the work folder.
 */
export async function openRelease(outFolder: string, workFolder: string, isQuick: boolean): Promise<Release> {
  const { env } = process;
  const [commit, time] = await readCommit();
  const sourceTimeS = Number(env.SOURCE_DATE_EPOCH ?? time);
  if (!Number.isInteger(sourceTimeS) || sourceTimeS <= 0)
    throw new Error('SOURCE_DATE_EPOCH is needed where there is no git: seconds since 1970');
  env.SOURCE_DATE_EPOCH = String(sourceTimeS);
  const isKeyThrownAway = !env[extensionKeyVariable];
  const keyFile = resolve(env[extensionKeyVariable] || join(workFolder, 'throw-away.pem'));
  if (isKeyThrownAway) await makeKey(keyFile);
  env[extensionKeyVariable] = keyFile;
  const identity = readExtensionIdentity(env);
  const [version, folders] = [productVersion, { outFolder, workFolder }];
  return { version, commit, sourceTimeS, identity, keyFile, isKeyThrownAway, isQuick, ...folders };
}

async function makeKey(file: string): Promise<void> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  await writeFile(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
}

async function readCommit(): Promise<[commit: string, time: string | undefined]> {
  try {
    const [commit = 'unknown', time] = (await runTool('git', ['log', '-1', '--format=%H %ct'], { cwd: rootFolder }))
      .trim()
      .split(' ');
    return [commit, time];
  } catch {
    // From the sources zip: there is no git, and the time has to be given.
    return ['unknown', undefined];
  }
}
