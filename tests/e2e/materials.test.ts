// The wizard with the assistant in a real browser: filled from a unit profile, forms printed, materials checked before the site gets them.
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importUnit, openAssistantPage } from '../support/browser/assistant-pages.ts';
import { chooseUnit } from '../support/browser/choose-unit.ts';
import { typeInto } from '../support/browser/clerk.ts';
import { listPages, waitForPage } from '../support/browser/find-page.ts';
import { listFaults } from '../support/browser/look.ts';
import {
  createMaterialClerk,
  type MaterialClerk,
  pressInCheck,
  readNotes,
  waitForVerdict,
} from '../support/browser/material-clerk.ts';
import { type Office, openOffice } from '../support/browser/office.ts';
import { pressOwn, waitUntilReady } from '../support/browser/press-own.ts';
import { readOwnText } from '../support/browser/read-own.ts';
import { drawPage } from '../support/files/pictures/draw-page.ts';
import { encodeBmp } from '../support/files/pictures/encode-bmp.ts';
import { encodeFax, faxPage } from '../support/files/pictures/encode-fax.ts';
import { encodeGif } from '../support/files/pictures/encode-gif.ts';
import { encodeJpeg } from '../support/files/pictures/encode-jpeg.ts';
import { encodePdf } from '../support/files/pictures/encode-pdf.ts';
import { encodePng } from '../support/files/pictures/encode-png.ts';
import { encodeTextPdf } from '../support/files/pictures/encode-text-pdf.ts';
import { writePdf } from '../support/files/pictures/write-pdf.ts';
import { createPlatformClerk, type PlatformClerk } from '../support/portal/platform-clerk.ts';
import { exampleAccount } from '../support/portal/platform-visit.ts';
import { exampleUnit } from '../support/portal/units.ts';

const fillBar = '[data-shebao-assistant="fill-wizard"]';
const page = drawPage(800, 1000, 1);
const other = drawPage(800, 1000, 2);
const jpeg = encodeJpeg(page);
/** From the start of the scan's header to the end of the file. */
const scanBytes = jpeg.length - jpeg.indexOf(Buffer.from([0xff, 0xda]));

/** A BMP that says its data begin elsewhere. */
function withOffset(bmp: Buffer, offset: number): Buffer {
  bmp.writeUInt32LE(offset, 10);
  return bmp;
}

/** The local header of an archive whose first part is OFD.xml; no more is looked at. */
const ofd = Buffer.from(`PK\x03\x04${'\0'.repeat(22)}\x07\0\0\0OFD.xml`, 'latin1');

/** A page that is covered by gradients, a hundred thousand times. */
function makeSlowPdf(): Buffer {
  const stream = deflateSync(Buffer.from('/S sh\n'.repeat(100_000)), { level: 9 });
  const shading =
    '<< /ShadingType 2 /ColorSpace /DeviceRGB /Coords [0 0 595 842] /Function 5 0 R /Extend [true true] >>';
  return writePdf([
    { head: '<< /Type /Catalog /Pages 2 0 R >>' },
    { head: '<< /Type /Pages /Kids [3 0 R] /Count 1 >>' },
    {
      head: `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Shading << /S ${shading} >> >> >>`,
    },
    { head: `<< /Length ${stream.length} /Filter /FlateDecode >>`, stream },
    { head: '<< /FunctionType 2 /Domain [0 1] /C0 [1 0 0] /C1 [0 0 1] /N 1 >>' },
  ]);
}

/** What axe has against our card in the frame; page-wide rules are the site's business. */
const cardRules = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] };

describe.each(['gbk', 'frames'] as const)('the wizard, %s', (variant) => {
  let office: Office;
  let clerk: PlatformClerk;
  let materials: MaterialClerk;

  beforeAll(async () => {
    office = await openOffice({ variant });
    await office.portal.createAccount(exampleAccount);
    await importUnit(office.clerk.browser, office.scratch.folder, exampleUnit);
    clerk = createPlatformClerk(office.clerk.page, office.portal);
    await clerk.logIn();
    await clerk.begin('证书新办');
  });
  afterAll(() => office.close());

  test('fills 录入信息 with one click and submits nothing', async () => {
    const frame = await clerk.frameWith('[data-shebao-assistant="fill-wizard"]');
    const before = frame.url();
    await pressOwn(frame, fillBar);
    const { site, fields } = await chooseUnit(office.clerk.browser);
    expect(site).toContain(new URL(before).origin);
    expect(fields).toContain('统一社会信用代码');
    await expect.poll(() => readOwnText(frame, fillBar), { timeout: 20_000 }).toContain('已填写');
    const values = await frame.$$eval('form input[type=text]', (inputs) => inputs.map((input) => input.value));
    expect(values).toEqual(expect.arrayContaining([exampleUnit.unitName, exampleUnit.creditCode, 'lihua@example.com']));
    expect(frame.url()).toBe(before);
  });

  test('a script of the page gets no unit data', async () => {
    const frame = await clerk.frameWith(fillBar);
    await waitUntilReady(frame, fillBar);
    const seen = await frame.evaluate((bar) => {
      for (const input of document.querySelectorAll<HTMLInputElement>('form input[type=text]')) input.value = '';
      const host = document.querySelector<HTMLElement>(bar);
      host?.click();
      host?.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
      return { isClosed: host?.shadowRoot === null, text: document.body.outerHTML };
    }, fillBar);
    expect(seen.isClosed).toBe(true);
    expect(seen.text).not.toContain('lihua@example.com');
    await pressOwn(frame, fillBar);
    // The window of the clerk's own click is the only one that has come.
    await chooseUnit(office.clerk.browser);
    await frame.waitForFunction(() => document.querySelector<HTMLInputElement>('form input[type=text]')?.value !== '');
    expect(await listPages(office.clerk.browser, '/fill.html')).toEqual([]);
  });

  test('opens our form from the print step with what stands on the page', async () => {
    await clerk.goOn('print');
    const frame = await clerk.frameWith('[data-shebao-assistant="print-application"]');
    await pressOwn(frame, '[data-shebao-assistant="print-application"]');
    const forms = await waitForPage(office.clerk.browser, '/forms.html');
    await forms.waitForSelector('[data-testid="application-form"]');
    expect(await forms.$eval('[data-field="unitName"]', (cell) => cell.textContent)).toBe(exampleUnit.unitName);
    expect(await forms.$eval('[data-field="project"]', (cell) => cell.textContent)).toContain(
      '重庆市网上社保项目-渝北',
    );
    expect(await forms.$eval('[data-ticked="true"]', (box) => box.textContent)).toContain('证书申请');
    await forms.close();
    await office.clerk.page.bringToFront();
    await clerk.agree();
    await clerk.goOn('upload');
    const upload = await clerk.frameWith('input[type=file]');
    materials = createMaterialClerk(office.clerk.page, upload, variant, office.scratch.folder);
  });

  test.each([
    ['a.jpg', jpeg],
    ['b.jpeg', encodeJpeg(page, { components: 1 })],
    ['c.bmp', encodeBmp(page)],
    ['d.gif', encodeGif(page)],
    ['e.png', encodePng(page)],
  ])('takes %s as it is', async (name, bytes) => {
    const frame = await materials.choose('applicationForm', name, bytes);
    expect(await waitForVerdict(frame)).toBe('accepted');
    expect(await materials.readField('applicationForm')).toEqual({ name, size: bytes.length });
  });

  test.each([
    ['empty.jpg', new Uint8Array(), 'empty'],
    ['cut.jpg', jpeg.subarray(0, jpeg.length / 2), 'truncated'],
    ['cut.png', encodePng(page).subarray(0, 400), 'truncated'],
    ['heic.jpg', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), 'heic'],
    ['scan.tif', Buffer.from('II*\0\x08\0\0\0', 'latin1'), 'tiff'],
    ['renamed.jpg', encodePdf({ jpeg, widthPx: 800, heightPx: 1000 }), 'renamed'],
    ['licence.ofd', ofd, 'ofd'],
    ['all.zip', Buffer.from('PK\x03\x04 nothing', 'latin1'), 'archive'],
    ['letter.doc', Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'latin1'), 'office'],
    ['note.jpg', Buffer.from('这不是图片'), 'unknown'],
    ['small.png', encodePng(drawPage(160, 120)), 'too-few-pixels'],
    ['wide.png', encodePng(page, { widthPx: 20_001, heightPx: 600 }), 'too-many-pixels'],
    ['huge.jpg', encodeJpeg(page, { paddingBytes: 51 * 1024 * 1024 }), 'huge'],
    ['bad.pdf', Buffer.from('%PDF-1.4\nnothing of the kind'), 'pdf-damaged'],
  ])('refuses %s and empties the field', async (name, bytes, reason) => {
    const frame = await materials.choose('sealSample', name, bytes);
    expect(await waitForVerdict(frame)).toBe('refused');
    expect((await readNotes(frame)).reason).toBe(reason);
    expect(await materials.readField('sealSample')).toBeUndefined();
  });

  // It takes its half minute: once is enough.
  if (variant === 'gbk')
    test('gives up a PDF that takes too long, while our other pages work on', async () => {
      const pdf = makeSlowPdf();
      expect(pdf.length).toBeLessThan(5_000);
      const frame = await materials.give('sealSample', 'slow.pdf', pdf);
      const tokens = await openAssistantPage(office.clerk.browser, 'tokens.html');
      await typeInto(tokens, 'old-pin', '135790');
      expect(await tokens.$eval('#old-pin', (box) => (box as HTMLInputElement).value)).toBe('135790');
      await tokens.close();
      // It was still being drawn.
      expect(await frame.$('[data-testid="material-refused"]')).toBeNull();
      await office.clerk.page.bringToFront();
      expect(await waitForVerdict(frame, 60_000)).toBe('refused');
      expect(await readNotes(frame)).toMatchObject({ reason: 'too-slow' });
      expect(await materials.readField('sealSample')).toBeUndefined();
    });

  test('refuses a picture whose data are rubbish inside a right structure', async () => {
    const png = encodePng(page);
    png.fill(0x55, 60, png.length - 30);
    const frame = await materials.choose('sealSample', 'rubbish.png', png);
    expect((await readNotes(frame)).reason).toBe('damaged');
    expect(await listFaults(frame, cardRules)).toEqual([]);
  });

  test('offers to shrink what is over 3072 KB, and keeps the field empty until then', async () => {
    const large = encodeJpeg(other, { paddingBytes: 4 * 1024 * 1024 });
    const frame = await materials.choose('businessLicence', 'large.jpg', large);
    expect(await waitForVerdict(frame)).toBe('asking');
    expect((await readNotes(frame)).notes).toBe('too-many-bytes');
    expect(await frame.$('[data-testid="use-original"]')).toBeNull();
    expect(await materials.readField('businessLicence')).toBeUndefined();
    await pressInCheck(frame, 'use-improved');
    await frame.waitForSelector('[data-testid="material-accepted"][data-improved="true"]');
    const file = await materials.readField('businessLicence');
    expect(await listFaults(frame, cardRules)).toEqual([]);
    expect(file?.name).toBe('large.jpg');
    expect(file?.size).toBeLessThan(3072 * 1024);
  });

  test.each([
    ['chrome.jfif', jpeg, 'renamed', ''],
    ['微信图片.png', jpeg, 'renamed', ''],
    ['no end.jpg', jpeg.subarray(0, -2), 'irregular', 'incomplete'],
    [
      'stray.jpg',
      Buffer.concat([jpeg.subarray(0, -scanBytes), Buffer.alloc(5), jpeg.subarray(-scanBytes)]),
      'irregular',
      '',
    ],
    ['no trailer.gif', encodeGif(page).subarray(0, -1), 'irregular', ''],
    ['no end.png', encodePng(page).subarray(0, -12), 'irregular', 'incomplete'],
    ['odd.bmp', withOffset(encodeBmp(page), 50), 'irregular', ''],
    ['no end.bmp', encodeBmp(page).subarray(0, -3), 'irregular', 'incomplete'],
  ])('offers a picture in place of %s, which browsers show', async (name, bytes, repair, doubt) => {
    const frame = await materials.choose('businessLicence', name, bytes);
    expect(await waitForVerdict(frame)).toBe('asking');
    expect((await readNotes(frame)).notes).toBe([repair, doubt].filter(Boolean).join(' '));
    expect(await frame.$('[data-testid="use-original"]')).toBeNull();
    await pressInCheck(frame, 'use-improved');
    await frame.waitForSelector('[data-testid="material-accepted"]');
    const file = await materials.readField('businessLicence');
    expect(file?.name).toBe(name.replace(/\.\w+$/, '.jpg'));
    // Only a wrong name leaves the bytes as they are.
    expect(file?.size === bytes.length).toBe(repair === 'renamed');
    for (const [x, y] of [
      [100, 996],
      [404, 996],
      [700, 500],
    ] as const) {
      const drawn = page.levels[y * page.widthPx + x] ?? 0;
      expect(Math.abs((await materials.readLightness('businessLicence', x / 800, y / 1000)) - drawn)).toBeLessThan(40);
    }
  });

  test('makes a WebP a JPEG', async () => {
    const dataUrl = await office.clerk.page.evaluate(() => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 800, height: 1000 });
      const context = canvas.getContext('2d');
      if (context) {
        context.fillStyle = '#fff';
        context.fillRect(0, 0, 800, 1000);
        context.fillStyle = '#000';
        for (let line = 40; line < 1000; line += 30) context.fillText('第几行 的 文字 '.repeat(12), 20, line);
      }
      return canvas.toDataURL('image/webp');
    });
    const frame = await materials.choose(
      'businessLicence',
      'photo.jpg',
      Buffer.from(dataUrl.split(',')[1] ?? '', 'base64'),
    );
    expect((await readNotes(frame)).notes).toBe('foreign');
    await pressInCheck(frame, 'use-improved');
    await frame.waitForSelector('[data-testid="material-accepted"]');
    expect((await materials.readField('businessLicence'))?.name).toBe('photo.jpg');
  });

  test.each([
    ['cmyk.jpg', encodeJpeg(page, { components: 4 }), 'cmyk'],
    ['turned.jpg', encodeJpeg(drawPage(800, 1000, 5), { orientation: 6 }), 'turned'],
    ['turned.png', encodePng(drawPage(800, 1000, 6), undefined, { orientation: 6, place: 'before' }), 'turned'],
    ['moving.gif', encodeGif(page, other), 'animated'],
    ['blank.png', encodePng({ ...page, levels: new Uint8Array(800_000).fill(250) }), 'blurred'],
    ['dark.png', encodePng({ ...page, levels: page.levels.map((level) => level / 4) }), 'dark'],
  ])('asks the clerk about %s, who may use it', async (name, bytes, note) => {
    const frame = await materials.choose('legalPersonId', name, bytes);
    expect(await waitForVerdict(frame)).toBe('asking');
    expect((await readNotes(frame)).notes).toBe(note);
    await pressInCheck(frame, 'use-original');
    await frame.waitForSelector('[data-testid="material-accepted"]');
    expect(await materials.readField('legalPersonId')).toEqual({ name, size: bytes.length });
  });

  test('notices the same file in two fields', async () => {
    await materials.choose('applicationForm', 'a.jpg', jpeg);
    const frame = await materials.choose('agentId', 'again.jpg', jpeg);
    expect((await readNotes(frame)).notes).toBe('used-twice');
    expect(await listFaults(frame, cardRules)).toEqual([]);
    await pressInCheck(frame, 'discard');
    await frame.waitForSelector('[data-testid="material-waiting"]');
    expect(await materials.readField('agentId')).toBeUndefined();
  });

  test('makes a page of a scanned PDF a picture', async () => {
    const size = { widthPx: 800, heightPx: 1000 };
    const pdf = encodePdf({ jpeg, ...size }, { jpeg: encodeJpeg(other), ...size });
    const frame = await materials.choose('agentId', 'scan.pdf', pdf);
    expect(await waitForVerdict(frame)).toBe('asking');
    expect(await listFaults(frame, cardRules)).toEqual([]);
    await frame.select('[data-testid="pdf-page"]', '2');
    await frame.waitForFunction(
      () => document.querySelector<HTMLSelectElement>('[data-testid="pdf-page"]')?.value === '2',
    );
    await pressInCheck(frame, 'use-improved');
    await frame.waitForSelector('[data-testid="material-accepted"]');
    expect((await materials.readField('agentId'))?.name).toBe('scan.jpg');
  });

  test('makes a page of a faxed PDF a picture, without WebAssembly', async () => {
    const frame = await materials.choose('legalPersonId', 'fax.pdf', encodePdf({ fax: encodeFax(), ...faxPage }));
    expect(await waitForVerdict(frame)).toBe('asking');
    await pressInCheck(frame, 'use-improved');
    await frame.waitForSelector('[data-testid="material-accepted"]');
    const middle = await materials.readLightness('legalPersonId', 0.5);
    const margin = await materials.readLightness('legalPersonId', 0.05);
    expect({ isMiddleBlack: middle < 40, isMarginWhite: margin > 215 }).toEqual({
      isMiddleBlack: true,
      isMarginWhite: true,
    });
  });

  const lines = Array.from({ length: 26 }, (_, index) => `第${index + 1}条 重庆山城机械制造有限公司申请办理数字证书`);

  test.each([undefined, 0, 4])(
    'draws Chinese text whose font the PDF does not bring, and a seal with flags %s',
    async (sealFlags) => {
      const pdf = encodeTextPdf({ lines, ...(sealFlags === undefined ? {} : { sealFlags }) });
      const frame = await materials.choose('agentId', 'text.pdf', pdf);
      expect(await waitForVerdict(frame)).toBe('asking');
      expect((await readNotes(frame)).notes).toBe('');
      await pressInCheck(frame, 'use-improved');
      await frame.waitForSelector('[data-testid="material-accepted"]');
      const { dark, red } = await materials.countInk('agentId');
      expect(dark).toBeGreaterThan(0.01);
      expect(red).toBeCloseTo(sealFlags === undefined ? 0 : 150 ** 2 / (595 * 842), 2);
    },
  );

  test('refuses a page with text that this computer cannot draw, not one with invisible text over it', async () => {
    const unknown = encodeTextPdf({ lines: ['\ue000\ue001\ue002\ue003'] });
    const frame = await materials.choose('agentId', 'unknown.pdf', unknown);
    expect((await readNotes(frame)).reason).toBe('pdf-text');
    const invisible = encodeTextPdf({ lines: ['\ue000\ue001\ue002\ue003'], renderingMode: 3, sealFlags: 4 });
    await materials.choose('agentId', 'invisible.pdf', invisible);
    expect((await readNotes(frame)).reason).toBeNull();
  });

  test.each([
    ['long.pdf', encodeTextPdf({ lines, heightPt: 14_100 }), 'coarse'],
    ['half.pdf', encodePdf({ jpeg: jpeg.subarray(0, jpeg.length / 2), widthPx: 800, heightPx: 1000 }), 'incomplete'],
  ])('lets the clerk look at a page of %s', async (name, pdf, doubt) => {
    const frame = await materials.choose('agentId', name, pdf);
    expect(await waitForVerdict(frame)).toBe('asking');
    expect((await readNotes(frame)).notes?.split(' ')).toContain(doubt);
  });

  test('points at 确定, and an order left without it says so', async () => {
    // Whatever earlier tests have left in these two.
    await materials.choose('sealSample', 'seal.jpg', encodeJpeg(drawPage(800, 1000, 7)));
    await materials.choose('agentId', 'agent.jpg', encodeJpeg(drawPage(800, 1000, 11)));
    await clerk.upload();
    const frame = await clerk.frameWith('[data-shebao-assistant="confirm-upload"]');
    expect(await readOwnText(frame, '[data-shebao-assistant="confirm-upload"]')).toContain('一定要点击');
    await (await frame.$('.xubox_close, .layui-layer-close'))?.click();
    await frame.waitForSelector('[data-shebao-assistant="not-submitted"]');
    await clerk.openOrders();
    const list = await clerk.frameWith('[data-shebao-assistant="unsubmitted-order"]');
    expect(await readOwnText(list, '[data-shebao-assistant="unsubmitted-order"]')).toContain('继续办理');
  });

  test('hands over nothing to another page that asks for it', async () => {
    const extensionPage = await openAssistantPage(office.clerk.browser, 'material-check.html#1-2-3-4');
    await extensionPage.evaluate(() => {
      const { port2 } = new MessageChannel();
      window.postMessage({ type: 'shebao-assistant-connect', channel: '1-2-3-4' }, '*', [port2]);
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await extensionPage.$('[data-testid^="material-"]')).toBeNull();
    await extensionPage.close();
  });
});
