// What our pages and the decoder say to each other. The decoder opens hostile files: its answers are checked like theirs.
import * as z from 'zod/mini';
import { refusals } from '../materials/judge-file.ts';
import { doubts, repairs } from '../materials/judge-picture.ts';
import type { MaterialRules } from '../portal/material-rules.ts';

export type DecoderRequest =
  | {
      readonly type: 'check';
      readonly name: string;
      readonly bytes: ArrayBuffer;
      /** The file's whole size, also where no bytes are given because it is bigger than may be read. */
      readonly sizeBytes: number;
      readonly rules: MaterialRules;
      readonly otherFingerprints: readonly string[];
    }
  /** Of the PDF that was checked before; from 1. */
  | { readonly type: 'page'; readonly pageNumber: number };

const count = z.int().check(z.nonnegative(), z.maximum(1_000_000));
const short = z.string().check(z.maxLength(100));
const bufferSchema = z.custom<ArrayBuffer>((value) => value instanceof ArrayBuffer);

const verdictSchema = z.strictObject({
  repairs: z.readonly(z.array(z.enum(repairs)).check(z.maxLength(repairs.length))),
  mustRepair: z.boolean(),
  doubts: z.readonly(z.array(z.enum(doubts)).check(z.maxLength(doubts.length))),
});

/** A JPEG that the decoder made. */
const madePictureSchema = z.strictObject({ bytes: bufferSchema, widthPx: count, heightPx: count, fingerprint: short });

const decoderAnswerSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('refused'),
    reason: z.enum(refusals),
    details: z.strictObject({
      actual: z.exactOptional(short),
      named: z.exactOptional(short),
      widthPx: z.exactOptional(z.int().check(z.nonnegative())),
      heightPx: z.exactOptional(z.int().check(z.nonnegative())),
    }),
  }),
  z.strictObject({
    type: z.literal('picture'),
    verdict: verdictSchema,
    fingerprint: short,
    widthPx: count,
    heightPx: count,
    /** Small, to be looked at; left out where nothing has to be decided. */
    preview: z.exactOptional(bufferSchema),
    improved: z.exactOptional(madePictureSchema),
    /** The same bytes under this name are all that is needed. */
    rightName: z.exactOptional(z.string().check(z.maxLength(300))),
  }),
  z.strictObject({ type: z.literal('page'), pageCount: count, verdict: verdictSchema, page: madePictureSchema }),
]);
export type DecoderAnswer = z.infer<typeof decoderAnswerSchema>;
export type MadePicture = z.infer<typeof madePictureSchema>;

/** Undefined for what no decoder of ours says. */
export function readDecoderAnswer(data: unknown): DecoderAnswer | undefined {
  const answer = decoderAnswerSchema.safeParse(data);
  return answer.success ? answer.data : undefined;
}

/** The first word of a decoder: which of the powers that it must not have it found. */
export interface DecoderReady {
  readonly type: 'ready';
  readonly powers: readonly string[];
}
