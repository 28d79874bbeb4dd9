// Bundles the host into dist/host: what answers hello, what runs commands, what drives a token, and the PKCS#11 addon.
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

const outputFolder = fileURLToPath(new URL('../dist/host', import.meta.url));

/** Modules behind a dynamic import get bundles of their own: hello must not wait for X.509 code to be read. */
const lazyModules: Readonly<Record<string, string>> = {
  './commands/command-table.ts': './commands.cjs',
  './token/driver-child.ts': './driver.cjs',
};
const splitAtDynamicImports: Plugin = {
  name: 'split-at-dynamic-imports',
  setup({ onResolve }) {
    onResolve({ filter: /./ }, ({ kind, path }) => {
      if (kind !== 'dynamic-import') return undefined;
      const bundle = lazyModules[path];
      return bundle === undefined ? { errors: [{ text: `no bundle for ${path}` }] } : { path: bundle, external: true };
    });
  },
};

await rm(outputFolder, { recursive: true, force: true });
await build({
  entryPoints: {
    host: fileURLToPath(new URL('main.ts', import.meta.url)),
    commands: fileURLToPath(new URL('commands/command-table.ts', import.meta.url)),
    driver: fileURLToPath(new URL('token/driver-child.ts', import.meta.url)),
  },
  plugins: [splitAtDynamicImports],
  outdir: outputFolder,
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  target: 'node22',
  // CommonJS: pkcs11js and its addon are loaded by require.
  format: 'cjs',
  loader: { '.node': 'copy' },
  assetNames: '[name]',
  minifySyntax: true,
  minifyWhitespace: true,
  keepNames: true,
  legalComments: 'eof',
  logLevel: 'warning',
});
console.log('host → dist/host');
