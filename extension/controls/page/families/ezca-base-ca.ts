// EZCA's BaseCA: a filter, an enumeration, the chosen certificate, and signatures by it.
// Members and what they give as public scripts of pages use them.
import type { VisibleCertificate } from '../../control-call.ts';
import { type CertificateParts, readCertificate, readPart } from '../certificate/certificate-parts.ts';
import { readMessage } from '../certificate/message-parts.ts';
import { decodeBase64, encodeBase64 } from '../certificate/read-der.ts';
import { unwrapControl } from '../make-control.ts';
import { chooseCertificate } from './choose-certificate.ts';
import { containerOf } from './container-of.ts';
import { type FamilyTools, toText } from './family-tools.ts';
import { formatLocalTime } from './format-local-time.ts';

/** What BaseCA gives for a signature that did not come about. */
const failed = '-1';

class Filter {
  CertType = '';
  Issuer = '';
  Subject = '';
  SerialNumber = '';
  Clear() {
    Object.assign(this, { CertType: '', Issuer: '', Subject: '', SerialNumber: '' });
  }
}

class Certificate {
  readonly #tools: FamilyTools;
  #visible: VisibleCertificate | undefined;
  #parts: CertificateParts | undefined;
  /** Nothing fitted, or the clerk took none: then there is nothing to sign with. */
  #isNone = false;

  constructor(tools: FamilyTools, visible?: VisibleCertificate) {
    this.#tools = tools;
    if (visible) this.take(visible);
  }
  take(visible: VisibleCertificate | undefined) {
    this.#isNone = visible === undefined;
    this.#visible = visible;
    this.#parts = visible && readCertificate(visible.der);
  }
  /** Empty where there is no key: pages take that for a U盾 that is not plugged in. The 芯片号 stands in front. */
  get Container() {
    const container = this.#visible ? containerOf(this.#visible) : '';
    return container && `${this.#visible?.chipNumber}|${container}`;
  }
  get NotBefore() {
    return this.#parts ? formatLocalTime(this.#parts.notBefore) : '';
  }
  get NotAfter() {
    return this.#parts ? formatLocalTime(this.#parts.notAfter) : '';
  }
  get SerialNumber() {
    return this.#parts?.serialNumber ?? '';
  }
  get Version() {
    return this.#parts ? `V${this.#parts.version}` : '';
  }
  get CertString() {
    return this.#visible?.der ?? '';
  }
  get Cert() {
    return this.CertString;
  }
  get CommonName() {
    return this.GetCertDNItemByName('CN');
  }
  GetCertDNItemByName(name: unknown) {
    return this.#parts ? readPart(this.#parts.subject, toText(name)) : '';
  }
  GetCertIssuerDNItemByName(name: unknown) {
    return this.#parts ? readPart(this.#parts.issuer, toText(name)) : '';
  }
  GetCertExtension(oid: unknown) {
    return this.#parts?.readExtension(toText(oid).trim()) ?? '';
  }
  GetCertSerialNumber() {
    return this.SerialNumber;
  }
  GetCert() {
    return this.CertString;
  }
  /** `mode` 1 or nothing: with the content inside; 0: without. */
  SignDataByP7(data: unknown, mode: unknown = 1) {
    return this.#sign(toText(data), Number(mode) === 0 ? 'cms-detached' : 'cms-attached');
  }
  SignData(data: unknown) {
    return this.#sign(toText(data), 'signature');
  }
  #sign(content: string, form: 'cms-attached' | 'cms-detached' | 'signature') {
    if (this.#isNone) return failed;
    const { encoding } = this.#tools.rule;
    const certificate = this.#visible?.description.hash ?? '';
    const answer = this.#tools.ask({ kind: 'sign', certificate, content, encoding, form, hadPin: false });
    return answer.ok ? String(answer.value) : failed;
  }
  /** `type` 1: what was signed; 2: the signer's certificate; 3: the signature. */
  GetP7SignDataInfo(message: unknown, type: unknown) {
    const parts = readMessage(toText(message));
    if (!parts) return failed;
    if (Number(type) === 2) return parts.certificates[0] ?? failed;
    if (Number(type) === 3) return parts.signature;
    const { encoding } = this.#tools.rule;
    return parts.content ? new TextDecoder(encoding).decode(parts.content) : '';
  }
  /** What was signed, where it fits; '-1' where not. */
  VerifySignedDataByP7(data: unknown, certificate: unknown, message: unknown) {
    const { encoding } = this.#tools.rule;
    const cert = encodeBase64(decodeBase64(toText(certificate)));
    const answer = this.#tools.ask({
      kind: 'verify',
      content: toText(data),
      encoding,
      signature: toText(message),
      certificate: cert,
    });
    return answer.ok && answer.value === true ? toText(data) || '0' : failed;
  }
}

/** Issuers stand in a list; any of them will do. Blanks in a row count as one: pages and certificates differ in them. */
function fitsFilter({ der, description }: VisibleCertificate, filter: Filter): boolean {
  const parts = readCertificate(der);
  if (!parts) return false;
  const plain = (text: string) => text.replace(/\s+/g, ' ').trim().toLowerCase();
  const issuerNames = parts.issuer.map(({ value }) => plain(value));
  const wanted = filter.Issuer.split(',').map(plain).filter(Boolean);
  const isIssuer = wanted.length === 0 || wanted.some((name) => issuerNames.some((own) => own.includes(name)));
  const isType = filter.CertType === '' || !/SIGN/i.test(filter.CertType) || description.usage !== 'encryption';
  const isSerial = filter.SerialNumber === '' || plain(filter.SerialNumber) === plain(parts.serialNumber);
  const isSubject = parts.subject.some(({ value }) => plain(value).includes(plain(filter.Subject)));
  return isIssuer && isType && isSerial && isSubject && description.hasPrivateKey;
}

class Certificates {
  readonly #tools: FamilyTools;
  #list: readonly VisibleCertificate[] = [];
  #onChoose: (chosen: VisibleCertificate | undefined) => object;

  constructor(tools: FamilyTools, onChoose: (chosen: VisibleCertificate | undefined) => object) {
    this.#tools = tools;
    this.#onChoose = onChoose;
  }
  get Count() {
    return this.#list.length;
  }
  NewEnum(filter?: unknown) {
    const { list } = this.#tools.certificates();
    const own = unwrapControl(filter, Filter) ?? new Filter();
    const fitting = list.filter((one) => fitsFilter(one, own));
    // An issuer that our certificates do not name is a page's mistake more often than ours: the rest of the filter decides then.
    this.#list =
      fitting.length > 0
        ? fitting
        : list.filter((one) => fitsFilter(one, Object.assign(new Filter(), own, { Issuer: '' })));
    return this.#list.length;
  }
  Item(index: unknown) {
    const visible = this.#list[Number(index)];
    return visible ? this.#tools.wrap(new Certificate(this.#tools, visible)) : undefined;
  }
  /** Of several, our window asks which: nothing is chosen for the clerk. */
  GetTheChooseCert() {
    return this.#onChoose(chooseCertificate(this.#tools, this.#list).chosen);
  }
}

/** @returns the object behind `EZCALib.BaseCA` */
export function createBaseCa(tools: FamilyTools): object {
  const filter = new Filter();
  const chosen = new Certificate(tools);
  const chosenControl = tools.wrap(chosen);
  const certificates = new Certificates(tools, (visible) => {
    chosen.take(visible);
    const taken = new Certificate(tools);
    taken.take(visible);
    return tools.wrap(taken);
  });
  const list = tools.wrap(certificates, { base: 0, item: (index) => certificates.Item(index) });
  const filterControl = tools.wrap(filter);
  return {
    get MyFilter() {
      return filterControl;
    },
    get MyCertificates() {
      return list;
    },
    get MyCertificate() {
      return chosenControl;
    },
    get MyCollection() {
      return list;
    },
    get MyCertOther() {
      return chosenControl;
    },
  };
}
