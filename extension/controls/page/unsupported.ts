// Controls that are known by name and not offered: other CAs' and other purposes'. Named, so that a help desk knows what a page wanted.
import { lookUp } from '../../../shared/look-up.ts';

const namesByClass: Readonly<Record<string, string>> = {
  '1E0DFFCF-27FF-4574-849B-55007349FEDA': 'iTrusPTA',
  'F1F0506B-E2DC-4910-9CFC-4D7B18FEA5F9': 'iTrusPTA',
  'DD2257CE-4FEE-455A-AD8B-860BEEE25ED6': 'iTrusCertEnroll',
  '9A10AF0C-A21B-4835-A276-7272405973C0': 'Infosec',
};
const namesByBegin: readonly (readonly [string, string])[] = [
  ['60931F6C', 'CFCA'],
  ['71BB5253', 'CFCA'],
  ['4C588282', 'CFCA'],
  ['62B938C4', 'Infosec'],
  ['707C7D52', 'JIT'],
  ['B48B9648', 'SHECA'],
  ['D54C3C5F', 'Koal'],
  ['8DD0214E', 'HBCA'],
];
const namesByProgId: readonly (readonly [RegExp, string])[] = [
  [/^secuinter\./i, 'NETCA'],
  [/^atl_com\.gdca/i, 'GDCA'],
  [/^itrus/i, 'iTrusPTA'],
  [/^cfca/i, 'CFCA'],
];

function findName(classIdOrProgId: string): string | undefined {
  return (
    lookUp(namesByClass, classIdOrProgId) ??
    namesByBegin.find(([begin]) => classIdOrProgId.startsWith(begin))?.[1] ??
    namesByProgId.find(([pattern]) => pattern.test(classIdOrProgId))?.[1]
  );
}

/** Whether it is a control of somebody else's, which nothing of ours stands in for. */
export const isNamed = (classId: string): boolean => findName(classId) !== undefined;

/** How a class that a page asked for is noted: with its maker's name where that is known. */
export function nameUnknownClass(classIdOrProgId: string): string {
  const known = findName(classIdOrProgId);
  return known === undefined ? classIdOrProgId : `${known} (${classIdOrProgId})`;
}
