// crx3 brings no types: what we use of it.
declare module 'crx3' {
  import type { Readable } from 'node:stream';

  /** Signs a zip. @param options keyPath: PEM file; crxPath: where the CRX goes */
  function writeCRX3File(
    zip: Readable,
    options: { readonly keyPath: string; readonly crxPath: string },
  ): Promise<{ readonly appId: string }>;
  export = writeCRX3File;
}
