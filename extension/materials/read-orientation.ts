// The orientation tag of EXIF (a small TIFF file): how a phone was held.

const orientationTag = 0x0112;
const shortType = 3;
const header = 'Exif\0\0';

/** 1 to 8, or undefined where there is none or the file makes no sense. @param bytes a TIFF file, as PNG's eXIf chunk has it */
export function readTiffOrientation(bytes: Uint8Array): number | undefined {
  if (bytes.length < 8) return undefined;
  const tiff = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isLittleEndian = tiff.getUint16(0) === 0x4949;
  const directory = tiff.getUint32(4, isLittleEndian);
  if (directory + 2 > tiff.byteLength) return undefined;
  const entryCount = tiff.getUint16(directory, isLittleEndian);
  for (let index = 0; index < entryCount; index += 1) {
    const entry = directory + 2 + index * 12;
    if (entry + 12 > tiff.byteLength) return undefined;
    if (tiff.getUint16(entry, isLittleEndian) !== orientationTag) continue;
    const value = tiff.getUint16(entry + 8, isLittleEndian);
    const isShort = tiff.getUint16(entry + 2, isLittleEndian) === shortType;
    return isShort && value >= 1 && value <= 8 ? value : undefined;
  }
  return undefined;
}

/** The same from the content of a JPEG's APP1 segment; undefined where that holds no EXIF. */
export function readSegmentOrientation(segment: Uint8Array): number | undefined {
  if ([...header].some((character, index) => segment[index] !== character.charCodeAt(0))) return undefined;
  return readTiffOrientation(segment.subarray(header.length));
}
