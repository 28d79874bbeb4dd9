// crx3 brings no types: what we use of it.
declare module 'crx3' {
  import type { Readable } from 'node:stream';

  // biome-ignore lint/style/noDefaultExport: it is the package's own form.
  /** Signs a zip. @param options keyPath: PEM file; crxPath: where the CRX goes */
  export default function writeCRX3File(
    zip: Readable,
    options: { readonly keyPath: string; readonly crxPath: string },
  ): Promise<{ readonly appId: string }>;
}
