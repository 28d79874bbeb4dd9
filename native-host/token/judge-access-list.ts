// Whether a Windows access list, as SDDL tells it (MS-DTYP §2.5.1), lets every user change a file or what lies in a folder.

/** Everyone, Anonymous, Authenticated, Interactive and Network users, Guests, Users, Domain users and guests; the first three as numbers, too. */
const everybody = new Set([
  ...['WD', 'AN', 'AU', 'IU', 'NU', 'BG', 'BU', 'DU', 'DG'],
  ...['S-1-1-0', 'S-1-5-7', 'S-1-5-11', 'S-1-5-4', 'S-1-5-2', 'S-1-5-32-546', 'S-1-5-32-545'],
]);

const [writeData, appendData, deleteChild, deleteIt, writeDac, writeOwner, genericAll, genericWrite] = [
  0x2, 0x4, 0x40, 0x10000, 0x40000, 0x80000, 0x10000000, 0x40000000,
] as const;
/** In a folder the first means a new file, which a library may load beside itself; new folders do no harm. */
const harmful = writeData + deleteChild + deleteIt + writeDac + writeOwner + genericAll + genericWrite;

const rightWords: ReadonlyMap<string, number> = new Map([
  ...([
    ['GA', genericAll],
    ['GW', genericWrite],
    ['SD', deleteIt],
    ['WD', writeDac],
    ['WO', writeOwner],
  ] as const),
  ...([
    ['DC', writeData],
    ['LC', appendData],
    ['DT', deleteChild],
  ] as const),
  ...([
    ['FA', 0x1f01ff],
    ['FW', 0x120116],
    ['KA', 0xf003f],
    ['KW', 0x20006],
  ] as const),
]);

function readRights(text: string): number {
  if (/^0x[0-9a-f]+$/i.test(text)) return Number.parseInt(text, 16);
  if (/^\d+$/.test(text)) return Number(text);
  return (text.match(/[A-Z]{2}/g) ?? []).reduce((sum, word) => (sum | (rightWords.get(word) ?? 0)) >>> 0, 0);
}

/** What is only denied, or only for what is made later, counts for nothing here: an entry that allows is evidence enough. */
export function letsEverybodyWrite(sddl: string, isFolder: boolean): boolean {
  const list = /D:(.*?)(?:S:|$)/s.exec(sddl)?.[1] ?? '';
  if (list.includes('NO_ACCESS_CONTROL')) return true;
  const entries = [...list.matchAll(/\(([^()]*)\)/g)].map(([, entry = '']) => entry.split(';'));
  return entries.some(([type, flags = '', rights = '', , , who = '']) => {
    const isForLater = [...flags.matchAll(/../g)].some(([flag]) => flag === 'IO');
    const wanted = isFolder ? harmful : harmful + appendData;
    return type === 'A' && !isForLater && everybody.has(who) && (readRights(rights) & wanted) !== 0;
  });
}
