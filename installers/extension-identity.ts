// Who the extension is in this build: read from the environment, told to both bundlers, so that one build is consistent.
import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { chromiumExtensionId, chromiumExtensionKey } from '../shared/product-ids.ts';

export interface ExtensionIdentity {
  /** Base64 DER SPKI: the manifest's `key`. */
  readonly publicKey: string;
  readonly chromiumId: string;
  /** Ids that stores gave to the same extension; the host must let them in too. */
  readonly storeIds: readonly string[];
}

/** Path of a PEM file with the RSA private key that signs the CRX and fixes the id. */
export const extensionKeyVariable = 'SHEBAO_EXTENSION_KEY';
/** Ids given by the Chrome Web Store and Edge Add-ons, separated by commas. */
const storeIdsVariable = 'SHEBAO_STORE_IDS';

/** Chromium's rule: the first 16 bytes of the public key's SHA-256, a hex digit as a letter from a to p. */
export function computeExtensionId(publicKeyDer: Uint8Array): string {
  const hex = createHash('sha256').update(publicKeyDer).digest('hex').slice(0, 32);
  return [...hex].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('');
}

/** The key's public half and the id it makes. @throws Error when it is no RSA private key of at least 2048 bits */
export function describeExtensionKey(pem: string): Omit<ExtensionIdentity, 'storeIds'> {
  const key: KeyObject = createPrivateKey(pem);
  // CRX3 also knows ECDSA, but the packer signs with RSA.
  if (key.asymmetricKeyType !== 'rsa' || (key.asymmetricKeyDetails?.modulusLength ?? 0) < 2048)
    throw new Error(`${extensionKeyVariable}: an RSA key of 2048 bits or more is needed`);
  const der = createPublicKey(key).export({ type: 'spki', format: 'der' });
  return { publicKey: der.toString('base64'), chromiumId: computeExtensionId(der) };
}

/**
 * The identity that the environment asks for, or the development one.
 * @throws Error when a variable is set to something that cannot be used: a build with the wrong id helps nobody
 */
export function readExtensionIdentity(environment: NodeJS.ProcessEnv): ExtensionIdentity {
  const storeIds = (environment[storeIdsVariable] ?? '').split(',').flatMap((id) => id.trim() || []);
  for (const id of storeIds)
    if (!/^[a-p]{32}$/.test(id)) throw new Error(`${storeIdsVariable}: ${id} is not an extension id`);
  const keyFile = environment[extensionKeyVariable];
  if (!keyFile) return { publicKey: chromiumExtensionKey, chromiumId: chromiumExtensionId, storeIds };
  return { ...describeExtensionKey(readFileSync(keyFile, 'utf8')), storeIds };
}

/** Who may talk to the release's host from Chromium's family, as native manifests have them. */
export function listOrigins({ chromiumId, storeIds }: ExtensionIdentity): string[] {
  return [chromiumId, ...storeIds].map((id) => `chrome-extension://${id}/`);
}

/** What esbuild and Vite put in place of the names that shared/product-ids.ts declares. */
export function makeIdentityDefines({ publicKey, chromiumId, storeIds }: ExtensionIdentity): Record<string, string> {
  return {
    __SHEBAO_EXTENSION_KEY__: JSON.stringify(publicKey),
    __SHEBAO_EXTENSION_ID__: JSON.stringify(chromiumId),
    __SHEBAO_STORE_IDS__: JSON.stringify(storeIds),
  };
}
