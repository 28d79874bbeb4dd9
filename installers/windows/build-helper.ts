// Compiles the helper that loads drivers which the host cannot (native-host/windows-helper): 32 bits for Windows, and 64 bits
// for the tests, which run nothing of 32 bits.
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTool } from '../tools/run-tool.ts';
import { productNames, toFileVersion } from './product.ts';

const sourceFolder = fileURLToPath(new URL('../../native-host/windows-helper', import.meta.url));
const headers = join(dirname(createRequire(import.meta.url).resolve('pkcs11js/package.json')), 'includes', 'pkcs11');

/** Prefix of the tools, and the image's base: left to itself the linker derives it from the output's path. */
const windowsTargets = {
  'windows-ia32': { tools: 'i686-w64-mingw32', base: '0x400000', hardening: '' },
  'windows-x64': { tools: 'x86_64-w64-mingw32', base: '0x140000000', hardening: ',--high-entropy-va' },
} as const;

export type HelperTarget = keyof typeof windowsTargets | 'linux-x64';

const flags = ['-O2', '-Wall', '-Wextra', '-Werror', '-I', headers];

/** Writes the helper to `outFile`, unsigned. @param workFolder for what it is made of; made when missing */
export async function buildHelper(target: HelperTarget, version: string, workFolder: string, outFile: string) {
  await mkdir(workFolder, { recursive: true });
  const sources = (platform: string) =>
    ['helper.c', 'skf.c', 'message.c', `platform-${platform}.c`].map((name) => join(sourceFolder, name));
  if (target === 'linux-x64') {
    await runTool('gcc', [...flags, '-o', outFile, ...sources('posix'), '-ldl']);
    return;
  }
  const { tools, base, hardening } = windowsTargets[target];
  await writeFile(join(workFolder, 'version.rc'), describeVersion(version));
  await runTool(`${tools}-windres`, ['-c', '65001', 'version.rc', '-O', 'coff', '-o', 'version.o'], {
    cwd: workFolder,
  });
  await runTool(`${tools}-gcc`, [
    // The header declares the library's functions as imported, and none of them is called by name.
    ...[...flags, '-Wno-attributes', '-s', '-static', '-o', outFile],
    ...[...sources('windows'), join(workFolder, 'version.o'), '-lshell32'],
    `-Wl,--no-insert-timestamp,--dynamicbase,--nxcompat,--image-base,${base}${hardening}`,
  ]);
}

function describeVersion(version: string): string {
  const numbers = toFileVersion(version).replaceAll('.', ',');
  const values = {
    CompanyName: productNames.chinese.publisher,
    FileDescription: '社保证书助手 32 位驱动程序助手',
    FileVersion: toFileVersion(version),
    InternalName: 'shebao-cert-helper32',
    LegalCopyright: 'MIT',
    ProductName: productNames.chinese.product,
    ProductVersion: version,
  };
  const lines = Object.entries(values).map(([name, value]) => `      VALUE "${name}", "${value}\\0"`);
  return `1 VERSIONINFO
FILEVERSION ${numbers}
PRODUCTVERSION ${numbers}
FILEOS 0x40004L
FILETYPE 1L
BEGIN
  BLOCK "StringFileInfo"
  BEGIN
    BLOCK "080404B0"
    BEGIN
${lines.join('\n')}
    END
  END
  BLOCK "VarFileInfo"
  BEGIN
    VALUE "Translation", 0x0804, 1200
  END
END
`;
}
