// GM/T 0020 controls: SOF_… calls that give a value and leave an error number. What success looks like is the rule's convention.

import { lookUp } from '../../../../shared/look-up.ts';
import type { SofConvention } from '../../../portal/controls-schema.ts';
import type { VisibleCertificate } from '../../control-call.ts';
import { readCertificate } from '../certificate/certificate-parts.ts';
import { readMessage } from '../certificate/message-parts.ts';
import { decodeBase64, encodeBase64 } from '../certificate/read-der.ts';
import { getRandomValues } from '../page-tools.ts';
import { containerOf } from './container-of.ts';
import { type FamilyTools, toText } from './family-tools.ts';
import { readCertInfo } from './sof-certificate-info.ts';

/** GM/T 0020, annex: error numbers as pages see them. */
const errors = {
  none: 0,
  failed: 0x0b000001,
  cancelled: 0x0b000020,
  notFound: 0x0b000300,
  notLoggedIn: 0x0b000021,
} as const;

/** PKCS#11 tells no count, so these are the least that its flags promise. */
const triesLeft: Readonly<Record<string, number>> = { locked: 0, 'not-set': 0, 'final-try': 1, 'some-wrong': 2 };
const triesOfUnknown = 6;

/** The object behind a SOF_ control. Every call sets the last error. */
class Sof {
  readonly #tools: FamilyTools;
  readonly #convention: SofConvention;
  #lastError: number = errors.none;
  #signMethod = 0x20100;
  #encryptMethod = 0x00000401;
  checkCrl = false;

  constructor(tools: FamilyTools, convention: SofConvention) {
    this.#tools = tools;
    this.#convention = convention;
  }

  #end<T>(value: T, error: number = errors.none): T {
    this.#lastError = error;
    return value;
  }
  #list(): readonly VisibleCertificate[] {
    const { list, why } = this.#tools.certificates();
    this.#lastError = why === undefined ? errors.none : errors.cancelled;
    return list.filter(({ description }) => description.hasPrivateKey);
  }
  #idOf(visible: VisibleCertificate): string {
    // Without braces: pages put ids into selectors and addresses.
    const container = containerOf(visible).replace(/[{}]/g, '');
    return this.#convention.certificateId.replace('{chip}', visible.chipNumber).replace('{container}', container);
  }
  /** By its id; the only one there is where a page names none. */
  #find(id: unknown): VisibleCertificate | undefined {
    const list = this.#list();
    const wanted = toText(id).trim();
    const byId = list.filter((one) => this.#idOf(one) === wanted);
    if (byId.length > 0) return byId.find(({ description }) => description.usage !== 'encryption') ?? byId[0];
    return wanted === '' && list.length === 1 ? list[0] : undefined;
  }

  SOF_GetVersion() {
    return this.#end(this.#convention.version);
  }
  SOF_CheckSupport() {
    return this.#end(0);
  }
  SOF_GetLastError() {
    return this.#lastError;
  }
  SOF_GetLastErrMsg() {
    return this.#lastError === errors.none ? '' : '操作未完成';
  }
  SOF_SetSignMethod(method: unknown) {
    this.#signMethod = Number(method);
    return this.#end(0);
  }
  SOF_GetSignMethod() {
    return this.#end(this.#signMethod);
  }
  SOF_SetEncryptMethod(method: unknown) {
    this.#encryptMethod = Number(method);
    return this.#end(0);
  }
  SOF_GetEncryptMethod() {
    return this.#end(this.#encryptMethod);
  }
  SOF_GetUserList() {
    const { listSeparator, isListClosed } = this.#convention;
    const users = this.#list()
      .filter(({ description }) => description.usage !== 'encryption')
      .map((one) => `${readCertInfo(one.der, 17) || one.description.unitName}||${this.#idOf(one)}`);
    return users.join(listSeparator) + (isListClosed && users.length > 0 ? listSeparator : '');
  }
  SOF_ExportUserCert(id: unknown) {
    const found = this.#find(id);
    return found ? this.#end(found.der) : this.#end('', this.#lastError || errors.notFound);
  }
  /** The pair's encryption certificate; where there is no pair, the only one. */
  SOF_ExportExChangeUserCert(id: unknown) {
    const own = this.#find(id);
    const pair = this.#list().find(
      ({ description, chipNumber }) => description.usage === 'encryption' && chipNumber === own?.chipNumber,
    );
    return own ? this.#end((pair ?? own).der) : this.#end('', this.#lastError || errors.notFound);
  }
  /** The PIN is typed in our window: one that the page has is not taken. */
  SOF_Login(id: unknown, pin?: unknown) {
    const { loginSuccess, loginFailure } = this.#convention;
    const found = this.#find(id);
    if (!found) return this.#end(loginFailure, this.#lastError || errors.notFound);
    const certificate = found.description.hash;
    const answer = this.#tools.ask({ kind: 'login', certificate, hadPin: toText(pin) !== '' });
    this.#tools.forgetCertificates();
    return answer.ok ? this.#end(loginSuccess) : this.#end(loginFailure, errors.cancelled);
  }
  SOF_Logout() {
    return this.#end(this.#convention.loginSuccess);
  }
  SOF_ChangePassWd(id: unknown, oldPin?: unknown, newPin?: unknown) {
    const { changeSuccess, changeFailure } = this.#convention;
    const found = this.#find(id);
    if (!found) return this.#end(changeFailure, this.#lastError || errors.notFound);
    const hadPin = toText(oldPin) !== '' || toText(newPin) !== '';
    const answer = this.#tools.ask({ kind: 'change-pin', certificate: found.description.hash, hadPin });
    return answer.ok ? this.#end(changeSuccess) : this.#end(changeFailure, errors.cancelled);
  }
  SOF_GetPinRetryCount(id: unknown) {
    const found = this.#find(id);
    return found ? this.#end(lookUp(triesLeft, found.pinState) ?? triesOfUnknown) : this.#end(-1, errors.notFound);
  }
  SOF_GetRetryCount(id: unknown) {
    return this.SOF_GetPinRetryCount(id);
  }
  SOF_GetCertInfo(certificate: unknown, type: unknown) {
    return this.#end(readCertInfo(toText(certificate), Number(type)));
  }
  SOF_GetCertInfoByOid(certificate: unknown, oid: unknown) {
    return this.#end(readCertificate(toText(certificate))?.readExtension(toText(oid).trim()) ?? '');
  }
  SOF_GetUserInfo(id: unknown, type: unknown) {
    const found = this.#find(id);
    return found ? this.#end(readCertInfo(found.der, Number(type))) : this.#end('', errors.notFound);
  }
  SOF_GetDeviceInfo(id: unknown, type: unknown) {
    const found = this.#find(id);
    if (!found) return this.#end('', errors.notFound);
    // 7: whether it is hardware; 2 and 3: label and serial number.
    return this.#end({ 1: found.tokenLabel, 2: found.chipNumber, 3: found.chipNumber, 7: 'HARD' }[Number(type)] ?? '');
  }
  SOF_GetAllDeviceSN() {
    return this.#end([...new Set(this.#list().map(({ chipNumber }) => chipNumber))].join(';'));
  }
  /** 0: valid now. Whether it was revoked is for the site's server to ask. */
  SOF_ValidateCert(certificate: unknown) {
    const parts = readCertificate(toText(certificate));
    if (!parts) return this.#end(-1, errors.failed);
    const now = Date.now();
    if (now > parts.notAfter.getTime()) return this.#end(2);
    return this.#end(now < parts.notBefore.getTime() ? 3 : 0);
  }
  SOF_GenRandom(length: unknown) {
    const count = Math.trunc(Number(length));
    if (!(count > 0 && count <= 4096)) return this.#end('', errors.failed);
    return this.#end(encodeBase64(getRandomValues(new Uint8Array(count))));
  }
  #sign(id: unknown, data: unknown, form: 'cms-attached' | 'cms-detached' | 'signature') {
    const found = this.#find(id);
    if (!found) return this.#end('', this.#lastError || errors.notFound);
    const { encoding } = this.#tools.rule;
    const certificate = found.description.hash;
    const answer = this.#tools.ask({ kind: 'sign', certificate, content: toText(data), encoding, form, hadPin: false });
    return answer.ok ? this.#end(String(answer.value)) : this.#end('', errors.cancelled);
  }
  SOF_SignData(id: unknown, data: unknown) {
    return this.#sign(id, data, 'signature');
  }
  SOF_SignDataByP7(id: unknown, data: unknown) {
    return this.#sign(id, data, 'cms-attached');
  }
  SOF_SignMessage(flag: unknown, id: unknown, data: unknown) {
    return this.#sign(id, data, Number(flag) === 1 ? 'cms-detached' : 'cms-attached');
  }
  #verify(content: string, signature: string, certificate: string) {
    const { verifySuccess, verifyFailure } = this.#convention;
    const { encoding } = this.#tools.rule;
    const answer = this.#tools.ask({ kind: 'verify', content, encoding, signature, certificate });
    return answer.ok && answer.value === true ? this.#end(verifySuccess) : this.#end(verifyFailure, errors.failed);
  }
  SOF_VerifySignedData(certificate: unknown, data: unknown, signature: unknown) {
    return this.#verify(toText(data), toText(signature), encodeBase64(decodeBase64(toText(certificate))));
  }
  SOF_VerifySignedDataByP7(message: unknown) {
    return this.#verify('', toText(message), '');
  }
  SOF_VerifySignedMessage(message: unknown, data: unknown) {
    return this.#verify(toText(data), toText(message), '');
  }
  /** 1: what was signed; 2: the signer's certificate; 3: the signature. */
  SOF_GetP7SignDataInfo(message: unknown, type: unknown) {
    const parts = readMessage(toText(message));
    if (!parts) return this.#end('', errors.failed);
    if (Number(type) === 2) return this.#end(parts.certificates[0] ?? '');
    if (Number(type) === 3) return this.#end(parts.signature);
    return this.#end(parts.content ? new TextDecoder(this.#tools.rule.encoding).decode(parts.content) : '');
  }
  SOF_GetInfoFromSignedMessage(message: unknown, type: unknown) {
    return this.SOF_GetP7SignDataInfo(message, type);
  }
}

/** @returns undefined where the rule has no convention: a guess would tell a page that a wrong PIN is right */
export function createSof(tools: FamilyTools): object | undefined {
  return tools.rule.sof && new Sof(tools, tools.rule.sof);
}
