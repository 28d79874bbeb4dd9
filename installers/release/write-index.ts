// The two files that speak of all others in the release: SHA256SUMS for people, manifest.json for programs.
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { firefoxExtensionId } from '../../shared/product-ids.ts';
import type { Release, ReleaseFile } from './release.ts';

export interface IndexedFile extends ReleaseFile {
  readonly sizeBytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly version: string;
}

/** Writes both. @returns the files as manifest.json lists them */
export async function writeIndex(release: Release, files: readonly ReleaseFile[]): Promise<IndexedFile[]> {
  const { version, commit, sourceTimeS, identity, isKeyThrownAway, isQuick, outFolder } = release;
  const indexed: IndexedFile[] = [];
  for (const file of [...files].sort((one, other) => (one.name < other.name ? -1 : 1))) {
    const content = await readFile(join(outFolder, file.name));
    const sha256 = createHash('sha256').update(content).digest('hex');
    indexed.push({ ...file, sizeBytes: content.length, sha256, version });
  }
  const manifest = {
    product: 'shebao-cert-assistant',
    version,
    commit,
    isQuick,
    sourceTime: new Date(sourceTimeS * 1000).toISOString(),
    extension: {
      chromiumId: identity.chromiumId,
      storeIds: identity.storeIds,
      firefoxId: firefoxExtensionId,
      isKeyThrownAway,
    },
    files: indexed,
  };
  await writeFile(join(outFolder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  const sums = indexed.map(({ sha256, name }) => `${sha256}  ${name}\n`);
  await writeFile(join(outFolder, 'SHA256SUMS'), sums.join(''));
  return indexed;
}
