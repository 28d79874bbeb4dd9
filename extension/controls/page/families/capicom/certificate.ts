// CAPICOM's Certificate: what pages read of one, and which key belongs to it.
import { sha1 } from '@noble/hashes/legacy.js';
import type { VisibleCertificate } from '../../../control-call.ts';
import { type CertificateParts, readCertificate, readPart, writeName } from '../../certificate/certificate-parts.ts';
import { encodeBase64, toHex } from '../../certificate/read-der.ts';
import { comNumbers, makeComError } from '../../com-error.ts';
import { containerOf } from '../container-of.ts';
import { type FamilyTools, toText } from '../family-tools.ts';
import { providerNames } from '../providers.ts';
import { breakLines, fromBinary, refused, toBinary } from './errors-and-texts.ts';
import { wrapItems } from './wrap-items.ts';

/** CAPICOM_E_CERTIFICATE_NOT_INITIALIZED. */
const notInitialized = -2138568447;

export class Certificate {
  readonly visible: VisibleCertificate | undefined;
  readonly #tools: FamilyTools;
  #own: CertificateParts | undefined;

  /** Without parts an empty one, as `new ActiveXObject` makes it. */
  constructor(tools: FamilyTools, parts?: CertificateParts, visible?: VisibleCertificate) {
    this.#tools = tools;
    this.#own = parts;
    this.visible = visible;
  }
  get #parts(): CertificateParts {
    if (!this.#own) throw makeComError(notInitialized, '证书对象还没有初始化。');
    return this.#own;
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
  /** Base64 or the bytes as characters. @throws for what is no certificate */
  Import(encoded: unknown) {
    const text = toText(encoded);
    this.#own = readCertificate(text.charCodeAt(0) === 0x30 ? encodeBase64(fromBinary(text)) : text);
    if (!this.#own) throw refused('不是证书');
  }
  /** A dialog of Windows: what it would show, the page shows by itself. */
  Display() {}
  IsValid() {
    return this.#tools.wrap({ Result: this.isTimeValid(Date.now()), CheckFlag: 0x80000 });
  }
  KeyUsage() {
    const isSigning = this.visible?.description.usage !== 'encryption';
    return this.#tools.wrap({
      IsPresent: true,
      IsCritical: true,
      IsDigitalSignatureEnabled: isSigning,
      IsNonRepudiationEnabled: isSigning,
      IsKeyEnciphermentEnabled: !isSigning,
      IsDataEnciphermentEnabled: !isSigning,
    });
  }
  BasicConstraints() {
    return this.#tools.wrap({ IsPresent: false, IsCertificateAuthority: false, PathLength: 0 });
  }
  Extensions() {
    const list = this.#parts.extensions.map(({ oid, isCritical, value }) =>
      this.#tools.wrap({
        OID: this.#tools.wrap({ Value: oid, FriendlyName: oid, Name: 0 }),
        IsCritical: isCritical,
        EncodedData: this.#tools.wrap({ Value: breakLines(encodeBase64(value)), Format: () => toHex(value) }),
      }),
    );
    return wrapItems(this.#tools, list);
  }
  PublicKey() {
    const { isRsa, publicKey } = this.#parts;
    const name = isRsa ? 'RSA' : 'ECC';
    const oid = isRsa ? '1.2.840.113549.1.1.1' : '1.2.840.10045.2.1';
    return this.#tools.wrap({
      Algorithm: this.#tools.wrap({ FriendlyName: name, Value: oid, Name: 0 }),
      Length: isRsa ? 2048 : 256,
      EncodedKey: this.#tools.wrap({ Value: breakLines(publicKey), Format: () => publicKey }),
    });
  }
  /** Names only; the key itself never leaves the U盾. @throws where there is no key */
  get PrivateKey() {
    const { visible } = this;
    if (!visible?.description.hasPrivateKey) throw makeComError(comNumbers.notFound, '找不到对象或属性。');
    const container = containerOf(visible);
    return this.#tools.wrap({
      ContainerName: container,
      UniqueContainerName: container,
      ProviderName: providerNames[3],
      ProviderType: 1,
      KeySpec: 2,
      IsAccessible: () => true,
      IsProtected: () => true,
      IsExportable: () => false,
      IsRemovable: () => true,
      IsMachineKeyset: () => false,
      IsHardwareDevice: () => true,
    });
  }
  isTimeValid(at: number) {
    const { notBefore, notAfter } = this.#parts;
    return at >= notBefore.getTime() && at <= notAfter.getTime();
  }
  get parts() {
    return this.#parts;
  }
}
