// Signs a zip as CRX3, and reads the result back: a CRX that a browser would refuse must not leave the house.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import crx3 from 'crx3';
import type { Release } from '../release/release.ts';

/** @throws Error when the file is not a CRX3 of the release's extension id */
export async function writeCrx({ keyFile, identity }: Release, zip: string, file: string): Promise<void> {
  // Without the file the packer would make a key of its own and leave it somewhere.
  await stat(keyFile);
  const { appId } = await crx3(createReadStream(zip), { keyPath: keyFile, crxPath: file });
  if (appId !== identity.chromiumId) throw new Error(`${file} is signed for ${appId}, not ${identity.chromiumId}`);
  await checkCrx(file, zip);
}

/** CRX3: magic, version, length of the header, header, then the zip as it was. */
async function checkCrx(file: string, zip: string): Promise<void> {
  const crx = await readFile(file);
  const isCrx3 = crx.subarray(0, 4).toString('latin1') === 'Cr24' && crx.readUInt32LE(4) === 3;
  const archive = crx.subarray(12 + crx.readUInt32LE(8));
  const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  if (!isCrx3 || hash(archive) !== hash(await readFile(zip))) throw new Error(`${file} is not the CRX3 of ${zip}`);
}
