// CertEnroll (X509Enrollment.*): objects made by a factory, put together to a request, and an answer that is installed.
import { comNumbers, makeComError } from '../com-error.ts';
import { type Control, unwrapControl } from '../make-control.ts';
import { generateRequest, installResponse } from './enrol.ts';
import { type FamilyTools, toText } from './family-tools.ts';
import { providerNames, rsaFull } from './providers.ts';
import { writeRequest } from './write-request.ts';

class Provider {
  Name: string;
  Type = rsaFull;
  IsHardwareDevice = false;
  IsSmartCard = false;
  IsSoftwareDevice = true;
  LegacyCsp = true;
  Valid = true;
  constructor(name: string) {
    this.Name = name;
  }
  InitializeFromName(name: unknown) {
    this.Name = toText(name);
  }
  InitializeFromType() {
    this.Name = providerNames[0];
  }
}

/** A list by number from 0 on, as all of CertEnroll's are. */
class List {
  readonly items: unknown[] = [];
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

class ProviderList extends List {
  readonly #tools: FamilyTools;
  constructor(tools: FamilyTools) {
    super();
    this.#tools = tools;
  }
  AddAvailableCsps() {
    for (const name of providerNames) this.items.push(this.#tools.wrap(new Provider(name)));
  }
}

/** The key is made when the request is: one question for the clerk, not two. */
class PrivateKey {
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
}

class DistinguishedName {
  Name = '';
  EncodedName = '';
  Encode(name: unknown, _flags?: unknown) {
    this.Name = toText(name);
  }
  Decode(name: unknown) {
    this.Name = toText(name);
  }
}

class ObjectId {
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
class Extension {
  Critical = false;
  InitializeEncode() {}
  Initialize() {}
}

class Request {
  Subject: unknown = null;
  HashAlgorithm: unknown = null;
  PrivateKey: unknown = null;
  SuppressDefaults = false;
  SmimeCapabilities = false;
  ClientId = 0;
  readonly X509Extensions: Control;
  readonly CryptAttributes: Control;
  readonly CriticalExtensions: Control;
  readonly SuppressOids: Control;
  readonly #tools: FamilyTools;

  constructor(tools: FamilyTools) {
    this.#tools = tools;
    const list = () => wrapList(tools, new List());
    [this.X509Extensions, this.CryptAttributes, this.CriticalExtensions, this.SuppressOids] = [
      list(),
      list(),
      list(),
      list(),
    ];
  }
  Initialize(_context?: unknown) {
    this.PrivateKey ??= this.#tools.wrap(new PrivateKey());
  }
  InitializeFromPrivateKey(_context: unknown, key: unknown, _template?: unknown) {
    this.PrivateKey = key;
  }
  InitializeFromCertificate() {
    this.Initialize();
  }
  Encode() {}
  get subjectText() {
    return unwrapControl(this.Subject, DistinguishedName)?.Name ?? '';
  }
}

class Enrollment {
  CertificateFriendlyName = '';
  CertificateDescription = '';
  Silent = false;
  readonly #tools: FamilyTools;
  #request: Request | undefined;

  constructor(tools: FamilyTools) {
    this.#tools = tools;
  }
  Initialize(_context?: unknown) {
    this.#request = undefined;
  }
  InitializeFromTemplateName(_context?: unknown, _name?: unknown) {
    this.#request = undefined;
  }
  InitializeFromRequest(request: unknown) {
    this.#request = unwrapControl(request, Request);
    if (!this.#request) throw makeComError(comNumbers.badArgument, '参数错误。');
  }
  get Request() {
    return this.#request && this.#tools.wrap(this.#request);
  }
  CreateRequest(encoding: unknown = 1) {
    return writeRequest(generateRequest(this.#tools, this.#request?.subjectText ?? ''), Number(encoding));
  }
  InstallResponse(_restrictions: unknown, response: unknown, _encoding?: unknown, _password?: unknown) {
    installResponse(this.#tools, response);
  }
  InstallResponse2(_restrictions: unknown, response: unknown) {
    installResponse(this.#tools, response);
  }
}

function wrapList(tools: FamilyTools, list: List): Control {
  return tools.wrap(list, { base: 0, item: (index) => list.ItemByIndex(index) });
}

/** An object by its name below `X509Enrollment.`, lower case; undefined for one that we do not have. */
function createObject(tools: FamilyTools, name: string): Control | undefined {
  switch (name) {
    case 'ccspinformation':
      return tools.wrap(new Provider(providerNames[0]));
    case 'ccspinformations':
      return wrapList(tools, new ProviderList(tools));
    case 'cx509privatekey':
      return tools.wrap(new PrivateKey());
    case 'cx500distinguishedname':
      return tools.wrap(new DistinguishedName());
    case 'cobjectid':
      return tools.wrap(new ObjectId());
    case 'cobjectids':
    case 'cx509extensions':
    case 'calternativenames':
      return wrapList(tools, new List());
    case 'cx509certificaterequestpkcs10':
      return tools.wrap(new Request(tools));
    case 'cx509enrollment':
      return tools.wrap(new Enrollment(tools));
    default:
      return /^cx509extension|^calternativename$|^ccryptattribute/.test(name) ? tools.wrap(new Extension()) : undefined;
  }
}

/** The factory, or one of its classes where a page makes that by itself. */
export function createCertEnroll(tools: FamilyTools, progId: string): object | undefined {
  const name = progId.replace(/^x509enrollment\./, '');
  const factory = {
    CreateObject(wanted: unknown) {
      const plain = toText(wanted)
        .replace(/\.\d+$/, '')
        .toLowerCase()
        .replace(/^x509enrollment\./, '');
      const made = createObject(tools, plain);
      if (made) return made;
      tools.note(toText(wanted));
      throw makeComError(comNumbers.cannotCreate, 'Automation 服务器不能创建对象');
    },
  };
  return name === '' || name === 'cx509enrollmentwebclassfactory' ? factory : createObject(tools, name);
}
