// Makes the machine-wide installer with wixl and msibuild.
import { cp, mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readExtensionIdentity } from '../extension-identity.ts';
import { runTool } from '../tools/run-tool.ts';
import type { InstallerOptions } from './build-nsis.ts';
import { settleTimes } from './msi/settle-times.ts';
import { msiWords } from './msi/words.ts';
import { launchConditions, makeGuid, type ProductSource, publicProperties, writeProduct } from './msi/write-product.ts';
import { hostExeName, toFileVersion } from './product.ts';
import { signFile } from './sign-file.ts';
import { writeWindowsManifests } from './windows-manifests.ts';

const simplifiedChinese = '2052';

export async function buildMsi(options: Omit<InstallerOptions, 'isQuick'>): Promise<void> {
  const { version, hostFolder, iconFile, workFolder, outFile } = options;
  await rm(workFolder, { recursive: true, force: true });
  await mkdir(workFolder, { recursive: true });
  await cp(hostFolder, join(workFolder, 'version'), { recursive: true, preserveTimestamps: true });
  await cp(iconFile, join(workFolder, 'product.ico'));
  await writeWindowsManifests(workFolder, `${version}\\${hostExeName}`);
  const files = (await readdir(hostFolder)).sort((one) => (one === hostExeName ? -1 : 1));
  const extensionId = readExtensionIdentity(process.env).chromiumId;
  const { text, conditions } = writeProduct({ version, extensionId, files });
  await writeFile(join(workFolder, 'product.wxs'), text);
  const sourceTimeS = Number(process.env.SOURCE_DATE_EPOCH);
  if (!(sourceTimeS > 0)) throw new Error('SOURCE_DATE_EPOCH is not set');
  const startedAtMs = Date.now();
  // The cabinet holds the files' times, on the clock of the wall.
  for (const name of await readdir(workFolder, { recursive: true }))
    await utimes(join(workFolder, name), sourceTimeS, sourceTimeS);
  const run = (program: string, args: readonly string[]) =>
    runTool(program, args, { cwd: workFolder, environment: { TZ: 'UTC' } });
  await run('wixl', ['-a', 'x64', '-o', outFile, 'product.wxs']);
  await finishDatabase(run, outFile, version, conditions);
  await settleTimes(outFile, startedAtMs, sourceTimeS);
  await signFile(outFile);
}

/** What wixl cannot do: Chinese words, conditions, versions of files, properties that pass to the elevated half. */
async function finishDatabase(
  run: (program: string, args: readonly string[]) => Promise<string>,
  file: string,
  version: string,
  conditions: ProductSource['conditions'],
): Promise<void> {
  // `_ForceCodepage`: the one way to say that the strings are UTF-8.
  await writeCodePage(run, file);
  const setProperty = (name: string, value: string) =>
    `UPDATE \`Property\` SET \`Value\`='${value}' WHERE \`Property\`='${name}'`;
  const setSentence = (condition: string, sentence: string) =>
    `UPDATE \`LaunchCondition\` SET \`Description\`='${sentence}' WHERE \`Condition\`='${condition}'`;
  const secure = ['WIX_DOWNGRADE_DETECTED', 'WIX_UPGRADE_DETECTED', ...publicProperties].join(';');
  await run('msibuild', [
    file,
    '-q',
    setProperty('ProductName', msiWords.product),
    setProperty('Manufacturer', msiWords.publisher),
    setProperty('SecureCustomProperties', secure),
    setSentence('NOT WIX_DOWNGRADE_DETECTED', msiWords.newer),
    setSentence(launchConditions.oldWindows, msiWords.oldWindows),
    setSentence(launchConditions.noUpdateUrl, msiWords.noUpdateUrl),
    // What was installed goes whatever the command line says at removal.
    ...Object.entries(conditions).map(
      ([component, condition]) =>
        `UPDATE \`Component\` SET \`Condition\`='(${condition}) OR REMOVE = "ALL"' WHERE \`Component\`='${component}'`,
    ),
    // A 64-bit look-up, which wixl does not write.
    "UPDATE `RegLocator` SET `Type`=18 WHERE `Signature_`='FindWindowsMajor'",
    // Inside the transaction: when the new version cannot be installed, the old one comes back.
    "UPDATE `InstallExecuteSequence` SET `Sequence`=1501 WHERE `Action`='RemoveExistingProducts'",
    // A program with version information is compared by it, and has no hash.
    `UPDATE \`File\` SET \`Version\`='${toFileVersion(version)}' WHERE \`File\`='File_0'`,
    `UPDATE \`File\` SET \`Language\`='${simplifiedChinese}' WHERE \`File\`='File_0'`,
    "DELETE FROM `MsiFileHash` WHERE `File_`='File_0'",
  ]);
  const packageCode = `{${makeGuid(`package ${version} ${process.env.SOURCE_DATE_EPOCH ?? ''}`)}}`;
  await run('msibuild', [file, '-s', `${msiWords.product} ${version}`, msiWords.publisher, 'x64;2052', packageCode]);
}

async function writeCodePage(
  run: (program: string, args: readonly string[]) => Promise<string>,
  file: string,
): Promise<void> {
  const table = join(file, '..', '_ForceCodepage.idt');
  await writeFile(table, '\r\n\r\n65001\t_ForceCodepage\r\n');
  try {
    await run('msibuild', [file, '-i', table]);
  } finally {
    await rm(table);
  }
}
