// Brings koffi along in the host's bundle, with its compiled part for another platform than the one that builds.
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
