// What a file is by its first bytes, whatever its name says.
import type { PictureFormat } from '../portal/material-rules.ts';
import { listZipNames } from './list-zip-names.ts';

export type FileFormat =
  | PictureFormat
  | 'empty'
  | 'pdf'
  | 'heic'
  | 'tiff'
  | 'webp'
  | 'archive'
  | 'office'
  | 'ofd'
  | 'program'
  | 'unknown';

const signatures: readonly (readonly [FileFormat, number, readonly number[]])[] = [
  ['jpeg', 0, [0xff, 0xd8, 0xff]],
  ['png', 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['gif', 0, [0x47, 0x49, 0x46, 0x38, 0x37, 0x61]],
  ['gif', 0, [0x47, 0x49, 0x46, 0x38, 0x39, 0x61]],
  ['bmp', 0, [0x42, 0x4d]],
  ['pdf', 0, [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['tiff', 0, [0x49, 0x49, 0x2a, 0x00]],
  ['tiff', 0, [0x4d, 0x4d, 0x00, 0x2a]],
  ['tiff', 0, [0x49, 0x49, 0x2b, 0x00]],
  ['tiff', 0, [0x4d, 0x4d, 0x00, 0x2b]],
  ['archive', 0, [0x50, 0x4b, 0x03, 0x04]],
  ['archive', 0, [0x50, 0x4b, 0x05, 0x06]],
  ['archive', 0, [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07]],
  ['archive', 0, [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ['archive', 0, [0x1f, 0x8b]],
  ['archive', 257, [0x75, 0x73, 0x74, 0x61, 0x72]],
  ['office', 0, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ['program', 0, [0x4d, 0x5a]],
];

/** Brands of an ISO media file (ftyp box) that are still pictures: HEIC of phones, and AVIF. */
const heifBrands = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1', 'avif', 'avis'];

function readAscii(bytes: Uint8Array, start: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(start, start + length));
}

/** Many kinds of document are ZIP archives; the names of their parts give them away (GB/T 33190: OFD.xml at the root). */
function nameArchive(bytes: Uint8Array): FileFormat {
  const names = listZipNames(bytes);
  if (names.some((name) => /^\/?OFD\.xml$/i.test(name) || /^Doc_\d+\//i.test(name))) return 'ofd';
  const isOffice = names.some((name) => /^(?:\[Content_Types\]\.xml|_rels\/|word\/|xl\/|ppt\/|mimetype$)/.test(name));
  return isOffice ? 'office' : 'archive';
}

/** Looks at the first kilobyte, and at the list of files where it is an archive. */
export function identifyFormat(bytes: Uint8Array): FileFormat {
  if (bytes.length === 0) return 'empty';
  if (readAscii(bytes, 4, 4) === 'ftyp') return heifBrands.includes(readAscii(bytes, 8, 4)) ? 'heic' : 'unknown';
  if (readAscii(bytes, 0, 4) === 'RIFF' && readAscii(bytes, 8, 4) === 'WEBP') return 'webp';
  const format = signatures.find(([, at, magic]) => magic.every((byte, index) => bytes[at + index] === byte))?.[0];
  if (format === 'archive' && bytes[0] === 0x50) return nameArchive(bytes);
  // PDF readers forgive rubbish before the header; so do scanners that write it.
  if (!format && readAscii(bytes, 0, 1024).includes('%PDF-')) return 'pdf';
  return format ?? 'unknown';
}
