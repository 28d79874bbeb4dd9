// Structure of pictures: right ones, shortened ones, and anything at all.
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32 as ourCrc32 } from '../../../../extension/materials/crc32.ts';
import { identifyFormat } from '../../../../extension/materials/identify-format.ts';
import { readPicture } from '../../../../extension/materials/read-picture.ts';
import { type PictureFormat, pictureFormats } from '../../../../extension/portal/material-rules.ts';
import { drawPage } from '../../../support/files/pictures/draw-page.ts';
import { encodeBmp } from '../../../support/files/pictures/encode-bmp.ts';
import { encodeGif } from '../../../support/files/pictures/encode-gif.ts';
import { encodeJpeg } from '../../../support/files/pictures/encode-jpeg.ts';
import { encodePng } from '../../../support/files/pictures/encode-png.ts';

const page = drawPage(61, 43);
const files: Record<PictureFormat, Buffer> = {
  jpeg: encodeJpeg(page),
  png: encodePng(page),
  gif: encodeGif(page),
  bmp: encodeBmp(page),
};

describe.each(pictureFormats)('%s', (format) => {
  const file = files[format];

  it('is known by its first bytes and gives its size', () => {
    expect(identifyFormat(file)).toBe(format);
    expect(readPicture(format, file)).toEqual({
      widthPx: 61,
      heightPx: 43,
      orientation: 1,
      isCmyk: false,
      isAnimated: false,
    });
  });

  it('is not whole when its end is missing, wherever it was cut', () => {
    fc.assert(
      fc.property(fc.integer({ min: 8, max: file.length - 1 }), (length) => {
        expect(['truncated', 'damaged']).toContain(readPicture(format, file.subarray(0, length)));
      }),
    );
    expect(readPicture(format, file.subarray(0, file.length - 1))).toBe('truncated');
  });

  it('takes bytes after its end', () => {
    expect(readPicture(format, Buffer.concat([file, Buffer.from('tail')]))).toMatchObject({ widthPx: 61 });
  });

  it('neither throws nor hangs on any bytes after a right beginning', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(60), (bytes, kept) => {
        const facts = readPicture(format, Buffer.concat([file.subarray(0, kept), bytes]));
        if (typeof facts === 'string') return;
        expect(facts.widthPx).toBeGreaterThan(0);
        expect(facts.heightPx).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });

  it('survives any one byte changed', () => {
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.nat(255), (at, value) => {
        const changed = Buffer.from(file);
        changed[at] = value;
        expect(() => readPicture(format, changed)).not.toThrow();
      }),
    );
  });
});

describe('what only some formats say', () => {
  it('a PNG whose data are not what its checksums say is damaged, but a wrong comment does no harm', () => {
    const rubbish = Buffer.from(files.png);
    rubbish.fill(0x55, 60, rubbish.length - 30);
    expect(readPicture('png', rubbish)).toBe('damaged');
    const comment = Buffer.from('\0\0\0\x04tEXtabcd\0\0\0\0', 'latin1');
    const commented = Buffer.concat([files.png.subarray(0, 33), comment, files.png.subarray(33)]);
    expect(readPicture('png', commented)).toMatchObject({ widthPx: 61 });
  });

  it('computes the checksum that zlib computes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => ourCrc32(bytes) === crc32(bytes)));
  });

  it.each([1, 3, 6, 8])('a JPEG turned by EXIF %i', (orientation) => {
    expect(readPicture('jpeg', encodeJpeg(page, { orientation }))).toMatchObject({ orientation });
  });

  it('an orientation that there is not is upright', () => {
    expect(readPicture('jpeg', encodeJpeg(page, { orientation: 9 }))).toMatchObject({ orientation: 1 });
  });

  it('a CMYK JPEG and a grey one', () => {
    expect(readPicture('jpeg', encodeJpeg(page, { components: 4 }))).toMatchObject({ isCmyk: true });
    expect(readPicture('jpeg', encodeJpeg(page, { components: 1 }))).toMatchObject({ isCmyk: false });
  });

  it('an animated GIF', () => {
    expect(readPicture('gif', encodeGif(page, drawPage(61, 43, 2)))).toMatchObject({ isAnimated: true });
  });
});

describe('identifyFormat', () => {
  it.each([
    ['', 'empty'],
    ['%PDF-1.7', 'pdf'],
    ['junk before\n%PDF-1.4', 'pdf'],
    ['\0\0\0\x18ftypheic\0\0\0\0', 'heic'],
    ['\0\0\0\x18ftypmif1\0\0\0\0', 'heic'],
    ['\0\0\0\x18ftypisom\0\0\0\0', 'unknown'],
    ['II*\0', 'tiff'],
    ['MM\0*', 'tiff'],
    ['RIFF\x10\0\0\0WEBPVP8 ', 'webp'],
    ['PK\x03\x04 a picture.jpg', 'archive'],
    [`PK\x03\x04${'\0'.repeat(26)}[Content_Types].xml`, 'office'],
    ['Rar!\x1a\x07\x01\0', 'archive'],
    ['7z\xbc\xaf\x27\x1c', 'archive'],
    ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'office'],
    ['MZ\x90\0', 'program'],
    ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'unknown'],
    ['hello', 'unknown'],
  ])('%j is %s', (text, format) => expect(identifyFormat(Buffer.from(text, 'latin1'))).toBe(format));
});
