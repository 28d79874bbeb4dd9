// Labels as tokens carry them: padded, in UTF-8 or GBK, and cut at their fixed length.
import { expect, it } from 'vitest';
import { decodeLabel } from '../../../native-host/token/decode-label.ts';

/** 重庆社保证书 in GBK. */
const gbk = Buffer.from('d6d8c7ecc9e7b1a3d6a4cae9', 'hex');
const name = '重庆社保证书';
const pad = (bytes: Uint8Array, filler: number) => Buffer.concat([bytes, Buffer.alloc(32 - bytes.length, filler)]);

it.each([
  ['UTF-8', pad(Buffer.from(name), 0x20), name],
  ['GBK padded by blanks', pad(gbk, 0x20), name],
  ['GBK padded by NULs', pad(gbk, 0), name],
  ['GBK cut inside a character', gbk.subarray(0, 11), name.slice(0, 5)],
  ['UTF-8 cut inside a character', Buffer.from('重庆市某某机械制造有限公司').subarray(0, 32), '重庆市某某机械制造有'],
  ['UTF-8 cut, then padded', pad(Buffer.from(name).subarray(0, 17), 0x20), name.slice(0, 5)],
  ['ASCII', pad(Buffer.from('EnterSafe ePass'), 0x20), 'EnterSafe ePass'],
  ['nothing', Buffer.alloc(32, 0x20), ''],
])('%s', (_, bytes, expected) => expect(decodeLabel(bytes)).toBe(expected));
