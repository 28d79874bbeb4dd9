// The licences of everything that travels inside our packages, as one text.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rootFolder } from './release.ts';

interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly devOptional?: boolean;
}

/** Names and folders of the npm packages that the product itself needs, without tools and other platforms' runtimes. */
async function listRuntimePackages(): Promise<{ name: string; folder: string; locked: LockedPackage }[]> {
  const lock: { packages: Record<string, LockedPackage> } = JSON.parse(
    await readFile(join(rootFolder, 'package-lock.json'), 'utf8'),
  );
  return Object.entries(lock.packages)
    .filter(([path, { dev, optional, devOptional }]) => path !== '' && !dev && !optional && !devOptional)
    .map(([path, locked]) => ({ name: path.replace(/^.*node_modules\//, ''), folder: join(rootFolder, path), locked }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** The text for THIRD-PARTY-LICENCES.txt. @param nodePackage folder of the Node runtime that goes along, if one does */
export async function collectLicences(nodePackage?: string): Promise<string> {
  const parts: string[] = [];
  for (const { name, folder, locked } of await listRuntimePackages()) {
    const file = (await readdir(folder)).find((candidate) => /^(licen[cs]e|copying)(\.\w+)?$/i.test(candidate));
    const text = file === undefined ? '' : await readFile(join(folder, file), 'utf8');
    parts.push(`${name} ${locked.version ?? ''} (${locked.license ?? 'see below'})\n\n${text.trim()}\n`);
  }
  if (nodePackage !== undefined)
    parts.push(`Node.js\n\n${(await readFile(join(nodePackage, 'LICENSE'), 'utf8')).trim()}\n`);
  return parts.join(`\n${'-'.repeat(80)}\n\n`);
}
