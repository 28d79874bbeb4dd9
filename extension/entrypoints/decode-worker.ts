// The decoder's worker: the only place where a clerk's files, and so whoever made them, meet decoders. It has a port and nothing else.

import '../decoder/limit-memory.ts';
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { createDecodeJob } from '../decoder/create-decode-job.ts';
import type { DecoderReady, DecoderRequest } from '../decoder/decoder-messages.ts';
import { remainingPowers } from '../decoder/drop-powers.ts';
import { createFileAsker, type LibraryFile } from '../decoder/library-files.ts';

export default defineUnlistedScript(() => {
  const take = ({ ports: [port] }: MessageEvent) => {
    if (!port) return;
    removeEventListener('message', take);
    const ready: DecoderReady = { type: 'ready', powers: remainingPowers };
    port.postMessage(ready);
    const files = createFileAsker((request) => port.postMessage(request));
    const answer = createDecodeJob(files.read);
    port.onmessage = async ({ data }: MessageEvent<DecoderRequest | LibraryFile>) => {
      if (data.type === 'file') files.take(data);
      else port.postMessage(await answer(data));
    };
  };
  addEventListener('message', take);
});
