// A sample file of the assistant as it comes from the field: checked, because a file may be anything.
import * as z from 'zod/mini';
import type { FrameSample, SampleNode } from '../../extension/portal/sample/frame-sample.ts';
import { writeHtml } from '../../extension/portal/sample/write-html.ts';

function isNode(value: unknown): value is SampleNode {
  if (typeof value === 'string') return true;
  if (!Array.isArray(value) || typeof value[0] !== 'string' || typeof value[1] !== 'object') return false;
  return value.slice(2).every(isNode);
}
const texts = z.array(z.string());
const frameSchema = z.object({
  address: z.string(),
  charset: z.string(),
  mode: z.string(),
  tree: z.custom<SampleNode>(isNode, 'not the tree of a page'),
  controls: z.object({ classIds: texts, progIds: texts, members: texts }),
  alerts: texts,
});
const sampleSchema = z.object({
  format: z.literal('shebao-page-sample'),
  version: z.literal(1),
  frames: z.array(frameSchema),
});

/** @throws Error that says what is wrong with the file */
export function readSample(text: string): readonly FrameSample[] {
  const parsed = sampleSchema.safeParse(JSON.parse(text.replace(/^\uFEFF/, '')));
  if (!parsed.success) throw new Error(`this is no page sample: ${z.prettifyError(parsed.error)}`);
  return parsed.data.frames;
}

/** The pages that the frames become: `frame-0.html` is the page itself, and frames lead to one another. */
export function writePages(frames: readonly FrameSample[]): readonly string[] {
  const nameOf = (address: string) => {
    const index = frames.findIndex((frame, position) => position > 0 && frame.address === address);
    return index < 0 ? 'about:blank' : `frame-${index}.html`;
  };
  return frames.map((frame) =>
    writeHtml(frame, (tag, attribute, address) => {
      if (/^i?frame$/.test(tag) && attribute === 'src') return nameOf(address);
      // Nothing of a sample is fetched or sent anywhere.
      return tag === 'script' || attribute === 'background'
        ? undefined
        : /^(javascript:|#)/.test(address)
          ? address
          : 'about:blank';
    }),
  );
}
