// The very bytes that a call is about.
import type { ControlCall } from '../control-call.ts';
import { decodeBase64 } from '../page/certificate/read-der.ts';
import { encodeText } from './encode-text.ts';

export function readContent({ content, encoding }: Extract<ControlCall, { kind: 'sign' | 'verify' }>): Uint8Array {
  return encoding === 'base64' ? decodeBase64(content) : encodeText(content, encoding);
}
