// XEnroll (CEnroll.CEnroll): providers are enumerated until an exception, a request is made, an answer is accepted.
import { comNumbers, makeComError } from '../com-error.ts';
import { generateRequest, installResponse } from './enrol.ts';
import { type FamilyTools, toText } from './family-tools.ts';
import { providerNames, rsaFull } from './providers.ts';
import { writeRequest } from './write-request.ts';

/** What a page may set and read back; none of it makes the key weaker. */
const defaults = {
  ProviderName: providerNames[0] as string,
  ProviderType: rsaFull,
  ProviderFlags: 0,
  KeySpec: 1,
  GenKeyFlags: 0,
  HashAlgorithm: 'SHA256',
  HashAlgID: 0x800c,
  ContainerName: '',
  UseExistingKeySet: false,
  DeleteRequestCert: true,
  WriteCertToCSP: true,
  RequestStoreName: 'REQUEST',
  MyStoreName: 'MY',
  MyStoreFlags: 0x10000,
  RootStoreName: 'ROOT',
  CAStoreName: 'CA',
  SPCFileName: '',
  PVKFileName: '',
  LimitExchangeKeyToEncipherment: false,
  EnableSMIMECapabilities: false,
  EnableT61DNEncoding: false,
  ReuseHardwareKeyIfUnableToGenNew: true,
  ThumbPrint: '',
};

/** @returns the object behind CEnroll */
export function createXEnroll(tools: FamilyTools): object {
  const control = {
    ...defaults,
    reset: () => Object.assign(control, defaults),
    /** @throws ERROR_NO_MORE_ITEMS behind the last one: pages count on it */
    enumProviders(index: unknown, _flags?: unknown) {
      const name = Number(control.ProviderType) === rsaFull ? providerNames[Number(index)] : undefined;
      if (name === undefined) throw makeComError(comNumbers.noMoreItems, '没有可用的数据了。');
      return name;
    },
    enumContainers(_index: unknown) {
      throw makeComError(comNumbers.noMoreItems, '没有可用的数据了。');
    },
    EnumAlgs(_index: unknown, _class?: unknown) {
      throw makeComError(comNumbers.noMoreItems, '没有可用的数据了。');
    },
    /** Templates and files of Windows' own CAs: nothing of the U盾's. */
    addCertTypeToRequest: (_name: unknown) => undefined,
    addCertTypeToRequestEx: () => undefined,
    addExtensionToRequest: () => undefined,
    resetExtensions: () => undefined,
    removePendingRequest: () => undefined,
    createPKCS10: (subject: unknown, _usage?: unknown) => writeRequest(generateRequest(tools, toText(subject)), 1),
    createRequest: (_flags: unknown, subject: unknown, _usage?: unknown) =>
      writeRequest(generateRequest(tools, toText(subject)), 1),
    acceptPKCS7: (response: unknown) => installResponse(tools, response),
    acceptResponse: (response: unknown) => installResponse(tools, response),
    /** A chain of CA certificates: nothing of it belongs onto the U盾. */
    InstallPKCS7: () => undefined,
    GetSupportedKeySpec: () => 3,
    GetKeyLen: () => 2048,
    GetKeyLenEx: () => 2048,
    getCertFromPKCS7: (response: unknown) => toText(response),
  };
  return control;
}
