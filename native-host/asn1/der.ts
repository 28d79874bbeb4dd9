// DER and BER values as they stand (X.690): every part keeps its own bytes, because signatures cover those and no re-encoding.
import { AppError } from '../../shared/errors/app-error.ts';

/** Deeper than any certificate or bundle; a bomb of nested values ends here. */
const maxDepth = 40;

/** One encoded value. `tag` is the identifier octet, class and form included (0x30 for a SEQUENCE). */
export interface DerValue {
  readonly tag: number;
  /** Identifier, length and contents. */
  readonly raw: Uint8Array;
  readonly content: Uint8Array;
}

/** What everybody answers to bytes that are not what they should be. */
export const malformed = (reason: string, cause?: unknown) =>
  new AppError('CERTIFICATE_MALFORMED', { reason }, { cause });

/** The one value that `bytes` are. @throws AppError CERTIFICATE_MALFORMED when they are another number of values */
export function readDer(bytes: Uint8Array): DerValue {
  const value = readFirst(bytes);
  if (value.raw.length !== bytes.length) throw malformed('bytes after the end');
  return value;
}

/** The first value of `bytes`, whatever follows. @throws AppError CERTIFICATE_MALFORMED */
export function readFirst(bytes: Uint8Array, depth = 0): DerValue {
  if (depth > maxDepth) throw malformed('nested too deep');
  const tag = readByte(bytes, 0);
  // No type of ours has a tag number above 30.
  if ((tag & 0x1f) === 0x1f) throw malformed('long tag');
  const first = readByte(bytes, 1);
  if (first === 0x80) return readIndefinite(bytes, tag, depth);
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  if (lengthBytes > 4) throw malformed('length');
  let length = first < 0x80 ? first : 0;
  for (let index = 0; index < lengthBytes; index += 1) length = length * 256 + readByte(bytes, 2 + index);
  const start = 2 + lengthBytes;
  if (start + length > bytes.length) throw malformed('cut off');
  return { tag, raw: bytes.subarray(0, start + length), content: bytes.subarray(start, start + length) };
}

/** BER's open end (§8.1.3.6): bundles written as a stream have it. */
function readIndefinite(bytes: Uint8Array, tag: number, depth: number): DerValue {
  if ((tag & 0x20) === 0) throw malformed('length');
  let at = 2;
  while (readByte(bytes, at) !== 0 || readByte(bytes, at + 1) !== 0)
    at += readFirst(bytes.subarray(at), depth + 1).raw.length;
  return { tag, raw: bytes.subarray(0, at + 2), content: bytes.subarray(2, at) };
}

/** The values inside a constructed one, or inside any octets that hold values. @throws AppError CERTIFICATE_MALFORMED */
export function readMembers({ content }: Pick<DerValue, 'content'>): DerValue[] {
  const members: DerValue[] = [];
  for (let at = 0; at < content.length; ) {
    const member = readFirst(content.subarray(at));
    members.push(member);
    at += member.raw.length;
  }
  return members;
}

/** Dotted form of an OBJECT IDENTIFIER. @throws AppError CERTIFICATE_MALFORMED */
export function readOid({ tag, content }: DerValue): string {
  const last = content[content.length - 1];
  if (tag !== 0x06 || last === undefined || last >= 0x80) throw malformed('object identifier');
  const arcs: bigint[] = [];
  let arc = 0n;
  for (const byte of content) {
    arc = arc * 128n + BigInt(byte & 0x7f);
    if (byte >= 0x80) continue;
    arcs.push(arc);
    arc = 0n;
  }
  const [first = 0n, ...rest] = arcs;
  const top = first < 80n ? first / 40n : 2n;
  return [top, first - top * 40n, ...rest].join('.');
}

function readByte(bytes: Uint8Array, at: number): number {
  const byte = bytes[at];
  if (byte === undefined) throw malformed('cut off');
  return byte;
}
