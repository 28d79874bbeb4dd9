// CAPICOM's Store.
import { readCertificate } from '../../certificate/certificate-parts.ts';
import { type FamilyTools, toText } from '../family-tools.ts';
import { Certificate } from './certificate.ts';
import { wrapCertificates } from './certificates.ts';
import { cancelled } from './errors-and-texts.ts';

/** Only the user's own store holds anything of ours. */
export class Store {
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
      return parts ? [new Certificate(this.#tools, parts, visible)] : [];
    });
  }
  Close() {
    this.#list = [];
  }
  get Certificates() {
    return wrapCertificates(this.#tools, this.#list);
  }
}
