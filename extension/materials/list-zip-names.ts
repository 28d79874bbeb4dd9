// Names of the files in a ZIP archive (PKWARE APPNOTE 4.3), to tell what kind of document it is. Nothing is unpacked.

const maxNames = 500;
/** End-of-central-directory record with the longest comment. */
const maxTailBytes = 22 + 0xffff;
const [localHeader, centralHeader, endRecord] = [0x04034b50, 0x02014b50, 0x06054b50];

/** Position of the end-of-central-directory record, or -1. */
function findEnd(view: DataView): number {
  const first = Math.max(0, view.byteLength - maxTailBytes);
  for (let at = view.byteLength - 22; at >= first; at -= 1) if (view.getUint32(at, true) === endRecord) return at;
  return -1;
}

/** At most 500 names, decoded as far as ASCII goes; without a central directory only the first file's. Never throws. */
export function listZipNames(bytes: Uint8Array): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const names: string[] = [];
  const read = (at: number, length: number) => names.push(String.fromCharCode(...bytes.subarray(at, at + length)));
  const end = findEnd(view);
  let at = end < 0 ? -1 : view.getUint32(end + 16, true);
  while (at >= 0 && at + 46 <= bytes.length && names.length < maxNames && view.getUint32(at, true) === centralHeader) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    read(at + 46, nameLength ?? 0);
    at += 46 + (nameLength ?? 0) + (extraLength ?? 0) + (commentLength ?? 0);
  }
  if (names.length === 0 && bytes.length >= 30 && view.getUint32(0, true) === localHeader)
    read(30, view.getUint16(26, true));
  return names;
}
