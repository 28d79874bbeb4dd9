// CAPICOM's Signer and its attributes.
import { type Control, unwrapControl } from '../../make-control.ts';
import type { FamilyTools } from '../family-tools.ts';
import { Certificate } from './certificate.ts';

export class Attribute {
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
export class Signer {
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
