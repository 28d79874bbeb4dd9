// Text of a CA or of whoever speaks in its place, fit to be quoted in a window of ours: one short line that leads nowhere.

const maxLength = 80;
const left = '…';
/** Web and mail addresses, however written; `。` is a dot too where browsers read names. */
const address =
  /[a-z][a-z0-9+.-]*:\/\/\S*|\S+@\S+|(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}(?:[:/?#]\S*)?|[a-z0-9-]+。[a-z]{2,}(?:[:/?#]\S*)?|\d{1,3}(?:\.\d{1,3}){3}(?:[:/]\S*)?/giu;
/** Telephone and account numbers. */
const number = /\+?\d(?:[ -]?\d){6,}/g;

/** @returns at most 80 characters without control characters, addresses and long numbers */
export function quoteForeign(text: string): string {
  const plain = text
    .slice(0, 2_000)
    .normalize('NFKC')
    .replace(/[\p{Cf}]/gu, '')
    .replace(/[\s\p{C}]+/gu, ' ');
  const bare = plain.replace(address, left).replace(number, left).trim();
  const characters = [...bare];
  return characters.length > maxLength ? `${characters.slice(0, maxLength - 1).join('')}${left}` : bare;
}
