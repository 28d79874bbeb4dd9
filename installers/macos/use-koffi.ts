// Brings koffi along in the host's bundle: its compiled part is for the Mac, where pkcs11js' cannot be compiled here.
import type { Plugin } from 'esbuild';

/** @param addon koffi's prebuilt addon for the platform, which goes along as `koffi.node` */
export function useKoffi(addon: string): Plugin {
  return {
    name: 'use-koffi',
    setup({ onResolve }) {
      onResolve({ filter: /^koffi$/ }, () => ({ path: addon }));
    },
  };
}
