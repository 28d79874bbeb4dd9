// Reads a browser's policies from where its platform keeps them.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserPlaces } from '../registration/browsers.ts';
import { expandPath, type Machine } from '../registration/machine.ts';
import { type RegistryTree, readRegistry, toTreeKey } from '../registration/windows-registry.ts';
import { type BrowserPolicies, pickPolicies } from './browser-policies.ts';

export interface FoundPolicies {
  /** File or registry key. */
  readonly source: string;
  readonly policies: BrowserPolicies;
}

/** Every source of policies that the browser has on this machine. macOS keeps Chromium's in a form that is not read here. */
export async function readPolicies(machine: Machine, browser: BrowserPlaces): Promise<FoundPolicies[]> {
  if (machine.platform === 'win32') return readWindowsPolicies(browser);
  const places = browser[machine.platform]?.policies ?? [];
  const files = await Promise.all(
    places.map((place) => listJsonFiles(expandPath(machine, place), browser.family === 'firefox')),
  );
  const found = await Promise.all(files.flat().map(readPolicyFile));
  return found.filter((one) => one !== null);
}

async function listJsonFiles(place: string, isFile: boolean): Promise<string[]> {
  if (isFile) return [place];
  const names = await readdir(place).catch(() => []);
  return names
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(place, name));
}

async function readPolicyFile(file: string): Promise<FoundPolicies | null> {
  try {
    const json: unknown = JSON.parse(await readFile(file, 'utf8'));
    // Firefox wraps them in an object of its own.
    const isWrapped = typeof json === 'object' && json !== null && 'policies' in json;
    return { source: file, policies: pickPolicies(isWrapped ? json.policies : json) };
  } catch {
    // No such file, or one that the browser cannot read either.
    return null;
  }
}

async function readWindowsPolicies({ win32 }: BrowserPlaces): Promise<FoundPolicies[]> {
  if (win32?.policyKey === undefined) return [];
  const sources = ['HKCU', 'HKLM'].map((hive) => `${hive}\\Software\\Policies\\${win32.policyKey}`);
  // The machine's count more than the user's: they come last.
  return Promise.all(
    sources.map(async (source) => ({ source, policies: toPolicies(await readRegistry(source, 64), source) })),
  );
}

/** Lists are keys with numbered values; dictionaries are JSON in a string. */
export function toPolicies(tree: RegistryTree, key: string): BrowserPolicies {
  const root = toTreeKey(key);
  const plain = [...(tree.get(root) ?? [])].map(([name, value]) => [name, parseIfJson(value)]);
  const lists = [...tree]
    .filter(([name]) => name.startsWith(`${root}\\`))
    .map(([name, values]) => [listNames.get(name.slice(root.length + 1)) ?? '', [...values.values()]]);
  return pickPolicies(Object.fromEntries([...plain, ...lists]));
}

/** Key names come in lower case. */
const listNames = new Map(
  [
    'NativeMessagingBlocklist',
    'NativeMessagingAllowlist',
    'ExtensionInstallForcelist',
    'ExtensionInstallBlocklist',
    'ExtensionInstallAllowlist',
  ].map((name) => [name.toLowerCase(), name]),
);

function parseIfJson(value: string | number): unknown {
  if (typeof value === 'number' || !value.trimStart().startsWith('{')) return value;
  try {
    return JSON.parse(value);
  } catch {
    // Not JSON: the browser ignores such a value.
    return undefined;
  }
}
