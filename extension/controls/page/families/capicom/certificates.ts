// CAPICOM's Certificates: found by type, chosen by the clerk.

import { readPart } from '../../certificate/certificate-parts.ts';
import { type Control, unwrapControl } from '../../make-control.ts';
import { chooseCertificate } from '../choose-certificate.ts';
import { type FamilyTools, toText } from '../family-tools.ts';
import { Certificate } from './certificate.ts';
import { cancelled } from './errors-and-texts.ts';
import { takeItem } from './wrap-items.ts';

/** CAPICOM_KEY_USAGE bits, or their names: signatures want 0x80 or 0x40. */
function fitsUsage({ visible }: Certificate, value: unknown): boolean {
  const isForSigning = typeof value === 'number' ? (value & 0xc0) !== 0 : /sign|repud/i.test(toText(value));
  return isForSigning ? visible?.description.usage !== 'encryption' : visible?.description.usage !== 'signing';
}

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
    case 5:
      return one.parts.readExtension(toText(value)) !== '';
    // Properties of the store's entry; the one that is asked for is that there is a key (CAPICOM_PROPID_KEY_PROV_INFO, 2).
    case 6:
      return Number(value) !== 2 || one.HasPrivateKey();
    case 9:
    case 10:
    case 11: {
      const at = value instanceof Date ? value.getTime() : Date.now();
      const { notBefore, notAfter } = one.parts;
      if (type === 10) return at < notBefore.getTime();
      return type === 11 ? at > notAfter.getTime() : one.isTimeValid(at);
    }
    case 12:
      return fitsUsage(one, value);
    // Template and policies: all of ours are for the same.
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
    return this.#tools.wrap(takeItem(this.list, index));
  }
  Add(certificate: unknown) {
    const own = unwrapControl(certificate, Certificate);
    if (own) this.list.push(own);
  }
  Find(type: unknown, value?: unknown, isValidOnly?: unknown) {
    const isWanted = (one: Certificate) =>
      fits(one, Number(type), value) && (!isValidOnly || one.isTimeValid(Date.now()));
    const found = this.list.filter(isWanted);
    return wrapCertificates(this.#tools, found);
  }
  Remove(index: unknown) {
    this.list.splice(this.list.indexOf(takeItem(this.list, index)), 1);
  }
  Clear() {
    this.list.length = 0;
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

export function wrapCertificates(tools: FamilyTools, list: readonly Certificate[]): Control {
  const certificates = new Certificates(tools, list);
  return tools.wrap(certificates, { base: 1, item: (index) => certificates.Item(index) });
}
