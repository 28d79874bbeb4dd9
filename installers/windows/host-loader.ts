// Runs inside the host's executable, before its bundle: gives it a `require` that finds our other bundles in the executable
// itself, so that its signature covers them, and each addon in a file beside it, which Windows can only load as one.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { getAsset } from 'node:sea';
import { compileFunction } from 'node:vm';

/** Asset with an addon's SHA-256 in hex: a half-finished update, or somebody else's file, must not run. */
export const nameHashAsset = (addonFile: string) => `${basename(addonFile)}.sha256`;

interface LoadedModule {
  exports: unknown;
}

/** @param builtinRequire the `require` that Node gives an executable's script */
export function createHostRequire(builtinRequire: NodeJS.Require): (name: string) => unknown {
  const folder = dirname(process.execPath);
  const loaded = new Map<string, LoadedModule>();
  const load = (name: string): unknown => {
    if (!name.startsWith('./')) return builtinRequire(name);
    const known = loaded.get(name);
    if (known) return known.exports;
    const module: LoadedModule = { exports: {} };
    loaded.set(name, module);
    const file = join(folder, basename(name));
    if (name.endsWith('.node')) loadAddon(module, file);
    else {
      const parameters = ['exports', 'require', 'module', '__filename', '__dirname'];
      const run = compileFunction(getAsset(basename(name), 'utf8'), parameters, { filename: file });
      run(module.exports, load, module, file, folder);
    }
    return module.exports;
  };
  return load;
}

function loadAddon(module: LoadedModule, file: string): void {
  const hash = createHash('sha256').update(readFileSync(file)).digest('hex');
  if (hash !== getAsset(nameHashAsset(file), 'utf8')) throw new Error(`${basename(file)} belongs to another version`);
  process.dlopen(module, file);
}
