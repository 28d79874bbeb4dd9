// Objects that a page puts together to a request: providers, keys, names, extensions. None of them makes a key weaker.
import type { Control } from '../make-control.ts';
import { type FamilyTools, toText } from './family-tools.ts';
import { providerNames, rsaFull } from './providers.ts';

const algorithmNames = ['RSA', 'SHA256'];

export class Provider {
  Name: string;
  Type = rsaFull;
  IsHardwareDevice = false;
  IsSmartCard = false;
  IsSoftwareDevice = true;
  LegacyCsp = true;
  Valid = true;
  MaxKeyContainerNameLength = 260;
  readonly CspAlgorithms: Control;
  constructor(tools: FamilyTools, name: string) {
    this.Name = name;
    const algorithms = algorithmNames.map((algorithm) =>
      tools.wrap({
        Name: algorithm,
        LongName: algorithm,
        MinLength: 2048,
        MaxLength: 2048,
        DefaultLength: 2048,
        Valid: true,
      }),
    );
    this.CspAlgorithms = wrapList(tools, new List(algorithms));
  }
  InitializeFromName(name: unknown) {
    this.Name = toText(name);
  }
  InitializeFromType() {
    this.Name = providerNames[0];
  }
}

/** A list by number from 0 on, as all of CertEnroll's are. */
export class List {
  readonly items: unknown[];
  constructor(items: readonly unknown[] = []) {
    this.items = [...items];
  }
  get Count() {
    return this.items.length;
  }
  Add(item: unknown) {
    this.items.push(item);
  }
  ItemByIndex(index: unknown) {
    return this.items[Number(index)];
  }
  get ItemByName() {
    return (name: unknown) => this.items.find((item) => (item as { Name?: unknown }).Name === name);
  }
  Item(index: unknown) {
    return this.items[Number(index)];
  }
  Remove(index: unknown) {
    this.items.splice(Number(index), 1);
  }
  Clear() {
    this.items.length = 0;
  }
}

export class ProviderList extends List {
  readonly #tools: FamilyTools;
  constructor(tools: FamilyTools) {
    super();
    this.#tools = tools;
  }
  AddAvailableCsps() {
    for (const name of providerNames) this.items.push(this.#tools.wrap(new Provider(this.#tools, name)));
  }
}

/** The key is made when the request is: one question for the clerk, not two. */
export class PrivateKey {
  Length = 2048;
  KeySpec = 1;
  KeyUsage = 0xffffff;
  KeyProtection = 0;
  ExportPolicy = 0;
  ContainerName = '';
  ContainerNamePrefix = '';
  ProviderName: string = providerNames[0];
  ProviderType = rsaFull;
  MachineContext = false;
  LegacyCsp = true;
  Algorithm: unknown = null;
  CspInformations: unknown = null;
  Existing = false;
  Opened = false;
  Silent = false;
  FriendlyName = '';
  Pin: unknown = '';
  Create() {
    this.Opened = true;
  }
  Open() {
    this.Opened = true;
  }
  Close() {
    this.Opened = false;
  }
  /** A PIN that the page knows is not used; that it has one is told to the clerk. */
  get hasPin() {
    return toText(this.Pin) !== '';
  }
}

export class DistinguishedName {
  Name = '';
  EncodedName = '';
  Encode(name: unknown, _flags?: unknown) {
    this.Name = toText(name);
  }
  Decode(name: unknown) {
    this.Name = toText(name);
  }
}

export class ObjectId {
  Value = '';
  FriendlyName = '';
  Name = 0;
  InitializeFromValue(value: unknown) {
    this.Value = toText(value);
  }
  InitializeFromName(name: unknown) {
    this.Name = Number(name);
  }
  InitializeFromAlgorithmName(_group: unknown, _key: unknown, _flags: unknown, name: unknown) {
    this.FriendlyName = toText(name);
  }
}

/** An extension of whatever kind: the CA decides what stands in the certificate. */
export class Extension {
  Critical = false;
  InitializeEncode() {}
  Initialize() {}
}

export function wrapList(tools: FamilyTools, list: List): Control {
  return tools.wrap(list, { base: 0, item: (index) => list.ItemByIndex(index) });
}
