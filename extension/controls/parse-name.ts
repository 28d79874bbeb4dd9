// A distinguished name as pages write it (`CN=…,O="a, b",SERIALNUMBER=…`) as attributes in its order.

import type { NameAttribute } from '../../shared/certificate.ts';
import { lookUp } from '../../shared/look-up.ts';

const names: Readonly<Record<string, string>> = {
  S: 'ST',
  G: 'GN',
  EMAIL: 'E',
  EMAILADDRESS: 'E',
  TITLE: 'T',
  COMMONNAME: 'CN',
  COUNTRYNAME: 'C',
  ORGANIZATIONNAME: 'O',
  ORGANIZATIONALUNITNAME: 'OU',
};
const known = new Set(['CN', 'SERIALNUMBER', 'C', 'L', 'ST', 'STREET', 'O', 'OU', 'T', 'GN', 'SN', 'E', 'DC', 'UID']);

function readType(text: string): string | undefined {
  const plain = text
    .trim()
    .toUpperCase()
    .replace(/^OID\./, '');
  const name = lookUp(names, plain) ?? plain;
  return known.has(name) || /^[0-2](\.\d+)+$/.test(name) ? name : undefined;
}

/** Values end at a comma, semicolon, plus sign or new line that is neither quoted nor escaped. */
const partPattern = /\s*([^=,;+"\n]+)=\s*(?:"((?:[^"]|"")*)"|((?:\\.|[^,;+"\n\\])*))\s*(?:[,;+\n]|$)/y;

/** `[]` for an empty text; undefined for what is no name. */
export function parseName(text: string): NameAttribute[] | undefined {
  const attributes: NameAttribute[] = [];
  const trimmed = text.trim().replace(/^[,;]+|[,;]+$/g, '');
  partPattern.lastIndex = 0;
  while (partPattern.lastIndex < trimmed.length) {
    const [, typeText, quoted, plain] = partPattern.exec(trimmed) ?? [];
    const type = typeText === undefined ? undefined : readType(typeText);
    if (type === undefined) return undefined;
    const value = (quoted?.replaceAll('""', '"') ?? (plain ?? '').replace(/\\(.)/g, '$1')).trim();
    if (value.length > 512) return undefined;
    if (value !== '') attributes.push({ type, value });
  }
  return attributes.length <= 32 ? attributes : undefined;
}
