// The captcha as a picture: digits as strokes of a pen, so that no text stands in the file.
import { randomInt } from 'node:crypto';

/** Each digit on a field of 10 by 16, drawn from corner to corner like the figures of a till. */
const strokes = [
  'M1 1H9V15H1Z',
  'M3 4L6 1V15',
  'M1 3L3 1H9V7L1 15H9',
  'M1 1H9V15H1M3 8H9',
  'M1 1V9H9M7 5V15',
  'M9 1H1V7H9V15H1',
  'M8 1L1 8V15H9V8H1',
  'M1 1H9L4 15',
  'M1 1H9V15H1ZM1 8H9',
  'M9 8H1V1H9V8L3 15',
] as const;

const between = (low: number, high: number) => randomInt(low * 10, high * 10) / 10;

/** SVG, 96 by 28, of some digits. */
export function drawCaptcha(digits: string): string {
  const glyphs = [...digits].map((digit, index) => {
    const place = `translate(${6 + index * 15 + between(-1, 1)} ${between(4, 8)}) rotate(${between(-14, 14)} 5 8)`;
    return `<path d="${strokes[Number(digit)]}" transform="${place}"/>`;
  });
  const noise = Array.from({ length: 4 }, () => `M0 ${between(2, 26)}L96 ${between(2, 26)}`).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="96" height="28" viewBox="0 0 96 28"><rect width="96" height="28" fill="#e8f2f5"/><path d="${noise}" stroke="#a8c6d2" stroke-width=".8"/><g fill="none" stroke="#0f5a73" stroke-width="1.8" stroke-linejoin="round">${glyphs.join('')}</g></svg>`;
}
