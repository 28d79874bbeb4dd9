// Bundles the host into a folder (dist/host): what answers hello, what runs commands, what drives a token, what a help desk
// calls by hand, the PKCS#11 addon, and the launcher.
import { chmod, copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { makeIdentityDefines, readExtensionIdentity } from '../installers/extension-identity.ts';
import { launcherName } from './registration/find-launcher.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Modules behind a dynamic import get bundles of their own: hello must not wait for X.509 code to be read. */
const lazyModules: Readonly<Record<string, string>> = {
  './commands/command-table.ts': './commands.cjs',
  './token/driver-child.ts': './driver.cjs',
  './doctor/run-command-line.ts': './command-line.cjs',
  './skf/skf-driver.ts': './skf.cjs',
  '../../shared/sm2.ts': './sm2.cjs',
  '../../../shared/sm2.ts': './sm2.cjs',
};
const splitAtDynamicImports: Plugin = {
  name: 'split-at-dynamic-imports',
  setup({ onResolve }) {
    onResolve({ filter: /./ }, ({ kind, path, importer }) => {
      if (kind !== 'dynamic-import' || importer.includes('node_modules')) return undefined;
      const bundle = lazyModules[path];
      if (path.startsWith('./pkcs11-')) return undefined;
      return bundle === undefined ? { errors: [{ text: `no bundle for ${path}` }] } : { path: bundle, external: true };
    });
  },
};

/** How PKCS#11 libraries are called, see openLibrary. */
type Pkcs11Binding = 'pkcs11js' | 'koffi';

/** koffi's prebuilt addon for the machine that builds. */
const koffiForThisMachine = here(
  `../node_modules/@koromix/koffi-${process.platform}-${process.arch}/${process.platform}_${process.arch}/koffi.node`,
);

/** koffi's own entry looks for its addon at run time; a bundle has it beside itself, as `koffi.node`. */
const useKoffiAddon: Plugin = {
  name: 'use-koffi-addon',
  setup({ onResolve }) {
    onResolve({ filter: /^koffi$/ }, () => ({ path: koffiForThisMachine }));
  },
};

/**
 * Builds the host, empty folder or not, for the extension that the environment names (see extension-identity.ts).
 * @param plugins come first: a platform may say where a package's compiled part is
 */
export async function buildHost(
  outputFolder: string,
  plugins: readonly Plugin[] = [],
  binding: Pkcs11Binding = 'pkcs11js',
): Promise<void> {
  await rm(outputFolder, { recursive: true, force: true });
  await build({
    entryPoints: {
      host: here('main.ts'),
      commands: here('commands/command-table.ts'),
      driver: here('token/driver-child.ts'),
      'helper-link': here('token/helper-link.ts'),
      'host-watch': here('token/host-watch.ts'),
      'command-line': here('doctor/run-command-line.ts'),
      skf: here('token/skf/skf-driver.ts'),
      sm2: here('../shared/sm2.ts'),
    },
    plugins: [...plugins, useKoffiAddon, splitAtDynamicImports],
    define: {
      ...makeIdentityDefines(readExtensionIdentity(process.env)),
      __PKCS11_BINDING__: JSON.stringify(binding),
    },
    // Paths in the output are relative to it: the same from wherever the build is started.
    absWorkingDir: here('..'),
    outdir: outputFolder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    target: 'node22',
    // CommonJS: pkcs11js and its addon are loaded by require.
    format: 'cjs',
    // Bundles call each other by require, which the single executable answers from inside itself.
    supported: { 'dynamic-import': false },
    loader: { '.node': 'copy' },
    assetNames: '[name]',
    minifySyntax: true,
    minifyWhitespace: true,
    keepNames: true,
    legalComments: 'eof',
    logLevel: 'warning',
  });
  const launcher = join(outputFolder, launcherName);
  await copyFile(here('launcher.sh'), launcher);
  await chmod(launcher, 0o755);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildHost(here('../dist/host'));
  console.log('host → dist/host');
}
