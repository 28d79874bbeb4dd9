// A scanned PDF's pages as pictures, drawn by pdfjs-dist in the decoder's worker. Nothing is fetched, no script of the PDF runs.
import 'pdfjs-dist/build/pdf.worker.mjs';
import { getDocument, PasswordException, type PDFPageProxy } from 'pdfjs-dist';
import type { MaterialRules } from '../portal/material-rules.ts';
import { hasBrokenScan } from './find-broken-scans.ts';
import { MaterialRefused } from './material-refused.ts';
import { recordUndrawnText } from './record-system-text.ts';

/** A4 at 300 dots per inch. */
const [shortSidePx, longSidePx] = [2480, 3508];
/** More than that makes no picture that a site takes; a strip's other side shows whether it can be read. */
const maxSidePx = 8000;

/** The library's own makes elements of a document; a worker has none. */
class WorkerCanvasFactory {
  create(width: number, height: number) {
    if (!(width > 0 && height > 0)) throw new Error('no canvas without size');
    const canvas = new OffscreenCanvas(width, height);
    return { canvas, context: canvas.getContext('2d', { willReadFrequently: true }) };
  }
  reset({ canvas }: { canvas: OffscreenCanvas }, width: number, height: number) {
    [canvas.width, canvas.height] = [width, height];
  }
  destroy({ canvas }: { canvas: OffscreenCanvas }) {
    [canvas.width, canvas.height] = [0, 0];
  }
  getNoAlphaContext(canvas: OffscreenCanvas) {
    return canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  }
}

/** Filters are SVG elements of a document: a worker draws without them, as the library does under Node. */
class WorkerFilterFactory {
  addFilter = () => 'none';
  addHCMFilter = () => 'none';
  addAlphaFilter = () => 'none';
  addLuminosityFilter = () => 'none';
  addKnockoutFilter = () => 'none';
  addHighlightHCMFilter = () => 'none';
  addSelectionHCMFilter = () => 'none';
  addSelectionFilter = () => 'none';
  createSelectionStyle = () => null;
  destroy = () => undefined;
}

interface DrawnPage {
  readonly bitmap: ImageBitmap;
  /** Median height of the letters, in pixels of the bitmap; Infinity where the page has no text but in pictures. */
  readonly textHeightPx: number;
}

/** Longer than a sheet, a page has more pixels: what matters is how wide it is. */
function chooseScale(widthPt: number, heightPt: number): number {
  const [short, long] = [Math.min(widthPt, heightPt), Math.max(widthPt, heightPt)];
  return Math.max(longSidePx / long, Math.min(shortSidePx / short / 2, maxSidePx / long));
}

async function measureText(page: PDFPageProxy, scale: number): Promise<number> {
  const { items } = await page.getTextContent();
  const heights = items.flatMap((item) => ('str' in item && item.str.trim() !== '' ? [item.height * scale] : []));
  return heights.toSorted((one, other) => one - other)[Math.floor(heights.length / 2)] ?? Number.POSITIVE_INFINITY;
}

export interface OpenedPdf {
  readonly pageCount: number;
  /** A picture in it ends too early. */
  readonly isBroken: boolean;
  /** Throws MaterialRefused where the page, or text on it, cannot be drawn. @param pageNumber from 1 */
  readonly drawPage: (pageNumber: number) => Promise<DrawnPage>;
}

/** Throws MaterialRefused for a PDF with a password or a broken one. @param readLibraryFile reads `cmaps/…` and `standard_fonts/…` */
export async function openPdf(
  bytes: Uint8Array,
  { decodeMaxPixels }: MaterialRules,
  readLibraryFile: (name: string) => Promise<Uint8Array<ArrayBuffer>>,
): Promise<OpenedPdf> {
  const folders: Readonly<Record<string, string>> = { cMapUrl: 'cmaps', standardFontDataUrl: 'standard_fonts' };
  const task = getDocument({
    // The library takes the buffer away.
    data: bytes.slice(),
    // The sandbox's policy allows no WebAssembly; the library then takes its JavaScript decoders.
    useWasm: false,
    useWorkerFetch: false,
    enableXfa: false,
    disableAutoFetch: true,
    stopAtErrors: true,
    maxImageSize: decodeMaxPixels,
    disableFontFace: true,
    useSystemFonts: false,
    // Fonts that are not embedded: CMaps say which characters are meant, and this computer's fonts draw them.
    BinaryDataFactory: class {
      fetch = ({ kind, filename }: { kind: string; filename: string }) =>
        readLibraryFile(`${folders[kind]}/${filename}`);
    },
    CanvasFactory: WorkerCanvasFactory,
    FilterFactory: WorkerFilterFactory,
  });
  try {
    const document = await task.promise;
    const isBroken = hasBrokenScan(bytes);
    return {
      pageCount: document.numPages,
      isBroken,
      drawPage: async (pageNumber) => {
        const page = await document.getPage(pageNumber).catch(() => {
          throw new MaterialRefused('pdf-damaged');
        });
        const { width, height } = page.getViewport({ scale: 1 });
        const scale = chooseScale(width, height);
        const viewport = page.getViewport({ scale });
        const [widthPx, heightPx] = [viewport.width, viewport.height].map((side) => Math.max(1, Math.round(side)));
        let undrawn = 0;
        let textHeightPx = Number.POSITIVE_INFINITY;
        const canvas = new OffscreenCanvas(widthPx ?? 1, heightPx ?? 1);
        try {
          undrawn = await recordUndrawnText(
            // As on the screen, and not as printed: there a seal without the Print flag would be missing (ISO 32000-1, 12.5.3).
            // The types know elements only; the library asks nothing of a canvas that this one has not.
            () => page.render({ canvas: canvas as unknown as HTMLCanvasElement, viewport, background: '#fff' }).promise,
          );
          textHeightPx = await measureText(page, scale);
        } catch {
          throw new MaterialRefused('pdf-damaged');
        }
        if (undrawn > 0) throw new MaterialRefused('pdf-text');
        return { bitmap: canvas.transferToImageBitmap(), textHeightPx };
      },
    };
  } catch (error) {
    void task.destroy();
    throw new MaterialRefused(error instanceof PasswordException ? 'pdf-locked' : 'pdf-damaged');
  }
}
