// A scanned PDF's pages as pictures, drawn by pdfjs-dist. The worker is a file of ours; nothing is fetched, no script of the PDF runs.
import { GlobalWorkerOptions, getDocument, PasswordException } from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/build/pdf.worker.mjs?worker&url';
import { MaterialRefused } from './material-refused.ts';

GlobalWorkerOptions.workerSrc = workerUrl;

/** A4 at 300 dots per inch. */
const longSidePx = 3508;

export interface OpenedPdf {
  readonly pageCount: number;
  /** @param pageNumber from 1 */
  readonly drawPage: (pageNumber: number) => Promise<ImageBitmap>;
  readonly close: () => void;
}

/** Throws MaterialRefused for a PDF with a password or a broken one. */
export async function openPdf(bytes: Uint8Array): Promise<OpenedPdf> {
  const task = getDocument({
    // The library takes the buffer away.
    data: bytes.slice(),
    // The extension's policy allows no WebAssembly; the library then takes its JavaScript decoders.
    useWasm: false,
    useWorkerFetch: false,
    enableXfa: false,
    disableAutoFetch: true,
    stopAtErrors: true,
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
        const canvas = window.document.createElement('canvas');
        [canvas.width, canvas.height] = [Math.round(viewport.width), Math.round(viewport.height)];
        try {
          // Drawn for the screen it would wait for animation frames, which a frame out of sight does not get.
          await page.render({ canvas, viewport, background: '#fff', intent: 'print' }).promise;
        } catch {
          throw new MaterialRefused('pdf-damaged');
        }
        return createImageBitmap(canvas);
      },
      close: () => void task.destroy(),
    };
  } catch (error) {
    void task.destroy();
    throw new MaterialRefused(error instanceof PasswordException ? 'pdf-locked' : 'pdf-damaged');
  }
}
