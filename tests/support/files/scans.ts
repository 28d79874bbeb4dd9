// The five scans of a clerk, made here: pictures that look like documents, by the browser's own canvas.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'puppeteer';
import { type MaterialCode, materialCodes, materials } from '../../portal/platform/words/materials.ts';

/** A legible A4 scan at about 150 dpi. */
const [width, height] = [1240, 1754];

/** Draws a stamped page for each material into `folder`. @returns paths by material */
export async function makeScans(browser: Browser, folder: string): Promise<Record<MaterialCode, string>> {
  const page = await browser.newPage();
  try {
    const paths = {} as Record<MaterialCode, string>;
    for (const code of materialCodes) {
      const dataUrl = await page.evaluate(
        (title: string, w: number, h: number) => {
          const canvas = Object.assign(document.createElement('canvas'), { width: w, height: h });
          const context = canvas.getContext('2d');
          if (!context) throw new Error('no canvas');
          context.fillStyle = '#fdfdfb';
          context.fillRect(0, 0, w, h);
          context.fillStyle = '#111';
          context.font = 'bold 56px "Noto Sans CJK SC"';
          context.fillText(title, 330, 180);
          context.font = '30px "Noto Sans CJK SC"';
          for (let line = 0; line < 22; line += 1)
            context.fillText(
              `第 ${line + 1} 项：重庆山城机械制造有限公司 填写内容 ${line * 7919}`,
              140,
              300 + line * 56,
            );
          context.strokeStyle = '#c8102e';
          context.lineWidth = 9;
          context.beginPath();
          context.arc(w - 330, h - 330, 150, 0, 2 * Math.PI);
          context.stroke();
          context.fillStyle = '#c8102e';
          context.fillText('公章', w - 360, h - 320);
          return canvas.toDataURL('image/jpeg', 0.85);
        },
        materials[code].name,
        width,
        height,
      );
      paths[code] = join(folder, `${materials[code].name}.jpg`);
      writeFileSync(paths[code], Buffer.from(dataUrl.split(',')[1] ?? '', 'base64'));
    }
    return paths;
  } finally {
    await page.close();
  }
}
