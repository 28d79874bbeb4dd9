// Builds what Windows gets: the setup program, the MSI, and a zip of the host alone.
import { join } from 'node:path';
import { readEntries, writeZip } from '../release/write-zip.ts';
import { buildMsi } from './build-msi.ts';
import { buildNsis } from './build-nsis.ts';
import { buildWindowsHost } from './build-windows-host.ts';

export interface WindowsOptions {
  readonly version: string;
  /** Where the packages go; must exist. */
  readonly outFolder: string;
  readonly workFolder: string;
  readonly isQuick: boolean;
}

/**
 * @returns the files made, as paths
 * @throws Error without SOURCE_DATE_EPOCH (openRelease sets it), or with a tool's own words when it fails
 */
export async function buildWindows({ version, outFolder, workFolder, isQuick }: WindowsOptions): Promise<string[]> {
  const sourceTimeS = Number(process.env.SOURCE_DATE_EPOCH);
  if (!(sourceTimeS > 0)) throw new Error('SOURCE_DATE_EPOCH is not set');
  const host = await buildWindowsHost(version, join(workFolder, 'windows'));
  const base = join(outFolder, `shebao-cert-assistant-${version}-windows-x64`);
  const common = { version, hostFolder: host.folder, iconFile: host.iconFile };
  await buildNsis({ ...common, workFolder: join(workFolder, 'nsis'), outFile: `${base}.exe`, isQuick });
  await buildMsi({ ...common, workFolder: join(workFolder, 'msi'), outFile: `${base}.msi` });
  await writeZip({ sourceTimeS, isQuick }, await readEntries(host.folder), `${base}.zip`);
  return [`${base}.exe`, `${base}.msi`, `${base}.zip`];
}
