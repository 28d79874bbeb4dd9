// What a site takes as a scan: limits and formats, as data of the site profile.
import * as z from 'zod/mini';

const countSchema = z.int().check(z.positive());
const extensionSchema = z.string().check(z.regex(/^[a-z0-9]{2,5}$/));

export const pictureFormats = ['jpeg', 'png', 'gif', 'bmp'] as const;
export type PictureFormat = (typeof pictureFormats)[number];

export const materialRulesSchema = z.strictObject({
  /** The site takes no bigger file. */
  maxBytes: countSchema,
  /** Stands in the layer that the site shows after an upload; its 确定 submits the order. */
  uploadedText: z.string().check(z.minLength(1), z.maxLength(100)),
  /** Endings of file names that the site takes, by what the file really is, the usual one first. */
  extensions: z.record(z.enum(pictureFormats), z.array(extensionSchema).check(z.minLength(1))),
  /** Smaller than this, a document cannot be read. */
  minShortSidePx: countSchema,
  minLongSidePx: countSchema,
  /** Larger than this, a reviewer's viewer may fail. */
  maxSidePx: countSchema,
  /** What we decode at all: beyond it a picture could take the browser's memory. */
  decodeMaxBytes: countSchema,
  decodeMaxSidePx: countSchema,
  decodeMaxPixels: countSchema,
  /** Below these a picture is called blurred or dark; units as in measure-picture.ts. */
  minSharpness: z.number().check(z.nonnegative()),
  minBrightness: z.number().check(z.nonnegative(), z.maximum(255)),
});
export type MaterialRules = z.infer<typeof materialRulesSchema>;
