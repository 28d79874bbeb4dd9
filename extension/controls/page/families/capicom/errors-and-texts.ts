// CAPICOM's errors, and its forms of bytes.
import { comNumbers, makeComError } from '../../com-error.ts';

/** CAPICOM_E_CANCELLED. */
export const cancelled = () => makeComError(comNumbers.capicomCancelled, '操作已被用户取消');
export const refused = (text: string) => makeComError(comNumbers.failed, text);

/** Base64 in lines, as CAPICOM gives it. */
export const breakLines = (base64: string) => `${base64.replace(/\s/g, '').replace(/(.{64})/g, '$1\r\n')}\r\n`;

/** Bytes as characters: what a BSTR of bytes is to a script. */
export const toBinary = (bytes: Uint8Array) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
export const fromBinary = (text: string) => Uint8Array.from(text, (one) => one.charCodeAt(0) & 0xff);
