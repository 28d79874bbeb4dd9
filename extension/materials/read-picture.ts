// A picture's structure, by its format.
import type { PictureFormat } from '../portal/material-rules.ts';
import type { PictureFacts, PictureFault } from './picture-facts.ts';
import { readBmp } from './read-bmp.ts';
import { readGif } from './read-gif.ts';
import { readJpeg } from './read-jpeg.ts';
import { readPng } from './read-png.ts';

const readers: Readonly<Record<PictureFormat, (bytes: Uint8Array) => PictureFacts | PictureFault>> = {
  jpeg: readJpeg,
  png: readPng,
  gif: readGif,
  bmp: readBmp,
};

/** Reads headers and walks over blocks; decodes nothing. Never throws, whatever the bytes are. */
export function readPicture(format: PictureFormat, bytes: Uint8Array): PictureFacts | PictureFault {
  return readers[format](bytes);
}
