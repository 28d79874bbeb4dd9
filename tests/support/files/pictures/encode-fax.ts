// A page as fax machines and many scanners send it (ITU-T T.6, "Group 4"): one black bar down the middle of white paper.

export const faxPage = { widthPx: 800, heightPx: 1000, barFromPx: 200, barToPx: 600 } as const;

/** Codes of T.4's tables for the runs that the first line has. */
const runs = { white200: '010111' + '10011', black400: '000000110100' + '0000010111' } as const;
const horizontal = '001';
const sameAsAbove = '1';

/** Every line after the first has its three changes right below those of the line above. */
export function encodeFax(): Buffer {
  const first = horizontal + runs.white200 + runs.black400 + sameAsAbove;
  const others = sameAsAbove.repeat(3 * (faxPage.heightPx - 1));
  const endOfBlock = '000000000001'.repeat(2);
  const bits = first + others + endOfBlock;
  return Buffer.from(bits.match(/.{1,8}/g)?.map((octet) => Number.parseInt(octet.padEnd(8, '0'), 2)) ?? []);
}
