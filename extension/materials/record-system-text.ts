// Which characters of a PDF's page are drawn with this computer's own fonts, because the PDF brings none; and which of them come out as nothing.

interface TextContext {
  fillText: OffscreenCanvasRenderingContext2D['fillText'];
  strokeText: OffscreenCanvasRenderingContext2D['strokeText'];
}

const sidePx = 24;
/** What stands for a character that no font has: nobody assigns this one. */
const unassigned = '\u{10fffe}';
/** Enough to judge a page by. */
const maxCharacters = 400;

function drawMark(character: string): string {
  const context = new OffscreenCanvas(sidePx, sidePx).getContext('2d', { willReadFrequently: true });
  if (!context) return '';
  context.font = `${sidePx - 6}px sans-serif`;
  context.fillText(character, 2, sidePx - 6);
  return context.getImageData(0, 0, sidePx, sidePx).data.join();
}

/** A private-use character is a glyph of a font that is not there; blank, or the box for what is missing, is no character at all. */
function countUndrawable(characters: Iterable<string>): number {
  const [blank, box] = [drawMark(' '), drawMark(unassigned)];
  const isLost = (character: string) => {
    if (/^[\p{Co}\p{Cc}\ufffd]$/u.test(character)) return true;
    const mark = drawMark(character);
    return mark === blank || mark === box;
  };
  return [...characters].filter((character) => /[^\s\p{Cf}\p{M}]/u.test(character) && isLost(character)).length;
}

/**
 * pdf.js fills embedded glyphs as paths (`disableFontFace`), so whatever it writes as text is without an embedded font.
 * Invisible text, as recognition lays it over a scan, is never written.
 * @returns how many different characters could not be drawn while `draw` ran
 */
export async function recordUndrawnText(draw: () => Promise<void>): Promise<number> {
  const prototype: TextContext = OffscreenCanvasRenderingContext2D.prototype;
  const { fillText, strokeText } = prototype;
  const seen = new Set<string>();
  const record = (text: string) => {
    for (const character of text) if (seen.size < maxCharacters) seen.add(character);
  };
  prototype.fillText = function (this: OffscreenCanvasRenderingContext2D, text, ...place) {
    record(text);
    fillText.call(this, text, ...place);
  };
  prototype.strokeText = function (this: OffscreenCanvasRenderingContext2D, text, ...place) {
    record(text);
    strokeText.call(this, text, ...place);
  };
  try {
    await draw();
  } finally {
    Object.assign(prototype, { fillText, strokeText });
  }
  return countUndrawable(seen);
}
