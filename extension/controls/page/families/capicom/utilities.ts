// CAPICOM's Utilities, Settings and HashedData.
import { sha1 } from '@noble/hashes/legacy.js';
import { decodeBase64, encodeBase64, toHex } from '../../certificate/read-der.ts';
import { comNumbers, makeComError } from '../../com-error.ts';
import { getRandomValues } from '../../page-tools.ts';
import { toText } from '../family-tools.ts';
import { breakLines, fromBinary, toBinary } from './errors-and-texts.ts';

export class Utilities {
  Base64Encode(text: unknown) {
    return breakLines(encodeBase64(fromBinary(toText(text))));
  }
  Base64Decode(text: unknown) {
    return toBinary(decodeBase64(toText(text)));
  }
  BinaryToHex(text: unknown) {
    return toHex(fromBinary(toText(text)));
  }
  HexToBinary(text: unknown) {
    return (toText(text).match(/[0-9a-f]{2}/gi) ?? [])
      .map((two) => String.fromCharCode(Number.parseInt(two, 16)))
      .join('');
  }
  GetRandom(length: unknown = 8) {
    return toBinary(getRandomValues(new Uint8Array(Math.min(4096, Math.max(1, Number(length))))));
  }
  LocalTimeToUTCTime(date: unknown) {
    return date;
  }
  UTCTimeToLocalTime(date: unknown) {
    return date;
  }
}

export class Settings {
  EnablePromptForCertificateUI = true;
  ActiveDirectorySearchLocation = 0;
}

/** CAPICOM_HASH_ALGORITHM_SHA1; the others need what is not there at once in a page. */
const sha1Number = 0;

/** Digests in upper-case hex, over the text's UTF-16LE bytes or, piece by piece, over all of them. */
export class HashedData {
  Algorithm: unknown = sha1Number;
  #bytes: Uint8Array = new Uint8Array();
  /** @throws E_INVALIDARG for another algorithm than SHA-1 */
  Hash(text: unknown) {
    if (Number(this.Algorithm) !== sha1Number) throw makeComError(comNumbers.badArgument, '参数错误。');
    const units = Array.from(toText(text).split(''), (one) => one.charCodeAt(0));
    this.#bytes = Uint8Array.from([...this.#bytes, ...units.flatMap((unit) => [unit & 0xff, unit >> 8])]);
  }
  get Value() {
    return toHex(sha1(this.#bytes));
  }
}
