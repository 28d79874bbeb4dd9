// Pages of a printed PDF, read by pdf.js: Firefox packs the page tree where no search of the text finds it.
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** @returns width and height of each page in points of 1/72 inch */
export async function readPdfPages(pdf: Uint8Array): Promise<{ width: number; height: number }[]> {
  // pdf.js keeps what it is given.
  const document = await getDocument({ data: Uint8Array.from(pdf), verbosity: 0 }).promise;
  try {
    const pages = Array.from({ length: document.numPages }, (_, index) => document.getPage(index + 1));
    return (await Promise.all(pages)).map((page) => {
      const [left = 0, bottom = 0, right = 0, top = 0] = page.view;
      return { width: right - left, height: top - bottom };
    });
  } finally {
    await document.loadingTask.destroy();
  }
}
