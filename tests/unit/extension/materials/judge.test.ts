// Verdicts on files and pictures, by the built-in profile's rules.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprintBytes } from '../../../../extension/materials/fingerprint.ts';
import { changeExtension, judgeFile } from '../../../../extension/materials/judge-file.ts';
import { judgePicture } from '../../../../extension/materials/judge-picture.ts';
import { measureMissingRows } from '../../../../extension/materials/measure-missing-rows.ts';
import { measurePicture } from '../../../../extension/materials/measure-picture.ts';
import { regularFacts } from '../../../../extension/materials/picture-facts.ts';
import { planShrinking } from '../../../../extension/materials/plan-shrinking.ts';
import { chongqingProfile } from '../../../../extension/portal/profiles/chongqing.ts';
import { drawPage } from '../../../support/files/pictures/draw-page.ts';
import { encodeJpeg } from '../../../support/files/pictures/encode-jpeg.ts';
import { encodePng } from '../../../support/files/pictures/encode-png.ts';

const rules = chongqingProfile.materials;
const page = drawPage(800, 1000);
/** Only the heads of such files: nothing here decodes them. */
const foreign = {
  webp(widthPx: number, heightPx: number): Buffer {
    const head = Buffer.from('RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\0\0\0\0\0\0', 'latin1');
    head.writeUIntLE(widthPx - 1, 24, 3);
    head.writeUIntLE(heightPx - 1, 27, 3);
    return head;
  },
  heic(widthPx: number, heightPx: number): Buffer {
    const head = Buffer.from(`\0\0\0\x18ftypheic\0\0\0\0mif1heic${'\0'.repeat(8)}ispe${'\0'.repeat(12)}`, 'latin1');
    head.writeUInt32BE(widthPx, head.length - 8);
    head.writeUInt32BE(heightPx, head.length - 4);
    return head;
  },
};
const judge = (name: string, bytes: Uint8Array) => judgeFile(name, bytes.length, bytes, rules);

describe('judgeFile', () => {
  it.each(['scan.jpg', 'scan.JPEG', '扫描.件.jpg'])('takes a JPEG named %s', (name) => {
    expect(judge(name, encodeJpeg(page))).toMatchObject({ kind: 'picture', format: 'jpeg' });
  });

  it.each([
    ['scan.jfif', 'scan.jpg'],
    ['扫描件.JFIF', '扫描件.jpg'],
    ['scan.jpe', 'scan.jpg'],
    ['scan.png', 'scan.jpg'],
    ['scan.pdf', 'scan.jpg'],
    ['scan', 'scan.jpg'],
  ])('knows a better name for a JPEG named %s', (name, rightName) => {
    expect(judge(name, encodeJpeg(page))).toMatchObject({ kind: 'picture', format: 'jpeg', rightName });
  });

  it.each(['heic', 'webp'] as const)(
    'leaves a picture of another format to the browser, once its size is known (%s)',
    (format) => {
      expect(judge('photo.jpg', foreign[format](3000, 2000))).toMatchObject({
        kind: 'picture',
        format,
        facts: { widthPx: 3000, heightPx: 2000 },
      });
      expect(judge('photo.jpg', foreign[format](16_000, 16_000))).toMatchObject({ reason: 'too-many-pixels' });
      expect(judge('photo.jpg', foreign[format](3000, 2000).subarray(0, 20))).toMatchObject({ reason: format });
    },
  );

  it('never throws on other formats, whatever follows their first bytes', () => {
    fc.assert(
      fc.property(fc.constantFrom('heic', 'webp'), fc.uint8Array({ maxLength: 80 }), (format, bytes) => {
        const file = Buffer.concat([foreign[format](9, 9).subarray(0, 12), bytes]);
        expect(() => judge('a.jpg', file)).not.toThrow();
      }),
    );
  });

  it('refuses what is empty, no picture, or shortened', () => {
    expect(judge('a.jpg', new Uint8Array())).toMatchObject({ reason: 'empty' });
    expect(judge('a.jpg', Buffer.from('hello'))).toMatchObject({ reason: 'unknown' });
    const png = encodePng(page);
    expect(judge('a.png', png.subarray(0, png.length / 2))).toMatchObject({ reason: 'truncated' });
  });

  it('refuses what is too large to open, without its bytes', () => {
    expect(judgeFile('a.jpg', 60 * 1024 * 1024, new Uint8Array(), rules)).toMatchObject({ reason: 'huge' });
  });

  it('refuses too many and too few pixels by what the header says', () => {
    const wide = encodePng(page, { widthPx: 20_001, heightPx: 500 });
    expect(judge('a.png', wide)).toMatchObject({ reason: 'too-many-pixels', details: { widthPx: 20_001 } });
    const many = encodePng(page, { widthPx: 19_000, heightPx: 19_000 });
    expect(judge('a.png', many)).toMatchObject({ reason: 'too-many-pixels' });
    expect(judge('a.png', encodePng(drawPage(120, 160)))).toMatchObject({ reason: 'too-few-pixels' });
  });
});

describe('judgePicture', () => {
  const facts = { ...regularFacts, widthPx: 3024, heightPx: 4032 };
  const measures = { sharpness: 5000, brightness: 230 };
  const fine = { sizeBytes: 2_000_000, facts, isMisnamed: false, isForeign: false, measures, isUsedTwice: false };

  it('has nothing against a good photo', () => {
    expect(judgePicture(fine, rules)).toEqual({ repairs: [], mustRepair: false, doubts: [] });
  });

  it('lets a file of exactly 3072 KB through, and not a byte more', () => {
    expect(judgePicture({ ...fine, sizeBytes: 3072 * 1024 }, rules).mustRepair).toBe(false);
    expect(judgePicture({ ...fine, sizeBytes: 3072 * 1024 + 1 }, rules)).toMatchObject({
      repairs: ['too-many-bytes'],
      mustRepair: true,
    });
  });

  it('offers to turn and to convert, and does not insist', () => {
    const verdict = judgePicture({ ...fine, facts: { ...facts, orientation: 6, isCmyk: true } }, rules);
    expect(verdict).toEqual({ repairs: ['turned', 'cmyk'], mustRepair: false, doubts: [] });
  });

  it('insists on a new file where the platform may not take the old one, and doubts a missing end', () => {
    const irregular = { ...facts, isIrregular: true, missingEnd: Uint8Array.of(0xff, 0xd9) };
    expect(judgePicture({ ...fine, facts: irregular }, rules)).toEqual({
      repairs: ['irregular'],
      mustRepair: true,
      doubts: ['incomplete'],
    });
    expect(judgePicture({ ...fine, isForeign: true }, rules)).toMatchObject({ repairs: ['foreign'], mustRepair: true });
    expect(judgePicture({ ...fine, isMisnamed: true }, rules)).toMatchObject({
      repairs: ['renamed'],
      mustRepair: true,
    });
  });

  it('doubts blurred, dark, animated and doubled pictures', () => {
    expect(judgePicture({ ...fine, measures: { sharpness: 5, brightness: 230 } }, rules).doubts).toEqual(['blurred']);
    expect(judgePicture({ ...fine, measures: { sharpness: 5, brightness: 60 } }, rules).doubts).toEqual(['dark']);
    expect(judgePicture({ ...fine, facts: { ...facts, isAnimated: true }, isUsedTwice: true }, rules).doubts).toEqual([
      'used-twice',
      'animated',
    ]);
  });
});

describe('measurePicture', () => {
  const toPixels = (levels: Uint8Array, width: number, height: number) => ({
    data: Uint8Array.from([...levels].flatMap((level) => [level, level, level, 255])),
    width,
    height,
  });
  const small = drawPage(240, 300, 1, 4);

  function blur(levels: Uint8Array, width: number, radius: number): Uint8Array {
    return levels.map((_, at) => {
      let sum = 0;
      for (let y = -radius; y <= radius; y += 1)
        for (let x = -radius; x <= radius; x += 1) sum += levels[at + y * width + x] ?? 250;
      return sum / (2 * radius + 1) ** 2;
    });
  }

  it('finds print sharp, and blurred print much less so', () => {
    const sharp = measurePicture(toPixels(small.levels, 240, 300));
    const blurred = measurePicture(toPixels(blur(small.levels, 240, 6), 240, 300));
    expect(sharp.sharpness).toBeGreaterThan(rules.minSharpness * 10);
    expect(blurred.sharpness).toBeLessThan(rules.minSharpness);
  });

  it('goes by the paper, not by the print', () => {
    expect(measurePicture(toPixels(small.levels, 240, 300)).brightness).toBe(250);
    const dark = small.levels.map((level) => level / 3);
    expect(measurePicture(toPixels(dark, 240, 300)).brightness).toBeLessThan(rules.minBrightness);
  });

  it('measures a single pixel without failing', () => {
    expect(measurePicture(toPixels(Uint8Array.of(9), 1, 1))).toEqual({ sharpness: 0, brightness: 9 });
  });
});

describe('measureMissingRows', () => {
  const flat = (rows: readonly (readonly [level: number, count: number])[]) => {
    const levels = rows.flatMap(([level, count]) => new Array<number>(10 * count).fill(level));
    return { data: Uint8Array.from(levels.flatMap((level) => [level, level, level, 255])), width: 10, height: 100 };
  };

  it.each([
    [
      [
        [250, 60],
        [128, 40],
      ],
      0.4,
    ],
    [
      [
        [250, 60],
        [127, 20],
        [128, 20],
      ],
      0.4,
    ],
    [[[250, 100]], 0],
    [
      [
        [128, 90],
        [250, 10],
      ],
      0,
    ],
    [
      [
        [250, 99],
        [64, 1],
      ],
      0.01,
    ],
    [[[128, 100]], 1],
  ] as const)('of %j is %d', (rows, share) => expect(measureMissingRows(flat(rows))).toBeCloseTo(share));
});

describe('shrinking', () => {
  it('keeps the shape and stays legible', () => {
    const attempts = planShrinking(4000, 6000, rules);
    expect(attempts[0]).toEqual({ widthPx: 2339, heightPx: 3508, quality: 0.9 });
    for (const { widthPx, heightPx } of attempts) {
      expect(heightPx / widthPx).toBeCloseTo(1.5, 1);
      expect(widthPx).toBeGreaterThanOrEqual(rules.minShortSidePx);
    }
  });

  it('tries a small picture in its own size', () => {
    expect(planShrinking(500, 600, rules)[0]).toMatchObject({ widthPx: 500, heightPx: 600 });
  });

  it.each([
    ['营业执照.png', '营业执照.jpg'],
    ['a.b.bmp', 'a.b.jpg'],
    ['scan', 'scan.jpg'],
    ['.png', 'scan.jpg'],
    ['2026.11.24 扫描', '2026.11.24 扫描.jpg'],
  ])('names %s %s', (before, after) => expect(changeExtension(before, 'jpg')).toBe(after));
});

describe('fingerprintBytes', () => {
  it('is the same for the same bytes and another for one bit', () => {
    const bytes = encodeJpeg(page);
    const changed = Buffer.from(bytes);
    changed[99] = (changed[99] ?? 0) ^ 1;
    expect(fingerprintBytes(Buffer.from(bytes))).toBe(fingerprintBytes(bytes));
    expect(fingerprintBytes(changed)).not.toBe(fingerprintBytes(bytes));
    expect(fingerprintBytes(bytes.subarray(1))).not.toBe(fingerprintBytes(bytes));
  });
});
