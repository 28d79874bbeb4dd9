// What the decoder does with one file: judges it, decodes it, and makes from it what the site takes.
import { checkMaterial, checkOwnPicture } from '../materials/check-material.ts';
import { decodePicture } from '../materials/decode-picture.ts';
import { isCoarse } from '../materials/is-coarse.ts';
import { readExtension } from '../materials/judge-file.ts';
import type { Doubt } from '../materials/judge-picture.ts';
import { MaterialRefused } from '../materials/material-refused.ts';
import { type OpenedPdf, openPdf } from '../materials/open-pdf.ts';
import { drawPreview, shrinkPicture } from '../materials/shrink-picture.ts';
import type { DecoderAnswer, DecoderRequest } from './decoder-messages.ts';

type CheckRequest = Extract<DecoderRequest, { type: 'check' }>;

/** One for each file, in a worker of its own. @param readLibraryFile reads what of pdf.js lies beside it */
export function createDecodeJob(
  readLibraryFile: (name: string) => Promise<Uint8Array<ArrayBuffer>>,
): (request: DecoderRequest) => Promise<DecoderAnswer> {
  let asked: CheckRequest | undefined;
  let pdf: OpenedPdf | undefined;

  async function makeImproved(bitmap: ImageBitmap, { rules, otherFingerprints }: CheckRequest) {
    const shrunk = await shrinkPicture(bitmap, rules);
    const decoded = shrunk && (await decodePicture(shrunk.file));
    if (!shrunk || !decoded) return undefined;
    const { fingerprint, verdict } = await checkOwnPicture(shrunk.file, decoded, { rules, otherFingerprints });
    decoded.close();
    const { widthPx, heightPx } = shrunk;
    return { made: { bytes: await shrunk.file.arrayBuffer(), widthPx, heightPx, fingerprint }, verdict };
  }

  async function drawPage(request: CheckRequest, pageNumber: number): Promise<DecoderAnswer> {
    if (!pdf) throw new MaterialRefused('pdf-damaged');
    const { bitmap, textHeightPx } = await pdf.drawPage(pageNumber);
    const { width: widthPx, height: heightPx } = bitmap;
    const page = await makeImproved(bitmap, request);
    bitmap.close();
    if (!page) return { type: 'refused', reason: 'too-many-pixels', details: { widthPx, heightPx } };
    const { made, verdict } = page;
    const doubts: Doubt[] = [
      ...verdict.doubts,
      ...(isCoarse(made, (textHeightPx * made.widthPx) / widthPx) ? (['coarse'] as const) : []),
      ...(pdf.isBroken ? (['incomplete'] as const) : []),
    ];
    return { type: 'page', pageCount: pdf.pageCount, verdict: { ...verdict, doubts }, page: made };
  }

  async function check(request: CheckRequest): Promise<DecoderAnswer> {
    const { name, bytes, sizeBytes } = request;
    const report = await checkMaterial({ name, sizeBytes, bytes: new Uint8Array(bytes) }, request);
    if (report.kind === 'refused') return { type: 'refused', reason: report.reason, details: report.details };
    if (report.kind === 'pdf') {
      const named = readExtension(name);
      if (named !== 'pdf') return { type: 'refused', reason: 'renamed', details: { actual: 'pdf', named } };
      pdf = await openPdf(report.bytes, request.rules, readLibraryFile);
      return drawPage(request, 1);
    }
    const { bitmap, fingerprint, verdict, rightName } = report;
    const { width: widthPx, height: heightPx } = bitmap;
    const mustDraw = verdict.repairs.length > 0 && rightName === undefined;
    const improved = mustDraw ? await makeImproved(bitmap, request) : undefined;
    const isFine = verdict.repairs.length === 0 && verdict.doubts.length === 0;
    const preview = isFine ? undefined : await drawPreview(bitmap);
    bitmap.close();
    if (verdict.mustRepair && mustDraw && !improved)
      return { type: 'refused', reason: 'too-many-pixels', details: { widthPx, heightPx } };
    return {
      type: 'picture',
      verdict,
      fingerprint,
      widthPx,
      heightPx,
      ...(preview ? { preview } : {}),
      ...(improved ? { improved: improved.made } : {}),
      ...(rightName === undefined ? {} : { rightName }),
    };
  }

  return async (request) => {
    try {
      if (request.type === 'check') {
        asked = request;
        return await check(request);
      }
      if (!asked) throw new MaterialRefused('damaged');
      return await drawPage(asked, request.pageNumber);
    } catch (error) {
      // Whatever goes wrong in decoding is the file's fault, and is said so.
      const reason = error instanceof MaterialRefused ? error.reason : 'damaged';
      return { type: 'refused', reason, details: {} };
    }
  };
}
