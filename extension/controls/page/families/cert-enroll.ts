// CertEnroll (X509Enrollment.*): objects made by a factory, put together to a request, and an answer that is installed.
import { comNumbers, makeComError } from '../com-error.ts';
import { type Control, unwrapControl } from '../make-control.ts';
import {
  DistinguishedName,
  Extension,
  List,
  ObjectId,
  PrivateKey,
  Provider,
  ProviderList,
  wrapList,
} from './cert-enroll-objects.ts';
import { generateRequest, installResponse } from './enrol.ts';
import { type FamilyTools, toText } from './family-tools.ts';
import { providerNames } from './providers.ts';
import { writeRequest } from './write-request.ts';

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
  get hasPin() {
    return unwrapControl(this.PrivateKey, PrivateKey)?.hasPin ?? false;
  }
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
    return writeRequest(
      generateRequest(this.#tools, this.#request?.subjectText ?? '', this.#request?.hasPin),
      Number(encoding),
    );
  }
  InstallResponse(_restrictions: unknown, response: unknown, _encoding?: unknown, _password?: unknown) {
    installResponse(this.#tools, response);
  }
  InstallResponse2(_restrictions: unknown, response: unknown) {
    installResponse(this.#tools, response);
  }
}

/** An object by its name below `X509Enrollment.`, lower case; undefined for one that we do not have. */
function createObject(tools: FamilyTools, name: string): Control | undefined {
  switch (name) {
    case 'ccspinformation':
      return tools.wrap(new Provider(tools, providerNames[0]));
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
