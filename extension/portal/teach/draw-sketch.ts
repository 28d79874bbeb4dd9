// Where the parts of a form stand, in thousandths of it: enough to draw it by, and nothing of what is in it.
import type { TaughtPage } from '../supplement.ts';
import type { Chosen } from './make-page.ts';
import type { TeachableKind } from './teachable-kinds.ts';

/** Around the parts, in CSS px. */
const margin = 24;
const clamp = (value: number) => Math.round(Math.min(1000, Math.max(0, value * 1000)));

export function drawSketch({ parts }: TeachableKind, chosen: Chosen): TaughtPage['sketch'] {
  const places = parts.flatMap(({ name, words }) => {
    const rect = chosen[name]?.getBoundingClientRect();
    return rect ? [{ words, rect }] : [];
  });
  const left = Math.min(...places.map(({ rect }) => rect.left)) - margin;
  const top = Math.min(...places.map(({ rect }) => rect.top)) - margin;
  const width = Math.max(1, Math.max(...places.map(({ rect }) => rect.right)) + margin - left);
  const height = Math.max(1, Math.max(...places.map(({ rect }) => rect.bottom)) + margin - top);
  return places.map(({ words, rect }) => ({
    words,
    x: clamp((rect.left - left) / width),
    y: clamp((rect.top - top) / height),
    width: clamp(rect.width / width),
    height: clamp(rect.height / height),
  }));
}
