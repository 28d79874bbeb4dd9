// Makes the Windows icon from the extension's own pictures.

/** Header fields of the ICO format (Microsoft's "Icons" article): reserved, type 1, count; then 16 bytes a picture. */
const headerBytes = 6;
const entryBytes = 16;
/** PNG: 8 bytes signature, then IHDR with the width in its first four bytes (RFC 2083 §11.2.1). */
const pngWidthOffset = 16;

/** An .ico file of these PNG files (at most 256 pixels wide); Windows reads PNG in icons since Vista. */
export function makeIcon(pictures: readonly Buffer[]): Buffer {
  const header = Buffer.alloc(headerBytes + entryBytes * pictures.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let offset = header.length;
  for (const [index, picture] of pictures.entries()) {
    const at = headerBytes + entryBytes * index;
    const width = picture.readUInt32BE(pngWidthOffset);
    const height = picture.readUInt32BE(pngWidthOffset + 4);
    if (width > 256 || height > 256) throw new Error(`an icon of ${width} × ${height} is too large`);
    // 256 is written as 0.
    header.writeUInt8(width % 256, at);
    header.writeUInt8(height % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(picture.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += picture.length;
  }
  return Buffer.concat([header, ...pictures]);
}
