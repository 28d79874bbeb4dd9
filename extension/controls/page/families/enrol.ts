// What both of Windows' enrolment controls do in the end: have a key and a request made, have an answer installed.
import { decodeBase64, encodeBase64 } from '../certificate/read-der.ts';
import { comNumbers, makeComError } from '../com-error.ts';
import { type FamilyTools, toText } from './family-tools.ts';

function makeRefusal(why: string): Error {
  // What is not the clerk's no is no key or no U盾: a page that walks down to weaker keys then hears the same again.
  return why === 'failed' || why === 'unavailable'
    ? makeComError(comNumbers.failed, '未能完成操作')
    : makeComError(comNumbers.cancelled, '操作已被用户取消。');
}

/** Base64 PKCS#10. @throws ERROR_CANCELLED or E_FAIL */
export function generateRequest(tools: FamilyTools, subject: string, hadPin = false): string {
  const answer = tools.ask({ kind: 'generate', subject, hadPin });
  if (!answer.ok) throw makeRefusal(answer.why);
  return String(answer.value);
}

/** @param response base64, PEM, or the bytes as characters. @throws CRYPT_E_NOT_FOUND where there is nothing to install */
export function installResponse(tools: FamilyTools, response: unknown): void {
  const text = toText(response);
  const isBinary = text.charCodeAt(0) === 0x30;
  const bytes = isBinary ? Uint8Array.from(text, (one) => one.charCodeAt(0) & 0xff) : decodeBase64(text);
  if (bytes.length === 0) throw makeComError(comNumbers.badArgument, '参数错误。');
  const answer = tools.ask({ kind: 'install', response: encodeBase64(bytes), hadPin: false });
  tools.forgetCertificates();
  if (answer.ok) return;
  if (answer.code === 'ORDER_UNKNOWN') throw makeComError(comNumbers.notFound, '找不到对象或属性。');
  throw makeRefusal(answer.why);
}
