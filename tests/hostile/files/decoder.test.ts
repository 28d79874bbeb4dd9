// Where scans are opened there is nothing to steal and nobody to call: asked from inside, in each real browser.
import { deflateSync } from 'node:zlib';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chongqingMaterials } from '../../../extension/portal/profiles/chongqing/materials.ts';
import { openAssistantPage } from '../../support/browser/assistant-pages.ts';
import type { BrowserName } from '../../support/browser/browser-name.ts';
import { type Office, openOffice } from '../../support/browser/office.ts';
import { drawPage } from '../../support/files/pictures/draw-page.ts';
import { encodeBmp } from '../../support/files/pictures/encode-bmp.ts';
import { encodeJpeg } from '../../support/files/pictures/encode-jpeg.ts';
import { encodePng } from '../../support/files/pictures/encode-png.ts';
import { writePdf } from '../../support/files/pictures/write-pdf.ts';

const page1 = drawPage(800, 1000, 1);
const jpeg = encodeJpeg(page1);
/** SOF0 with this size, as a frame header of the JPEG has it. */
function readFrameHeader(side?: number): Buffer {
  const at = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
  const header = Buffer.from(jpeg.subarray(at, at + 2 + jpeg.readUInt16BE(at + 2)));
  if (side !== undefined) {
    header.writeUInt16BE(side, 5);
    header.writeUInt16BE(side, 7);
  }
  return header;
}
function insert(bytes: Buffer, at: number, more: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at)]);
}
const resize = (bmp: Buffer, widthPx: number, heightPx: number) => {
  bmp.writeInt32LE(widthPx, 18);
  bmp.writeInt32LE(heightPx, 22);
  return bmp;
};
/** A page whose only content is that many blanks, packed twice. */
function makeUnfoldingPdf(bytes: number): Buffer {
  const stream = deflateSync(deflateSync(Buffer.alloc(bytes, 0x20), { level: 1 }), { level: 9 });
  return writePdf([
    { head: '<< /Type /Catalog /Pages 2 0 R >>' },
    { head: '<< /Type /Pages /Kids [3 0 R] /Count 1 >>' },
    { head: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>' },
    { head: `<< /Length ${stream.length} /Filter [/FlateDecode /FlateDecode] >>`, stream },
  ]);
}

/** Small files that would take much: each with what is said of it. */
const bombs: readonly (readonly [what: string, reason: string, name: string, make: () => Buffer])[] = [
  [
    'a PNG of 12,000 × 12,000',
    'too-many-pixels',
    'a.png',
    () => encodePng(page1, { widthPx: 12_000, heightPx: 12_000 }),
  ],
  [
    'a JPEG whose first frame is huge and whose second is small',
    'damaged',
    'a.jpg',
    () => insert(jpeg, jpeg.indexOf(Buffer.from([0xff, 0xc0])), readFrameHeader(65_000)),
  ],
  [
    'a JPEG that says the small one after its scan',
    'damaged',
    'a.jpg',
    () => {
      const huge = Buffer.from(jpeg);
      huge.set(readFrameHeader(65_000), jpeg.indexOf(Buffer.from([0xff, 0xc0])));
      return insert(huge, huge.length - 2, readFrameHeader());
    },
  ],
  [
    'a BMP with more rows than it has',
    'truncated',
    'a.bmp',
    () => resize(encodeBmp(drawPage(300, 400, 1)), 300, 9_000),
  ],
  [
    'a BMP that is wider than any scan',
    'too-many-pixels',
    'a.bmp',
    () => {
      const bmp = resize(encodeBmp(drawPage(300, 400, 1)), 30_000, 30_000);
      // Packed by runs: its size says nothing of what it unfolds to.
      bmp.writeUInt16LE(8, 28);
      bmp.writeUInt32LE(1, 30);
      bmp.writeUInt32LE(1_000, 34);
      return bmp;
    },
  ],
  ['a PDF that unfolds to 280 MB', 'pdf-damaged', 'a.pdf', () => makeUnfoldingPdf(280_000_000)],
];

describe.each<BrowserName>(['chromium', 'firefox'])('the decoder in %s', (browser) => {
  let office: Office;
  let page: Page;
  beforeAll(async () => {
    process.env.CLERK_BROWSER = browser;
    office = await openOffice();
    page = await openAssistantPage(office.clerk.browser, 'units.html');
  });
  afterAll(() => office?.close());

  test('begins without network, storage, other workers or extension APIs', async () => {
    const ready = await page.evaluate(
      () =>
        new Promise<unknown>((resolve) => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = ({ data }) => resolve(data);
          new Worker('/decode-worker.js').postMessage(undefined, [port2]);
        }),
    );
    expect(ready).toEqual({ type: 'ready', powers: [] });
  });

  /** What the decoder's worker says of a file. */
  const ask = async (name: string, bytes: Buffer): Promise<unknown> => {
    const rules = { ...chongqingMaterials, decodeMaxPixels: 72_000_000 };
    const question = { type: 'check', name, sizeBytes: bytes.length, rules, otherFingerprints: [] };
    return page.evaluate(
      async (base64: string, request: object) => {
        const worker = new Worker('/decode-worker.js');
        const { port1, port2 } = new MessageChannel();
        const hear = () =>
          new Promise<unknown>((resolve) => {
            port1.onmessage = ({ data }) => resolve(data);
          });
        const ready = hear();
        worker.postMessage(undefined, [port2]);
        await ready;
        const answer = hear();
        const { buffer } = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        port1.postMessage({ ...request, bytes: buffer }, [buffer]);
        const { type, reason } = (await answer) as { type?: string; reason?: string };
        worker.terminate();
        return reason ?? type;
      },
      bytes.toString('base64'),
      question,
    );
  };

  test.each(bombs)('refuses %s: %s', async (_what, reason, name, make) => {
    const bytes = make();
    expect(bytes.length).toBeLessThan(400_000);
    expect(await ask(name, bytes)).toBe(reason);
  });

  // Firefox has no sandbox pages.
  if (browser === 'chromium')
    test('lives in a page of an origin of its own, from which nothing leads out', async () => {
      await page.evaluate(() => {
        const frame = document.createElement('iframe');
        frame.src = '/decoder.html#test';
        document.body.append(frame);
        return new Promise((resolve) => frame.addEventListener('load', resolve));
      });
      const frame = page.frames().find((one) => one.url().includes('/decoder.html'));
      const found = await frame?.evaluate(async () => {
        const attempt = async (work: () => unknown) => {
          try {
            await work();
            return 'done';
          } catch {
            return 'refused';
          }
        };
        const { chrome } = globalThis as { chrome?: { runtime?: object; extension?: object } };
        return {
          origin: self.origin,
          apis: [typeof chrome?.runtime, typeof chrome?.extension],
          fetch: await attempt(() => fetch('http://os.ezca.org:8001/')),
          storage: await attempt(() => localStorage.length),
          parent: await attempt(() => window.parent.document.title),
          image: await attempt(
            () =>
              new Promise((resolve, reject) => {
                const image = new Image();
                image.onload = resolve;
                image.onerror = reject;
                image.src = 'http://os.ezca.org:8001/x.png';
              }),
          ),
        };
      });
      expect(found).toEqual({
        origin: 'null',
        apis: ['undefined', 'undefined'],
        fetch: 'refused',
        storage: 'refused',
        parent: 'refused',
        image: 'refused',
      });
    });
});
