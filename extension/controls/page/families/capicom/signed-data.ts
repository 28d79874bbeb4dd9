// CAPICOM's SignedData: signs by the clerk's word, verifies by itself.
import { readCertificate } from '../../certificate/certificate-parts.ts';
import { readMessage } from '../../certificate/message-parts.ts';
import { decodeBase64, encodeBase64 } from '../../certificate/read-der.ts';
import { comNumbers, makeComError } from '../../com-error.ts';
import { unwrapControl } from '../../make-control.ts';
import { chooseCertificate } from '../choose-certificate.ts';
import { type FamilyTools, toText } from '../family-tools.ts';
import { Certificate } from './certificate.ts';
import { wrapCertificates } from './certificates.ts';
import { breakLines, cancelled, fromBinary, refused, toBinary } from './errors-and-texts.ts';
import { Signer } from './signer.ts';
import { wrapItems } from './wrap-items.ts';

export class SignedData {
  readonly #tools: FamilyTools;
  Content: unknown = '';
  #signers: readonly Signer[] = [];
  #certificates: readonly Certificate[] = [];

  constructor(tools: FamilyTools) {
    this.#tools = tools;
  }
  get Signers() {
    return wrapItems(
      this.#tools,
      this.#signers.map((signer) => this.#tools.wrap(signer)),
    );
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
    return new Certificate(this.#tools, parts, chosen);
  }
  /** @throws where it does not fit */
  Verify(message: unknown, isDetached: unknown = false, _flag?: unknown) {
    const text = toText(message);
    const base64 = text.charCodeAt(0) === 0x30 ? encodeBase64(fromBinary(text)) : text;
    const parts = readMessage(base64);
    if (!parts) throw refused('不是签名数据');
    const { encoding } = this.#tools.rule;
    const content = isDetached ? toText(this.Content) : '';
    const answer = this.#tools.ask({ kind: 'verify', content, encoding, signature: base64, certificate: '' });
    if (!answer.ok || answer.value !== true) throw refused('签名无效');
    if (parts.content && !isDetached) this.Content = new TextDecoder(encoding).decode(parts.content);
    this.#certificates = parts.certificates.flatMap((der) => {
      const read = readCertificate(der);
      return read ? [new Certificate(this.#tools, read)] : [];
    });
    this.#signers = this.#certificates.slice(0, 1).map((one) => new Signer(this.#tools, one));
  }
}
