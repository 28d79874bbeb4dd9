// Turns Node's Windows executable into the host's: our code inside, our icon and our version information on it.
import { readFile, writeFile } from 'node:fs/promises';
import { Data, NtExecutable, NtExecutableResource, Resource } from 'resedit';
import { checkNodeSignature } from './check-node-signature.ts';
import { productNames, toFileVersion } from './product.ts';

/** Kinds of resource (winuser.h): RT_RCDATA is where Node looks for its blob, under this name. */
const rawDataType = 10;
const blobName = 'NODE_SEA_BLOB';
const english = 1033;
const simplifiedChinese = 2052;
const unicode = 1200;
/** In Node's executable: a 0 behind it means "an ordinary node", a 1 "run what is inside". */
const fuse = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2:';

export interface HostExeOptions {
  readonly nodeExe: string;
  readonly blob: string;
  readonly icon: Buffer;
  readonly version: string;
  readonly outFile: string;
}

/** Writes the executable, unsigned. @throws Error when node.exe is not as it should be */
export async function makeHostExe({ nodeExe, blob, icon, version, outFile }: HostExeOptions): Promise<void> {
  await checkNodeSignature(nodeExe);
  // Its signature does not fit the changed file and is left out.
  const executable = NtExecutable.from(await readFile(nodeExe), { ignoreCert: true });
  const resources = NtExecutableResource.from(executable);
  const { entries } = resources;
  const code = await readFile(blob);
  entries.push({
    ...{ type: rawDataType, id: blobName, lang: english, codepage: unicode },
    bin: code.buffer.slice(code.byteOffset, code.byteOffset + code.length) as ArrayBuffer,
  });
  for (const info of Resource.VersionInfo.fromEntries(entries))
    entries.splice(
      entries.findIndex(({ type, lang }) => type === 16 && lang === info.lang),
      1,
    );
  describeVersion(version).outputToResourceEntries(entries);
  const icons = Data.IconFile.from(icon).icons.map(({ data }) => data);
  for (const { id, lang } of Resource.IconGroupEntry.fromEntries(entries))
    Resource.IconGroupEntry.replaceIconsForResource(entries, id, lang, icons);
  resources.outputResource(executable);
  const bytes = Buffer.from(executable.generate());
  const at = bytes.indexOf(fuse);
  if (
    at < 0 ||
    bytes.indexOf(fuse, at + 1) >= 0 ||
    bytes.toString('latin1', at + fuse.length, at + fuse.length + 1) !== '0'
  )
    throw new Error('node.exe has no fuse, or more than one');
  bytes.write('1', at + fuse.length);
  await writeFile(outFile, bytes);
}

function describeVersion(version: string): Resource.VersionInfo {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  const info = Resource.VersionInfo.createEmpty();
  info.lang = simplifiedChinese;
  info.setFileVersion(major, minor, patch, 0, simplifiedChinese);
  info.setProductVersion(major, minor, patch, 0, simplifiedChinese);
  Object.assign(info.fixedInfo, { fileFlagsMask: 0x3f, fileOS: 0x40004, fileType: 1 });
  const words = { [simplifiedChinese]: productNames.chinese, [english]: productNames.english };
  for (const [lang, name] of Object.entries(words))
    info.setStringValues(
      { lang: Number(lang), codepage: unicode },
      {
        ProductName: name.product,
        FileDescription: name.host,
        CompanyName: name.publisher,
        FileVersion: toFileVersion(version),
        ProductVersion: version,
        OriginalFilename: 'shebao-cert-host.exe',
        InternalName: 'shebao-cert-host',
        // Node is in it, and its licence asks to be named.
        LegalCopyright: 'MIT. Contains Node.js, copyright Node.js contributors, MIT.',
      },
    );
  return info;
}
