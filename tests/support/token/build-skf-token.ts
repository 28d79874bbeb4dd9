// Compiles the software SKF token of skf-token/: for Linux, with either length of ULONG, and as a DLL for Windows.
import { readdirSync } from 'node:fs';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTool } from '../../../installers/tools/run-tool.ts';
import { writeNodeShim } from '../../../installers/windows/napi-shim.ts';
import { compileOnce } from '../files/make-once.ts';

/** `linux-long`: with ULONG of 8 octets, as some vendors' libraries have it. */
export type SkfTokenTarget = 'linux' | 'linux-long' | 'windows';

const sourceFolder = fileURLToPath(new URL('skf-token', import.meta.url));
const sources = ['token.c', 'store.c', 'crypto.c', 'faults.c', 'quirks.c'].map((name) => join(sourceFolder, name));
const flags = ['-O1', '-Wall', '-Wextra', '-Werror'];
const tools = 'x86_64-w64-mingw32';

/** Puts the library into `folder`. @returns its path */
export async function buildSkfToken(folder: string, target: SkfTokenTarget = 'linux'): Promise<string> {
  if (target === 'windows') return buildForWindows(folder);
  const path = join(folder, target === 'linux' ? 'libsoft_skf.so' : 'libsoft_skf_long.so');
  const files = readdirSync(sourceFolder).map((name) => join(sourceFolder, name));
  compileOnce(path, files, 'gcc', (output) => [
    ...['-shared', '-fPIC', '-fvisibility=hidden', ...flags],
    ...(target === 'linux' ? [] : ['-DSOFT_SKF_LONG']),
    ...['-o', output, ...sources, '-lcrypto'],
  ]);
  return path;
}

/**
 * There is no libcrypto for mingw on Debian; but Node's program, and ours made of it, exports its own, which is the same
 * library. So the DLL works in these programs only, and that is where it is loaded.
 */
async function buildForWindows(folder: string): Promise<string> {
  const work = join(folder, 'skf-windows');
  // The headers alone: what lies beside them in the system's folders is for Linux.
  await mkdir(work, { recursive: true });
  for (const from of ['/usr/include/openssl', '/usr/include/x86_64-linux-gnu/openssl'])
    await cp(from, join(work, 'openssl'), { recursive: true });
  const objects = await Promise.all(
    sources.map(async (source, index) => {
      const object = join(work, `${index}.o`);
      await runTool(`${tools}-gcc`, [...flags, '-I', work, '-c', source, '-o', object]);
      return object;
    }),
  );
  const undefinedNames = await runTool(`${tools}-nm`, ['-u', ...objects]);
  const names = [...undefinedNames.matchAll(/ U ((?:[A-Z][A-Z0-9]*|d2i|i2d)_\w+)/g)].map(([, name = '']) => name);
  const wanted = [...new Set(names)].filter((name) => !name.startsWith('SKF_')).sort();
  const jumps = wanted.map((name) => `__asm__(".globl ${name}\\n${name}: jmp *__imp_${name}(%rip)");`);
  await writeFile(join(work, 'shim.c'), `${writeNodeShim(wanted)}${jumps.join('\n')}\n`);
  const path = join(folder, 'soft_skf.dll');
  await runTool(`${tools}-gcc`, ['-shared', '-static', '-O1', '-o', path, ...objects, join(work, 'shim.c')]);
  return path;
}
