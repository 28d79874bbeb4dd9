// One file field's check: has files decoded as they come, asks the clerk where something is doubtful, and answers once.
import type { MadePicture } from '../../decoder/decoder-messages.ts';
import { isModestJpeg } from '../../decoder/is-modest-jpeg.ts';
import { type Decoded, type Decoder, openDecoder } from '../../decoder/open-decoder.ts';
import {
  changeExtension,
  type MaterialRefusal,
  type RefusalDetails,
  readExtension,
} from '../../materials/judge-file.ts';
import type { PictureVerdict } from '../../materials/judge-picture.ts';
import { MaterialRefused } from '../../materials/material-refused.ts';
import type { CheckMessage, FrameMessage } from '../../portal/material-messages.ts';
import type { MaterialRules } from '../../portal/material-rules.ts';

/** A file with its picture, to be looked at. */
export interface Preview {
  readonly file: File;
  /** A JPEG of the decoder's making: the file itself is not opened by a page of ours. */
  readonly view: Blob;
  readonly widthPx: number;
  readonly heightPx: number;
}

export type MaterialCheckState =
  | { readonly phase: 'waiting' }
  | { readonly phase: 'checking'; readonly fileName: string }
  | {
      readonly phase: 'refused';
      readonly fileName: string;
      readonly reason: MaterialRefusal;
      readonly details: RefusalDetails;
    }
  | { readonly phase: 'accepted'; readonly picture: Omit<Preview, 'view'>; readonly isImproved: boolean }
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
  readonly show: (state: MaterialCheckState) => void;
}

function toView(bytes: ArrayBuffer | undefined): Blob {
  if (!bytes || !isModestJpeg(new Uint8Array(bytes))) throw new MaterialRefused('damaged');
  return new Blob([bytes], { type: 'image/jpeg' });
}

function toPreview({ bytes, widthPx, heightPx }: MadePicture, fileName: string): Preview {
  const view = toView(bytes);
  return { file: new File([view], changeExtension(fileName, 'jpg'), { type: 'image/jpeg' }), view, widthPx, heightPx };
}

/** The same bytes; a form tells the site the type as well. */
function renameFile(file: File, name: string): File {
  return new File([file], name, { type: `image/${readExtension(name).replace('jpg', 'jpeg')}` });
}

export function createCheckSession({ rules, reply, show }: Options): CheckSession {
  /** Raised with every new file: an answer about an older one comes too late. */
  let round = 0;
  let state: MaterialCheckState = { phase: 'waiting' };
  let message: CheckMessage | undefined;
  let decoder: Decoder | undefined;
  let fingerprints: { original?: string; improved?: string } = {};

  function change(next: MaterialCheckState): void {
    state = next;
    show(next);
  }

  /** A file never meets a decoder that another file was in. */
  function endDecoder(): void {
    decoder?.close();
    decoder = undefined;
  }

  function refuse(fileName: string, reason: MaterialRefusal, details: RefusalDetails = {}): void {
    endDecoder();
    change({ phase: 'refused', fileName, reason, details });
    reply({ type: 'refused' });
  }

  function accept({ file, widthPx, heightPx }: Omit<Preview, 'view'>, fingerprint: string, isImproved: boolean): void {
    endDecoder();
    change({ phase: 'accepted', picture: { file, widthPx, heightPx }, isImproved });
    reply({ type: 'accepted', file, fingerprint });
  }

  function take(file: File, decoded: Decoded, pageNumber: number): void {
    const { verdict } = decoded;
    if (decoded.type === 'page') {
      const { page, pageCount } = decoded;
      fingerprints = { improved: page.fingerprint };
      const pdf = { fileName: file.name, pageCount, pageNumber };
      change({ phase: 'asking', verdict, original: undefined, improved: toPreview(page, file.name), pdf });
      return;
    }
    const { fingerprint, improved, preview, rightName, widthPx, heightPx } = decoded;
    if (verdict.repairs.length === 0 && verdict.doubts.length === 0) {
      accept({ file, widthPx, heightPx }, fingerprint, false);
      return;
    }
    endDecoder();
    const original = { file, view: toView(preview), widthPx, heightPx };
    const renamed = rightName === undefined ? undefined : { ...original, file: renameFile(file, rightName) };
    const made = improved ? toPreview(improved, file.name) : renamed;
    fingerprints = { original: fingerprint, improved: improved?.fingerprint ?? fingerprint };
    change({ phase: 'asking', verdict, original, improved: made, pdf: undefined });
  }

  /** Whatever goes wrong with a file, the clerk hears about it here and nothing else breaks. */
  async function decode(file: File, pageNumber: number, ask: () => Promise<Decoded>): Promise<void> {
    round += 1;
    const myRound = round;
    change({ phase: 'checking', fileName: file.name });
    try {
      const decoded = await ask();
      if (myRound === round) take(file, decoded, pageNumber);
    } catch (error) {
      if (myRound !== round) return;
      if (error instanceof MaterialRefused) refuse(file.name, error.reason, error.details);
      else refuse(file.name, 'damaged');
    }
  }

  return {
    async check(next) {
      message = next;
      endDecoder();
      const mine = openDecoder();
      decoder = mine;
      await decode(next.file, 1, () => mine.check(next.file, rules, next.otherFingerprints));
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
      endDecoder();
      change({ phase: 'waiting' });
      reply({ type: 'refused' });
    },
    async choosePage(pageNumber) {
      const mine = decoder;
      if (message && mine) await decode(message.file, pageNumber, () => mine.drawPage(pageNumber));
    },
  };
}
