// A new signing key in a container of its own.
import { AppError } from '../../../shared/errors/app-error.ts';
import type { KeyAlgorithm } from '../driver.ts';
import { encodePublicKey } from '../public-key.ts';
import { closeQuietly } from './skf-close.ts';
import { recallContainers } from './skf-containers.ts';
import { isSar, SkfError } from './skf-error.ts';
import { type SkfLibrary, toCString } from './skf-library.ts';
import type { SkfToken } from './skf-token.ts';

/** The use for signing: SGD_SM2_1 has the first number in the headers of most libraries, and the second one in others, where the first is SM2 as such. */
const sm2ForSigning = [0x0002_0100, 0x0002_0200] as const;
/** Values that cannot be about the number. */
const otherRefusals = [
  ...['SAR_DEVICE_REMOVED', 'SAR_INVALIDHANDLEERR', 'SAR_USER_NOT_LOGGED_IN', 'SAR_TIMEOUTERR'],
  ...['SAR_NO_ROOM', 'SAR_MEMORYERR', 'SAR_REACH_MAX_CONTAINER_COUNT'],
];
const rsaBits = 2048;
/** More than RSAPUBLICKEYBLOB and ECCPUBLICKEYBLOB; the key itself is read by the call that says its length. */
const blobRoom = 1024;

/**
 * The standard knows one curve, and RSA up to 2048 bits. Of the two a device says which it has; but not every one fills that
 * in, and a key that lies on it is the better witness.
 * @throws AppError TOKEN_UNSUPPORTED, SkfError
 */
export function assertSupport(token: SkfToken, algorithm: KeyAlgorithm): void {
  const type = algorithm === 'SM2' ? 'SM2' : algorithm === 'RSA-2048' ? 'RSA' : null;
  const { hasRsa, hasSm2 } = token.info;
  const isDenied = type === 'SM2' ? hasRsa && !hasSm2 : hasSm2 && !hasRsa;
  const holdsOne = () => recallContainers(token).some(({ signing }) => signing.key?.type === type);
  if (type === null || (isDenied && !holdsOne())) throw new AppError('TOKEN_UNSUPPORTED', { reason: algorithm });
}

/** @returns SubjectPublicKeyInfo (DER). @throws AppError TOKEN_UNSUPPORTED, TOKEN_FAILED, SkfError */
export function generateKeyPair(token: SkfToken, algorithm: KeyAlgorithm, label: string): Uint8Array {
  assertSupport(token, algorithm);
  const container = openEmpty(token, label);
  const { library } = token;
  try {
    if (algorithm === 'SM2') generateSm2(library, container);
    else library.call('SKF_GenRSAKeyPair', container, rsaBits, Buffer.alloc(blobRoom));
  } finally {
    closeQuietly(library, 'SKF_CloseContainer', container);
  }
  token.memory.containers = null;
  const key = recallContainers(token).find(({ name }) => name === label)?.signing.key;
  if (!key) throw new AppError('TOKEN_FAILED', { reason: 'public key unreadable' });
  return encodePublicKey(key);
}

/** A second key in the same container leaves none behind, should the first call have made one after all. */
function generateSm2(library: SkfLibrary, container: bigint): void {
  const [first, second] = sm2ForSigning;
  try {
    library.call('SKF_GenECCKeyPair', container, first, Buffer.alloc(blobRoom));
  } catch (error) {
    if (!(error instanceof SkfError) || isSar(error, ...otherRefusals)) throw error;
    try {
      library.call('SKF_GenECCKeyPair', container, second, Buffer.alloc(blobRoom));
    } catch (secondError) {
      throw isSar(secondError, ...otherRefusals) ? secondError : error;
    }
  }
}

/** A new container; or the one that was made, and no more, when the last attempt was cut off. */
function openEmpty(token: SkfToken, label: string): bigint {
  const { library, application } = token;
  try {
    return library.open('SKF_CreateContainer', application, toCString(label));
  } catch (error) {
    if (!isSar(error, 'SAR_FILE_ALREADY_EXIST') && !hasContainer(token, label)) throw error;
  }
  const there = recallContainers(token).find(({ name }) => name === label);
  const isEmpty =
    there?.isRead && [there.signing, there.encryption].every(({ key, certificate }) => !key && !certificate);
  if (!isEmpty) throw new AppError('TOKEN_FAILED', { reason: 'container in use' });
  return library.open('SKF_OpenContainer', application, toCString(there.nameBytes));
}

const hasContainer = (token: SkfToken, label: string) => recallContainers(token).some(({ name }) => name === label);
