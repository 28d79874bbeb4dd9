// Lets the host's bundle call PKCS#11 through koffi instead of pkcs11js' addon, which cannot be compiled for macOS here.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';

const adapter = fileURLToPath(new URL('../../native-host/token/pkcs11-koffi.ts', import.meta.url));

/** The standard's numbers, which pkcs11js keeps in its compiled part. They are the same on every platform. */
function readConstants(): Record<string, number> {
  const pkcs11: Record<string, unknown> = createRequire(import.meta.url)('pkcs11js');
  return Object.fromEntries(Object.entries(pkcs11).filter(([, value]) => typeof value === 'number')) as Record<
    string,
    number
  >;
}

/** @param addon koffi's prebuilt addon for the platform, which goes along as `koffi.node` */
export function useKoffi(addon: string): Plugin {
  return {
    name: 'use-koffi',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^koffi$/ }, () => ({ path: addon }));
      onResolve({ filter: /^pkcs11js$/ }, () => ({ path: 'pkcs11js', namespace: 'koffi' }));
      onLoad({ filter: /^pkcs11js$/, namespace: 'koffi' }, () => ({
        contents: `export { KoffiPkcs11 as PKCS11 } from ${JSON.stringify(adapter)};
export default ${JSON.stringify(readConstants())};`,
        resolveDir: '/',
        loader: 'js',
      }));
    },
  };
}
