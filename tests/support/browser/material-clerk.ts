// What a clerk does on 上传资料 with the assistant's check beside each file field.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElementHandle, Frame, Page } from 'puppeteer';
import { type MaterialCode, materials } from '../../portal/platform/words/materials.ts';
import type { PortalVariant } from '../../portal/sites/site-urls.ts';
import { listFrames } from './find-page.ts';

const waitMs = 20_000;

export interface MaterialClerk {
  /** Chooses a file of these bytes in the page's own field. @returns the frame that will give the verdict */
  give(code: MaterialCode, fileName: string, bytes: Uint8Array): Promise<Frame>;
  /** Gives it and waits for the verdict. */
  choose(code: MaterialCode, fileName: string, bytes: Uint8Array): Promise<Frame>;
  /** Name and size of the file that the page has; undefined when it has none. */
  readField(code: MaterialCode): Promise<{ name: string; size: number } | undefined>;
  /** How light (0–255) the picture in the page's field is, this far from its left side (0–1) and, if not halfway, from its top. */
  readLightness(code: MaterialCode, fromLeft: number, fromTop?: number): Promise<number>;
  /** Shares (0–1) of the picture in the page's field that are dark, and that are red. */
  countInk(code: MaterialCode): Promise<{ dark: number; red: number }>;
}

/** Waits until the frame shows one of its states, e.g. `accepted`. @returns its name */
export async function waitForVerdict(frame: Frame, timeoutMs = waitMs): Promise<string> {
  const card = await frame.waitForSelector(
    '[data-testid="material-accepted"], [data-testid="material-refused"], [data-testid="material-asking"]',
    { timeout: timeoutMs },
  );
  return (await card?.evaluate((element) => element.getAttribute('data-testid')?.replace('material-', ''))) ?? '';
}

export async function readNotes(frame: Frame): Promise<{ reason: string | null; notes: string | null; text: string }> {
  return frame.$eval('[data-testid^="material-"]', (card) => ({
    reason: card.getAttribute('data-reason'),
    notes: card.getAttribute('data-notes'),
    text: card.textContent ?? '',
  }));
}

/** Our frames beside the page's file fields. */
export const listCheckFrames = (page: Page) => listFrames(page, '/material-check.html');

/** Presses a button of the check once it stands still: its frame grows when a preview comes. */
export async function pressInCheck(frame: Frame, testId: string): Promise<void> {
  const button = await frame.waitForSelector(`[data-testid="${testId}"]`, { timeout: waitMs });
  if (!button) throw new Error(`no ${testId}`);
  await button.scrollIntoView();
  for (let before = await button.boundingBox(); ; ) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const now = await button.boundingBox();
    if (now?.y === before?.y) break;
    before = now;
  }
  await button.click();
}

/** @param uploadFrame frame that holds the upload page @param folder where files are put for the browser to read */
export function createMaterialClerk(
  page: Page,
  uploadFrame: Frame,
  variant: PortalVariant,
  folder: string,
): MaterialClerk {
  const frames = new Map<MaterialCode, Frame>();
  const field = async (code: MaterialCode) => {
    const input = await uploadFrame.$(`input[type=file][name=${materials[code].fieldNames[variant]}]`);
    if (!input) throw new Error(`no field for ${code}`);
    return input as ElementHandle<HTMLInputElement>;
  };
  const frameOf = async (code: MaterialCode): Promise<Frame> => {
    const deadline = Date.now() + waitMs;
    while (Date.now() < deadline) {
      const others = [...frames.values()];
      const known = frames.get(code) ?? (await listCheckFrames(page)).find((frame) => !others.includes(frame));
      if (known) {
        frames.set(code, known);
        return known;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error('no check has appeared');
  };
  const give: MaterialClerk['give'] = async (code, fileName, bytes) => {
    const path = join(folder, fileName);
    writeFileSync(path, bytes);
    await frames
      .get(code)
      ?.evaluate(() => document.querySelector('[data-testid^="material-"]')?.setAttribute('data-testid', 'before'));
    await (await field(code)).uploadFile(path);
    return frameOf(code);
  };
  return {
    give,
    async choose(code, fileName, bytes) {
      const frame = await give(code, fileName, bytes);
      await waitForVerdict(frame);
      return frame;
    },
    readField: async (code) =>
      (await field(code)).evaluate((input) => {
        const [file] = input.files ?? [];
        return file && { name: file.name, size: file.size };
      }),
    readLightness: async (code, fromLeft, fromTop = 0.5) =>
      (await field(code)).evaluate(
        async (input, left, top) => {
          const [file] = input.files ?? [];
          if (!file) throw new Error('the field is empty');
          const picture = await createImageBitmap(file);
          const context = new OffscreenCanvas(1, 1).getContext('2d');
          if (!context) throw new Error('no canvas');
          context.drawImage(picture, -Math.floor(picture.width * left), -Math.floor(picture.height * top));
          return context.getImageData(0, 0, 1, 1).data[0] ?? Number.NaN;
        },
        fromLeft,
        fromTop,
      ),
    countInk: async (code) =>
      (await field(code)).evaluate(async (input) => {
        const [file] = input.files ?? [];
        if (!file) throw new Error('the field is empty');
        const picture = await createImageBitmap(file);
        const context = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
        if (!context) throw new Error('no canvas');
        context.drawImage(picture, 0, 0);
        const { data } = context.getImageData(0, 0, picture.width, picture.height);
        const counts = { dark: 0, red: 0 };
        for (let at = 0; at < data.length; at += 4) {
          const [red = 0, green = 0] = [data[at], data[at + 1]];
          if (red < 100) counts.dark += 1;
          else if (red > 180 && green < 80) counts.red += 1;
        }
        const pixels = data.length / 4;
        return { dark: counts.dark / pixels, red: counts.red / pixels };
      }),
  };
}
