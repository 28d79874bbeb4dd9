// Structure of pictures: right ones, shortened ones, and anything at all.
import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { crc32 as ourCrc32 } from '../../../../extension/materials/crc32.ts';
import { identifyFormat } from '../../../../extension/materials/identify-format.ts';
import { regularFacts, withMissingEnd } from '../../../../extension/materials/picture-facts.ts';
import { readPicture } from '../../../../extension/materials/read-picture.ts';
import { type PictureFormat, pictureFormats } from '../../../../extension/portal/material-rules.ts';
import { drawPage } from '../../../support/files/pictures/draw-page.ts';
import { encodeBmp } from '../../../support/files/pictures/encode-bmp.ts';
import { encodeGif } from '../../../support/files/pictures/encode-gif.ts';
import { encodeJpeg } from '../../../support/files/pictures/encode-jpeg.ts';
import { encodePng } from '../../../support/files/pictures/encode-png.ts';

/** A ZIP by another hand than ours. */
async function makeZip(names: readonly string[]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const name of names) zip.addBuffer(Buffer.from('<x/>'), name);
  zip.end();
  return buffer(zip.outputStream);
}

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
    expect(readPicture(format, file)).toEqual({ widthPx: 61, heightPx: 43, ...regularFacts });
  });

  it('is not whole when its end is missing, wherever it was cut', () => {
    fc.assert(
      fc.property(fc.integer({ min: 8, max: file.length - 1 }), (length) => {
        const facts = readPicture(format, file.subarray(0, length));
        if (typeof facts === 'string') expect(['truncated', 'damaged']).toContain(facts);
        else expect(facts.isIrregular).toBe(true);
      }),
    );
    expect(readPicture(format, file.subarray(0, format === 'jpeg' ? -30 : file.length / 2))).toEqual(
      // Where the data of a JPEG end is for a decoder to say.
      format === 'jpeg' ? { widthPx: 61, heightPx: 43, ...withMissingEnd(regularFacts, [0xff, 0xd9]) } : 'truncated',
    );
  });

  it('is whole for a decoder once its missing end is added', () => {
    const { [format]: length } = { jpeg: 2, png: 12, gif: 1, bmp: 3 };
    const cut = file.subarray(0, file.length - length);
    const facts = readPicture(format, cut);
    if (typeof facts === 'string') throw new Error(facts);
    expect(facts).toMatchObject({ widthPx: 61, heightPx: 43, isIrregular: true });
    // A GIF's trailer is of no use to a decoder.
    const whole = readPicture(format, Buffer.concat([cut, facts.missingEnd]));
    expect(whole).toMatchObject({ isIrregular: format === 'gif' });
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

  it.each([
    [[6, 1], 6],
    [[1, 6], 6],
    [[1, 1, 8], 8],
    [[9, 3], 3],
    [[1, 1], 1],
  ])('a JPEG with EXIF %j is turned %i', (orientations, orientation) => {
    const plain = encodeJpeg(page);
    const blocks = orientations.map((one) => {
      const turned = encodeJpeg(page, { orientation: one });
      return turned.subarray(2, 2 + turned.length - plain.length);
    });
    const jpeg = Buffer.concat([plain.subarray(0, 2), ...blocks, plain.subarray(2)]);
    expect(readPicture('jpeg', jpeg)).toMatchObject({ orientation, isIrregular: false });
  });

  it.each(['before', 'after'])('a PNG turned by eXIf %s its data', (place) => {
    expect(readPicture('png', encodePng(page, undefined, { orientation: 6, place }))).toMatchObject({ orientation: 6 });
  });

  it('bytes between a JPEG’s segments are skipped as decoders do, wherever they are', () => {
    const jpeg = files.jpeg;
    const boundaries: number[] = [];
    for (let at = 2; jpeg[at + 1] !== 0xda; at += 2 + jpeg.readUInt16BE(at + 2)) boundaries.push(at);
    const stray = fc.uint8Array({ minLength: 1, maxLength: 9 }).filter((bytes) => !bytes.includes(0xff));
    fc.assert(
      fc.property(fc.constantFrom(...boundaries.slice(1)), stray, (at, bytes) => {
        const facts = readPicture('jpeg', Buffer.concat([jpeg.subarray(0, at), bytes, jpeg.subarray(at)]));
        expect(facts).toEqual({ widthPx: 61, heightPx: 43, ...regularFacts, isIrregular: true });
      }),
    );
  });

  it('a GIF is padded before its trailer, or ends in rubbish', () => {
    const open = files.gif.subarray(0, -1);
    for (const tail of [[0, 0, 0, 0x3b], [0, 0], [0x55, 0x21], []])
      expect(readPicture('gif', Buffer.concat([open, Buffer.from(tail)]))).toMatchObject({
        isIrregular: true,
        missingEnd: new Uint8Array(),
      });
  });

  it.each([0, 13, 50, 53])('a BMP whose data are said to begin at %i', (offset) => {
    const bmp = Buffer.from(files.bmp);
    bmp.writeUInt32LE(offset, 10);
    expect(readPicture('bmp', bmp)).toMatchObject({ widthPx: 61, isIrregular: true });
  });

  it('a BMP with a gap before its data is as it should be, one without data is not', () => {
    const gap = Buffer.concat([files.bmp.subarray(0, 54), Buffer.alloc(7), files.bmp.subarray(54)]);
    gap.writeUInt32LE(61, 10);
    expect(readPicture('bmp', gap)).toMatchObject({ isIrregular: false });
    gap.writeUInt32LE(gap.length, 10);
    expect(readPicture('bmp', gap)).toBe('damaged');
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
    ['Rar!\x1a\x07\x01\0', 'archive'],
    ['7z\xbc\xaf\x27\x1c', 'archive'],
    ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'office'],
    ['MZ\x90\0', 'program'],
    ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'unknown'],
    ['hello', 'unknown'],
  ])('%j is %s', (text, format) => expect(identifyFormat(Buffer.from(text, 'latin1'))).toBe(format));

  it.each([
    [['[Content_Types].xml', 'word/document.xml'], 'office'],
    [['mimetype', 'content.xml'], 'office'],
    [['OFD.xml', 'Doc_0/Document.xml'], 'ofd'],
    [['Doc_0/Res/image_1.png', 'Doc_0/Document.xml', 'OFD.xml'], 'ofd'],
    [['营业执照.jpg', '身份证.jpg'], 'archive'],
    [['scan/OFD.xml.jpg'], 'archive'],
  ])('an archive of %j is %s, wherever its parts stand', async (names, format) => {
    expect(identifyFormat(await makeZip(names))).toBe(format);
    // Cut off, only the first part is known.
    const cut = (await makeZip(names)).subarray(0, 40 + (names[0]?.length ?? 0));
    expect(() => identifyFormat(cut)).not.toThrow();
  });

  it('never throws on an archive with any byte changed', async () => {
    const zip = await makeZip(['OFD.xml', 'Doc_0/Document.xml']);
    fc.assert(
      fc.property(fc.nat(zip.length - 1), fc.nat(255), (at, value) => {
        const changed = Buffer.from(zip);
        changed[at] = value;
        expect(() => identifyFormat(changed)).not.toThrow();
      }),
    );
  });
});
