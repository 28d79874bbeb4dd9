// The orientation tag in a JPEG's EXIF segment (a small TIFF file): how a phone was held.

const orientationTag = 0x0112;
const shortType = 3;

/** 1 to 8, or undefined where there is none or the segment makes no sense. @param segment content of an APP1 segment */
export function readOrientation(segment: Uint8Array): number | undefined {
  const header = 'Exif\0\0';
  if (segment.length < header.length + 8) return undefined;
  if ([...header].some((character, index) => segment[index] !== character.charCodeAt(0))) return undefined;
  const tiff = new DataView(segment.buffer, segment.byteOffset + header.length, segment.byteLength - header.length);
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
