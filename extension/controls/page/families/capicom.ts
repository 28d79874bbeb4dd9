// CAPICOM: stores, certificates, signers and signed data. Its text is UTF-16LE, and those are the bytes that are signed.
import { sha1 } from '@noble/hashes/legacy.js';
import { lookUp } from '../../../../shared/look-up.ts';
import type { VisibleCertificate } from '../../control-call.ts';
import { type CertificateParts, readCertificate, readPart, writeName } from '../certificate/certificate-parts.ts';
import { readMessage } from '../certificate/message-parts.ts';
import { decodeBase64, encodeBase64, toHex } from '../certificate/read-der.ts';
import { comNumbers, makeComError } from '../com-error.ts';
import { type Control, unwrapControl } from '../make-control.ts';
import { chooseCertificate } from './choose-certificate.ts';
import { type FamilyTools, toText } from './family-tools.ts';

const cancelled = () => makeComError(comNumbers.capicomCancelled, '操作已被用户取消');
const refused = (text: string) => makeComError(comNumbers.failed, text);

/** PEM-less base64 in lines, as CAPICOM gives it. */
const breakLines = (base64: string) => `${base64.replace(/\s/g, '').replace(/(.{64})/g, '$1\r\n')}\r\n`;

class Certificate {
  readonly visible: VisibleCertificate | undefined;
  readonly #parts: CertificateParts;

  constructor(parts: CertificateParts, visible?: VisibleCertificate) {
    this.#parts = parts;
    this.visible = visible;
  }
  get Version() {
    return this.#parts.version;
  }
  get SubjectName() {
    return writeName(this.#parts.subject);
  }
  get IssuerName() {
    return writeName(this.#parts.issuer);
  }
  get SerialNumber() {
    return this.#parts.serialNumber;
  }
  get ValidFromDate() {
    return new Date(this.#parts.notBefore);
  }
  get ValidToDate() {
    return new Date(this.#parts.notAfter);
  }
  get Thumbprint() {
    return toHex(sha1(this.#parts.der));
  }
  HasPrivateKey() {
    return this.visible?.description.hasPrivateKey ?? false;
  }
  /** 0 subject's simple name, 1 issuer's, 2 subject's e-mail, 3 issuer's. */
  GetInfo(type: unknown) {
    const { subject, issuer } = this.#parts;
    const name = Number(type) % 2 === 0 ? subject : issuer;
    if (Number(type) >= 2) return readPart(name, 'E');
    return readPart(name, 'CN') || readPart(name, 'OU') || readPart(name, 'O');
  }
  Export(encoding: unknown = 0) {
    const base64 = encodeBase64(this.#parts.der);
    return Number(encoding) === 1 ? toBinary(this.#parts.der) : breakLines(base64);
  }
  IsValid() {
    const now = Date.now();
    return { Result: now >= this.#parts.notBefore.getTime() && now <= this.#parts.notAfter.getTime() };
  }
  KeyUsage() {
    return { IsDigitalSignatureEnabled: this.visible?.description.usage !== 'encryption', IsPresent: true };
  }
  get parts() {
    return this.#parts;
  }
}

const toBinary = (bytes: Uint8Array) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

/** CAPICOM_CERTIFICATE_FIND_TYPE. */
function fits(one: Certificate, type: number, value: unknown): boolean {
  const wanted = toText(value).toLowerCase();
  switch (type) {
    case 0:
      return one.Thumbprint.toLowerCase() === wanted.replace(/\s/g, '');
    case 1:
      return one.SubjectName.toLowerCase().includes(wanted);
    case 2:
      return one.IssuerName.toLowerCase().includes(wanted);
    case 3:
      return readPart(one.parts.issuer, 'CN').toLowerCase().includes(wanted);
    case 6:
      return one.parts.readExtension(toText(value)) !== '';
    case 9:
    case 10:
    case 11: {
      const at = value instanceof Date ? value.getTime() : Date.now();
      const { notBefore, notAfter } = one.parts;
      if (type === 10) return at < notBefore.getTime();
      return type === 11 ? at > notAfter.getTime() : at >= notBefore.getTime() && at <= notAfter.getTime();
    }
    // Key usage, template, policy: all of ours are for signing.
    default:
      return true;
  }
}

class Certificates {
  readonly #tools: FamilyTools;
  readonly list: Certificate[];

  constructor(tools: FamilyTools, list: readonly Certificate[]) {
    this.#tools = tools;
    this.list = [...list];
  }
  get Count() {
    return this.list.length;
  }
  Item(index: unknown) {
    const found = this.list[Number(index) - 1];
    return found && this.#tools.wrap(found);
  }
  Add(certificate: unknown) {
    const own = unwrapControl(certificate, Certificate);
    if (own) this.list.push(own);
  }
  Find(type: unknown, value?: unknown, isValidOnly?: unknown) {
    const now = Date.now();
    const isValid = ({ parts }: Certificate) => now >= parts.notBefore.getTime() && now <= parts.notAfter.getTime();
    const found = this.list.filter((one) => fits(one, Number(type), value) && (!isValidOnly || isValid(one)));
    return wrapCertificates(this.#tools, found);
  }
  /** Our window is the chooser. @throws CAPICOM_E_CANCELLED */
  Select() {
    const visible = this.list.flatMap((one) => (one.visible ? [one.visible] : []));
    const { chosen, why } = chooseCertificate(this.#tools, visible);
    if (!chosen || why) throw cancelled();
    return wrapCertificates(
      this.#tools,
      this.list.filter((one) => one.visible === chosen),
    );
  }
}

function wrapCertificates(tools: FamilyTools, list: readonly Certificate[]): Control {
  const certificates = new Certificates(tools, list);
  return tools.wrap(certificates, { base: 1, item: (index) => certificates.Item(index) });
}

/** Only the user's own store holds anything of ours. */
class Store {
  readonly #tools: FamilyTools;
  #list: readonly Certificate[] = [];
  Name = '';
  Location = 0;

  constructor(tools: FamilyTools) {
    this.#tools = tools;
  }
  Open(location: unknown = 2, name: unknown = 'My', _mode?: unknown) {
    this.Location = Number(location);
    this.Name = toText(name);
    if (this.Name.toLowerCase() !== 'my') {
      this.#list = [];
      return;
    }
    const { list, why } = this.#tools.certificates();
    if (why === 'cancelled') throw cancelled();
    this.#list = list.flatMap((visible) => {
      const parts = readCertificate(visible.der);
      return parts ? [new Certificate(parts, visible)] : [];
    });
  }
  Close() {
    this.#list = [];
  }
  get Certificates() {
    return wrapCertificates(this.#tools, this.#list);
  }
}

class Attribute {
  Name = 0;
  Value: unknown = '';
}

class Attributes {
  readonly #list: unknown[] = [];
  get Count() {
    return this.#list.length;
  }
  Add(attribute: unknown) {
    this.#list.push(attribute);
  }
  Item(index: unknown) {
    return this.#list[Number(index) - 1];
  }
  Clear() {
    this.#list.length = 0;
  }
}

/** Attributes are taken and not used: the host writes the time of signing itself. */
class Signer {
  readonly #tools: FamilyTools;
  readonly #attributes: Control;
  #certificate: Certificate | undefined;
  Options = 0;

  constructor(tools: FamilyTools, certificate?: Certificate) {
    this.#tools = tools;
    this.#certificate = certificate;
    const attributes = new Attributes();
    this.#attributes = tools.wrap(attributes, { base: 1, item: (index) => attributes.Item(index) });
  }
  get Certificate() {
    return this.#certificate && this.#tools.wrap(this.#certificate);
  }
  set Certificate(value: unknown) {
    this.#certificate = unwrapControl(value, Certificate);
  }
  get AuthenticatedAttributes() {
    return this.#attributes;
  }
  get own() {
    return this.#certificate;
  }
}

class SignedData {
  readonly #tools: FamilyTools;
  Content: unknown = '';
  #signers: readonly Signer[] = [];
  #certificates: readonly Certificate[] = [];

  constructor(tools: FamilyTools) {
    this.#tools = tools;
  }
  get Signers() {
    const signers = this.#signers;
    const tools = this.#tools;
    const item = (index: number) => signers[index - 1] && tools.wrap(signers[index - 1] as Signer);
    return tools.wrap({ Count: signers.length, Item: item }, { base: 1, item });
  }
  get Certificates() {
    return wrapCertificates(this.#tools, this.#certificates);
  }
  /** @throws CAPICOM_E_CANCELLED; E_FAIL where there is nothing to sign with */
  Sign(signer?: unknown, isDetached: unknown = false, encoding: unknown = 0) {
    const certificate = unwrapControl(signer, Signer)?.own ?? this.#choose();
    const answer = this.#tools.ask({
      kind: 'sign',
      certificate: certificate.visible?.description.hash ?? '',
      content: toText(this.Content),
      encoding: this.#tools.rule.encoding,
      form: isDetached ? 'cms-detached' : 'cms-attached',
      hadPin: false,
    });
    if (!answer.ok) throw answer.why === 'cancelled' ? cancelled() : refused('签名失败');
    const message = String(answer.value);
    this.#signers = [new Signer(this.#tools, certificate)];
    this.#certificates = [certificate];
    return Number(encoding) === 1 ? toBinary(decodeBase64(message)) : breakLines(message);
  }
  /** One signature a message is all that the host makes. */
  CoSign(signer?: unknown, encoding: unknown = 0) {
    return this.Sign(signer, false, encoding);
  }
  #choose(): Certificate {
    const { list, why } = this.#tools.certificates();
    if (why) throw cancelled();
    const { chosen } = chooseCertificate(this.#tools, list);
    const parts = chosen && readCertificate(chosen.der);
    if (!parts) throw list.length > 0 ? cancelled() : makeComError(comNumbers.notFound, '找不到证书');
    return new Certificate(parts, chosen);
  }
  /** @throws where it does not fit */
  Verify(message: unknown, isDetached: unknown = false, _flag?: unknown) {
    const text = toText(message);
    const base64 = text.charCodeAt(0) === 0x30 ? encodeBase64(Uint8Array.from(text, (one) => one.charCodeAt(0))) : text;
    const parts = readMessage(base64);
    if (!parts) throw refused('不是签名数据');
    const { encoding } = this.#tools.rule;
    const content = isDetached ? toText(this.Content) : '';
    const answer = this.#tools.ask({ kind: 'verify', content, encoding, signature: base64, certificate: '' });
    if (!answer.ok || answer.value !== true) throw refused('签名无效');
    if (parts.content && !isDetached) this.Content = new TextDecoder(encoding).decode(parts.content);
    this.#certificates = parts.certificates.flatMap((der) => {
      const read = readCertificate(der);
      return read ? [new Certificate(read)] : [];
    });
    this.#signers = this.#certificates.slice(0, 1).map((one) => new Signer(this.#tools, one));
  }
}

class Utilities {
  Base64Encode(text: unknown) {
    return breakLines(encodeBase64(Uint8Array.from(toText(text), (one) => one.charCodeAt(0) & 0xff)));
  }
  Base64Decode(text: unknown) {
    return toBinary(decodeBase64(toText(text)));
  }
  BinaryToHex(text: unknown) {
    return toHex(Uint8Array.from(toText(text), (one) => one.charCodeAt(0) & 0xff));
  }
  GetRandom(length: unknown = 8) {
    return toBinary(crypto.getRandomValues(new Uint8Array(Math.min(4096, Math.max(1, Number(length))))));
  }
  LocalTimeToUTCTime(date: unknown) {
    return date;
  }
  UTCTimeToLocalTime(date: unknown) {
    return date;
  }
}

class Settings {
  EnablePromptForCertificateUI = true;
  ActiveDirectorySearchLocation = 0;
}

/** Classes of the library by CLSID, for `<object>`. */
const namesByClass: Readonly<Record<string, string>> = {
  'A996E48C-D3DC-4244-89F7-AFA33EC60679': 'capicom.settings',
  '91D221C4-0CD4-461C-A728-01D509321556': 'capicom.store',
  '60A9863A-11FD-4080-850E-A8E184FC3A3C': 'capicom.signer',
  '94AFFFCC-6C05-4814-B123-A941105AA77F': 'capicom.signeddata',
  '54BA1E8F-818D-407F-949D-BAE1692C5C18': 'capicom.attribute',
  '3605B612-C3CF-4AB4-A426-2D853391DB2E': 'capicom.certificates',
  '22A85CE1-F011-4231-B9E4-7E7A0438F71B': 'capicom.utilities',
};

/** What `<object>` of an unknown class gives is the settings: pages that use its id only look whether it is there. */
export function createCapicom(tools: FamilyTools, progId: string, classId: string): object | undefined {
  switch (lookUp(namesByClass, classId) ?? progId) {
    case 'capicom.store':
      return new Store(tools);
    case 'capicom.signer':
      return new Signer(tools);
    case 'capicom.signeddata':
      return new SignedData(tools);
    case 'capicom.attribute':
      return new Attribute();
    case 'capicom.certificates':
      return new Certificates(tools, []);
    case 'capicom.utilities':
      return new Utilities();
    case 'capicom.settings':
    case '':
      return new Settings();
    default:
      return undefined;
  }
}
