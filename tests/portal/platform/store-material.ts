// Puts an uploaded file on disk, beside earlier ones of the same material.
import { randomUUID } from 'node:crypto';
import { mkdir, open } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Application } from './platform-records.ts';
import type { MaterialCode } from './words/materials.ts';

export interface UploadedFile {
  /** As the browser names it. */
  readonly fileName: string;
  readonly content: Uint8Array;
}

/** Resolves once the file is on disk. */
export async function storeMaterial(
  uploads: string,
  orderNo: string,
  code: MaterialCode,
  { fileName, content }: UploadedFile,
): Promise<NonNullable<Application['materials'][MaterialCode]>> {
  await mkdir(join(uploads, orderNo), { recursive: true });
  // The browser's name goes into the record only; its ending was checked.
  const storedAs = join(orderNo, `${code}-${randomUUID().slice(0, 8)}${extname(fileName).toLowerCase()}`);
  const handle = await open(join(uploads, storedAs), 'w', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { fileName, storedAs, sizeBytes: content.length, uploadedAt: new Date().toISOString() };
}
