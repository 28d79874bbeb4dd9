// One file field's check: takes files as they come, asks the clerk where something is doubtful, and answers once.
import { type CheckedPicture, checkMaterial, checkOwnPicture } from '../../materials/check-material.ts';
import { type Refusal, type RefusalDetails, readExtension } from '../../materials/judge-file.ts';
import type { PictureVerdict } from '../../materials/judge-picture.ts';
import { MaterialRefused } from '../../materials/material-refused.ts';
import type { OpenedPdf } from '../../materials/open-pdf.ts';
import { shrinkPicture } from '../../materials/shrink-picture.ts';
import type { CheckMessage, FrameMessage } from '../../portal/material-messages.ts';
import type { MaterialRules } from '../../portal/material-rules.ts';

/** A file with its picture, to be looked at. */
export interface Preview {
  readonly file: File;
  readonly widthPx: number;
  readonly heightPx: number;
}

export type CheckState =
  | { readonly phase: 'waiting' }
  | { readonly phase: 'checking'; readonly fileName: string }
  | { readonly phase: 'refused'; readonly fileName: string; readonly reason: Refusal; readonly details: RefusalDetails }
  | { readonly phase: 'accepted'; readonly picture: Preview; readonly isImproved: boolean }
  | {
      readonly phase: 'asking';
      readonly verdict: PictureVerdict;
      /** Missing for a PDF, which is no picture. */
      readonly original: Preview | undefined;
      readonly improved: Preview | undefined;
      readonly pdf: { readonly fileName: string; readonly pageCount: number; readonly pageNumber: number } | undefined;
    };

export interface CheckSession {
  readonly check: (message: CheckMessage) => Promise<void>;
  readonly useOriginal: () => void;
  readonly useImproved: () => void;
  readonly discard: () => void;
  readonly choosePage: (pageNumber: number) => Promise<void>;
}

interface Options {
  readonly rules: MaterialRules;
  readonly reply: (message: FrameMessage) => void;
  readonly show: (state: CheckState) => void;
}

export function createCheckSession({ rules, reply, show }: Options): CheckSession {
  /** Raised with every new file: an answer about an older one comes too late. */
  let round = 0;
  let state: CheckState = { phase: 'waiting' };
  let message: CheckMessage | undefined;
  let pdf: OpenedPdf | undefined;
  let fingerprints: { original?: string; improved?: string } = {};

  function change(next: CheckState): void {
    state = next;
    show(next);
  }

  function refuse(fileName: string, reason: Refusal, details: RefusalDetails = {}): void {
    change({ phase: 'refused', fileName, reason, details });
    reply({ type: 'refused' });
  }

  function accept(picture: Preview, fingerprint: string, isImproved: boolean): void {
    change({ phase: 'accepted', picture, isImproved });
    reply({ type: 'accepted', file: picture.file, fingerprint });
  }

  async function makeImproved(
    bitmap: ImageBitmap,
    fileName: string,
    myRound: number,
  ): Promise<CheckedPicture | undefined> {
    const shrunk = await shrinkPicture(bitmap, fileName, rules);
    if (!shrunk || myRound !== round) return undefined;
    return checkOwnPicture(shrunk.file, await createImageBitmap(shrunk.file), {
      rules,
      otherFingerprints: message?.otherFingerprints ?? [],
    });
  }

  async function takePicture(checked: CheckedPicture, myRound: number): Promise<void> {
    const { file, bitmap, fingerprint, verdict } = checked;
    const original = { file, widthPx: bitmap.width, heightPx: bitmap.height };
    const improved = verdict.repairs.length > 0 ? await makeImproved(bitmap, file.name, myRound) : undefined;
    bitmap.close();
    if (myRound !== round) return;
    if (verdict.mustRepair && !improved) return refuse(file.name, 'too-many-pixels', original);
    if (verdict.repairs.length === 0 && verdict.doubts.length === 0) return accept(original, fingerprint, false);
    fingerprints = { original: fingerprint, ...(improved ? { improved: improved.fingerprint } : {}) };
    change({ phase: 'asking', verdict, original, improved: improved && previewOf(improved), pdf: undefined });
  }

  function previewOf({ file, bitmap }: CheckedPicture): Preview {
    const preview = { file, widthPx: bitmap.width, heightPx: bitmap.height };
    bitmap.close();
    return preview;
  }

  async function showPage(pageNumber: number, myRound: number): Promise<void> {
    if (!pdf || !message) return;
    const { name } = message.file;
    change({ phase: 'checking', fileName: name });
    const page = await pdf.drawPage(pageNumber);
    const checked = await makeImproved(page, name, myRound);
    page.close();
    if (myRound !== round) return;
    if (!checked) return refuse(name, 'too-many-pixels', { widthPx: page.width, heightPx: page.height });
    fingerprints = { improved: checked.fingerprint };
    const improved = previewOf(checked);
    const about = { fileName: name, pageCount: pdf.pageCount, pageNumber };
    change({ phase: 'asking', verdict: checked.verdict, original: undefined, improved, pdf: about });
  }

  /** Whatever goes wrong with a file, the clerk hears about it here and nothing else breaks. */
  async function guard(fileName: string, myRound: number, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (myRound === round) refuse(fileName, error instanceof MaterialRefused ? error.reason : 'damaged');
    }
  }

  return {
    async check(next) {
      round += 1;
      const myRound = round;
      message = next;
      pdf?.close();
      pdf = undefined;
      const { file, otherFingerprints } = next;
      change({ phase: 'checking', fileName: file.name });
      await guard(file.name, myRound, async () => {
        const report = await checkMaterial(file, { rules, otherFingerprints });
        if (myRound !== round) return;
        if (report.kind === 'refused') return refuse(file.name, report.reason, report.details);
        if (report.kind === 'picture') return takePicture(report, myRound);
        if (readExtension(file.name) !== 'pdf')
          return refuse(file.name, 'renamed', { actual: 'pdf', named: readExtension(file.name) });
        const { openPdf } = await import('../../materials/open-pdf.ts');
        pdf = await openPdf(report.bytes);
        await showPage(1, myRound);
      });
    },
    useOriginal() {
      if (state.phase === 'asking' && state.original && !state.verdict.mustRepair)
        accept(state.original, fingerprints.original ?? '', false);
    },
    useImproved() {
      if (state.phase === 'asking' && state.improved) accept(state.improved, fingerprints.improved ?? '', true);
    },
    discard() {
      round += 1;
      change({ phase: 'waiting' });
      reply({ type: 'refused' });
    },
    async choosePage(pageNumber) {
      round += 1;
      const myRound = round;
      await guard(message?.file.name ?? '', myRound, () => showPage(pageNumber, myRound));
    },
  };
}
