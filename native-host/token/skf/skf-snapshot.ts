// An SKF token described: what is seen without a PIN, and everything on it.
import type { KeyObject, StoredCertificate, TokenContents, TokenObject, TokenSnapshot } from '../driver.ts';
import { computeKeyId, encodePublicKey, type PublicKeyValue } from '../public-key.ts';
import { recallContainers, type SkfContainer, type SkfKeyPair } from './skf-containers.ts';
import { pinLimits, readPinInfo } from './skf-pin.ts';
import type { SkfToken } from './skf-token.ts';

const noBytes = new Uint8Array();

/** @throws SkfError */
export function readSnapshot(token: SkfToken): TokenSnapshot {
  const { info, label } = token;
  const { state, triesLeft } = readPinInfo(token, 'user');
  return {
    serialNumber: info.serialNumber,
    label,
    manufacturer: info.manufacturer,
    model: '',
    pin: { state, ...(triesLeft === null ? {} : { triesLeft }), ...pinLimits, isTypedOnReader: false },
    isWriteProtected: false,
    certificates: recallContainers(token).flatMap(({ name, signing, encryption }) =>
      [signing, encryption].flatMap((pair) => describeCertificate(name, pair, pair === encryption)),
    ),
  };
}

function describeCertificate(
  label: string,
  { key, certificate }: SkfKeyPair,
  isForEncryption: boolean,
): StoredCertificate[] {
  return certificate ? [{ der: certificate, label, hasPrivateKey: key !== null, isForEncryption }] : [];
}

/** @param isLoggedIn otherwise private keys are not told of, as on other tokens. @throws SkfError */
export function readContents(token: SkfToken, isLoggedIn: boolean): TokenContents {
  return {
    adminPinState: readPinInfo(token, 'admin').state,
    freeBytes: token.freeBytes,
    objects: recallContainers(token).flatMap((container) => listObjects(container, isLoggedIn)),
  };
}

function listObjects({ name, signing, encryption }: SkfContainer, isLoggedIn: boolean): TokenObject[] {
  return [signing, encryption].flatMap(({ key, certificate }): TokenObject[] => {
    const publicKey = key && encodePublicKey(key);
    const id = publicKey ? computeKeyId(publicKey) : noBytes;
    const kinds: KeyObject['kind'][] = isLoggedIn ? ['private-key', 'public-key'] : ['public-key'];
    return [
      ...(key ? kinds.map((kind): KeyObject => ({ kind, label: name, id, publicKey, ...describeKey(key) })) : []),
      ...(certificate ? [{ kind: 'certificate' as const, label: name, id, der: certificate }] : []),
    ];
  });
}

function describeKey(key: PublicKeyValue): Pick<KeyObject, 'keyAlgorithm' | 'keySizeBits'> {
  return key.type === 'RSA'
    ? { keyAlgorithm: 'RSA', keySizeBits: key.modulus.length * 8 }
    : { keyAlgorithm: key.type, keySizeBits: 256 };
}
