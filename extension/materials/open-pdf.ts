// A scanned PDF's pages as pictures, drawn by pdfjs-dist in the decoder's worker. Nothing is fetched, no script of the PDF runs.
import 'pdfjs-dist/build/pdf.worker.mjs';
import { getDocument, PasswordException } from 'pdfjs-dist';
import type { MaterialRules } from '../portal/material-rules.ts';
import { MaterialRefused } from './material-refused.ts';

/** A4 at 300 dots per inch. */
const longSidePx = 3508;

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

export interface OpenedPdf {
  readonly pageCount: number;
  /** @param pageNumber from 1 */
  readonly drawPage: (pageNumber: number) => Promise<ImageBitmap>;
}

/** Throws MaterialRefused for a PDF with a password or a broken one. */
export async function openPdf(bytes: Uint8Array, { decodeMaxPixels }: MaterialRules): Promise<OpenedPdf> {
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
    CanvasFactory: WorkerCanvasFactory,
    FilterFactory: WorkerFilterFactory,
  });
  try {
    const document = await task.promise;
    return {
      pageCount: document.numPages,
      drawPage: async (pageNumber) => {
        const page = await document.getPage(pageNumber).catch(() => {
          throw new MaterialRefused('pdf-damaged');
        });
        const { width, height } = page.getViewport({ scale: 1 });
        const viewport = page.getViewport({ scale: longSidePx / Math.max(width, height) });
        const [widthPx, heightPx] = [viewport.width, viewport.height].map((side) => Math.max(1, Math.round(side)));
        const canvas = new OffscreenCanvas(widthPx ?? 1, heightPx ?? 1);
        try {
          // Drawn for the screen it would wait for animation frames, which a frame out of sight does not get. The types know
          // elements only; the library asks nothing of a canvas that this one has not.
          await page.render({
            canvas: canvas as unknown as HTMLCanvasElement,
            viewport,
            background: '#fff',
            intent: 'print',
          }).promise;
        } catch {
          throw new MaterialRefused('pdf-damaged');
        }
        return canvas.transferToImageBitmap();
      },
    };
  } catch (error) {
    void task.destroy();
    throw new MaterialRefused(error instanceof PasswordException ? 'pdf-locked' : 'pdf-damaged');
  }
}
