// The licences of everything that travels inside our packages, as one text.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listRuntimePackages } from './list-runtime-packages.ts';

/** The text for THIRD-PARTY-LICENCES.txt. @param nodePackage folder of the Node runtime that goes along, if one does */
export async function collectLicences(nodePackage?: string): Promise<string> {
  const parts: string[] = [];
  for (const { name, version, licence, folder, isOptional } of await listRuntimePackages()) {
    if (isOptional) continue;
    const file = (await readdir(folder)).find((candidate) => /^(licen[cs]e|copying)(\.\w+)?$/i.test(candidate));
    const text = file === undefined ? '' : await readFile(join(folder, file), 'utf8');
    parts.push(`${name} ${version} (${licence})\n\n${text.trim()}\n`);
  }
  if (nodePackage !== undefined)
    parts.push(`Node.js\n\n${(await readFile(join(nodePackage, 'LICENSE'), 'utf8')).trim()}\n`);
  return parts.join(`\n${'-'.repeat(80)}\n\n`);
}
