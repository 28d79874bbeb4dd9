// Whether a library lies where only an administrator can put it: what is loaded there gets the PIN.
import { lstat } from 'node:fs/promises';
import { dirname, win32 } from 'node:path';
import { letsEverybodyWrite } from './judge-access-list.ts';
import { readAccessList } from './read-access-list.ts';

/** What has to be known of a file or folder. */
interface Owned {
  readonly uid: number;
  readonly gid: number;
  readonly mode: number;
}

const [groupMayWrite, othersMayWrite, sticky] = [0o020, 0o002, 0o1000];
/** Groups that Debian gives to the system for good, `staff` of /usr/local among them (Debian Policy, 9.2.2); people begin at 100. */
const firstPersonalGroup = 100;

function isOnlyRoots({ uid, gid, mode }: Owned, platform: NodeJS.Platform): boolean {
  const isGroupTrusted = gid === 0 || (platform === 'linux' && gid < firstPersonalGroup);
  if (uid !== 0) return false;
  // In a sticky folder, as /tmp is, nobody takes away or replaces what root has put there.
  if ((mode & sticky) !== 0) return true;
  return (mode & othersMayWrite) === 0 && (isGroupTrusted || (mode & groupMayWrite) === 0);
}

async function isGuardedPath(path: string, platform: NodeJS.Platform): Promise<boolean> {
  for (let at = path; ; at = dirname(at)) {
    if (!isOnlyRoots(await lstat(at), platform)) return false;
    if (at === dirname(at)) return true;
  }
}

/** Folders below Windows' own in which everybody may make files. */
const openFolders = [
  'temp',
  'tasks',
  'tracing',
  'debug',
  'registration',
  'system32\\tasks',
  'system32\\spool',
  'system32\\com\\dmp',
];

/**
 * By their access lists only administrators write below Windows' folder and the program folders. Everywhere else, what is
 * made below a drive's root can be changed by every user unless somebody forbade it.
 */
function isWindowsProgramFile(path: string, environment: NodeJS.ProcessEnv): boolean {
  const file = win32.normalize(path).toLowerCase();
  const isBelow = (folder: string | undefined) =>
    folder !== undefined && /^[a-z]:\\./i.test(folder) && file.startsWith(`${win32.normalize(folder).toLowerCase()}\\`);
  const { SystemRoot, ProgramFiles, ProgramW6432, 'ProgramFiles(x86)': programFilesX86 } = environment;
  if (isBelow(SystemRoot)) return !openFolders.some((folder) => isBelow(`${SystemRoot}\\${folder}`));
  return [ProgramFiles, ProgramW6432, programFilesX86].some(isBelow);
}

/** Asks for the access list, SDDL, of a file or folder; '' where it cannot be had. */
type ReadList = (path: string, systemRoot: string) => Promise<string>;

/**
 * A vendor's own setup may have opened its folder to everybody, program folder or not. Where the lists cannot be read, the
 * place is what counts. Of the drive's root nothing is asked: everybody may make folders there, and take away none.
 */
async function isOpenedToEverybody(path: string, systemRoot: string, readList: ReadList): Promise<boolean> {
  const folders: string[] = [];
  for (let at = win32.dirname(path); at !== win32.dirname(at); at = win32.dirname(at)) folders.push(at);
  const [file, ...lists] = await Promise.all([path, ...folders].map((one) => readList(one, systemRoot)));
  return letsEverybodyWrite(file ?? '', false) || lists.some((list) => letsEverybodyWrite(list, true));
}

/**
 * @param path where the file really is, links followed
 * @param readList for tests
 */
export async function isGuardedFile(
  path: string,
  platform: NodeJS.Platform,
  environment: NodeJS.ProcessEnv,
  readList: ReadList = readAccessList,
): Promise<boolean> {
  if (platform !== 'win32') return isGuardedPath(path, platform);
  const { SystemRoot = '' } = environment;
  return isWindowsProgramFile(path, environment) && !(await isOpenedToEverybody(path, SystemRoot, readList));
}
